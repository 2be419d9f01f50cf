// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// stdio.c - files with a buffer: few calls of the system

#include <fcntl.h>
#include <unistd.h>
#include "libc.h"

enum { ROOM = 65536, WRITES = 1, FAILED = 2 };

struct FILE {
	int fd;
	int flags;                      // FAILED; WRITES: what stands in the buffer is to be written
	int at;                         // the next byte
	int end;                        // of what was read
	char *buffer;                   // ROOM bytes
	FILE *next;
};

static char error_buffer[ROOM], output_buffer[ROOM];
static FILE error_file = { 2, 0, 0, 0, error_buffer, 0 };
static FILE output_file = { 1, 0, 0, 0, output_buffer, &error_file };
static FILE *files = &output_file;      // all that are open
int output_lost;
FILE *stdout = &output_file;
FILE *stderr = &error_file;

static void write_all(FILE *file, const char *from, int size) {
	int done;
	for (; size > 0; from += done, size -= done) {
		done = write(file->fd, from, size);
		if (done <= 0) {
			file->flags |= FAILED;
			output_lost = 1;
			return;
		}
	}
}

// Nothing in the buffer any more: the place in the file is where the kernel says it is.
static void settle(FILE *file) {
	if (file->flags & WRITES)
		write_all(file, file->buffer, file->at);
	else if (file->at < file->end)
		lseek(file->fd, file->at - file->end, SEEK_CUR);
	file->flags &= ~WRITES;
	file->at = file->end = 0;
}

int fflush(FILE *file) {
	int result = 0;
	if (file) {
		settle(file);
		return file->flags & FAILED ? EOF : 0;
	}
	for (file = files; file; file = file->next)
		if (fflush(file) != 0)
			result = EOF;
	return result;
}

FILE *fdopen(int fd, const char *mode) {
	FILE *file = malloc(sizeof *file + ROOM);
	if (file == 0)
		return 0;
	memset(file, 0, sizeof *file);
	file->fd = fd;
	file->buffer = (char *)file + sizeof *file;
	file->next = files;
	files = file;
	return file;
}

FILE *fopen(const char *path, const char *mode) {
	int flags = *mode == 'w' ? O_CREAT | O_TRUNC : *mode == 'a' ? O_CREAT | O_APPEND : 0;
	int fd = open(path, flags | (strchr(mode, '+') ? O_RDWR : flags ? O_WRONLY : O_RDONLY), 0666);
	return fd < 0 ? 0 : fdopen(fd, mode);
}

int fclose(FILE *file) {
	int result = fflush(file);
	FILE **at = &files;
	while (*at != file)
		at = &(*at)->next;
	*at = file->next;
	if (close(file->fd) != 0)
		result = EOF;
	if (file != stdout && file != stderr)
		free(file);
	return result;
}

size_t fread(void *to, size_t size, size_t count, FILE *file) {
	char *t = to;
	size_t left = size * count;
	int some;
	if (file->flags & WRITES)
		settle(file);
	for (; left > 0; t += some, left -= some) {
		if (file->at == file->end) {
			some = read(file->fd, file->buffer, ROOM);
			if (some <= 0)
				break;
			file->at = 0;
			file->end = some;
		}
		some = file->end - file->at < left ? file->end - file->at : left;
		memcpy(t, file->buffer + file->at, some);
		file->at += some;
	}
	return size ? (t - (char *)to) / size : 0;
}

void put_bytes(const char *from, size_t bytes, FILE *file) {
	if (!(file->flags & WRITES) || file->at + bytes > ROOM)
		settle(file);
	if (bytes > ROOM) {
		write_all(file, from, bytes);
		return;
	}
	memcpy(file->buffer + file->at, from, bytes);
	file->at += bytes;
	file->flags |= WRITES;
}

size_t fwrite(const void *from, size_t size, size_t count, FILE *file) {
	put_bytes(from, size * count, file);
	if (file == stderr)
		settle(file);
	return file->flags & FAILED ? 0 : count;
}

int fputc(int c, FILE *file) {
	char byte = c;
	return fwrite(&byte, 1, 1, file) ? byte & 255 : EOF;
}

int fputs(const char *text, FILE *file) {
	return fwrite(text, strlen(text), 1, file) ? 0 : EOF;
}

int fseek(FILE *file, long offset, int whence) {
	settle(file);
	return lseek(file->fd, offset, whence) < 0 ? -1 : 0;
}

long ftell(FILE *file) {
	settle(file);
	return lseek(file->fd, 0, SEEK_CUR);
}
