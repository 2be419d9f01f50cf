// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// m2-only: macros and conditions; with m2 an #include is skipped

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

#include <no/such/file.h>
	# include "neither.h"
#define TWICE(x) ((x) * 2)
#define NAME put_text("name")
#define EMPTY
#ifdef EMPTY
int one = 1;
#else
int one = "no";
#endif
#if defined(TWICE) && !defined NONE && (1 << 3) == 8
int two = 2;
#elif 1
int two = 3;
#endif
#ifndef __M2__
this is no program
#endif
#if 0
#error not here
#endif
#undef EMPTY
#FILENAME some/where.c 100

int main(void) {
	put(one); put(two); put(TWICE(3 + 4)); NAME; put(__M2__); put(__M2C__); put(__i386__); put(__STDC_VERSION__ == 199409); end_line();
	put_text("joined" " text"); put_text("tab\tquote\"back\\slash\x21\041"); put("\xFF"[0]); put(sizeof("a\0b")); put_text(""); end_line();
	put_text("a text that is longer than one line of the output, that is than thirty-two bytes: 0123456789"); end_line();
	return 0;
}
