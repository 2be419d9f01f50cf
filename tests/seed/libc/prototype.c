// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// prototype.c - a call after a definition in the old style: the 0 is to be converted to long long

int f(char *, long long, char *);

int f(a, b, c)
	char *a;
	long long b;
	char *c;
{
	return b != 0 || *a != 'a' || *c != 'c';
}

int call(void) { return f("a", 0, "c"); }
