// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// jumps forward, back, into and out of blocks; each function has its own labels
int printf(const char *format, ...);
static int search(int want) {
	int i, j, m[3][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };
	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++)
			if (m[i][j] == want)
				goto out;
	return -1;
out:	return i * 10 + j;
}
static int again(int n) {
	int k = 0;
again:
	k += n;
	if (--n > 0)
		goto again;
	goto out;
	k = -1;
out:
	return k;
}
static int into(int n) {
	int k = 0;
	if (n) goto inside;
	while (k < 5) {
		k += 10;
inside:
		k++;
		if (n == 2) { goto end; }
	}
	switch (k) {
	case 1: k = 50;
	end: k += 100; break;
	next: case 2: k = 60;
	}
	if (k == 111) goto next;
	return k;
}

int main(void) {
	printf("%d %d %d\n", search(6), search(7), search(0));
	printf("%d %d\n", again(4), again(1));
	printf("%d %d %d\n", into(0), into(1), into(2));
	goto end;
end: ;
	return 0;
}
