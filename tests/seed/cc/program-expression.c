// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a calculator by recursive descent, and a small machine with a switch
int printf(const char *format, ...);
static const char *p;
static long long sum(void);
static long long unit(void) {
	long long v = 0;
	while (*p == ' ') p++;
	if (*p == '-') return p++, -unit();
	if (*p == '(') { p++; v = sum(); p++; return v; }
	while (*p >= '0' && *p <= '9') v = v * 10 + *p++ - '0';
	while (*p == ' ') p++;
	return v;
}
static long long product(void) {
	long long v = unit();
	for (;;) switch (*p) {
		case '*': p++; v *= unit(); break;
		case '/': p++; v /= unit(); break;
		case '%': p++; v %= unit(); break;
		case ' ': p++; break;
		default: return v;
	}
}
static long long sum(void) {
	long long v = product();
	while (*p == '+' || *p == '-')
		if (*p++ == '+') v += product(); else v -= product();
	return v;
}
static int run(const unsigned char *code) {
	int stack[16], *sp = stack, pc = 0;
	for (;;) {
		switch (code[pc++]) {
		case 'p': *sp++ = code[pc++]; continue;
		case '+': sp--; sp[-1] += *sp; continue;
		case '*': sp--, sp[-1] *= *sp; continue;
		case '-': --sp; sp[-1] -= sp[0]; continue;
		case 'd': *sp = sp[-1]; sp++; continue;
		case 's': { int t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; } continue;
		case 'j': if (*--sp) pc = code[pc]; else pc++; continue;
		case 'x': break;
		default: return -1;
		}
		break;
	}
	return sp[-1];
}

int main(void) {
	static const char *const texts[] = { "1 + 2 * 3", "(1+2)*3 - -4", "100000 * 100000 % 1000003", "2*(3+4*(5-6)) / 1", "((((7))))" };
	/* acc n: { acc *= n; n -= 1 } while n */
	static const unsigned char loop[] = { 'p', 0, 'p', 10, 's', 'p', 3, '+', 's', 'p', 1, '-', 'd', 'j', 4, 's', 'x' };
	unsigned i;
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		p = texts[i];
		printf("%s = %lld\n", texts[i], sum());
	}
	printf("%d %d\n", run(loop), run((const unsigned char *)"?"));
	return 0;
}
