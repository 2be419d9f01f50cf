// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// host.c - what seed/m2 wants of the system, for a host's compiler; the heap has an end, so that a
// test sees a program that eats without limit

#include <unistd.h>
#include <sys/syscall.h>

int sys_call(int number, int a, int b, int c) {
	static char heap[256 << 20];
	if (number == SYS_brk)
		return a == 0 || a - (int)heap > (int)sizeof heap ? (int)heap : a;
	return (int)syscall(number, a, b, c);
}
