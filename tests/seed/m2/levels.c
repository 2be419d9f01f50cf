// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// m2-only: signs and levels of operators, casts, wrong counts of arguments

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

int count_of(int a, int b) {
	int local = 3;
	return local;
}

int main(void) {
	unsigned u = 2;
	int i = -8;
	char* p = i;
	uint8_t byte = 0x1FF;
	put(i >> u); put(i >> 2); put(i < u); put(0 > p); put(p > 0); end_line();
	put(1 | 2 & 4); put(6 & 3 | 8); put(5 < 6 == 1); put(1 == 5 < 6); put(1 || 0 && 0); put(0 && 1 || 1); put(6 | 1 == 1); put(2 ^ 3 & 1); end_line();
	put((char)0x1FF); put((char)0x1FF == -1); put(byte); put((uint8_t)-1); end_line();
	put(count_of(1)); put(count_of(1, 2, 3)); end_line();
	return 0;
}
