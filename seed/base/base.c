// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// base.c - what the small tools share: memory, text, messages, files
//
// catm puts this text before a tool's own one. Both are in the small C that cc_x86 takes:
// a variable is one word, p + n counts bytes. main() sets program, args, arg.
//
// One output at a time: after open_out(), what is put goes out in blocks. What is put
// before stays in memory, so a tool that opens late leaves no half file when it fails.

enum {                                  // calls of Linux
	SYS_EXIT = 1, SYS_FORK = 2, SYS_READ = 3, SYS_WRITE = 4, SYS_OPEN = 5, SYS_CLOSE = 6, SYS_WAITPID = 7,
	SYS_UNLINK = 10, SYS_EXECVE = 11, SYS_CHDIR = 12, SYS_CHMOD = 15, SYS_MOUNT = 21, SYS_ACCESS = 33,
	SYS_MKDIR = 39, SYS_BRK = 45, SYS_CHROOT = 61, SYS_SYMLINK = 83, SYS_UNAME = 109, SYS_GETCWD = 183,
	SYS_UNSHARE = 310,
};
enum { TO_WRITE = 0x241 };              // for open: write only, make it if need be, cut it

int sys_call(int number, int a, int b, int c);  // the answer; below 0: an error
char* program;                          // its name, for messages
char** args;                            // the words of the command line, a 0 behind the last;
int arg;                                // the next one is args[arg]
int file_bytes;                         // how much the last read_file() got

int heap_at;                            // the next free byte, as an address
int heap_end;
char* out;                              // what waits to be written
int out_bytes;
int out_room;
int out_fd;
char* out_path;                         // 0: no output is open

int text_length(char* s) {
	int n = 0;
	while (s[n] != 0)
		n = n + 1;
	return n;
}

int text_equal(char* a, char* b) {
	int i = 0;
	while (a[i] == b[i]) {
		if (a[i] == 0)
			return 1;
		i = i + 1;
	}
	return 0;
}

void copy(char* to, char* from, int bytes) {
	int i;
	for (i = 0; i < bytes; i = i + 1)
		to[i] = from[i];
}

void say(char* s) {
	sys_call(SYS_WRITE, 2, s, text_length(s));
}

void leave(int status) {
	sys_call(SYS_EXIT, status, 0, 0);
}

// Memory, zeroed, taken from the kernel 1 MiB at a time or more; nothing is ever given back.
void* alloc(int bytes) {
	int at;
	if (heap_at == 0) {
		heap_at = sys_call(SYS_BRK, 0, 0, 0);
		heap_end = heap_at;
	}
	bytes = (bytes + 3) & ~3;
	if (bytes < 0 || heap_end - heap_at < bytes) {
		at = heap_at + bytes + 0x100000;
		heap_end = sys_call(SYS_BRK, at, 0, 0);
		if (bytes < 0 || heap_end != at) {
			say(program);
			say(": out of memory\n");
			leave(1);
		}
	}
	at = heap_at;
	heap_at = heap_at + bytes;
	return at;
}

// The block with another size: in place if it is the last one. What it gains is zeroed;
// what it loses was never written to.
void* grow(char* block, int bytes, int wanted) {
	int at = block;
	char* more;
	if (at + ((bytes + 3) & ~3) == heap_at)
		heap_at = at;
	more = alloc(wanted);
	if (more != block)
		copy(more, block, bytes);
	return more;
}

char* join(char* a, char* b) {
	char* s = alloc(text_length(a) + text_length(b) + 1);
	copy(s, a, text_length(a));
	copy(s + text_length(a), b, text_length(b));
	return s;
}

char* decimal(int n) {                  // not below 0
	char* s = alloc(12);
	int i = 10;
	while (n > 9) {
		s[i] = '0' + n % 10;
		n = n / 10;
		i = i - 1;
	}
	s[i] = '0' + n;
	return s + i;
}

// One line in one write: program: what 'detail'. Control characters become question marks.
void complain(char* what, char* detail) {
	char* line = join(program, join(": ", what));
	int i;
	if (detail != 0)
		line = join(line, join(" '", join(detail, "'")));
	for (i = 0; line[i] != 0; i = i + 1) {
		if (line[i] > 0 && line[i] < ' ')
			line[i] = '?';
	}
	say(join(line, "\n"));
}

void fail(char* what, char* detail) {
	complain(what, detail);
	leave(1);
}

void fail_at(char* path, int line, char* what, char* detail) {
	fail(join(path, join(":", join(decimal(line), join(": ", what)))), detail);
}

// Is the next word of the command line this option, in one of its forms? Then it is taken.
int option(char* brief, char* full) {
	if (!text_equal(args[arg], brief) && !text_equal(args[arg], full))
		return 0;
	arg = arg + 1;
	return 1;
}

char* option_value(void) {              // the word behind the option just taken
	if (args[arg] == 0)
		fail("a value is wanted behind", args[arg - 1]);
	arg = arg + 1;
	return args[arg - 1];
}

// The whole file, and a NUL behind; 0 if it can't be read.
char* read_file(char* path) {
	int fd = sys_call(SYS_OPEN, path, 0, 0);
	int room = 0x40000;
	int got;
	char* text;
	if (fd < 0)
		return 0;
	text = alloc(room);
	file_bytes = 0;
	do {
		if (file_bytes == room - 1) {
			text = grow(text, room, room * 2);
			room = room * 2;
		}
		got = sys_call(SYS_READ, fd, text + file_bytes, room - 1 - file_bytes);
		file_bytes = file_bytes + got;
	} while (got > 0);
	sys_call(SYS_CLOSE, fd, 0, 0);
	if (got < 0)
		return 0;
	return grow(text, room, file_bytes + 1);
}

void open_out(char* path, int mode) {   // path 0: standard output
	out_path = path;
	if (path == 0) {
		out_path = "standard output";
		out_fd = 1;
	} else
		out_fd = sys_call(SYS_OPEN, path, TO_WRITE, mode);
	if (out_fd < 0)
		fail("cannot write", path);
}

void flush(void) {
	int done = 0;
	int n;
	while (done < out_bytes) {
		n = sys_call(SYS_WRITE, out_fd, out + done, out_bytes - done);
		if (n <= 0)
			fail("cannot write", out_path);
		done = done + n;
	}
	out_bytes = 0;
}

void close_out(void) {
	flush();
	if (out_fd != 1 && sys_call(SYS_CLOSE, out_fd, 0, 0) < 0)
		fail("cannot write", out_path);
	out_path = 0;
}

void put_byte(int c) {
	if (out_bytes >= 0x10000 && out_path != 0)
		flush();
	if (out_bytes == out_room) {
		out = grow(out, out_room, out_room * 2 + 0x10000);
		out_room = out_room * 2 + 0x10000;
	}
	out[out_bytes] = c;
	out_bytes = out_bytes + 1;
}

void put_bytes(char* s, int bytes) {
	int i;
	for (i = 0; i < bytes; i = i + 1)
		put_byte(s[i]);
}

void put_text(char* s) {
	put_bytes(s, text_length(s));
}

int digit_value(int c) {                // 99: not a digit
	if (c >= '0' && c <= '9')
		return c - '0';
	c = c | 32;                     // a small letter
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return 99;
}
