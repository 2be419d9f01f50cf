// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// lib.c - what the cases print with, in m2's C: the names of instructions are those of start.M1

int system_call(int number, int a, int b, int c) {
	asm("load_eax_from_esp %16"
	    "load_ebx_from_esp %12"
	    "load_ecx_from_esp %8"
	    "load_edx_from_esp %4"
	    "kernel"
	    "esi_is %-1");			/* esi is ours to lose */
}

void put_text(char* s) {
	int n = 0;
	while (s[n] != 0)
		n = n + 1;
	system_call(4, 1, s, n);
}

void put_char(int c) {
	system_call(4, 1, &c, 1);
}

void put_digits(unsigned n) {
	if (n > 9)
		put_digits(n / 10);
	put_char('0' + n % 10);
}

/* a number and a space */
void put(int n) {
	if (n < 0) {
		put_char('-');
		put_digits(0 - n);
	} else {
		put_digits(n);
	}
	put_char(' ');
}

void end_line(void) {
	put_char('\n');
}
