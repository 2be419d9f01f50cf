// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ungz -f IN [-o OUT] - unpack a .gz file (RFC 1952, RFC 1951)
//
// Parts        base/base.c tools/stream.c tools/window.c tools/ungz.c
// OUT          mode 0600; the name stored in IN if not given
// Checks       CRC-32 and length of every member; OUT is not removed when they are wrong
// Refuses      a header checksum (FHCRC), which nobody writes
// Memory       under 1 MiB
//
// Bits come low bit first. The table of a Huffman code is as long as its longest code wants,
// at most 2^15, and says at once: symbol * 16 + length, or 0 if there is no such code.
// Looking 15 bits ahead never runs past the end: 64 bits of checks are behind the last code.

int bits;
int nbits;                              // how many of them, at most 31
struct crc* crc;
int total;                              // bytes of the member
int* lengths;                           // of the codes, by symbol: literals, then distances
int* literals;                          // table
int* distances;
int literal_mask;                       // the bits to look at
int distance_mask;

void digest(char* p, int bytes) {
	add_crc(crc, p, bytes);
	total = total + bytes;
}

void want(int n) {                      // at least n bits, n <= 24
	while (nbits < n) {
		bits = bits | (next_byte() << nbits);
		nbits = nbits + 8;
	}
}

int take(int n) {                       // n <= 16
	int value;
	want(n);
	value = bits & ((1 << n) - 1);
	bits = bits >> n;
	nbits = nbits - n;
	return value;
}

// The table for the lengths from 'first' on; the answer is its mask. Codes of a length follow
// each other in the order of their symbols, and stand in the file high bit first.
int make_table(int* table, int first, int symbols) {
	int longest = 0;
	int code = 0;
	int length; int turned; int i; int k;
	for (i = 0; i < symbols; i = i + 1) {
		if (lengths[first + i] > longest)
			longest = lengths[first + i];
	}
	for (i = 0; i >> longest == 0; i = i + 1)
		table[i] = 0;
	for (length = 1; length <= longest; length = length + 1) {
		code = code << 1;
		for (i = 0; i < symbols; i = i + 1) {
			if (lengths[first + i] == length) {
				if (code >> length != 0)
					broken("broken: too many codes, in");
				turned = 0;
				for (k = 0; k < length; k = k + 1)
					turned = (turned << 1) | ((code >> k) & 1);
				for (; turned >> longest == 0; turned = turned + (1 << length))
					table[turned] = (i << 4) | length;
				code = code + 1;
			}
		}
	}
	return (1 << longest) - 1;
}

int take_code(int* table, int mask) {
	int entry;
	want(15);
	entry = table[bits & mask];
	if (entry == 0)
		broken("broken: an unknown code in");
	bits = bits >> (entry & 15);
	nbits = nbits - (entry & 15);
	return entry >> 4;
}

void take_lengths(void) {               // of a block of kind 2; they are themselves in a code
	char* order = "QRSAIHJGKFLEMDNCOBP";    // 16 17 18 0 8 ..., as letters from A = 0 on
	int nliterals = take(5) + 257;
	int all = nliterals + take(5) + 1;
	int n = take(4) + 4;
	int mask; int symbol; int times; int i;
	for (i = 0; i < 19; i = i + 1)
		lengths[i] = 0;
	for (i = 0; i < n; i = i + 1)
		lengths[order[i] - 'A'] = take(3);
	mask = make_table(distances, 0, 19);
	n = 0;
	while (n < all) {
		symbol = take_code(distances, mask);
		times = 1;
		if (symbol == 16) {
			if (n == 0)
				broken("broken: nothing to repeat, in");
			symbol = lengths[n - 1];
			times = 3 + take(2);
		} else if (symbol > 16) {
			times = 3 + take(3 + 4 * (symbol - 17)) + 8 * (symbol - 17);
			symbol = 0;
		}
		for (; times > 0; times = times - 1) {  // too far by 137 at most: there is room
			lengths[n] = symbol;
			n = n + 1;
		}
	}
	if (n > all)
		broken("broken: too many lengths, in");
	literal_mask = make_table(literals, 0, nliterals);
	distance_mask = make_table(distances, nliterals, all - nliterals);
}

void fixed_lengths(void) {              // of a block of kind 1
	int i;
	for (i = 0; i < 320; i = i + 1)
		lengths[i] = 8 + (i >= 144) - 2 * (i >= 256) + (i >= 280) - 3 * (i >= 288);
	literal_mask = make_table(literals, 0, 288);
	distance_mask = make_table(distances, 288, 32);
}

void unpack_codes(void) {
	int symbol = take_code(literals, literal_mask);
	int length; int extra;
	for (; symbol != 256; symbol = take_code(literals, literal_mask)) {
		if (symbol < 256)
			put(symbol);
		else {
			symbol = symbol - 257;
			length = symbol;
			extra = (symbol >> 2) - 1;      // four symbols an extra bit
			if (symbol > 28)
				broken("broken: an unknown length in");
			if (symbol == 28)
				length = 255;
			else if (symbol > 7)
				length = ((4 + (symbol & 3)) << extra) + take(extra);
			symbol = take_code(distances, distance_mask);
			extra = (symbol >> 1) - 1;      // two
			if (symbol > 29)
				broken("broken: an unknown distance in");
			if (symbol > 3)
				symbol = ((2 + (symbol & 1)) << extra) + take(extra);
			repeat(symbol + 1, length + 3);
		}
	}
}

void unpack_stored(void) {              // a block of kind 0
	int n;
	take(nbits & 7);
	n = take(16);
	if (take(16) != 0xFFFF - n)
		broken("broken: a block's length in");
	for (; n > 0; n = n - 1)
		put(take(8));
}

void read_header(void) {                // its first byte is 31, and read
	char* name = alloc(256);
	int flags;
	int n = 0;
	int c;
	if (take(8) != 139 || take(8) != 8)
		broken("not a gzip file:");
	flags = take(8);
	if ((flags & 0xE2) != 0)
		broken("a header checksum or unknown flag in");
	for (c = 0; c < 6; c = c + 1)           // when, how and where it was packed
		take(8);
	if ((flags & 4) != 0) {                 // FEXTRA
		for (c = take(16); c > 0; c = c - 1)
			take(8);
	}
	if ((flags & 8) != 0) {                 // FNAME
		for (c = take(8); c != 0; c = take(8)) {
			name[n] = c;
			n = n + (n < 254);
		}
	}
	if ((flags & 16) != 0) {                // FCOMMENT
		for (c = take(8); c != 0; c = take(8))
			flags = 0;
	}
	if (output_option == 0) {
		if (n == 0 || last_part(name) != name)
			broken("no -o, and no plain name is stored in");
		output_option = name;
	}
}

void expect(int value, char* what) {    // the next 32 bits
	int low;
	take(nbits & 7);
	low = take(16);
	if ((low | (take(16) << 16)) != value)
		broken(what);
}

void unpack_member(void) {
	int last = 0;
	int kind;
	open_window(0x8000);
	start_crc(crc);
	total = 0;
	while (!last) {
		last = take(1);
		kind = take(2);
		if (kind == 3)
			broken("broken: a block of unknown kind in");
		if (kind == 0)
			unpack_stored();
		if (kind == 1)
			fixed_lengths();
		if (kind == 2)
			take_lengths();
		if (kind != 0)
			unpack_codes();
	}
	spill();
	expect(~crc->low, "the CRC-32 is not as recorded:");
	expect(total, "the length is not as recorded:");
}

int main(int argc, char** argv) {
	int c = 31;
	begin("ungz", argv);
	read_options();
	if (file_option == 0)
		fail("usage: ungz -f IN [-o OUT]", 0);
	lengths = alloc(460 * 4);
	literals = alloc(0x8000 * 4);
	distances = alloc(0x8000 * 4);
	crc = new_crc(0xEDB88320, 0);
	open_in(file_option);
	if (take(8) != c)
		broken("not a gzip file:");
	read_header();
	open_out(output_option, MODE_OUT);
	unpack_member();
	while (!at_end()) {                     // more members, or zeros to fill a block
		c = take(8);
		if (c == 31) {
			read_header();
			unpack_member();
		} else if (c != 0)
			broken("rubbish at the end of");
	}
	close_out();
	return 0;
}
