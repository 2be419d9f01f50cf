// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// cases fall through; default stands anywhere; switches nest and reach into loops
int printf(const char *format, ...);
enum kind { A, B, C };
static int fall(int x) {
	int n = 0;
	switch (x) {
	case 1: n += 1;
	case 2: n += 10; break;
	default: n += 100;
	case 3: case 4: n += 1000; break;
	case -5: return -1;
	case 'z' - 'a': { n = 7; }
	}
	return n;
}
static int nest(int a, int b) {
	switch (a) {
	case 0:
		switch (b) { case 0: return 1; case 1: break; default: return 2; }
		return 3;
	case 1:
		switch (b) { case 0: return 4; }
	}
	return 5;
}
static int count(const char *s) {
	int n = 0;
	for (; *s; s++) {
		switch (*s) {
		case ' ': continue;
		case '.': break;
		default: n += 10; continue;
		}
		n++;
	}
	return n;
}
static int duff(int n) {
	int k = 0, times = (n + 3) / 4;
	switch (n % 4) {
	case 0: do { k++;
	case 3: k++;
	case 2: k++;
	case 1: k++;
		} while (--times > 0);
	}
	return k;
}
static int types(unsigned char c, enum kind k, unsigned u) {
	int n = 0;
	switch (c) { case 200: n += 1; break; case 255: n += 2; }
	switch (k) { case A: n += 10; break; case B: case C: n += 20; }
	switch (u) { case 0xFFFFFFFF: n += 100; break; case 0x80000000: n += 200; }
	switch (n) default: n++;
	switch (n) { n = 0; }
	switch (n + 0) { case 112: { int inside = 5; n += inside; } }
	return n;
}

int main(void) {
	int i;
	for (i = 0; i < 6; i++) printf("%d ", fall(i));
	printf("%d %d\n", fall(-5), fall(25));
	printf("%d %d %d %d %d %d\n", nest(0, 0), nest(0, 1), nest(0, 2), nest(1, 0), nest(1, 1), nest(2, 0));
	printf("%d %d %d %d\n", count("a b.c. ."), duff(1), duff(8), duff(11));
	printf("%d %d %d\n", types(200, A, -1), types(255, C, 1u << 31), types(0, 5, 0));
	return 0;
}
