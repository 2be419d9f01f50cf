// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// casts side by side, of pointers, to void
int printf(const char *format, ...);
struct s { int a, b; };

int main(void) {
	int i = 0x12345678, z = 0;
	unsigned char bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct s s = { 3, 4 };
	void *v = &s;
	printf("%d %d %d\n", (char)(unsigned char)200, (int)(unsigned char)(char)-1, (unsigned char)(int)3.7);
	printf("%d %d\n", (int)(short)(long long)0x1FFFF, (int)(unsigned short)-1);
	printf("%x %x\n", *(unsigned char *)&i, ((unsigned char *)&i)[3]);
	printf("%x %x\n", *(int *)(bytes + 2), *((unsigned short *)bytes + 1));
	printf("%d %d\n", ((struct s *)v)->b, *((int *)v + 1));
	printf("%d %d\n", (char *)&s.b - (char *)&s, (int)&((struct s *)0)->b);
	(void)i;
	(void)(i = 5);
	printf("%d\n", i);
	printf("%d %d\n", - (char)-5, !(char)256);
	printf("%d %d\n", (char)z - 1, (int)~(unsigned char)0);
	printf("%d\n", ((int (*)(const char *, ...))printf)("") + (int)(char *)5);
	printf("%lld %llu\n", (long long)(char)-1, (unsigned long long)(signed char)-1);
	printf("%u %llx\n", (unsigned)(void *)-1, (unsigned long long)(unsigned)(void *)-2);
	return 0;
}
