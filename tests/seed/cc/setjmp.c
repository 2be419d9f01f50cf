// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// longjmp comes back to setjmp, out of any depth
#include <setjmp.h>
int printf(const char *format, ...);
static jmp_buf out, inner;
static int level;
static void deep(int n) {
	char room[100];
	room[n] = n;
	if (n == 0) longjmp(out, 42);
	level++;
	deep(n - 1);
	printf("wrong %d\n", room[n]);
}
static int nested(void) {
	int r = setjmp(inner);
	if (r == 0) longjmp(inner, 5);
	if (r == 5) longjmp(inner, 0);
	return r;
}

int main(void) {
	volatile int times = 0;
	int r = setjmp(out);
	printf("back with %d\n", r);
	if (r == 0) deep(10);
	printf("%d %d\n", level, nested());
	if (times++ < 2) longjmp(out, times);
	if (setjmp(out)) printf("as a condition\n"); else longjmp(out, 1);
	return 0;
}
