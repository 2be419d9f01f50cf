// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// peer.c - lib.c for the host's compiler

#include <unistd.h>
#include <stdio.h>
#include <string.h>

void put_text(char *s) {
	write(1, s, strlen(s));
}

void put_char(int c) {
	char s = c;
	write(1, &s, 1);
}

void put(int n) {
	char s[20];
	sprintf(s, "%d ", n);
	put_text(s);
}

void end_line(void) {
	put_char('\n');
}
