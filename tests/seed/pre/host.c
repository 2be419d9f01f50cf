// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// host.c - what the chapters of cc want of the system, for a host's compiler; and a main that prints the
// tokens that the preprocessor makes, one a line

#include <string.h>
#include <stdio.h>
#include <unistd.h>
#include <sys/syscall.h>

int sys_call(int number, int a, int b, int c) {
	static char heap[64 << 20];
	if (number == SYS_brk)
		return a == 0 ? (int)heap : a;
	return (int)syscall(number, a, b, c);
}

int main(int argc, char **argv) {
	int i;
	program = "pre";
	make_characters();
	make_types();
	make_macros();
	for (i = 1; i < argc - 1; i++) {
		if (strncmp(argv[i], "-I", 2) == 0)
			add_include_dir(argv[i] + 2);
		if (strncmp(argv[i], "-D", 2) == 0)
			define_option(argv[i] + 2);
	}
	for (start_file(argv[argc - 1]); tok->kind != T_EOF; next())
		puts(spelling(tok));
	return 0;
}
