// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// M1 - the macro assembler: M1 text of one or more files into hex2 text
//
// Parts        base/base.c base/hex.c base/words.c tools/M1.c
//
// Words are parted by spaces, tabs and newlines; '#' or ';' at the beginning of a word
// starts a comment.
//
//     DEFINE name value    "name" is put out as "value" everywhere, before this line too, in
//                          all files; the last DEFINE counts; values are not looked up again
//     "text"               the bytes of the text as digits, and a zero byte
//     'text'               the text as it is
//     %10 !-1 @0x2A        numbers; their bytes, by the first character: ! 1  @ $ 2  ~ 3  % & 4
//     <10                  ten zero bytes
//     :name &name ^ ...    what begins with one of  ! @ $ ~ % & : ^ <  passes as it is
//
// All else is an error. For RISC-V  ! @ ~  with a number are the immediate of an I, S, U
// instruction, as a word that hex2 lays over the next four bytes. For knight, texts are
// filled up to whole words, and a number without a sign before it has two bytes.
//
// Everything is read twice, first for the DEFINEs: so a name can be used before its value.

struct macro {
	char* name;
	char* value;
	struct macro* chain;            // in the table
};

enum { A_KNIGHT, A_RISCV, A_OTHER };    // kinds of architectures
enum { MACROS = 16384 };

struct macro** macros;
int arch;

// The macro of this name; if there is none: a new one, or 0.
struct macro* find(char* name, int make) {
	int hash = 0;
	int i;
	struct macro* m;
	for (i = 0; name[i] != 0; i = i + 1)
		hash = hash * 31 + name[i];
	hash = hash & (MACROS - 1);
	for (m = macros[hash]; m != 0; m = m->chain) {
		if (text_equal(m->name, name))
			return m;
	}
	if (make) {
		m = alloc(sizeof(struct macro));
		m->name = join(name, "");
		m->chain = macros[hash];
		macros[hash] = m;
	}
	return m;
}

void define(int again) {
	struct macro* m;
	int kind = next_word();
	if (kind != W_PLAIN || word_first)
		error("DEFINE wants a name and a value on its line", 0);
	m = find(word, 1);
	kind = next_word();
	if (kind == W_END || word_first)
		error("DEFINE wants a value on its line, for", m->name);
	if (!again)
		m->value = join(word, "");
}

void put_string(void) {
	int i;
	for (i = 0; i < word_bytes; i = i + 1) {
		put_digits(word[i]);
		put_byte(' ');
	}
	put_digits(0);
	if (arch == A_KNIGHT && digit_bits == 4) {
		for (i = word_bytes + 1; (i & 3) != 0; i = i + 1)
			put_digits(0);
	}
}

int put_checked(int value, int low, int high, int bytes) {
	if (value < low || value > high)
		error("a number that does not fit:", word);
	put_number(value, bytes);
	return 1;
}

// A number with RISC-V's first characters: an immediate with its bits where the instruction
// has them.
int put_immediate(int sign, int value) {
	if (sign != '~' && (value < -2048 || value > 4095))
		error("a number that does not fit:", word);
	if (sign == '!')                                // I: bits 31 to 20
		value = value << 20;
	else if (sign == '@')                           // S: bits 31 to 25, and 11 to 7
		value = ((value >> 5) << 25) | ((value & 31) << 7);
	else                                            // U: what I and its signed 12 bits leave
		value = (value + 0x800) & ~0xFFF;
	put_byte('.');
	put_number(value, 4);
	return 1;
}

// Put out a number, if the word is one.
int put_if_number(void) {
	int sign = word[0];
	int value = number(word + 1);
	if (arch == A_KNIGHT && (number(word) != 0 || sign == '0'))
		return put_checked(number(word), -32768, 65535, 2);
	if (value == 0 && word[1] != '0')
		return 0;
	if (arch == A_RISCV && (sign == '!' || sign == '@' || sign == '~'))
		return put_immediate(sign, value);
	if (sign == '!')
		return put_checked(value, -128, 255, 1);
	if (sign == '@')
		return put_checked(value, -32768, 32767, 2);
	if (sign == '$')
		return put_checked(value, -32768, 65535, 2);
	if (sign == '~')
		return put_checked(value, -8388608, 16777215, 3);
	if (sign == '%' || (sign == '&' && arch != A_RISCV))
		return put_checked(value, value, value, 4);
	if (sign != '<')
		return 0;
	put_checked(value, 0, 0xFFFFFF, 0);
	for (; value > 0; value = value - 1)
		put_digits(0);
	return 1;
}

void put_word(int kind) {
	struct macro* m;
	int i = 0;
	char* passes = "!@$~%&:^<";
	if (kind == W_TEXT)
		put_string();
	else if (kind == W_RAW)
		put_bytes(word, word_bytes);
	else {
		m = find(word, 0);
		if (m != 0)
			put_text(m->value);
		else if (!put_if_number()) {
			while (passes[i] != 0 && passes[i] != word[0])
				i = i + 1;
			if (passes[i] == 0)
				error("neither defined nor a number:", word);
			put_bytes(word, word_bytes);
		}
	}
}

// Once over all files. What is not put out leaves no trace: empty lines neither.
void pass(int put) {
	int kind;
	int fresh;                      // at the beginning of the output
	int newline;                    // is to come before the next word
	for (file = files; file != 0; file = file->next) {
		at = 0;
		lines = 1;
		fresh = 1;
		newline = 0;
		kind = next_word();
		while (kind != W_END) {
			newline = newline || word_first;
			if (kind == W_PLAIN && text_equal(word, "DEFINE"))
				define(put);
			else if (put) {
				if (!fresh && newline)
					put_byte('\n');
				else if (!fresh)
					put_byte(' ');
				put_word(kind);
				fresh = 0;
				newline = 0;
			}
			kind = next_word();
		}
		if (!fresh)
			put_byte('\n');
	}
}

void set_arch(char* name) {
	arch = A_OTHER;
	if (text_equal(name, "knight-native") || text_equal(name, "knight-posix"))
		arch = A_KNIGHT;
	else if (text_equal(name, "riscv32") || text_equal(name, "riscv64"))
		arch = A_RISCV;
	else if (!text_equal(name, "x86") && !text_equal(name, "amd64") && !text_equal(name, "armv7l") &&
		!text_equal(name, "aarch64") && !text_equal(name, "ppc64le"))
		fail("unknown architecture", name);
}

int main(int argc, char** argv) {
	char* to = 0;
	set_up("M1", argv);
	macros = alloc(MACROS * 4);
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			add_file(option_value());
		else if (option("-o", "--output"))
			to = option_value();
		else if (option("-A", "--architecture"))
			set_arch(option_value());
		else if (option("-h", "--help") || option("-V", "--version"))
			put_usage(" --architecture NAME (--little-endian|--big-endian) -f FILE... [-o FILE] [--octal|--binary]");
		else if (!take_format())
			fail("unknown option", args[arg]);
	}
	if (files == 0)
		fail("no input file", 0);
	pass(0);
	pass(1);
	open_out(to, 0x180);            // rw-------
	close_out();
	return 0;
}
