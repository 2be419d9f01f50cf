// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// what is no number is equal to nothing, not even itself, and is true
int printf(const char *format, ...);

int main(void) {
	double zero = 0, nan = zero / zero, inf = 1 / zero;
	float fnan = nan;
	long double lnan = nan;
	printf("%d %d %d %d %d %d\n", nan < 1, nan <= 1, nan > 1, nan >= 1, nan == 1, nan != 1);
	printf("%d %d %d %d %d %d\n", 1 < nan, 1 <= nan, 1 > nan, 1 >= nan, 1 == nan, 1 != nan);
	printf("%d %d %d %d\n", nan == nan, nan != nan, fnan != fnan, lnan == lnan);
	if (nan < 1) printf("wrong\n"); else printf("else\n");
	if (!(nan >= 1)) printf("not\n");
	if (nan) printf("true\n");
	printf("%d %d %d %d\n", inf > 1e308, -inf < -1e308, inf == inf, inf - inf == 0);
	return 0;
}
