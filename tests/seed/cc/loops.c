// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the three loops, with break and continue, and parts left out
int printf(const char *format, ...);

int main(void) {
	int i = 0, j, n = 0;
	while (1) { if (++i > 10) break; if (i % 2) continue; n += i; }
	printf("%d %d\n", i, n);
	for (i = 0, n = 0; i < 10; i++) { if (i == 3) continue; if (i == 6) break; n += i; }
	printf("%d %d\n", i, n);
	i = 0;
	do { i++; if (i == 2) continue; n++; } while (i < 4);
	printf("%d %d\n", i, n);
	for (;;) { if (i-- == 0) break; }
	for (; i < 3;) i++;
	printf("%d\n", i);
	for (i = 0, n = 0; i < 3; i++)
		for (j = 0; ; j++) { if (j > i) break; if (j == 1) continue; n += 10 * i + j; }
	printf("%d\n", n);
	do { for (i = 0; i < 5; i++) if (i == 2) break; while (i < 9) { i++; if (i == 7) break; } } while (0);
	printf("%d\n", i);
	while (i--) ;
	for (n = 0; n < 5; n++) ;
	do ; while (++n < 8);
	printf("%d %d\n", i, n);
	if (n) if (!n) printf("wrong\n"); else printf("inner else\n");
	if (0) ; else if (0) { } else printf("last\n");
	do if (n--) continue; else break; while (1);
	printf("%d\n", n);
	return 0;
}
