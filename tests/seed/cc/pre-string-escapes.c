// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// # keeps escapes as they were written
int printf(const char *format, ...);
#define TEXT(x) #x

int main(void) {
	printf("<%s>\n", TEXT("a\n\"b\"" 'c' '\'' '"' '\\' "\x41\0"));
	return 0;
}
