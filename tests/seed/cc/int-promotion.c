// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// char and short are worked with as int; bit patterns come back when they are stored
int printf(const char *format, ...);

int main(void) {
	unsigned char uc = 200, ud = 100;
	signed char sc = -100, sd = 100;
	unsigned short us = 65535;
	short ss = -32768;
	printf("%d %d\n", uc + ud, sc - sd);
	printf("%d %d\n", ~uc, -ud);
	printf("%d %d\n", (unsigned char)~uc, (signed char)(sc - sd));
	printf("%d %d\n", us + 1, ss - 1);
	printf("%d\n", us << 8 < 0);
	printf("%d %d\n", uc > sc, us > ss);
	uc += 100;
	sc -= 100;
	us++;
	ss--;
	printf("%d %d %d %d\n", uc, sc, us, ss);
	printf("%d\n", (ud = 300) + 1);
	printf("%d %d\n", !uc, +sd);
	return 0;
}
