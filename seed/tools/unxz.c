// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// unxz [-f IN] [-o OUT] - unpack an .xz or .lzma file
//
// Parts        base/base.c tools/stream.c tools/window.c tools/sha256.c tools/lzma.c tools/unxz.c
// IN, OUT      standard input and output if not given; OUT has mode 0600
// Takes        .xz with LZMA2 alone, several streams and zeros between; .lzma
// Checks       all that .xz has: CRC-32 of heads, CRC-32, CRC-64 or SHA-256 of each block, sizes
//              and index (modulo 2^32). .lzma has none. OUT is not removed when they are wrong
// Refuses      other filters (delta, x86 ...), a dictionary of over 1 GiB, .lzma of 4 GiB and more
// Memory       the dictionary that IN asks for, as far as it is used, and under 1 MiB; 13 MiB
//              more for the strangest .lzma
//
// A stream is a head (magic, kind of check, CRC-32), blocks, an index of their sizes, and a
// foot (CRC-32, size of the index, kind of check, magic). All is a multiple of 4 bytes long.

enum { CHECK_NONE = 0, CHECK_CRC32 = 1, CHECK_CRC64 = 4, CHECK_SHA256 = 10 };

int check;                              // its kind
struct crc* crc32;                      // of the block's contents, the one or the other
struct crc* crc64;
struct crc* head_crc;                   // of the bytes that head_byte() read
struct crc* index_crc;                  // of the sizes of the blocks so far
int blocks;
int total;                              // bytes of the block's contents
char* pair;                             // two sizes, as bytes

void digest(char* p, int bytes) {
	total = total + bytes;
	if (check == CHECK_CRC32)
		add_crc(crc32, p, bytes);
	if (check == CHECK_CRC64)
		add_crc(crc64, p, bytes);
	if (check == CHECK_SHA256)
		sha_add(p, bytes);
}

int head_byte(void) {
	int c = next_byte();
	pair[0] = c;
	add_crc(head_crc, pair, 1);
	return c;
}

int read_word(void) {                   // low byte first, not in head_crc
	int word = next_byte();
	word = word | (next_byte() << 8);
	word = word | (next_byte() << 16);
	return word | (next_byte() << 24);
}

int head_size(void) {                   // 7 bits a byte, the lowest first; modulo 2^32
	int value = 0;
	int shift = 0;
	int c;
	do {
		c = head_byte();
		if (shift < 32)
			value = value | ((c & 127) << shift);
		shift = shift + 7;
		if (shift > 63 || (c == 0 && shift > 7))
			broken("broken: a size in");
	} while (c & 128);
	return value;
}

void expect(int found, int wanted) {
	if (found != wanted)
		broken("broken: heads, sizes or sums do not agree in");
}

void pad(int length) {                  // zeros behind so many bytes, up to a multiple of 4
	for (; length & 3; length = length + 1)
		expect(head_byte(), 0);
}

void add_to_index(int packed, int unpacked) {
	int i;
	for (i = 0; i < 4; i = i + 1) {
		pair[i] = packed >> (i * 8);
		pair[i + 4] = unpacked >> (i * 8);
	}
	add_crc(index_crc, pair, 8);
}

void check_sum_of_block(void) {
	char* sum;
	int i;
	if (check == CHECK_CRC32)
		expect(read_word(), ~crc32->low);
	if (check == CHECK_CRC64) {
		expect(read_word(), ~crc64->low);
		expect(read_word(), ~crc64->high);
	}
	if (check == CHECK_SHA256) {
		sum = sha_end();
		for (i = 0; i < 64; i = i + 2)
			expect(next_byte(), digit_value(sum[i]) * 16 + digit_value(sum[i + 1]));
	}
}

void unpack_block(int length) {         // of its head, whose first byte is read
	int start = position() - 1;
	int flags = head_byte();
	int packed; int unpacked; int dictionary;
	if (flags & 0x40)
		packed = head_size();
	if (flags & 0x80)
		unpacked = head_size();
	if ((flags & 0x3F) != 0 || head_size() != 0x21)
		broken("a filter other than LZMA2, which is not supported, in");
	expect(head_size(), 1);
	dictionary = head_byte();
	if (dictionary > 36)
		broken("a dictionary of more than 1 GiB in");
	while (start + length - position() > 4)
		expect(head_byte(), 0);
	expect(position(), start + length - 4);
	expect(read_word(), ~head_crc->low);
	total = 0;
	start_crc(crc32);
	start_crc(crc64);
	sha_start();
	unpack_lzma2((2 | (dictionary & 1)) << ((dictionary >> 1) + 11));
	if (flags & 0x40)
		expect(packed, position() - start - length);
	if (flags & 0x80)
		expect(unpacked, total);
	length = position() - start;            // from here on without the padding, as the index has it
	pad(length);
	start = position();
	check_sum_of_block();
	add_to_index(length + position() - start, total);
	blocks = blocks + 1;
}

void check_index(void) {                // its first byte is read
	int start = position() - 1;
	int sums = index_crc->low;
	int packed;
	expect(head_size(), blocks);
	start_crc(index_crc);
	for (; blocks > 0; blocks = blocks - 1) {
		packed = head_size();
		add_to_index(packed, head_size());
	}
	expect(index_crc->low, sums);
	pad(position() - start);
	expect(read_word(), ~head_crc->low);
	start = position() - start;             // now its length
	sums = read_word();
	start_crc(head_crc);
	for (packed = 0; packed < 4; packed = packed + 1)
		blocks = blocks | (head_byte() << (packed * 8));
	expect((blocks + 1) * 4, start);
	expect(head_byte(), 0);
	expect(head_byte(), check);
	expect(~head_crc->low, sums);
	expect(next_byte(), 'Y');
	expect(next_byte(), 'Z');
}

void unpack_stream(void) {              // its first byte is read
	char* magic = "7zXZ";
	int i;
	for (i = 0; i < 4; i = i + 1)
		expect(next_byte(), magic[i]);
	expect(next_byte(), 0);
	start_crc(head_crc);
	expect(head_byte(), 0);
	check = head_byte();
	expect(read_word(), ~head_crc->low);
	if (check != CHECK_NONE && check != CHECK_CRC32 && check != CHECK_CRC64 && check != CHECK_SHA256)
		broken("an unknown kind of check in");
	blocks = 0;
	start_crc(index_crc);
	start_crc(head_crc);
	for (i = head_byte(); i != 0; i = head_byte()) {
		unpack_block((i + 1) * 4);
		start_crc(head_crc);
	}
	check_index();
}

void unpack_alone(int properties) {     // an .lzma file
	int dictionary = read_word();
	int bytes = read_word();
	int high = read_word();
	if (dictionary < 0 || dictionary > 1 << 30)
		broken("a dictionary of more than 1 GiB in");
	if ((high != 0 || bytes == -1) && (high != -1 || bytes != -1))
		broken("4 GiB or more in");
	set_properties(properties, 12);
	reset_state();
	open_window(dictionary);
	start_range();
	unpack_lzma(bytes);
	spill();
}

int main(int argc, char** argv) {
	int c;
	begin("unxz", argv);
	read_options();
	pair = alloc(8);
	crc32 = new_crc(0xEDB88320, 0);
	head_crc = new_crc(0xEDB88320, 0);
	index_crc = new_crc(0xEDB88320, 0);
	crc64 = new_crc(0xD7870F42, 0xC96C5795);
	open_in(file_option);
	c = next_byte();
	if (c != 0xFD && c > 224)
		broken("neither .xz nor .lzma:");
	open_out(output_option, MODE_OUT);
	if (c != 0xFD)
		unpack_alone(c);
	else
		unpack_stream();
	c = c == 0xFD;
	while (c && !at_end()) {                // more streams, zeros between them
		if (next_byte() == 0xFD)
			unpack_stream();
		else {
			in_at = in_at - 1;
			for (c = 0; c < 4; c = c + 1)
				expect(next_byte(), 0);
		}
	}
	if (!at_end())
		broken("rubbish at the end of");
	close_out();
	return 0;
}
