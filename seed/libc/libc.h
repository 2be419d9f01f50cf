// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libc.h - what the files of the library share, and no program sees
//
// The library serves tcc: it has the functions that tcc calls, whole where they are there at all.
// It is compiled by cc, tcc, gcc and clang. Nothing in it computes with floating numbers: they are taken
// apart into whole numbers by the unions below, so that no compiler's idea of rounding matters.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>

int sys_call(int number, int a, int b, int c);  // machine.c; -4095 to -1: an error
int system_result(int answer);                  // the same, or -1 and errno is set

union float_words {
	float value;
	unsigned int word;
};

union double_words {
	double value;
	unsigned int word[2];           // sign 1, exponent 11, fraction 52 bits; the low word first
};

union long_double_words {
	long double value;
	unsigned int word[3];           // 64 bits with the first 1 written, then sign 1 and exponent 15 bits
};

// number.c: the digits of mantissa * 2^exponent, all of them; the value is 0.DIGITS * 10^*point
int decimal_digits(unsigned long long mantissa, int exponent, int *point);
extern char digits[];                           // characters '0' to '9', the first is not '0'
// stdlib.c
int is_space(int c);
int digit_value(int c);                         // '0'-'9' 'a'-'z' 'A'-'Z', or 99
// stdio.c
void put_bytes(const char *from, size_t bytes, FILE *file);     // fwrite, but stderr may wait
extern int output_lost;                         // something could not be written
