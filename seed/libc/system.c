// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// system.c - calls of Linux, the start and the end of a program, and a clock that stands still
//
// Products must not depend on the day they are made on. So this library has no clock: time() is 0, and
// tcc's __DATE__ and __TIME__ are always "Jan  1 1970" and "00:00:00".

#include <fcntl.h>
#include <unistd.h>
#include <time.h>
#include <sys/time.h>
#include "libc.h"

enum {
	SYS_EXIT = 1, SYS_READ = 3, SYS_WRITE = 4, SYS_OPEN = 5, SYS_CLOSE = 6, SYS_UNLINK = 10, SYS_EXECVE = 11,
	SYS_LSEEK = 19, SYS_GETCWD = 183
};

int errno;
char **environ;
int main(int argc, char **argv, char **envp);

void start_main(int *stack) {
	char **argv = (char **)(stack + 1);
	environ = argv + stack[0] + 1;
	exit(main(stack[0], argv, environ));
}

// Whoever lost a part of his output has not succeeded, also if he has not asked.
void exit(int status) {
	fflush(0);
	for (;;)
		sys_call(SYS_EXIT, status ? status : output_lost, 0, 0);
}

int system_result(int answer) {
	if (answer >= 0 || answer < -4095)
		return answer;
	errno = -answer;
	return -1;
}

int open(const char *path, int flags, ...) {
	va_list list;
	va_start(list, flags);
	return system_result(sys_call(SYS_OPEN, (int)path, flags, flags & O_CREAT ? va_arg(list, int) : 0));
}

int read(int fd, void *to, size_t size) { return system_result(sys_call(SYS_READ, fd, (int)to, size)); }
int write(int fd, const void *from, size_t size) { return system_result(sys_call(SYS_WRITE, fd, (int)from, size)); }
long lseek(int fd, long offset, int whence) { return system_result(sys_call(SYS_LSEEK, fd, offset, whence)); }
int close(int fd) { return system_result(sys_call(SYS_CLOSE, fd, 0, 0)); }
int unlink(const char *path) { return system_result(sys_call(SYS_UNLINK, (int)path, 0, 0)); }
int remove(const char *path) { return unlink(path); }
char *getcwd(char *to, size_t room) { return system_result(sys_call(SYS_GETCWD, (int)to, room, 0)) < 0 ? 0 : to; }

char *getenv(const char *name) {
	size_t length = strlen(name);
	char **at;
	for (at = environ; *at; at++)
		if (strncmp(*at, name, length) == 0 && (*at)[length] == '=')
			return *at + length + 1;
	return 0;
}

// tcc asks for compilers of other machines by their names alone: PATH is not looked through.
int execvp(const char *name, char *const *argv) {
	return system_result(sys_call(SYS_EXECVE, (int)name, (int)argv, (int)environ));
}

time_t time(time_t *to) {
	if (to)
		*to = 0;
	return 0;
}

int gettimeofday(struct timeval *to, void *zone) {
	to->tv_sec = to->tv_usec = 0;
	return 0;
}

struct tm *localtime(const time_t *from) {
	static struct tm first = { 0, 0, 0, 1, 0, 70, 4, 0, 0 };        // Thursday, 1 January 1970
	return &first;
}
