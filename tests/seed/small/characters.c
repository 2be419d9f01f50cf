// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// characters.c - characters, their escapes; p[i] of a char* is a byte with a sign

int main(void) {
	char* s = "A\n\t\r\\\'\"\x41\xfF\0Z";
	char* p = room(100);
	int i;
	for (i = 0; i < 11; i = i + 1)
		show("s", s[i]);
	show("plain", 'a');
	show("quote", '\'');
	show("double", '"');
	show("double", '\"');
	show("backslash", '\\');
	show("newline", '\n');
	show("octal", '\101');
	show("zero", '\0');
	show("hex", '\x7e');
	show("sign", '\xff');
	show("bell", '\a');
	p[0] = 200;
	show("stored", p[0]);
	p[1] = 'b';
	p[2] = 0;
	show("beside", p[1]);
	show("value", p[0] = 300);
	i = 5;
	p[i] = 'x';
	p[i + 1] = p[i] + 1;
	p[i + 2] = i;
	show("at i", p[5]);
	show("at i + 1", p[6]);
	show("at i + 2", p[i + 2]);
	show("p + n", (p + 4)[1]);
	return 0;
}
