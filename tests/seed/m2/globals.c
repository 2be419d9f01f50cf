// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// global variables and what they begin with; enums, typedefs, static locals

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

enum { ZERO, ONE, FIVE = 5, SIX, MINUS = -2, HEX = 0x10, };
enum color { RED = 'r', GREEN = SIX + 2 * 3 };

typedef unsigned int word;
typedef char* text;

struct point {
	int x;
	int y;
	char* name;
	char tag[4];
};

int f(int n) {
	return n + 1;
}

int a = 7, b, *c = &a;
char d = 'd';
short e = -5;
word u = 0xFFFFFFFF;
text t = "text";
int list[] = { 1, 2, FIVE, -4, 2 + 3 * 4, };
int six[6] = { 1, 2 };
char letters[] = "abc";
char room[6] = "xy";
char exact[2] = "pq";
char* words[] = { "one", "two", 0 };
struct point origin = { 1, 2, "origin", "ab" };
struct point points[2] = { { 3, 4, "p" }, { 5 } };
int matrix[2][2] = { { 1, 2 }, { 3, 4 } };
int (*function)(int) = f;
int (*functions[2])(int) = { f, &f };
extern int later;
int later = 3;
static int hidden = 4;
int sized = sizeof(struct point*) + sizeof list;
const char* const fixed = "fixed";

int counter(void) {
	static int n = 10;
	static int zero;
	static char name[] = "s";
	zero = zero + 1;
	n = n + zero;
	put_text(name);
	return n;
}

int other_counter(void) {
	static int n;
	n++;
	return n;
}

int main(void) {
	enum color color = GREEN;
	int i;
	put(ZERO); put(ONE); put(FIVE); put(SIX); put(MINUS); put(HEX); put(RED); put(color); end_line();
	put(a); put(b); put(*c); put(d); put(e); put(u == 0xFFFFFFFF); put_text(t); end_line();
	for (i = 0; i < 5; i++)
		put(list[i]);
	put(sizeof(list)); put(six[1]); put(six[2]); put(six[5]); put_text(letters); put(sizeof(letters)); put_text(room); put(room[5]); put(exact[1]); put(sizeof(exact)); end_line();
	put_text(words[0]); put_text(words[1]); put(words[2] == 0); put(sizeof words); end_line();
	put(origin.x); put(origin.y); put_text(origin.name); put_text(origin.tag); put(points[0].y); put_text(points[0].name); put(points[1].x); put(points[1].y); put(points[1].name == 0); end_line();
	put(matrix[0][1]); put(matrix[1][0]); put(function(1)); put(functions[1](2)); put(functions[0] == f); put(later); put(hidden); put(sized); put_text(fixed); end_line();
	put(counter()); put(counter()); put(other_counter()); put(other_counter()); put(counter()); end_line();
	b++; ++b; put(b); a += 3; put(a); put(a--); put(a); end_line();
	return 0;
}
