// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// start.c - from the first instruction (libc/crt1.c) to main and out, for programs without the library

int main(int argc, char** argv, char** envp);
int sys_call(int number, int a, int b, int c);

void start_main(int* stack) {           // argc, then argv and the environment, a 0 behind each
	sys_call(1, main(stack[0], (char**)(stack + 1), (char**)(stack + stack[0] + 2)), 0, 0);
}
