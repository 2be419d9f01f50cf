// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// lib.c - stands before every case: printing, by the system call that is given

int sys_call(int number, int a, int b, int c);

void print(char* s) {
	int length = 0;
	while (s[length] != 0)
		length = length + 1;
	sys_call(4, 1, s, length);
}

char* digits;

void make_digits(void) {
	digits = sys_call(45, 0, 0, 0);                 // brk
	sys_call(45, digits + 4096, 0, 0);
}

void print_number(int n) {
	int i = 11;
	if (digits == 0)
		make_digits();
	if (n < 0) {
		print("-");
		n = -n;
	}
	digits[11] = 0;
	do {
		i = i - 1;
		digits[i] = '0' + n % 10;
		n = n / 10;
	} while (n != 0);
	print(digits + i);
}

// WORDS and the number, a line.
int show(char* words, int n) {
	print(words);
	print(" ");
	print_number(n);
	print("\n");
	return n;
}

// Memory of this case's own; never the digits'.
int heap_used;
char* room(int bytes) {
	char* at;
	if (digits == 0)
		make_digits();
	heap_used = heap_used + 4096;
	at = digits + heap_used;
	sys_call(45, at + bytes + 4096, 0, 0);
	heap_used = heap_used + bytes;
	return at;
}
