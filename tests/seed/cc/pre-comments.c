// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a comment is a blank, also over lines; a // comment goes on behind a backslash
int printf(const char *format, ...);
#define A/**/1
#define B(x)/* here */x/* there */+ 1
#define STR(x) #x
/**/#/**/define/**/C/**/3/**/
int a/* * / // */= 1; // b = 2; \
still a comment
int b = 6 /* / */ / 2; /* "not a text */ int c = 4; // "nor this
/* #if 0 */
int d = 5 //* 2
	;

int main(void) {
	printf("%d %d %d %d\n", a, b, c, d);
	printf("%d %d %d\n", A, B(1), C);
	printf("%s\n", STR(a/**/b /* x */ c));
	printf("%s\n", "/* no comment */ // nor this");
	return 0; /**/
}
