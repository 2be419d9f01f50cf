// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// stream.c - what the tools of this folder share: streams, numbers, the command line
//
// Behind base.c, before the tools whose head names it. A file is read block by block and
// written so: neither is ever in memory as a whole.

enum { IN_ROOM = 0x40000, MODE_OUT = 0x180, MODE_FOLDER = 0x1ED };      // 0600, 0755

char* in;                               // the block read last
int in_bytes;                           // how much of it there is
int in_at;                              // the next byte of it
int in_before;                          // bytes in the blocks before it, modulo 2^32
int in_fd;
char* in_path;

void open_in(char* path) {              // path 0: standard input
	if (in == 0)
		in = alloc(IN_ROOM);
	in_at = 0;
	in_bytes = 0;
	in_before = 0;
	in_path = path;
	in_fd = 0;
	if (path == 0)
		in_path = "standard input";
	else
		in_fd = sys_call(SYS_OPEN, path, 0, 0);
	if (in_fd < 0)
		fail("cannot read", path);
}

int fill(void) {                        // the next block; 0 at the end
	in_before = in_before + in_bytes;
	in_at = 0;
	in_bytes = sys_call(SYS_READ, in_fd, in, IN_ROOM);
	if (in_bytes < 0)
		fail("cannot read", in_path);
	return in_bytes;
}

int at_end(void) {
	return in_at == in_bytes && fill() == 0;
}

int position(void) {                    // modulo 2^32
	return in_before + in_at;
}

void broken(char* what) {               // an input that is not what it should be
	fail(what, in_path);
}

int next_byte(void) {
	if (in_at == in_bytes && fill() == 0)
		broken("ends too early:");
	in_at = in_at + 1;
	return in[in_at - 1] & 255;
}

void send(char* block, int bytes) {     // to the open output
	out = block;
	out_bytes = bytes;
	flush();
}

int begins(char* s, char* with) {
	int i = 0;
	while (with[i] != 0 && s[i] == with[i])
		i = i + 1;
	return with[i] == 0;
}

char* last_part(char* path) {           // behind the last slash
	char* name = path;
	int i;
	for (i = 0; path[i] != 0; i = i + 1) {
		if (path[i] == '/')
			name = path + i + 1;
	}
	return name;
}

int hex_digits(char* s) {               // how many it begins with, with small letters
	int i = 0;
	while (digit_value(s[i]) < 16 && (s[i] < 'A' || s[i] > 'F'))
		i = i + 1;
	return i;
}

char* whole(char* path) {               // read_file(), or else
	char* text = read_file(path);
	if (text == 0)
		fail("cannot read", path);
	return text;
}

void tell(char* line) {                 // on standard output, though another output is open
	line = join(line, "\n");
	if (sys_call(SYS_WRITE, 1, line, text_length(line)) < 0)
		fail("cannot write", "standard output");
}

// The octal number in a field, from behind its blanks up to a NUL or blank; -1: none, or too large.
int octal(char* s, int length) {
	int value = 0;
	int i = 0;
	int start;
	while (i < length && s[i] == ' ')
		i = i + 1;
	start = i;
	while (i < length && s[i] != 0 && s[i] != ' ') {
		if (s[i] < '0' || s[i] > '7' || value >= 0x10000000)
			return -1;
		value = value * 8 + s[i] - '0';
		i = i + 1;
	}
	if (i == start)
		return -1;
	return value;
}

int octal_mode(char* s) {
	int mode = octal(s, 8);
	if (mode < 0 || mode > 0xFFF || text_length(s) > 7)
		fail("not an octal mode:", s);
	return mode;
}

void begin(char* name, char** argv) {
	program = name;
	args = argv;
	arg = 1;
}

// -f IN -o OUT, which ungz, unbz2 and unxz have in common.
char* file_option;
char* output_option;
void read_options(void) {
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			file_option = option_value();
		else if (option("-o", "--output"))
			output_option = option_value();
		else
			fail("unknown option", args[arg]);
	}
}

// A word that is no option: kept, from argv[0] on.
int names;
void keep_name(void) {
	if (args[arg][0] == '-' && args[arg][1] != 0)
		fail("unknown option", args[arg]);
	args[names] = args[arg];
	names = names + 1;
	arg = arg + 1;
}
