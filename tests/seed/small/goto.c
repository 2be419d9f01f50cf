// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// goto.c - forwards, backwards, out of blocks; one label's name in two functions

int count(int n) {
	int i = 0;
again:
	if (i == n)
		goto done;
	i = i + 1;
	goto again;
done:
	return i;
}

int search(int n) {
	int i;
	for (i = 0; i < 10; i = i + 1) {
		int j;
		for (j = 0; j < 10; j = j + 1) {
			int product = i * j;
			if (product == n)
				goto done;
		}
	}
	i = -1;
done:
	return i;
}

int main(void) {
	show("count", count(5));
	show("search", search(42));
	show("search", search(43));
	goto end;
	show("not", 1);
end:
	return 0;
}
