// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// loops.c - while, do, for; break and continue belong to the loop around them

int main(void) {
	int i;
	int j;
	i = 0;
	while (i < 3) {
		show("while", i);
		i = i + 1;
	}
	do {
		show("do", i);
		i = i - 1;
	} while (i > 0);
	do
		show("once", i);
	while (0);
	for (i = 0; i < 3; i = i + 1)
		show("for", i);
	for (; i > 1; i = i - 1)
		show("for, nothing first", i);
	for (;;) {
		i = i + 1;
		if (i == 3)
			continue;
		if (i > 5)
			break;
		show("for, nothing", i);
	}
	for (i = 0; i < 4; i = i + 1) {
		if (i == 1)
			continue;
		for (j = 0; j < 4; j = j + 1) {
			if (j == 1)
				continue;
			if (j == 3)
				break;
			show("i j", i * 10 + j);
		}
		if (i == 2)
			break;
	}
	show("i", i);
	i = 0;
	while (1) {
		i = i + 1;
		if (i == 2)
			continue;
		do {
			j = j + 1;
			if (j & 1)
				continue;
			show("j", j);
		} while (j < 8);
		if (i == 4)
			break;
	}
	show("i", i);
	i = 0;
	do {
		i = i + 1;
		if (i < 5)
			continue;
		break;
	} while (i < 100);
	show("i", i);
	for (i = 0; i < 3; i = i + 1) ;
	show("empty", i);
	while (i > 0 && i != 7 || i == 9)
		i = i - 1;
	show("conditions", i);
	return 0;
}
