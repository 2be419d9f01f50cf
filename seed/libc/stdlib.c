// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// stdlib.c - text into whole numbers, and sorting

#include "libc.h"

int is_space(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int digit_value(int c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return 99;
}

// most: the greatest number of the type that is asked for
static unsigned long long whole(const char *text, char **end, int base, unsigned long long most, int is_signed) {
	const char *at = text;
	unsigned long long value = 0, low, high;
	int negative = 0, too_large = 0, digit;
	while (is_space(*at))
		at++;
	if (*at == '-' || *at == '+')
		negative = *at++ == '-';
	if ((base == 0 || base == 16) && *at == '0' && (at[1] | 32) == 'x' && digit_value(at[2]) < 16) {
		at += 2;
		base = 16;
	}
	base = base ? base : *at == '0' ? 8 : 10;
	for (; (digit = digit_value(*at)) < base; at++) {
		low = (value & 0xFFFFFFFF) * base + digit;
		high = (value >> 32) * base + (low >> 32);
		value = high << 32 | (low & 0xFFFFFFFF);
		if (high >> 32 || value > most + (is_signed && negative))
			too_large = 1;
		text = at + 1;
	}
	if (end)
		*end = (char *)text;
	if (too_large) {
		errno = ERANGE;
		return most + (is_signed && negative);
	}
	return negative ? 0 - value : value;
}

long strtol(const char *text, char **end, int base) { return whole(text, end, base, 0x7FFFFFFF, 1); }
unsigned long strtoul(const char *text, char **end, int base) { return whole(text, end, base, 0xFFFFFFFF, 0); }
long long strtoll(const char *text, char **end, int base) { return whole(text, end, base, ~0ULL >> 1, 1); }
unsigned long long strtoull(const char *text, char **end, int base) { return whole(text, end, base, ~0ULL, 0); }
int atoi(const char *text) { return strtol(text, 0, 10); }

// Halves are sorted, then merged; equal elements keep their order.
static void sort(char *base, size_t count, size_t size, int (*compare)(const void *, const void *), char *spare) {
	char *left = spare;
	char *right = base + count / 2 * size;
	char *right_end = base + count * size;
	char *left_end;
	if (count < 2)
		return;
	sort(base, count / 2, size, compare, spare);
	sort(right, count - count / 2, size, compare, spare);
	memcpy(spare, base, right - base);
	left_end = spare + (right - base);
	for (; left < left_end; base += size) {
		if (right < right_end && compare(left, right) > 0) {
			memcpy(base, right, size);
			right += size;
		} else {
			memcpy(base, left, size);
			left += size;
		}
	}
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
	char *spare = malloc(count / 2 * size);
	if (spare == 0)
		exit(1);
	sort(base, count, size, compare, spare);
	free(spare);
}
