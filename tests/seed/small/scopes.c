// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// scopes.c - a block's variables hide those of the same name outside, and end with it

int x;
enum { HIDDEN = 8 };

int many(int a, int b) {
	int c = a + b;
	{
		int a = 100;
		int d = c + a;
		{
			int c = d + 1;
			int e = c + b;
			show("inner", e);
			a = e;
		}
		show("middle", a + c + d);
	}
	{
		int f;
		int g = 7;
		f = g + a;
		show("second", f);
	}
	if (a) {
		int HIDDEN = 3;
		int x = HIDDEN;
		show("hidden", HIDDEN + x);
	}
	show("enum", HIDDEN);
	return a + b + c;
}

int later(int n) {
	int i;
	for (i = 0; i < n; i = i + 1) {
		int a0 = i;
		int a1 = a0 + 1;
		int a2 = a1 + 1;
		int a3 = a2 + 1;
		int a4 = a3 + 1;
		int a5 = a4 + 1;
		int a6 = a5 + 1;
		int a7 = a6 + 1;
		int a8 = a7 + 1;
		int a9 = a8 + 1;
		int b0 = a9 + 1;
		int b1 = b0 + 1;
		int b2 = b1 + 1;
		int b3 = b2 + 1;
		int b4 = b3 + 1;
		int b5 = b4 + 1;
		int b6 = b5 + 1;
		int b7 = b6 + 1;
		int b8 = b7 + 1;
		int b9 = b8 + 1;
		int c0 = b9 + 1;
		int c1 = c0 + 1;
		int c2 = c1 + 1;
		int c3 = c2 + 1;
		int c4 = c3 + 1;
		int c5 = c4 + 1;
		int c6 = c5 + 1;
		int c7 = c6 + 1;
		int c8 = c7 + 1;
		int c9 = c8 + 1;
		int d0 = c9 + 1;
		int d1 = d0 + 1;
		int d2 = d1 + 1;
		int d3 = d2 + 1;
		int d4 = d3 + a0 + b0 + c0;
		if (i == n - 1)
			return d4;
	}
	show("middle of a block", 1);
	int end = i + 1;
	return end;
}

int main(int argc, char** argv, char** envp) {
	int local = 5;
	x = 11;
	show("many", many(1, 2));
	show("x", x);
	show("later", later(3));
	show("later", later(0));
	show("local", local);
	show("argc", argc);
	show("argv", argv[argc] == 0);
	show("envp", envp == 0);
	return 0;
}
