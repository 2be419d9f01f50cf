// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// m2-only: p + n and p - q count bytes; p[n], p += n and p++ elements

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

struct pair {
	int a;
	int b;
};

int main(void) {
	int numbers[4];
	int* p = numbers;
	int* q;
	struct pair two[2];
	struct pair* pair = two;
	numbers[0] = 10; numbers[1] = 11; numbers[2] = 12; numbers[3] = 13;
	q = p + 4; put(q - p); put(*q); q = 4 + q; put(*q); q = q - 4; put(*q);
	q += 2; put(*q); q++; put(q - p); q--; q -= 1; put(q - p); put(*(numbers + 8)); put((p + 4)[1]);
	two[1].a = 5; two[1].b = 6; put((pair + 8)->a); pair++; put(pair->b); put(pair - two);
	end_line();
	return 0;
}
