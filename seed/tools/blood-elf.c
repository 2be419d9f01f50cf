// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// blood-elf - a table of symbols for a program in M1 text, as M1 text itself
//
// Parts        base/base.c base/hex.c base/words.c tools/blood-elf.c
//
// Reads the text of a program for labels, and writes what makes them known to a debugger:
// the names of sections, five section headers, the table of strings, the table of symbols.
// The program's ELF header must point to ELF_section_headers, and the program must have the
// labels ELF_base, ELF_text and ELF_data; ELF_end comes from here, so this text is the last.
//
// Names that begin with '_' are hidden. --entry puts a name first, and does not hide it.

struct symbol {
	char* name;
	struct symbol* next;
};

struct symbol* symbols;
struct symbol* last_symbol;
int symbol_count;
int wide;                               // --64
char* entry;

void add_symbol(char* name) {
	struct symbol* s = alloc(sizeof(struct symbol));
	s->name = join(name, "");
	if (symbols == 0)
		symbols = s;
	else
		last_symbol->next = s;
	last_symbol = s;
	symbol_count = symbol_count + 1;
}

void collect(void) {
	int kind;
	for (file = files; file != 0; file = file->next) {
		at = 0;
		lines = 1;
		kind = next_word();
		while (kind != W_END) {
			if (kind == W_PLAIN && word[0] == ':' && word[1] != 0)
				add_symbol(word + 1);
			kind = next_word();
		}
	}
}

void put3(char* a, char* b, char* c) {
	put_text(a);
	put_text(b);
	put_text(c);
}

void put_constant(int value, int bytes) {
	put_byte('\'');
	put_number(value, bytes);
	put_text("' ");
}

// A pointer, or without name a number, of 4 bytes; --64: of 8 bytes, the upper ones 0.
void put_field(int value, char* sign, char* name, char* base) {
	if (wide && big_endian)
		put_constant(0, 4);
	if (name == 0)
		put_constant(value, 4);
	else {
		put3(sign, name, base);
		put_byte(' ');
	}
	if (wide && !big_endian)
		put_constant(0, 4);
}

// From the label start to the label end.
void put_section(char* name, int type, int flags, char* start, char* end, int link, int info, int entry_bytes) {
	put3("\n:ELF_section_header_", name, "\n%ELF_shstr__");
	put_text(name);
	put_text(">ELF_shstr\n");
	put_constant(type, 4);
	put_field(flags, 0, 0, 0);
	put_field(0, "&", start, "");           // address
	put_field(0, "%", start, ">ELF_base");  // offset
	put_field(0, "%", end, join(">", start));
	put_constant(link, 4);
	put_constant(info, 4);
	put_field(1, 0, 0, 0);                  // alignment
	put_field(entry_bytes, 0, 0, 0);
}

void put_symbol(char* name) {           // 0: the first one, which is none
	int hidden = 0;
	if (name == 0)
		put_constant(0, 4);
	else {
		put3("%ELF_str_", name, ">ELF_str ");
		hidden = name[0] == '_' && (entry == 0 || !text_equal(entry, name));
	}
	if (!wide) {
		put_field(0, "&", name, "");
		put_constant(0, 4);             // size
	}
	put_constant((name != 0) * 2, 1);       // local, a function
	put_constant(hidden * 2, 1);
	put_constant(1, 2);                     // section 1: .text
	if (wide) {
		put_field(0, "&", name, "");
		put_field(0, 0, 0, 0);
	}
	put_byte('\n');
}

int main(int argc, char** argv) {
	char* to = 0;
	char* names = "\n:ELF_shstr__text \".text\"\n:ELF_shstr__shstr \".shstrtab\"\n:ELF_shstr__sym \".symtab\"\n:ELF_shstr__str \".strtab\"\n";
	int i;
	int entry_bytes = 16;
	struct symbol* s;
	set_up("blood-elf", argv);
	big_endian = 2;                         // not told
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			add_file(option_value());
		else if (option("-o", "--output"))
			to = option_value();
		else if (option("--64", "--64")) {
			wide = 1;
			entry_bytes = 24;
		} else if (option("--entry", "--entry")) {
			entry = option_value();
			add_symbol(entry);
		} else if (option("-h", "--help") || option("-V", "--version"))
			put_usage(" (--little-endian|--big-endian) [--64] [--entry NAME] -f FILE... [-o FILE] [--hex|--octal|--binary]");
		else if (!option("-X", "--hex") && !take_format())
			fail("unknown option", args[arg]);
	}
	if (big_endian == 2)
		fail("--little-endian or --big-endian is wanted", 0);
	if (files == 0)
		fail("no input file", 0);
	collect();
	put_text(":ELF_shstr ");
	put_constant(0, 1);
	put3(names, "\n:ELF_section_headers\n", "");
	for (i = 0; i < 10; i = i + 1) {
		if (i < 2 || i == 6 || i == 7)
			put_constant(0, 4);
		else
			put_field(i == 8, 0, 0, 0);     // upstream's null section is aligned, so ours is
	}
	put_section("text", 1, 6, "ELF_text", "ELF_data", 0, 0, 0);
	put_section("shstr", 3, 0, "ELF_shstr", "ELF_section_headers", 0, 0, 0);
	put_section("str", 3, 0, "ELF_str", "ELF_sym", 0, 0, 0);
	put_section("sym", 2, 0, "ELF_sym", "ELF_end", 3, symbol_count + 1, entry_bytes);
	put_text("\n:ELF_str ");
	put_constant(0, 1);
	for (s = symbols; s != 0; s = s->next) {
		put3("\n:ELF_str_", s->name, " \"");
		put3(s->name, "\"", "");
	}
	put_text("\n\n:ELF_sym\n");
	put_symbol(0);
	for (s = symbols; s != 0; s = s->next)
		put_symbol(s->name);
	put_text(":ELF_end\n");
	open_out(to, 0x180);                    // rw-------
	close_out();
	return 0;
}
