// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// number.c - floating numbers from and to text, exactly
//
// A whole number N is kept in decimal, four digits a word. As 2 = 10/5, N * 2^-k is N * 5^k * 10^-k:
// so halving, too, is multiplying and moving the point, and one operation does for all:
//     binary to decimal   mantissa * 2^e = digits * 10^-x, with nothing lost
//     decimal to binary   digits * 10^x * 2^k: the 64 bits before the point, and of the rest whether it
//                         is less than, equal to or more than a half of the last bit

#include <math.h>
#include "libc.h"

// A number half-way between two long doubles has up to 11,514 digits; a reading with as many needs up to
// as many more on the way.
enum { WORDS = 6400, MOST_DIGITS = 11600 };

char digits[MOST_DIGITS + 4];
static unsigned int word[WORDS];        // the lowest first; a word is below 10000
static int words;                       // the last one is not 0

// N = N * factor + plus; factor at most 5^8, so that nothing overflows
static void multiply(unsigned int factor, unsigned int plus) {
	unsigned int n;
	int i;
	for (i = 0; i < words || plus > 0; i++) {
		if (i == words)
			word[words++] = 0;
		n = word[i] * factor + plus;
		plus = n / 10000;
		word[i] = n - plus * 10000;
	}
}

// N = N * 2^k; for a negative k, N * 2^k * 10^-k
static void scale(int k) {
	for (; k >= 18; k -= 18)
		multiply(1 << 18, 0);
	for (; k > 0; k--)
		multiply(2, 0);
	for (; k <= -8; k += 8)
		multiply(390625, 0);
	for (; k < 0; k++)
		multiply(5, 0);
}

int decimal_digits(unsigned long long mantissa, int exponent, int *point) {
	int i, count = 0;
	words = 0;
	for (i = 60; i >= 0; i -= 4)
		multiply(16, (mantissa >> i) & 15);
	scale(exponent);
	for (i = words * 4 - 1; i >= 0; i--) {
		unsigned int n = word[i / 4];
		int digit = (i & 3) == 3 ? n / 1000 : (i & 3) == 2 ? n / 100 % 10 : (i & 3) == 1 ? n / 10 % 10 : n % 10;
		if (count > 0 || digit > 0)
			digits[count++] = '0' + digit;
	}
	*point = exponent < 0 ? count + exponent : count;
	return count;
}

// A number on its way to one of the three formats: mantissa * 2^exponent, and a rest. In the end,
// exponent is what the format writes.
enum { REST_NONE, REST_LESS, REST_HALF, REST_MORE };
struct reading {
	unsigned long long mantissa;
	int exponent;
	int rest;                       // REST_...: compared with a half of the mantissa's last bit
	int negative;
};

// Take `count` bits away at the end, and round.
static void drop_bits(struct reading *r, int count) {
	unsigned long long half, lost;
	if (count > 64) {
		r->mantissa = 0;
		r->rest = REST_LESS;
		return;
	}
	if (count > 0) {
		half = (unsigned long long)1 << (count - 1);
		lost = r->mantissa & (half - 1 + half);
		r->rest = lost > half || (lost == half && r->rest) ? REST_MORE : lost == half ? REST_HALF : (lost || r->rest);
		r->mantissa = count == 64 ? 0 : r->mantissa >> count;
	}
	if (r->rest == REST_MORE || (r->rest == REST_HALF && (r->mantissa & 1)))
		r->mantissa++;
}

// Round to a format of `bits` bits, whose least number with all of them has the exponent `least` in front of
// its first bit. The mantissa has 64 bits, or is 0.
static void round_reading(struct reading *r, int bits, int least) {
	struct reading whole = *r;
	unsigned long long first = (unsigned long long)1 << (bits - 1);
	int exponent = r->exponent + 63;
	if (r->mantissa == 0)
		return;
	drop_bits(&whole, 64 - bits);
	if (whole.mantissa < first || whole.mantissa - first >= first) {        // it grew by a bit
		whole.mantissa = first;
		exponent++;
	}
	if (exponent >= least) {
		r->mantissa = whole.mantissa;
		r->exponent = exponent - least + 1;
		if (exponent > 1 - least) {
			errno = ERANGE;
			r->mantissa = first;    // infinity
			r->exponent = 3 - 2 * least;
		}
		return;
	}
	drop_bits(r, 64 - bits + least - (r->exponent + 63));
	if (r->rest != REST_NONE)
		errno = ERANGE;
	r->exponent = r->mantissa >= first;
}

// The exponent behind a letter, or 0 and *at stays.
static int read_exponent(const char **at, int letter) {
	const char *text = *at;
	int value = 0, negative;
	if ((*text | 32) != letter)
		return 0;
	text++;
	negative = *text == '-';
	if (*text == '-' || *text == '+')
		text++;
	if (digit_value(*text) > 9)
		return 0;
	for (; digit_value(*text) <= 9; text++)
		if (value < 100000000)
			value = value * 10 + digit_value(*text);
	*at = text;
	return negative ? -value : value;
}

// The whole part of N * 10^power into the mantissa, what is behind the point into the rest.
static void split(struct reading *r, int power) {
	int i, whole = -power / 4;
	r->mantissa = 0;
	for (i = words - 1; i >= whole; i--)
		r->mantissa = r->mantissa * 10000 + word[i];
	for (i = 0; i < whole - 1 && word[i] == 0; i++)
		;
	r->rest = i < whole - 1;
	if (whole > 0 && word[whole - 1] >= 5000)
		r->rest |= word[whole - 1] > 5000 ? REST_MORE : REST_HALF;
	else if (whole > 0 && word[whole - 1] > 0)
		r->rest = REST_LESS;
}

// DIGITS e POWER, or hexadecimal DIGITS p POWER
static const char *read_digits(struct reading *r, const char *at, int base) {
	int point = 0, count = 0, lost = 0, power = 0, two = 0, size, k;
	int most = base == 16 ? 100 : MOST_DIGITS - 1;
	words = 0;
	for (; digit_value(*at) < base || (*at == '.' && !point); at++) {
		if (*at == '.') {
			point = 1;
		} else if (count < most) {
			multiply(base, digit_value(*at));
			count += words > 0;
			power -= point;
		} else {                                // enough; one digit more stands for all others
			lost |= *at != '0';
			power += !point;
		}
	}
	if (lost) {
		multiply(base, 1);
		power--;
	}
	if (base == 16) {
		two = power * 4 + read_exponent(&at, 'p');
		power = 0;
	} else {
		power += read_exponent(&at, 'e');
	}
	if (words == 0)
		return at;
	size = words * 4 + power;               // N * 10^power is below 10^size, and above 10^(size - 5)
	r->exponent = size < 0 ? -30000 : 30000;
	r->mantissa = (unsigned long long)1 << 63;
	r->rest = REST_LESS;
	if (size < -5000 || size > 5000)
		return at;
	k = 62 - size * 3322 / 1000;            // times 2^k it is below 2^63: log2(10) is 3.3219
	scale(k);
	if (k < 0)
		power += k;
	for (; power > 0 || (power & 3); power--)
		multiply(10, 0);
	for (split(r, power); r->mantissa >> 63 == 0; k++) {
		multiply(2, 0);
		split(r, power);
	}
	r->exponent = two - k;
	return at;
}

// Infinity and what is no number have no names here.
static void read_number(struct reading *r, const char *text, char **end, int bits, int least) {
	const char *at = text;
	memset(r, 0, sizeof *r);
	while (is_space(*at))
		at++;
	r->negative = *at == '-';
	if (*at == '-' || *at == '+')
		at++;
	if (digit_value(at[*at == '.']) > 9) {
		r->negative = 0;
		at = text;
	} else if (*at == '0' && (at[1] | 32) == 'x' && digit_value(at[2 + (at[2] == '.')]) <= 15) {
		at = read_digits(r, at + 2, 16);
	} else {
		at = read_digits(r, at, 10);
	}
	round_reading(r, bits, least);
	if (end)
		*end = (char *)at;
}

float strtof(const char *text, char **end) {
	union float_words f;
	struct reading r;
	read_number(&r, text, end, 24, -126);
	f.word = (unsigned int)r.negative << 31 | r.exponent << 23 | ((unsigned int)r.mantissa & 0x7FFFFF);
	return f.value;
}

double strtod(const char *text, char **end) {
	union double_words d;
	struct reading r;
	read_number(&r, text, end, 53, -1022);
	d.word[0] = r.mantissa;
	d.word[1] = (unsigned int)r.negative << 31 | r.exponent << 20 | ((unsigned int)(r.mantissa >> 32) & 0xFFFFF);
	return d.value;
}

long double strtold(const char *text, char **end) {
	union long_double_words d;
	struct reading r;
	read_number(&r, text, end, 64, -16382);
	d.word[0] = r.mantissa;
	d.word[1] = r.mantissa >> 32;
	d.word[2] = r.negative << 15 | r.exponent;
	return d.value;
}

// The exponent of a long double goes far beyond that of any double: only it changes, then the store rounds.
double ldexp(double value, int exponent) {
	union long_double_words d;
	union double_words result;
	d.value = value;
	if ((d.word[2] & 0x7FFF) != 0 && (d.word[2] & 0x7FFF) != 0x7FFF)
		d.word[2] += exponent < -4000 ? -4000 : exponent > 4000 ? 4000 : exponent;
	result.value = d.value;
	return result.value;
}
