// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// host.c - what the small tools want of the system, for a host's compiler
//
// sys_call() is the kernel's own. Unless HOST_CALLS_ALONE is defined, alloc() and grow()
// make a block of its own of each, and a block never grows in place: so the sanitizers see
// every byte beyond, and every use of a block that was left behind.

#include <stdlib.h>
#include <string.h>
#include <stdio.h>

int sys_call(int number, int a, int b, int c) {
	int answer;
	__asm__ volatile("int $0x80" : "=a"(answer) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
	return answer;
}

#ifndef HOST_CALLS_ALONE
void *alloc(int bytes) {
	void *block = bytes < 0 || bytes > 256 << 20 ? NULL : calloc(1, bytes);
	if (block == NULL) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	return block;
}

void *grow(char *block, int bytes, int wanted) {
	char *more = alloc(wanted);
	if (block != NULL) {
		memcpy(more, block, bytes < wanted ? bytes : wanted);
		free(block);
	}
	return more;
}
#endif
