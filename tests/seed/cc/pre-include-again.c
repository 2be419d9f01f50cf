// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a file may be included again and again while macros change
int printf(const char *format, ...);

enum {
#define ROW(name, value) NAME_##name,
#include "pre-include-again.h"
#undef ROW
	NAMES
};
static int values[] = {
#define ROW(name, value) value,
#include "pre-include-again.h"
#undef ROW
};
static const char *texts[] = {
#define ROW(name, value) #name,
#include "pre-include-again.h"
#undef ROW
};

int main(void) {
	int i;
	for (i = 0; i < NAMES; i++)
		printf("%s %d\n", texts[i], values[i]);
#define ROW(name, value) + value
	printf("%d %d\n", NAME_last, 0
#include "pre-include-again.h"
	);
	return 0;
}
