// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// words.c - what compilers call for long long: / % << >>
//
// cc, gcc and clang call these names. tcc brings them with it in libtcc1.a, so its libc.a has this file not.

union two {
	unsigned long long whole;
	unsigned int word[2];           // the low one first
};

// Long division, a bit at a time: what is left of n is shifted to the left, the quotient comes in behind it.
unsigned long long __udivmoddi4(unsigned long long a, unsigned long long b, unsigned long long *rest) {
	union two n, d, r;
	int i, carry;
	n.whole = a;
	d.whole = b;
	r.whole = 0;
	for (i = 0; i < 64; i++) {
		carry = r.word[1] >> 31;        // of the rest, a 65th bit
		r.word[1] = r.word[1] << 1 | r.word[0] >> 31;
		r.word[0] = r.word[0] << 1 | n.word[1] >> 31;
		n.word[1] = n.word[1] << 1 | n.word[0] >> 31;
		n.word[0] = n.word[0] << 1;
		if (carry || r.word[1] > d.word[1] || (r.word[1] == d.word[1] && r.word[0] >= d.word[0])) {
			r.whole = r.whole - d.whole;
			n.word[0] |= 1;
		}
	}
	if (rest)
		*rest = r.whole;
	return n.whole;
}

unsigned long long __udivdi3(unsigned long long a, unsigned long long b) { return __udivmoddi4(a, b, 0); }

unsigned long long __umoddi3(unsigned long long a, unsigned long long b) {
	__udivmoddi4(a, b, &a);
	return a;
}

static unsigned long long magnitude(long long a) { return a < 0 ? 0 - (unsigned long long)a : a; }

long long __divdi3(long long a, long long b) {
	unsigned long long quotient = __udivdi3(magnitude(a), magnitude(b));
	return (a < 0) != (b < 0) ? 0 - quotient : quotient;
}

long long __moddi3(long long a, long long b) {
	unsigned long long rest = __umoddi3(magnitude(a), magnitude(b));
	return a < 0 ? 0 - rest : rest;
}

long long __ashldi3(long long a, int n) {
	union two x;
	x.whole = a;
	if (n & 32) {
		x.word[1] = x.word[0] << (n & 31);
		x.word[0] = 0;
	} else if (n & 31) {
		x.word[1] = x.word[1] << (n & 31) | x.word[0] >> (32 - (n & 31));
		x.word[0] = x.word[0] << (n & 31);
	}
	return x.whole;
}

// To the right, with `fill` in the place of the bits that are missing on the left.
static long long shift_right(long long a, int n, unsigned int fill) {
	union two x;
	x.whole = a;
	if (n & 32) {
		x.word[0] = x.word[1];
		x.word[1] = fill;
	}
	if (n & 31) {
		x.word[0] = x.word[0] >> (n & 31) | x.word[1] << (32 - (n & 31));
		x.word[1] = x.word[1] >> (n & 31) | fill << (32 - (n & 31));
	}
	return x.whole;
}

long long __lshrdi3(long long a, int n) { return shift_right(a, n, 0); }
long long __ashrdi3(long long a, int n) { return shift_right(a, n, a < 0 ? -1 : 0); }
