// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// host.c - the one thing that cc wants of the system, for a host's compiler; it follows the chapters

#include <unistd.h>
#include <sys/syscall.h>

int sys_call(int number, int a, int b, int c) {
	static char heap[64 << 20];
	if (number == SYS_brk)
		return a == 0 ? (int)heap : a <= (int)(heap + sizeof(heap)) ? a : (int)(heap + sizeof(heap));
	return (int)syscall(number, a, b, c);
}
