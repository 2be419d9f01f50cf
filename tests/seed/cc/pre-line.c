// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// __LINE__ and __FILE__ are where the macro is used
int printf(const char *format, ...);
#define HERE __LINE__
#define ONCE(x) x
static int many[] = { __LINE__, /* one
comment */ __LINE__, HERE,
	__LINE__ };

int main(void) {
	const char *s = __FILE__;
	int i, after = 0;
	for (i = 0; s[i]; i++)
		if (s[i] == '/')
			after = i + 1;
	printf("%s\n", s + after);
	printf("%d %d %d %d\n", many[0], many[1], many[2], many[3]);
	printf("%d\n", ONCE(__LINE__));
	printf("%d\n", __LINE__);
	return 0;
}
