// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// escapes in texts; neighbours are joined; a text is an array with a NUL behind
int printf(const char *format, ...);

static const char escapes[] = "\a\b\f\n\r\t\v\\\'\"\?";
static const char octal[] = "\0\01\012\1234\377";
static const char hex[] = "\x1\x7f\xFf" "f";
static const char joined[] = "one " "two"
	" three";

int main(void) {
	int i;
	for (i = 0; i < (int)sizeof(escapes); i++)
		printf("%d ", escapes[i]);
	printf("\n");
	for (i = 0; i < (int)sizeof(octal); i++)
		printf("%d ", octal[i]);
	printf("\n");
	for (i = 0; i < (int)sizeof(hex); i++)
		printf("%d ", hex[i]);
	printf("\n%s %d\n", joined, (int)sizeof(joined));
	printf("%d %d %d\n", (int)sizeof("a\0b"), (int)sizeof(""), (int)sizeof("ab" "\0" "c"));
	printf("%c%c%c\n", "abc"[1], *"xyz", 2["pqr"]);
	printf("con\
tinued %s\n", "do" "ne");
	return 0;
}
