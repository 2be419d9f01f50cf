// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// sha3sum FILE... - write the SHA3-256 (FIPS 202) of files, a line each: SUM  NAME
//
// Parts        base/base.c tools/stream.c tools/sha3sum.c
//
// The state is 5 times 5 lanes of 64 bits. Lane x, y is the two words from 2 x + 10 y on, the
// low one first. All constants are made as the standard defines them, none is written here.

enum { RATE = 136 };                    // bytes that go into the state between permutations

int* state;                             // 50 words
int* row;                               // 10 words: what the rows were, or sums of columns
int* place;                             // 24 lanes in the order of pi
int* constants;                         // 24 pairs, for iota
int turned_low;
int turned_high;

void make_constants(void) {
	int x = 1;
	int y = 0;
	int bit = 1;                            // a register of 8 bits with feedback
	int i; int k;
	state = alloc(50 * 4);
	row = alloc(10 * 4);
	place = alloc(24 * 4);
	constants = alloc(48 * 4);
	for (i = 0; i < 24; i = i + 1) {
		place[i] = 2 * x + 10 * y;
		k = y;
		y = (2 * x + 3 * y) % 5;
		x = k;
		for (k = 0; k < 7; k = k + 1) {         // bit 2^k - 1 of the pair
			if (bit & 1)
				constants[2 * i + (k == 6)] = constants[2 * i + (k == 6)] | (1 << (((1 << k) - 1) & 31));
			bit = bit << 1;
			if (bit & 256)
				bit = bit ^ 0x171;
		}
	}
}

void turn(int low, int high, int n) {   // a lane, n bits to the left
	int mask = (1 << (n & 31)) - 1;         // >> keeps the sign
	int c = low;
	if (n & 32) {
		low = high;
		high = c;
	}
	n = n & 31;
	turned_low = low << n;
	turned_high = high << n;
	if (n != 0) {
		turned_low = turned_low | ((high >> (32 - n)) & mask);
		turned_high = turned_high | ((low >> (32 - n)) & mask);
	}
}

void permute(void) {
	int round; int i; int x; int low; int high;
	for (round = 0; round < 48; round = round + 2) {
		for (x = 0; x < 10; x = x + 1)          // theta
			row[x] = state[x] ^ state[x + 10] ^ state[x + 20] ^ state[x + 30] ^ state[x + 40];
		for (x = 0; x < 10; x = x + 2) {
			turn(row[(x + 2) % 10], row[(x + 3) % 10], 1);
			for (i = x; i < 50; i = i + 10) {
				state[i] = state[i] ^ row[(x + 8) % 10] ^ turned_low;
				state[i + 1] = state[i + 1] ^ row[(x + 9) % 10] ^ turned_high;
			}
		}
		low = state[2];                         // rho and pi: each lane to the next place
		high = state[3];
		for (i = 1; i <= 24; i = i + 1) {
			turn(low, high, (i * (i + 1) / 2) & 63);
			x = place[i % 24];
			low = state[x];
			high = state[x + 1];
			state[x] = turned_low;
			state[x + 1] = turned_high;
		}
		for (i = 0; i < 50; i = i + 10) {       // chi
			for (x = 0; x < 10; x = x + 1)
				row[x] = state[i + x];
			for (x = 0; x < 10; x = x + 1)
				state[i + x] = row[x] ^ (~row[(x + 2) % 10] & row[(x + 4) % 10]);
		}
		state[0] = state[0] ^ constants[round]; // iota
		state[1] = state[1] ^ constants[round + 1];
	}
}

void mix_in(int at, int c) {            // a byte into byte 'at' of the state
	state[at >> 2] = state[at >> 2] ^ (c << ((at & 3) * 8));
}

void put_sum(char* path) {
	char* symbols = "0123456789abcdef";
	int at = 0;
	int i;
	for (i = 0; i < 50; i = i + 1)
		state[i] = 0;
	open_in(path);
	while (!at_end()) {
		mix_in(at, next_byte());
		at = at + 1;
		if (at == RATE) {
			permute();
			at = 0;
		}
	}
	mix_in(at, 6);                          // what marks SHA-3, and the padding
	mix_in(RATE - 1, 128);
	permute();
	for (i = 0; i < 64; i = i + 1)
		put_byte(symbols[(state[i >> 3] >> (((i ^ 1) & 7) * 4)) & 15]);
	sys_call(SYS_CLOSE, in_fd, 0, 0);
	put_text("  ");
	put_text(path);
	put_byte('\n');
}

int main(int argc, char** argv) {
	int i;
	program = "sha3sum";
	if (argc < 2)
		fail("usage: sha3sum FILE...", 0);
	make_constants();
	for (i = 1; i < argc; i = i + 1)
		put_sum(argv[i]);
	open_out(0, 0);
	close_out();
	return 0;
}
