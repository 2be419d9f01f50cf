// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a character constant is an int, and char is signed
int printf(const char *format, ...);

int main(void) {
	printf("%d %d %d %d\n", 'a', '\n', '\0', '\\');
	printf("%d %d %d\n", '\377', '\x80', '\177');
	printf("%d %d %d\n", '\'', '"', '\"');
	printf("%d %d\n", (int)sizeof('a'), (int)sizeof((char)'a'));
	printf("%d %d\n", '\7', '\033');
	return 0;
}
