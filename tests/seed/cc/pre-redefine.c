// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// #undef forgets, also what was never defined; the same definition may come twice
int printf(const char *format, ...);
#define A 1
#define A 1
#define F(x) (x + A)
#undef NEVER

int main(void) {
	int n = F(1);
#undef A
#define A 10
	printf("%d %d\n", n, F(1));
#undef F
#define F 3
	printf("%d\n", F);
#undef F
	{
		int F = 4;
		printf("%d\n", F);
	}
	return 0;
}
