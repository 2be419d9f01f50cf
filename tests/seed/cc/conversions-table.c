// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// every whole type to every other, by value, assignment and argument
int printf(const char *format, ...);
#define TYPES(M) M(c, signed char) M(C, unsigned char) M(h, short) M(H, unsigned short) M(i, int) M(I, unsigned) M(l, long long) M(L, unsigned long long)
#define TAKE(n, type) static long long take_##n(type x) { return x; }
TYPES(TAKE)
#define GIVE(n, type) static type give_##n(long long x) { return x; }
TYPES(GIVE)
static unsigned long long sum;
static void add(long long x) { sum = (sum ^ x) * 31 + (sum >> 40); }
#define FROM(n, type) { \
		type v = give_##n(values[k]); \
		sum = 1; \
		TO(c, signed char) TO(C, unsigned char) TO(h, short) TO(H, unsigned short) \
		TO(i, int) TO(I, unsigned) TO(l, long long) TO(L, unsigned long long) \
		printf(#n "%llx ", sum); \
	}
#define TO(n, type) { \
		type to = v; \
		add(to); add((type)v); add(take_##n(v)); add(give_##n(v)); add(to = v); \
		add((type)v + 1); add((type)v >> 3); add((type)v < 0); add((type)v / 3); add((type)v == v); add(v + to); add(v * to); add(v < to); \
	}

int main(void) {
	static const long long values[] = { 0, 1, 0x7F, 0x80, 0xFF, 0x1234, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x8000000080008080LL, -1, 0x123456789ABCDEF0 };
	unsigned k;
	for (k = 0; k < sizeof(values) / sizeof(values[0]); k++) {
		TYPES(FROM)
		printf("\n");
	}
	return 0;
}
