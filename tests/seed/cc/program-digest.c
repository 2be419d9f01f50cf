// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// CRC-32, SHA-256 and a 64-bit mixer: what unsigned arithmetic must get right
int printf(const char *format, ...);
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
static u32 crc(const u8 *p, int n) {
	u32 c = ~0u;
	int k;
	while (n--)
		for (c ^= *p++, k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xEDB88320 : c >> 1;
	return ~c;
}
static u64 mix(u64 x) {
	x ^= x >> 33; x *= 0xff51afd7ed558ccdULL;
	x ^= x >> 33; x *= 0xc4ceb9fe1a85ec53ULL;
	return x ^ x >> 33;
}
#define ROR(x, n) ((x) >> (n) | (x) << (32 - (n)))
static void sha(const char *text, u32 n) {
	u32 h[8], k[64], w[64], v[8], i, j, p, count = 0, t;
	u8 block[64] = { 0 };
	for (p = 2; count < 64; p++) {          /* the roots of the primes, by whole numbers */
		for (i = 2; i * i <= p && p % i; i++) ;
		if (i * i <= p) continue;
		for (j = 0; j < 2; j++) {
			u64 lo = 0, hi = 1ull << 36, mid;
			while (hi - lo > 1) {
				mid = (lo + hi) / 2;
				if ((long double)mid * mid * (j ? 1 : mid) <= p * 18446744073709551616.0L * (j ? 1 : 4294967296.0L))
					lo = mid;
				else
					hi = mid;
			}
			if (j && count < 8) h[count] = lo;
			if (!j) k[count] = lo;
		}
		count++;
	}
	for (i = 0; i < n; i++) block[i] = text[i];
	block[n] = 0x80; block[62] = n >> 5; block[63] = n << 3;
	for (i = 0; i < 16; i++) w[i] = block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
	for (; i < 64; i++)
		w[i] = w[i - 16] + (ROR(w[i - 15], 7) ^ ROR(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] + (ROR(w[i - 2], 17) ^ ROR(w[i - 2], 19) ^ w[i - 2] >> 10);
	for (i = 0; i < 8; i++) v[i] = h[i];
	for (i = 0; i < 64; i++) {
		t = v[7] + (ROR(v[4], 6) ^ ROR(v[4], 11) ^ ROR(v[4], 25)) + (v[4] & v[5] ^ ~v[4] & v[6]) + k[i] + w[i];
		for (j = 7; j > 0; j--) v[j] = v[j - 1];
		v[4] += t;
		v[0] = t + (ROR(v[1], 2) ^ ROR(v[1], 13) ^ ROR(v[1], 22)) + (v[1] & v[2] ^ v[1] & v[3] ^ v[2] & v[3]);
	}
	for (i = 0; i < 8; i++) printf("%08x", h[i] + v[i]);
	printf("\n");
}

int main(void) {
	printf("%08x\n", crc((const u8 *)"123456789", 9));
	printf("%llx\n", mix(mix(1) + 0x123456789abcdef));
	sha("abc", 3);
	return 0;
}
