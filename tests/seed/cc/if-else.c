// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// else belongs to the nearest if; conditions may be of any scalar type
int printf(const char *format, ...);
static int pick(int a, int b) { if (a) if (b) return 1; else return 2; return 3; }
static int chain(int n) { if (n < 1) return 10; else if (n < 2) return 20; else if (n < 3) { ; } else { return 40; } return 30; }
static const char *kind(char c, char *p, float f, unsigned long long l) {
	if (!c && !p && !f && !l) return "nothing";
	if (c) return "char";
	if (p) return "pointer";
	if (f) return "float";
	return "long";
}

int main(void) {
	int a = 5, b;
	printf("%d %d %d\n", pick(1, 1), pick(1, 0), pick(0, 1));
	printf("%d %d %d %d\n", chain(0), chain(1), chain(2), chain(3));
	printf("%s %s %s %s %s\n", kind(0, 0, 0, 0), kind(1, 0, 0, 0), kind(0, "", 0, 0), kind(0, 0, 0.5f, 0), kind(0, 0, 0, 1ull << 60));
	if (b = a - 5) printf("wrong\n"); else printf("assigned %d\n", b);
	if ((b = a) == 5 && a-- > 4 && a == 4) printf("%d\n", a);
	if (a & 4) if (a & 1) { } else printf("even\n");
	if (a == 4 == 1) printf("%d\n", !(a != 4) + (a > 3 > 0));
	return 0;
}
