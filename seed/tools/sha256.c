// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// sha256.c - SHA-256 (FIPS 180-4) of bytes that come piece by piece
//
// Behind stream.c, for sha256sum and for the checks in .xz files: sha_start(), sha_add() as
// often as wanted, sha_end(). >> keeps the sign here, hence the masks behind it.

int* sha_k;                             // the 64 constants
int* sha_w;                             // the 64 words made of a block
int* sha_sum;                           // 8 words
char* sha_rest;                         // what is not yet a block of 64 bytes
int sha_blocks;
int sha_bytes;                          // in sha_rest

void hex_words(int* to, int at, char* digits) { // 8 words of 8 digits
	int i;
	for (i = 0; i < 64; i = i + 1)
		to[at + (i >> 3)] = (to[at + (i >> 3)] << 4) | digit_value(digits[i]);
}

void sha_start(void) {
	if (sha_k == 0) {
		sha_k = alloc(64 * 4);
		sha_w = alloc(64 * 4);
		sha_sum = alloc(8 * 4);
		sha_rest = alloc(64);
		hex_words(sha_k, 0, "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5");
		hex_words(sha_k, 8, "d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174");
		hex_words(sha_k, 16, "e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da");
		hex_words(sha_k, 24, "983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967");
		hex_words(sha_k, 32, "27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85");
		hex_words(sha_k, 40, "a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070");
		hex_words(sha_k, 48, "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3");
		hex_words(sha_k, 56, "748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2");
	}
	hex_words(sha_sum, 0, "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");
	sha_blocks = 0;
	sha_bytes = 0;
}

void sha_block(char* p) {
	int* w = sha_w;
	int* k = sha_k;
	int* sum = sha_sum;
	int i; int a; int b; int c; int d; int e; int f; int g; int h; int t;
	for (i = 0; i < 16; i = i + 1) {
		w[i] = (p[0] << 24) | ((p[1] & 255) << 16) | ((p[2] & 255) << 8) | (p[3] & 255);
		p = p + 4;
	}
	for (i = 16; i < 64; i = i + 1) {
		a = w[i - 15];
		b = w[i - 2];
		w[i] = w[i - 16] + w[i - 7]
			+ ((((a >> 7) & 0x1FFFFFF) | (a << 25)) ^ (((a >> 18) & 0x3FFF) | (a << 14)) ^ ((a >> 3) & 0x1FFFFFFF))
			+ ((((b >> 17) & 0x7FFF) | (b << 15)) ^ (((b >> 19) & 0x1FFF) | (b << 13)) ^ ((b >> 10) & 0x3FFFFF));
	}
	a = sum[0]; b = sum[1]; c = sum[2]; d = sum[3]; e = sum[4]; f = sum[5]; g = sum[6]; h = sum[7];
	for (i = 0; i < 64; i = i + 1) {
		t = h + k[i] + w[i] + (g ^ (e & (f ^ g)))
			+ ((((e >> 6) & 0x3FFFFFF) | (e << 26)) ^ (((e >> 11) & 0x1FFFFF) | (e << 21)) ^ (((e >> 25) & 127) | (e << 7)));
		h = g;
		g = f;
		f = e;
		e = d + t;
		t = t + ((a & b) | (c & (a | b)))
			+ ((((a >> 2) & 0x3FFFFFFF) | (a << 30)) ^ (((a >> 13) & 0x7FFFF) | (a << 19)) ^ (((a >> 22) & 1023) | (a << 10)));
		d = c;
		c = b;
		b = a;
		a = t;
	}
	sum[0] = sum[0] + a; sum[1] = sum[1] + b; sum[2] = sum[2] + c; sum[3] = sum[3] + d;
	sum[4] = sum[4] + e; sum[5] = sum[5] + f; sum[6] = sum[6] + g; sum[7] = sum[7] + h;
	sha_blocks = sha_blocks + 1;
}

void sha_add(char* p, int bytes) {
	while (bytes > 0) {
		if (sha_bytes == 0 && bytes >= 64) {    // a whole block, from where it is
			sha_block(p);
			p = p + 64;
			bytes = bytes - 64;
		} else {
			sha_rest[sha_bytes] = p[0];
			sha_bytes = sha_bytes + 1;
			p = p + 1;
			bytes = bytes - 1;
			if (sha_bytes == 64) {
				sha_block(sha_rest);
				sha_bytes = 0;
			}
		}
	}
}

char* sha_end(void) {                   // the sum, as 64 digits
	int low = (sha_blocks << 9) | (sha_bytes << 3);         // bits
	int high = (sha_blocks >> 23) & 511;
	char* pad = alloc(8);
	char* hex = alloc(65);
	char* symbols = "0123456789abcdef";
	int i;
	pad[0] = 128;
	sha_add(pad, 1);
	pad[0] = 0;
	while (sha_bytes != 56)
		sha_add(pad, 1);
	for (i = 0; i < 4; i = i + 1) {
		pad[i] = high >> (24 - i * 8);
		pad[i + 4] = low >> (24 - i * 8);
	}
	sha_add(pad, 8);
	for (i = 0; i < 64; i = i + 1)
		hex[i] = symbols[(sha_sum[i >> 3] >> (28 - (i & 7) * 4)) & 15];
	return hex;
}
