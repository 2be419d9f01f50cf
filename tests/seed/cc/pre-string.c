// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// # makes a text of an argument's spelling: one blank for any, quotes kept
int printf(const char *format, ...);
#define TEXT(x) #x
#define TWO(x, y) #x "|" #y
#define DEEP(x) TEXT(x)
#define VALUE 12

int main(void) {
	printf("<%s>\n", TEXT(  a   +	b /* gone */ c
		d  ));
	printf("<%s>\n", TEXT("a b" 'c' "\"" "\\"));
	printf("<%s> <%s>\n", TEXT(VALUE), DEEP(VALUE));
	printf("<%s> <%s>\n", TEXT(), DEEP());
	printf("<%s>\n", TWO(f(1, 2), (3, "4,5")));
	printf("<%s>\n", TEXT(0x1F .5e+3L ->*&&));
	return 0;
}
