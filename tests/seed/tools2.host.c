// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// tools2.host.c - what the small tools want of the system, behind base.c, for a host's compiler

#undef alloc                            // base.c has made its own under another name
void *calloc(unsigned n, unsigned size);

void *alloc(int bytes) {
	void *block = bytes < 0 || bytes > 256 << 20 ? 0 : calloc(1, bytes);
	if (block == 0)
		fail("out of memory", 0);
	return block;
}

int sys_call(int number, int a, int b, int c) {
	int answer;
	__asm__ volatile("int $0x80" : "=a"(answer) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
	return answer;
}
