// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// unbz2 -f IN [-o OUT] - unpack a .bz2 file
//
// Parts        base/base.c tools/stream.c tools/unbz2.c
// OUT          mode 0600; the name of IN less its last 3 characters if not given
// Checks       the CRC-32 of every block and of the file; OUT is not removed when they are wrong
// Refuses      randomised blocks, which no bzip2 since 1997 writes
// Memory       under 5 MiB
//
// A file is "BZh", a digit (the blocks' size in 100,000 bytes), blocks, the sum; and maybe more
// of the same. A block was made in four steps, here gone back from the last: runs of 4 to
// 259 equal bytes became 4 and a count; all rotations of the block were sorted, and the
// last byte of each kept (link_bytes); each byte became its place in a list of the bytes, newest
// first, and the runs of 0 a number (read_block); these got Huffman codes of up to 20 bits,
// from 2 to 6 tables, by turns of 50 symbols. Bits come high bit first.

enum { UNIT = 100000, ROOM = 0x40000 };

int bits;                               // the last nbits of them are not used yet
int nbits;
int block_room;
int* links;                             // a byte of the block; above its 8 bits: where the next one is
int* starts;                            // by byte: how often it is there, then its first place
char* list;                             // of bytes, newest first
int symbols;
char* selectors;                        // tables, by 50 symbols
char* lengths;                          // by symbol
int* quick;                             // 1024 a table: by 10 bits: symbol * 32 + length; 0: a longer one
int* limits;                            // 32 a table: by length: what 20 bits are below
int* firsts;                            // 32 a table: by length: what to add to a code to have its place in
int* sorted;                            // 258 a table: symbols by length
char* room;                             // for what goes out
int* crc_table;

int take(int n) {                       // n <= 24
	while (nbits < n) {
		bits = (bits << 8) | next_byte();
		nbits = nbits + 8;
	}
	nbits = nbits - n;
	return (bits >> nbits) & ((1 << n) - 1);
}

int to_front(char* p, int place) {      // of a list; the answer is what moved
	int c = p[place];
	while (place > 0) {
		p[place] = p[place - 1];
		place = place - 1;
	}
	p[0] = c;
	return c & 255;
}

// From the lengths of its codes. Codes of a length follow each other in the order of symbols.
void make_table(int table) {
	int code = 0;
	int place = table * 258;
	int length; int i; int k;
	for (i = 0; i < 1024; i = i + 1)
		quick[table * 1024 + i] = 0;
	for (length = 1; length <= 20; length = length + 1) {
		code = code * 2;
		firsts[table * 32 + length] = place - code;
		for (i = 0; i < symbols; i = i + 1) {
			if (lengths[i] == length) {
				if (code >> length != 0)
					broken("broken: too many codes, in");
				sorted[place] = i;
				place = place + 1;
				if (length <= 10) {
					for (k = 0; k >> (10 - length) == 0; k = k + 1)
						quick[table * 1024 + (code << (10 - length)) + k] = (i << 5) | length;
				}
				code = code + 1;
			}
		}
		limits[table * 32 + length] = code << (20 - length);
	}
	limits[table * 32 + 21] = 1 << 20;
}

// What a block begins with; the answer is where in the sorted order it starts.
int read_tables(void) {
	int randomised = take(1);
	int origin = take(24);
	int ranges = take(16);                  // which bytes are there: by 16, then one by one
	int tables; int nselectors; int length; int i; int k;
	if (randomised)
		broken("a randomised block, which is not supported, in");
	symbols = 0;
	for (i = 0; i < 256; i = i + 16) {
		if ((ranges >> (15 - (i >> 4))) & 1) {
			for (k = 0; k < 16; k = k + 1) {
				list[symbols] = i + k;
				symbols = symbols + take(1);
			}
		}
	}
	symbols = symbols + 2;                  // two for runs, and the end instead of the first byte
	tables = take(3);
	nselectors = take(15);
	if (symbols == 2 || tables < 2 || tables > 6 || nselectors == 0)
		broken("broken: a block's head in");
	for (i = 0; i < tables; i = i + 1)
		lengths[i] = i;                 // here the list of tables, newest first
	for (i = 0; i < nselectors; i = i + 1) {
		k = 0;
		while (take(1)) {
			k = k + 1;
			if (k == tables)
				broken("broken: a table that is not there, in");
		}
		selectors[i] = to_front(lengths, k);
	}
	selectors[nselectors] = -1;
	for (i = 0; i < tables; i = i + 1) {
		length = take(5);
		for (k = 0; k < symbols; k = k + 1) {
			while (take(1))
				length = length + 1 - 2 * take(1);
			if (length < 1 || length > 20)
				broken("broken: a code's length in");
			lengths[k] = length;
		}
		make_table(i);
	}
	return origin;
}

// The bytes of a block in the order in which the rotations end; the answer is how many.
int read_block(void) {
	int bytes = 0;
	int run = 0;
	int weight = 1;                         // of the next digit of a run: 1 or 2 of it
	int selector = 0;
	int left = 0;                           // symbols until the next selector
	int table; int peek; int symbol; int length; int c;
	while (1) {
		if (left == 0) {
			table = selectors[selector];
			if (table < 0)
				broken("broken: too few tables in");
			selector = selector + 1;
			left = 50;
		}
		left = left - 1;
		while (nbits < 20) {            // never past the end: the file's sum is behind
			bits = (bits << 8) | next_byte();
			nbits = nbits + 8;
		}
		peek = (bits >> (nbits - 20)) & 0xFFFFF;
		symbol = quick[(table << 10) + (peek >> 10)];
		length = symbol & 31;
		symbol = symbol >> 5;
		if (length == 0) {
			length = 11;
			while (peek >= limits[(table << 5) + length])
				length = length + 1;
			if (length > 20)
				broken("broken: an unknown code in");
			symbol = sorted[firsts[(table << 5) + length] + (peek >> (20 - length))];
		}
		nbits = nbits - length;
		if (symbol < 2) {
			run = run + (weight << symbol);
			weight = weight << 1;
			if (run > block_room - bytes)
				broken("broken: a block that is too long, in");
		} else {
			c = list[0] & 255;
			starts[c] = starts[c] + run;
			for (; run > 0; run = run - 1) {
				links[bytes] = c;
				bytes = bytes + 1;
			}
			if (symbol == symbols - 1)
				return bytes;
			if (bytes == block_room)
				broken("broken: a block that is too long, in");
			c = to_front(list, symbol - 1);
			starts[c] = starts[c] + 1;
			links[bytes] = c;
			bytes = bytes + 1;
			weight = 1;
		}
	}
}

// Sorted, the rotations begin with the bytes in order: the n-th one that begins with c is the
// n-th one that ends in c, turned by one. So each byte leads to the one behind it.
void link_block(int bytes) {
	int sum = 0;
	int i; int c;
	for (i = 0; i < 256; i = i + 1) {
		c = starts[i];
		starts[i] = sum;
		sum = sum + c;
	}
	for (i = 0; i < bytes; i = i + 1) {
		c = links[i] & 255;
		links[starts[c]] = links[starts[c]] | (i << 8);
		starts[c] = starts[c] + 1;
	}
}

// Follow the links, undo the first runs, write; the answer is the CRC of what was written.
int write_block(int bytes, int link) {
	int crc = -1;
	int run = 0;                            // equal bytes so far
	int n = 0;                              // bytes in room
	int c = -1;
	int times;
	for (; bytes > 0; bytes = bytes - 1) {
		link = links[link >> 8];
		times = 1;
		if (run == 4) {                 // then this is a count
			times = link & 255;
			run = 0;
		} else {
			if (c != (link & 255))
				run = 0;
			c = link & 255;
			run = run + 1;
		}
		for (; times > 0; times = times - 1) {
			room[n] = c;
			n = n + 1;
			crc = (crc << 8) ^ crc_table[((crc >> 24) ^ c) & 255];
		}
		if (n >= ROOM) {
			send(room, n);
			n = 0;
		}
	}
	send(room, n);
	return ~crc;
}

void unpack_file(void) {
	int sum = 0;                            // of the blocks' sums
	int crc; int origin; int bytes; int i;
	block_room = 0;
	if (take(24) == 0x425A68)               // BZh
		block_room = (take(8) - '0') * UNIT;
	if (block_room < UNIT || block_room > 9 * UNIT)
		broken("not a bzip2 file:");
	i = take(24);
	while (i == 0x314159 && take(24) == 0x265359) { // the digits of pi
		crc = take(16) << 16;
		crc = crc | take(16);
		for (i = 0; i < 256; i = i + 1)
			starts[i] = 0;
		origin = read_tables();
		bytes = read_block();
		if (origin >= bytes)
			broken("broken: a block's start in");
		link_block(bytes);
		if (write_block(bytes, links[origin]) != crc)
			broken("a block's CRC-32 is not as recorded, in");
		sum = (sum << 1) ^ ((sum >> 31) & 1) ^ crc;
		i = take(24);
	}
	if (i != 0x177245 || take(24) != 0x385090)      // the digits of pi's root
		broken("broken: no block where one is wanted, in");
	crc = take(16) << 16;
	if ((crc | take(16)) != sum)
		broken("the file's CRC-32 is not as recorded:");
	take(nbits & 7);
}

int main(int argc, char** argv) {
	int i;
	begin("unbz2", argv);
	read_options();
	if (file_option == 0)
		fail("usage: unbz2 -f IN [-o OUT]", 0);
	open_in(file_option);
	links = alloc(9 * UNIT * 4);
	starts = alloc(256 * 4);
	list = alloc(257);
	selectors = alloc(0x8000);
	lengths = alloc(258);
	quick = alloc(6 * 1024 * 4);
	limits = alloc(6 * 32 * 4);
	firsts = alloc(6 * 32 * 4);
	sorted = alloc(6 * 258 * 4);
	room = alloc(ROOM + 256);
	crc_table = alloc(256 * 4);
	for (i = 0; i < 256 * 8; i = i + 1) {   // the CRC of gzip, but high bit first
		if ((i & 7) == 0)
			crc_table[i >> 3] = i << 21;
		if (crc_table[i >> 3] < 0)
			crc_table[i >> 3] = (crc_table[i >> 3] << 1) ^ 0x04C11DB7;
		else
			crc_table[i >> 3] = crc_table[i >> 3] << 1;
	}
	if (output_option == 0) {
		output_option = join(file_option, "");
		if (text_length(file_option) < 4)
			fail("no -o, and no name can be made of", file_option);
		output_option[text_length(file_option) - 3] = 0;
	}
	open_out(output_option, MODE_OUT);
	do                                      // maybe several, one behind the other
		unpack_file();
	while (!at_end());
	close_out();
	return 0;
}
