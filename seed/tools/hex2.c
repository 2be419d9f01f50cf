// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// hex2 - the linker: digits, labels and pointers of one or more files into bytes
//
// Parts        base/base.c base/hex.c tools/hex2.c
//
// Two hexadecimal digits (three octal ones, eight binary ones) are a byte; '#' and ';' start
// comments; what is nothing of all this is ignored.
//
//     :name                      a label: the address of what follows; the last one counts
//     !name @name ~name %name    a distance from behind the pointer, of 1, 2, 3, 4 bytes
//     !name>base                 a distance from base
//     $name &name                an address of 2, 4 bytes
//     <                          zero bytes up to the next multiple of 4 (ARM, RISC-V)
//     ^                          the next distance is counted in words (ARM, POWER)
//
// A distance depends on the architecture: see distance(). RISC-V has its bits all over an
// instruction, so there a pointer has no bytes of its own:
//
//     .XXXXXXXX !name @name $name ~name    are laid over (xor) the next four bytes: a word,
//                                          and the fields of an I, B, J, U instruction
//
// All is read twice: for the labels, then for the bytes. Unlike upstream's, a byte of which
// half is missing is an error, as it is for the hex2 that made this one.

struct label {
	char* name;
	int length;
	int line;                       // where it was defined; 0: nowhere
	int address;
	struct label* chain;            // in the table
};

enum { A_PLAIN, A_KNIGHT, A_ARM, A_ARM64, A_POWER, A_RISCV };
enum { LABELS = 65536 };

struct label** labels;
int arch;
int base_address;

int emitting;                           // the second reading
int address;                            // of the next byte
int have;                               // digits of the byte at hand
int half;                               // their value
int aligned;                            // there was a '^'
int overlay;                            // RISC-V: for the next bytes, the lowest first

void need_whole_byte(void) {
	if (have != 0)
		error("half a byte before a label, a pointer or the end", 0);
}

// The label whose name comes next; a new one if need be.
struct label* read_label(void) {
	char* name = file->text + at;
	int hash = 0;
	int n = 0;
	int i;
	struct label* l;
	while (at + n < file->bytes && name[n] != ' ' && name[n] != '\t' && name[n] != '\n' && name[n] != '>') {
		hash = hash * 31 + name[n];
		n = n + 1;
	}
	if (n == 0)
		error("a name is wanted", 0);
	at = at + n;
	hash = hash & (LABELS - 1);
	for (l = labels[hash]; l != 0; l = l->chain) {
		if (l->length == n) {
			i = 0;
			while (i < n && l->name[i] == name[i])
				i = i + 1;
			if (i == n)
				return l;
		}
	}
	l = alloc(sizeof(struct label));
	l->name = alloc(n + 1);
	copy(l->name, name, n);
	l->length = n;
	l->chain = labels[hash];
	labels[hash] = l;
	return l;
}

void check_defined(struct label* l) {
	if (l->line == 0)
		error("a label that is nowhere:", l->name);
}

void check_range(int value, int low, int high, struct label* l) {
	if (value < low || value > high)
		error("too far away:", l->name);
}

// From the place behind a pointer to the target, as the architecture's instructions count.
int distance(int target, int here, struct label* l) {
	if (arch == A_POWER)                            // from the instruction; '^': it is a call
		return (target - (here & ~3)) | aligned;
	if (arch != A_ARM && arch != A_ARM64)
		return target - here;
	if (!aligned)                                   // from two instructions on
		return target - here - 8 + (here & 3);
	if (arch == A_ARM64)
		return (target - (here & ~3)) >> 2;
	if ((target & 3) != 0)
		error("not at a multiple of 4:", l->name);
	return ((target - (here & ~3)) >> 2) - 2;
}

// RISC-V: the bits of value where an instruction has them.
int field(int sign, int value, struct label* l) {
	if (sign == '!')                                // I: bits 31 to 20
		return value << 20;
	if (sign == '~')                                // U: what an I with signed 12 bits leaves
		return (value + 0x800) & ~0xFFF;
	if ((value & 1) != 0)
		error("an odd distance:", l->name);
	if (sign == '@') {                              // B
		check_range(value, -4096, 4095, l);
		return ((value & 0x1000) << 19) | ((value & 0x7E0) << 20) | ((value & 0x1E) << 7) | ((value & 0x800) >> 4);
	}
	check_range(value, -0x100000, 0xFFFFF, l);      // J
	return ((value & 0x100000) << 11) | ((value & 0x7FE) << 20) | ((value & 0x800) << 9) | (value & 0xFF000);
}

void put_value(int value, int bytes) {
	int i;
	for (i = 0; i < bytes; i = i + 1)
		put_byte(byte_of(value, i, bytes));
}

void pointer(int sign) {
	struct label* target = read_label();
	struct label* base = 0;
	int bytes = 4;
	int value;
	if (file->text[at] == '>') {
		at = at + 1;
		base = read_label();
	}
	if (arch == A_RISCV && sign != '%' && sign != '&')
		bytes = 0;
	else if (sign == '!')
		bytes = 1;
	else if (sign == '@' || sign == '$')
		bytes = 2;
	else if (sign == '~')
		bytes = 3;
	address = address + bytes;
	if (emitting) {
		check_defined(target);
		value = target->address;
		if (base != 0)
			check_defined(base);
		if (sign == '&')
			put_value(value, 4);
		else if (sign == '$' && bytes == 2) {
			check_range(value, 0, 65535, target);
			put_value(value, 2);
		} else {
			if (base != 0)
				value = value - base->address;
			else
				value = distance(value, address, target);
			if (bytes == 0) {
				if (sign == '!' && base == 0)   // U stands one instruction before
					value = value + 4;
				overlay = overlay ^ field(sign, value, target);
			}
			if (bytes == 1)
				check_range(value, -128, 127, target);
			if (bytes == 2)
				check_range(value, -32768, 32767, target);
			if (bytes == 3)
				check_range(value, -8388608, 8388607, target);
			put_value(value, bytes);
		}
	}
	aligned = 0;
}

// RISC-V: eight hexadecimal digits, bytes as they are in memory.
void overlay_word(void) {
	int value = 0;
	int i;
	for (i = 0; i < 8; i = i + 1) {
		if (digit_value(file->text[at]) == 99)
			error("eight digits are wanted behind '.'", 0);
		value = (value << 4) | digit_value(file->text[at]);
		at = at + 1;
	}
	if (!big_endian)
		value = (value << 24) | ((value & 0xFF00) << 8) | ((value >> 8) & 0xFF00) | ((value >> 24) & 0xFF);
	overlay = overlay ^ value;
}

void digit(int value) {
	half = (half << digit_bits) | value;
	have = have + 1;
	if (have == byte_digits) {
		if (emitting) {
			put_byte(half ^ overlay);
			overlay = (overlay >> 8) & 0xFFFFFF;
		}
		address = address + 1;
		have = 0;
		half = 0;
	}
}

void pad(void) {
	while ((arch == A_ARM || arch == A_ARM64 || arch == A_RISCV) && (address & 3) != 0) {
		if (emitting)
			put_byte(0);
		address = address + 1;
	}
}

int is_pointer(int c) {
	return c == '!' || c == '@' || c == '$' || c == '%' || c == '&' || c == '~';
}

void convert(void) {
	int c;
	struct label* l;
	while (at < file->bytes) {
		c = file->text[at];
		at = at + 1;
		if (c == '\n')
			line = line + 1;
		else if (c == '#' || c == ';') {
			while (at < file->bytes && file->text[at] != '\n' && file->text[at] != '\r')
				at = at + 1;
		} else if (digit_value(c) < (1 << digit_bits))
			digit(digit_value(c));
		else if (c == ':') {
			need_whole_byte();
			l = read_label();
			if (!emitting) {
				l->line = line;
				l->address = address;
			}
		} else if (is_pointer(c)) {
			need_whole_byte();
			pointer(c);
		} else if (c == '^')
			aligned = 1;
		else if (c == '<')
			pad();
		else if (c == '.' && arch == A_RISCV)
			overlay_word();
	}
	need_whole_byte();
}

void reading(int number) {
	emitting = number == 2;
	address = base_address;
	overlay = 0;
	for (file = files; file != 0; file = file->next) {
		at = 0;
		line = 1;
		convert();
	}
}

void set_arch(char* name) {
	if (text_equal(name, "x86") || text_equal(name, "amd64"))
		arch = A_PLAIN;
	else if (text_equal(name, "knight-native") || text_equal(name, "knight-posix"))
		arch = A_KNIGHT;
	else if (text_equal(name, "armv7l"))
		arch = A_ARM;
	else if (text_equal(name, "aarch64"))
		arch = A_ARM64;
	else if (text_equal(name, "ppc64le"))
		arch = A_POWER;
	else if (text_equal(name, "riscv32") || text_equal(name, "riscv64"))
		arch = A_RISCV;
	else
		fail("unknown architecture", name);
}

int main(int argc, char** argv) {
	char* to = 0;
	int executable = 1;
	set_up("hex2", argv);
	labels = alloc(LABELS * 4);
	arch = A_KNIGHT;
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			add_file(option_value());
		else if (option("-o", "--output"))
			to = option_value();
		else if (option("-A", "--architecture"))
			set_arch(option_value());
		else if (option("-B", "--base-address"))
			base_address = number(option_value());
		else if (option("--non-executable", "--non-executable"))
			executable = 0;
		else if (option("-h", "--help") || option("-V", "--version"))
			put_usage(" --architecture NAME (--little-endian|--big-endian) --base-address 0xN -f FILE... [-o FILE] [--non-executable] [--octal|--binary]");
		else if (!take_format())
			fail("unknown option", args[arg]);
	}
	if (files == 0)
		fail("no input file", 0);
	if (base_address == 0 && arch != A_KNIGHT)
		complain("warning: the base address is 0", 0);
	reading(1);
	reading(2);
	open_out(to, 0x180);            // rw-------
	close_out();
	if (to != 0 && to[0] == '/' && to[1] == 'd' && to[2] == 'e' && to[3] == 'v' && to[4] == '/')
		executable = 0;         // /dev/stdout, /dev/null: not ours to change
	if (to != 0 && executable && sys_call(SYS_CHMOD, to, 0x1E8, 0) < 0)     // rwxr-x---
		fail("cannot make it executable:", to);
	return 0;
}
