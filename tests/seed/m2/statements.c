// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// statements: loops, switch, goto

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

void leave_at_once(void) {
	return;
}

int first(int n) {
again:
	if (n > 3) {
		n = n - 3;
		goto again;
	}
	return n;
}

int second(int n) {
	goto again;
	n = 100;
again:
	n = n + 1;
	if (n < 5)
		goto again;
	return n;
}

int choose(int n) {
	int seen = 0;
	switch (n) {
	case 1:
		seen = seen + 1;
	case 2:
		seen = seen + 10;
		break;
	case 'a':
	case -4:
		return 77;
	case 3 + 4 * 2: {
		int inner = 5;
		seen = inner;
		break;
	}
	default:
		seen = -1;
	}
	return seen;
}

int early(int n) {
	switch (n) {
	default: return 9;
	case 1: return 8;
	}
}

int main(void) {
	int i;
	int j;
	int sum = 0;
	;
	leave_at_once();
	for (i = 0; i < 5; i = i + 1)
		sum = sum + i;
	put(sum);
	for (i = 0; ; i++) {
		if (i == 3)
			continue;
		if (i > 6)
			break;
		put(i);
	}
	for (;;)
		break;
	end_line();
	i = 3;
	while (i) {
		put(i);
		i = i - 1;
	}
	do {
		i = i + 2;
		if (i == 4)
			continue;
		put(i);
	} while (i < 8);
	do put(i); while (0);
	end_line();
	for (i = 0; i < 3; i++) {
		for (j = 0; j < 3; j++) {
			if (j == 1)
				continue;
			if (i == 1)
				break;
			put(i * 10 + j);
		}
	}
	end_line();
	for (i = 0; i < 6; i++) {
		switch (i) {
		case 2:
			continue;
		case 4:
			break;
		default:
			put(i);
		}
		put(-i);
	}
	end_line();
	put(first(11)); put(second(1)); end_line();
	put(choose(1)); put(choose(2)); put(choose(97)); put(choose(-4)); put(choose(11)); put(choose(5)); put(early(1)); put(early(2)); end_line();
	if (sum == 10)
		if (i == 0)
			put(1);
		else
			put(2);
	else
		put(3);
	if (sum) { } else put(4);
	for (int k = 0; k < 2; k++) {
		int i = k * 100;
		put(i);
	}
	{
		int i = 1;
		{
			int i = 2;
			put(i);
		}
		int after = 3;
		put(i);
		put(after);
	}
	put(i);
	for (i = 0, j = 5; i < j; i++, j--)
		sum = (i, j);
	put(sum);
	end_line();
}
