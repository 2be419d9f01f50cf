// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// window.c - what ungz and unxz share: the bytes that came out last, and CRCs
//
// Behind stream.c. put() and repeat() make new bytes at window[window_at]. spill() hands what
// is new to digest() (the tool's own check) and to the output, at the latest when window_at is
// window_stop, and begins again at the start when the window is full.

enum { SPILL = 0x20000 };               // bytes written at once; the window is a multiple

char* window;
int window_room;
int window_size;
int window_at;
int window_stop;
int window_start;                       // what is before it is written
int window_full;                        // has it been gone round?

void digest(char* p, int bytes);

// A window that reaches back at least this far. The bytes before it cannot be reached.
void open_window(int bytes) {
	window_size = (bytes + SPILL) & ~(SPILL - 1);
	if (window_size > window_room) {        // pages not used cost nothing
		window = alloc(window_size);
		window_room = window_size;
	}
	window_at = 0;
	window_start = 0;
	window_stop = SPILL;
	window_full = 0;
}

void spill(void) {
	digest(window + window_start, window_at - window_start);
	send(window + window_start, window_at - window_start);
	if (window_at == window_size) {
		window_at = 0;
		window_full = 1;
	}
	window_start = window_at;
	window_stop = (window_at & ~(SPILL - 1)) + SPILL;
}

void put(int c) {
	window[window_at] = c;
	window_at = window_at + 1;
	if (window_at == window_stop)
		spill();
}

// Again what stands 'distance' bytes back, byte by byte: it may be made on the way.
void repeat(int distance, int length) {
	int from = window_at - distance;
	int run;
	if (distance > window_at || distance <= 0) {
		if (!window_full || distance > window_size || distance <= 0)
			broken("broken: a distance to before the beginning, in");
		from = from + window_size;
	}
	while (length > 0) {
		run = window_stop - window_at;
		if (run > window_size - from)
			run = window_size - from;
		if (run > length)
			run = length;
		length = length - run;
		for (; run > 0; run = run - 1) {
			window[window_at] = window[from];
			window_at = window_at + 1;
			from = from + 1;
		}
		if (window_at == window_stop)
			spill();
		if (from == window_size)
			from = 0;
	}
}

// A CRC of up to 64 bits, low bit first; its value is ~low and ~high. >> keeps the sign here,
// hence the masks.
struct crc {
	int low; int high; int high_start;
	int* low_table;
	int* high_table;
};

void start_crc(struct crc* c) {
	c->low = -1;
	c->high = c->high_start;
}

struct crc* new_crc(int low, int high) {        // the polynomial; high 0 for one of 32 bits
	struct crc* c = alloc(sizeof(struct crc));
	int a; int b; int bit; int i; int k;
	c->low_table = alloc(256 * 4);
	c->high_table = alloc(256 * 4);
	for (i = 0; i < 256; i = i + 1) {
		a = i;
		b = 0;
		for (k = 0; k < 8; k = k + 1) {
			bit = -(a & 1);
			a = (((a >> 1) & 0x7FFFFFFF) | (b << 31)) ^ (bit & low);
			b = ((b >> 1) & 0x7FFFFFFF) ^ (bit & high);
		}
		c->low_table[i] = a;
		c->high_table[i] = b;
	}
	if (high != 0)
		c->high_start = -1;
	start_crc(c);
	return c;
}

void add_crc(struct crc* c, char* p, int bytes) {
	int* low_table = c->low_table;
	int* high_table = c->high_table;
	int low = c->low;
	int high = c->high;
	int i; int k;
	for (i = 0; i < bytes; i = i + 1) {
		k = (low ^ p[i]) & 255;
		low = (((low >> 8) & 0xFFFFFF) | (high << 24)) ^ low_table[k];
		high = ((high >> 8) & 0xFFFFFF) ^ high_table[k];
	}
	c->low = low;
	c->high = high;
}
