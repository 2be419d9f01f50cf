// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// quicksort by a function pointer, a heap, and a sieve
int printf(const char *format, ...);
struct rec { char name[8]; int key; };
static int by_key(const void *a, const void *b) { return ((const struct rec *)a)->key - ((const struct rec *)b)->key; }
static int by_name(const void *a, const void *b) { return ((const struct rec *)a)->name[0] - ((const struct rec *)b)->name[0]; }
static void swap(char *a, char *b, int size) { while (size--) { char t = *a; *a++ = *b; *b++ = t; } }
static void sort(void *base, int n, int size, int (*order)(const void *, const void *)) {
	char *b = base;
	int i, last = 0;
	if (n < 2) return;
	swap(b, b + n / 2 * size, size);
	for (i = 1; i < n; i++)
		if (order(b + i * size, b) < 0)
			swap(b + ++last * size, b + i * size, size);
	swap(b, b + last * size, size);
	sort(b, last, size, order);
	sort(b + (last + 1) * size, n - last - 1, size, order);
}
static unsigned state = 12345;
static unsigned chance(void) { return (state = state * 1103515245 + 12345) >> 16 & 0x7FFF; }

int main(void) {
	static struct rec r[26];
	static char composite[1000];
	int i, j, primes = 0;
	for (i = 0; i < 26; i++) {
		r[i].name[0] = 'a' + i * 7 % 26;
		r[i].key = chance();
	}
	sort(r, 26, sizeof r[0], by_key);
	for (i = 1, j = 0; i < 26; i++) j += r[i - 1].key <= r[i].key;
	printf("%d %d %d\n", j, r[0].key, r[25].key);
	sort(r, 26, sizeof(struct rec), by_name);
	for (i = 0; i < 26; i++) printf("%s", r[i].name);
	for (i = 2; i < 1000; i++) {
		if (composite[i]) continue;
		primes++;
		for (j = i * i; j < 1000; j += i) composite[j] = 1;
	}
	printf(" %d\n", primes);
	return 0;
}
