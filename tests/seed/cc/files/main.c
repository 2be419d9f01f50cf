// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// files of one program share what is not static
int printf(const char *format, ...);
#define LOCAL 1
extern int shared, counted(void);
extern const char *words[2];
static int mine = 1;
static int same(void) { return mine; }
int common;
struct s { int a; };
int take(struct s *s);
typedef int t;

int main(void) {
	struct s s = { 4 };
	t x = LOCAL;
	shared += 5;
	common++;
	printf("%d ", shared); printf("%d ", counted()); printf("%d %d\n", counted(), same());
	printf("%s %d %d", words[1], take(&s), x); printf(" %d\n", common);
	return 0;
}
