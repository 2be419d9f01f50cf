// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// hex.c - what M1, hex2 and blood-elf share: input files, numbers, digits for bytes
//
// Stands between base.c and the tool's own text.

struct file {
	char* path;
	char* text;
	int bytes;
	struct file* next;
};
struct file* files;
struct file* last_file;

void add_file(char* path) {
	struct file* f = alloc(sizeof(struct file));
	f->path = path;
	f->text = read_file(path);
	if (f->text == 0)
		fail("cannot read", path);
	f->bytes = file_bytes;
	if (files == 0)
		files = f;
	else
		last_file->next = f;
	last_file = f;
}

struct file* file;                      // where we are
int at;                                 // the next character
int line;                               // its number, for messages

void error(char* what, char* detail) {
	fail_at(file->path, line, what, detail);
}

int big_endian;                         // which end of a number comes first
int digit_bits;                         // of a digit: hexadecimal 4, octal 3, binary 1
int byte_digits;

// Take an option of the three tools that says how bytes are written.
int take_format(void) {
	if (option("--big-endian", "--big-endian"))
		big_endian = 1;
	else if (option("--little-endian", "--little-endian"))
		big_endian = 0;
	else if (option("-O", "--octal")) {
		digit_bits = 3;
		byte_digits = 3;
	} else if (option("-b", "--binary")) {
		digit_bits = 1;
		byte_digits = 8;
	} else
		return 0;
	return 1;
}

void set_up(char* name, char** argv) {
	program = name;
	args = argv;
	arg = 1;
	big_endian = 1;
	digit_bits = 4;
	byte_digits = 2;
}

void put_digits(int byte) {
	char* digit = "0123456789ABCDEF";
	int shift;
	for (shift = (byte_digits - 1) * digit_bits; shift >= 0; shift = shift - digit_bits)
		put_byte(digit[((byte & 255) >> shift) & ((1 << digit_bits) - 1)]);
}

// The byte of a number that is put at place i of so many.
int byte_of(int value, int i, int bytes) {
	if (big_endian)
		i = bytes - 1 - i;
	return value >> (8 * i);
}

void put_number(int value, int bytes) {
	int i;
	for (i = 0; i < bytes; i = i + 1)
		put_digits(byte_of(value, i, bytes));
}

int digits(char* s, int base) {         // 0 if there is any other character than digits and '_'
	int value = 0;
	for (; s[0] != 0; s = s + 1) {
		if (s[0] != '_') {
			if (digit_value(s[0]) >= base)
				return 0;
			value = value * base + digit_value(s[0]);
		}
	}
	return value;
}

// A number: decimal, maybe with '-', or 0x hexadecimal, 0 octal, 0b binary; '_' may stand in
// it. What is no number has the value 0; bits beyond 32 are lost.
int number(char* s) {
	if (s[0] == '-')
		return -digits(s + 1, 10);
	if (s[0] != '0')
		return digits(s, 10);
	if (s[1] == 'x')
		return digits(s + 2, 16);
	if (s[1] == 'b')
		return digits(s + 2, 2);
	return digits(s, 8);
}

// For --help and --version, and for a call that makes no sense.
void put_usage(char* text) {
	put_text(program);
	put_text(" 1.7 (lbs)\n");
	put_text(program);
	put_text(text);
	put_byte('\n');
	open_out(0, 0);
	close_out();
	leave(0);
}
