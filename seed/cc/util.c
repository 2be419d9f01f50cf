// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// util.c - memory, files, text, messages

enum { SYS_EXIT = 1, SYS_READ = 3, SYS_WRITE = 4, SYS_OPEN = 5, SYS_CLOSE = 6, SYS_BRK = 45 };

int heap_at;                            // the next free byte, as an address
int heap_end;

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

void fail(char* what, char* detail) {
	char* line = join("cc: ", what);
	if (detail != 0)
		line = join(line, join(" '", join(detail, "'")));
	say(join(line, "\n"));
	sys_call(SYS_EXIT, 1, 0, 0);
}

// The kernel gives zeroed pages, 1 MiB at a time; nothing is ever given back.
void* alloc(int bytes) {
	int at;
	bytes = (bytes + 3) & ~3;
	if (heap_at == 0) {
		heap_at = sys_call(SYS_BRK, 0, 0, 0);
		heap_end = heap_at;
	}
	if (heap_end - heap_at < bytes) {
		at = heap_at + bytes + 0x100000;
		heap_end = sys_call(SYS_BRK, at, 0, 0);
		if (heap_end != at) {
			say("cc: out of memory\n");
			sys_call(SYS_EXIT, 1, 0, 0);
		}
	}
	at = heap_at;
	heap_at = heap_at + bytes;
	return at;
}

char* join(char* a, char* b) {
	int na = text_length(a);
	int nb = text_length(b);
	char* s = alloc(na + nb + 1);
	copy(s, a, na);
	copy(s + na, b, nb);
	return s;
}

char* read_file(char* path) {
	int fd = sys_call(SYS_OPEN, path, 0, 0);
	int room = 0x10000;
	int got;
	char* text;
	char* more;
	if (fd < 0)
		return 0;
	text = alloc(room + 1);
	file_bytes = 0;
	got = sys_call(SYS_READ, fd, text, room);
	while (got > 0) {
		file_bytes = file_bytes + got;
		if (file_bytes == room) {
			more = alloc(room * 4 + 1);
			copy(more, text, room);
			text = more;
			room = room * 4;
		}
		got = sys_call(SYS_READ, fd, text + file_bytes, room - file_bytes);
	}
	sys_call(SYS_CLOSE, fd, 0, 0);
	if (got < 0)
		return 0;
	text[file_bytes] = 0;
	return text;
}
