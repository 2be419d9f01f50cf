// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// main.c - options, and the program as a file
//
//     cc [-I DIR] [-D NAME[=VALUE]] [-U NAME] -o OUT FILE.c ...
//
// All files together are one program; it begins at the object called _start. What is written is an
// ELF file with a single segment, which may be read, written and run:
//
//     52 + 32 bytes    ELF header, program header
//     code, texts, data
//     (zeros, not in the file)

enum { BASE = 0x08048000, HEADERS = 84, RWX = 0x1C0 };        // 0700: only the owner may

int texts_at;
int data_at;
int zero_at;

int address(struct object* o) {
	if (o->section == AT_CODE)
		return BASE + HEADERS + o->offset;
	if (o->section == AT_TEXTS)
		return texts_at + o->offset;
	if (o->section == AT_DATA)
		return data_at + o->offset;
	return zero_at + o->offset;
}

void place_zeros(void) {
	struct object* o;
	for (o = objects; o != 0; o = o->next) {
		if (o->section == AT_NOWHERE && o->tentative) {
			if (o->type->complete == 0)
				error_at(o->where, "its size was never told:", o->name->text);
			o->section = AT_ZERO;
			o->offset = zero_bytes;
			zero_bytes = zero_bytes + (o->type->size + 3 & ~3);
		}
	}
}

void resolve(void) {
	struct fixup* f;
	for (f = fixups; f != 0; f = f->next) {
		if (f->object->section == AT_NOWHERE)
			error_at(f->object->where, "used and nowhere defined:", f->object->name->text);
		if (f->relative)
			set4(f->in, f->offset, address(f->object) - (BASE + HEADERS + f->offset + 4));
		else
			set4(f->in, f->offset, get4(f->in, f->offset) + address(f->object));
	}
}

void put_header(struct buffer* b, int entry, int file_size) {
	put4(b, 0x464C457F);                            // magic
	put4(b, 0x00010101);                            // 32 bits, little endian, version 1
	put4(b, 0);
	put4(b, 0);
	put4(b, 0x00030002);                            // an executable for x86
	put4(b, 1);
	put4(b, entry);
	put4(b, 52);                                    // program header
	put4(b, 0);                                     // no section headers
	put4(b, 0);
	put4(b, 0x00200034);                            // sizes of the headers
	put4(b, 1);                                     // one program header
	put4(b, 0);
	put4(b, 1);                                     // load
	put4(b, 0);
	put4(b, BASE);
	put4(b, BASE);
	put4(b, file_size);
	put4(b, file_size + zero_bytes);
	put4(b, 7);                                     // read, write, run
	put4(b, 0x1000);
}

void write_program(char* path) {
	struct buffer* header = alloc(sizeof(struct buffer));
	struct object* start = intern("_start", 6)->object;
	align(code);
	align(texts);
	align(data);
	texts_at = BASE + HEADERS + code->used;
	data_at = texts_at + texts->used;
	zero_at = data_at + data->used;
	place_zeros();
	if (start == 0 || start->section == AT_NOWHERE)
		fail("no file defines", "_start");
	resolve();
	put_header(header, address(start), zero_at - BASE);
	open_out(path, RWX);
	put_bytes(header->bytes, HEADERS);
	put_bytes(code->bytes, code->used);
	put_bytes(texts->bytes, texts->used);
	put_bytes(data->bytes, data->used);
	close_out();
}

// The option's value: behind its letter, or the next word.
char* value_of_option(char* word) {
	if (word[2] != 0)
		return word + 2;
	arg = arg + 1;
	if (args[arg] == 0)
		fail("an option without its value:", word);
	return args[arg];
}

int main(int argc, char** argv) {
	char* path = 0;
	char* word;
	int files = 0;
	int i;
	program = "cc";
	args = argv;
	make_characters();
	make_types();
	make_buffers();
	make_macros();
	make_keywords();
	for (arg = 1; arg < argc; arg = arg + 1) {
		word = args[arg];
		if (word[0] != '-') {
			args[files] = word;     // it is at its place, or there is a free one before it
			files = files + 1;
		} else if (word[1] == 'I') {
			add_include_dir(value_of_option(word));
		} else if (word[1] == 'D') {
			define_option(value_of_option(word));
		} else if (word[1] == 'U') {
			undef_option(value_of_option(word));
		} else if (word[1] == 'o') {
			path = value_of_option(word);
		} else {
			fail("unknown option", word);
		}
	}
	if (files == 0 || path == 0)
		fail("usage: cc [-I DIR] [-D NAME[=VALUE]] [-U NAME] -o OUT FILE.c ...", 0);
	for (i = 0; i < files; i = i + 1)
		compile_file(args[i]);
	write_program(path);
	return 0;
}
