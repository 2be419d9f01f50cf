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

enum { BASE = 0x08048000, HEADERS = 84, WRITE_NEW = 0x241, RWX = 0x1C0 };      // O_WRONLY O_CREAT O_TRUNC; 0700

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

void write_all(int fd, char* bytes, int count, char* path) {
	int done;
	while (count > 0) {
		done = sys_call(SYS_WRITE, fd, bytes, count);
		if (done <= 0)
			fail("can't write", path);
		bytes = bytes + done;
		count = count - done;
	}
}

void write_program(char* path) {
	struct buffer* header = new_buffer();
	struct object* start = intern("_start", 6)->object;
	int fd;
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
	fd = sys_call(SYS_OPEN, path, WRITE_NEW, RWX);
	if (fd < 0)
		fail("can't make", path);
	write_all(fd, header->bytes, HEADERS, path);
	write_all(fd, code->bytes, code->used, path);
	write_all(fd, texts->bytes, texts->used, path);
	write_all(fd, data->bytes, data->used, path);
	if (sys_call(SYS_CLOSE, fd, 0, 0) < 0)
		fail("can't write", path);
}

// The value of an option: behind its letter, or the next word.
char** words;
int word_at;
char* option_value(void) {
	char* s = words[word_at];
	if (s[2] != 0)
		return s + 2;
	word_at = word_at + 1;
	if (words[word_at] == 0)
		fail("an option without its value:", s);
	return words[word_at];
}

int main(int argc, char** argv) {
	char* out = 0;
	char* s;
	int files = 0;
	words = argv;
	make_characters();
	make_types();
	make_buffers();
	make_macros();
	make_keywords();
	for (word_at = 1; word_at < argc; word_at = word_at + 1) {
		s = words[word_at];
		if (s[0] != '-') {
			files = files + 1;
		} else if (s[1] == 'I') {
			add_include_dir(option_value());
		} else if (s[1] == 'D') {
			define_option(option_value());
		} else if (s[1] == 'U') {
			undef_option(option_value());
		} else if (s[1] == 'o') {
			out = option_value();
		} else {
			fail("unknown option", s);
		}
	}
	if (files == 0 || out == 0)
		fail("usage: cc [-I DIR] [-D NAME[=VALUE]] [-U NAME] -o OUT FILE.c ...", 0);
	for (word_at = 1; word_at < argc; word_at = word_at + 1) {
		s = words[word_at];
		if (s[0] != '-')
			compile_file(s);
		else
			option_value();
	}
	write_program(out);
	return 0;
}
