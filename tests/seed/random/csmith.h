// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// csmith.h - what csmith's programs call, and nothing else
//
// Ours, not csmith's own: that one includes half of the host's library. The operators are safe in that
// they never leave what C defines (with wrapping sums); what they give where C would not say is free
// to choose, as both compilers see this file.

typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long long int64_t;
typedef unsigned long long uint64_t;

int printf(const char *format, ...);

#define OPERATOR(type, x, word, op) static type safe_##word##_func_##type##_##x##_##x(type a, type b) { return a op b; }
#define DIVIDER(type, x, word, op, bits) \
	static type safe_##word##_func_##type##_##x##_##x(type a, type b) { \
		if (b == 0 || a == (type)((type)1 << (bits - 1)) && b == (type)-1) return a; \
		return a op b; \
	}
#define SHIFTER(type, x, y, count, word, op, bits) \
	static type safe_##word##_func_##type##_##x##_##y(type a, count b) { return a op (b & (bits - 1)); }
#define OPERATORS(type, x, bits) \
	static type safe_unary_minus_func_##type##_##x(type a) { return -a; } \
	OPERATOR(type, x, add, +) OPERATOR(type, x, sub, -) OPERATOR(type, x, mul, *) \
	DIVIDER(type, x, div, /, bits) DIVIDER(type, x, mod, %, bits) \
	SHIFTER(type, x, s, int, lshift, <<, bits) SHIFTER(type, x, u, unsigned, lshift, <<, bits) \
	SHIFTER(type, x, s, int, rshift, >>, bits) SHIFTER(type, x, u, unsigned, rshift, >>, bits)

OPERATORS(int8_t, s, 8)
OPERATORS(int16_t, s, 16)
OPERATORS(int32_t, s, 32)
OPERATORS(int64_t, s, 64)
OPERATORS(uint8_t, u, 8)
OPERATORS(uint16_t, u, 16)
OPERATORS(uint32_t, u, 32)
OPERATORS(uint64_t, u, 64)

static uint32_t crc32_context = 0xFFFFFFFF;
static void platform_main_begin(void) { }
static void crc32_gentab(void) { }
static void transparent_crc(uint64_t value, const char *name, int verbose) {
	crc32_context = (crc32_context ^ (uint32_t)value ^ (uint32_t)(value >> 32) * 31) * 16777619 + (crc32_context >> 15);
	if (verbose)
		printf("%s %x\n", name, crc32_context);
}
static void platform_main_end(uint32_t sum, int verbose) { printf("checksum = %x\n", sum); }
