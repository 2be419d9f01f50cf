// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// small.c - random programs in small C, the language of seed/x86/cc_x86: see gen.c
//
// All variables are words, declarations stand at the head, nothing is initialised outside. What cc_x86
// and C count differently is left out: / and % get no negative sides, pointers to words are only
// indexed, and a structure's members are words.

#include "random.h"

static int nparams(int f) { return 1 + (f * 7 + seed) % 3; }

static void leaf(void) {
	static const char *const constants[] = { "0", "1", "-1", "'a'", "127", "128", "0x8000", "0x7fffffff", "-2147483647", "1000003" };
	switch (chance(12)) {
	case 0: case 1: case 2: say("l%d", chance(4)); break;
	case 3: say("p0"); break;
	case 4: case 5: say("g%d_%d", chance(5), seed); break;
	case 6: say("%s", constants[chance(10)]); break;
	case 7: say("C%d_%d", chance(4), seed); break;
	case 8: say("%d", chance(100000)); break;
	case 9: say("word%d[%d]", seed, chance(8)); break;
	case 10: say("text%d[%d]", seed, chance(16)); break;
	default: say("list%d->%s", seed, chance(3) == 0 ? "next->next->a" : chance(2) ? "b" : "next->word[2]");
	}
}

static void call(int f, int depth) {
	int i;
	say("f%d_%d(", f, seed);
	for (i = 0; i < nparams(f); i++)
		say("%s@%d", i ? ", " : "", depth);
	say(")");
}

static int expression(int depth) {
	static const char *const ops[] = { "+", "-", "*", "&", "|", "^", "<", "<=", ">", ">=", "==", "!=", "&&", "||" };
	int i;
	if (depth-- <= 0) {
		leaf();
		return 0;
	}
	switch (chance(14)) {
	case 0: say("word%d[@%d & 7]", seed, depth); break;
	case 1: say("text%d[@%d & 15]", seed, depth); break;
	case 2: say("((@%d & 0xFFFFFF) %s ((@%d & 0x%x) | 1))", depth, chance(2) ? "/" : "%", depth, (2u << chance(20)) - 1); break;
	case 3: say("(@%d %s (@%d & 31))", depth, chance(2) ? "<<" : ">>", depth); break;
	case 4: say("(%s @%d)", chance(3) == 0 ? "!" : chance(2) ? "~" : "-", depth); break;
	case 5: say("at%d(@%d)->word[@%d & 3]", seed, depth, depth); break;
	case 6:                                 // a reader; in loops it would take long
		if (level == 0 || loops)
			leaf();
		else
			call(chance(level > 3 ? 3 : level), depth > 0 ? depth - 1 : 0);
		break;
	case 7:                                 // operators side by side: C's precedence
		say("(@0");
		for (i = chance(4); i >= 0; i--)
			say(" %s @0", ops[chance(14)]);
		say(")");
		break;
	default: say("(@%d %s @%d)", depth, ops[chance(14)], depth);
	}
	return 0;
}

static void block(int depth, int count);

static void loop(int depth, int kind) {
	int n = loops++;
	if (kind == 0)
		say("for (i%d = 0; i%d < %d; i%d = i%d + 1) {\n", n, n, 1 + chance(4), n, n);
	else
		say("i%d = %d;\n%s {\n\ti%d = i%d - 1;\n", n, chance(5), kind == 2 ? "do" : n == 0 ? "while (i0 > 0)" : n == 1 ? "while (i1 > 0)" : "while (i2 > 0)", n, n);
	at++;
	if (!pure)
		say("fuel%d = fuel%d - 1;\nif (fuel%d <= 0)\n\tbreak;\n", seed, seed, seed);
	block(depth, 2);
	if (chance(2)) {
		say("if (@1)\n\t%s;\n", chance(2) ? "break" : "continue");
		block(depth, 1);
	}
	at--;
	say(kind == 2 ? "} while (i%d > 0);\n" : "}\n", n);
	loops--;
}

static void assignment(void) {
	switch (chance(pure ? 2 : 7)) {
	case 0: say("q = text%d + (@1 & 7);\nl1 = q[@1 & 7];\n", seed); break;
	case 1: say("l%d = @3;\n", chance(4)); break;
	case 2: say("g%d_%d = @3;\n", chance(5), seed); break;
	case 3: say("word%d[@1 & 7] = @2;\n", seed); break;
	case 4: say("text%d[@1 & 15] = @2;\n", seed); break;
	case 5: say("list%d->%s = @2;\nlist%d = list%d->next;\n", seed, chance(2) ? "a" : "next->b", seed, seed); break;
	default: say("at%d(@1)->word[%d] = @2;\n", seed, chance(4));
	}
}

static void statement(int depth) {
	int k = chance(depth > 0 ? 13 : 6);
	if (k == 6 || k == 7) {
		say("if (@2) {\n");
		at++;
		block(depth - 1, 2);
		at--;
		if (chance(2)) {
			say("} else {\n");
			at++;
			block(depth - 1, 2);
			at--;
		}
		say("}\n");
	} else if (k >= 8 && k <= 10) {
		loop(depth - 1, k - 8);
	} else if (k == 11 && !pure && level > 3) {
		call(3 + chance(level - 3), 2);
		say(";\n");
	} else if (k == 12) {
		k = ++labels;
		say("if (@1)\n\tgoto skip%d;\n", k);
		block(depth - 1, 1);
		say("skip%d:\nl3 = l3 + 1;\n", k);
	} else {
		assignment();
	}
}

static void block(int depth, int count) {
	int n = 1 + chance(count);
	while (n-- > 0)
		statement(depth);
}

void small_program(void) {
	int i, f;
	make_expression = expression;
	say("// seed %d\nenum { C0_%d = %d, C1_%d, C2_%d = -%d, C3_%d = 'z' };\n", seed, seed, chance(1000), seed, seed, chance(1000), seed);
	say("struct s%d {\n\tint a;\n\tstruct s%d* next;\n\tint* word;\n\tint b;\n};\n", seed, seed);
	say("int fuel%d;\nint* word%d;\nchar* text%d;\nstruct s%d* list%d;\n", seed, seed, seed, seed, seed);
	for (i = 0; i < 5; i++)
		say("int g%d_%d;\n", i, seed);
	say("struct s%d* at%d(int n) {\n\tif ((n & 1) != 0)\n\t\treturn list%d->next;\n\treturn list%d;\n}\n", seed, seed, seed, seed);
	say("int down%d(int n, int by) {\n\tif (n <= 0)\n\t\treturn by;\n\treturn down%d(n - 1, by * 3 + n) ^ n;\n}\n", seed, seed);
	for (f = 0; f < 6; f++) {
		level = f;
		pure = f < 3;
		loops = labels = 0;
		say("int f%d_%d(", f, seed);
		for (i = 0; i < nparams(f); i++)
			say("%sint p%d", i ? ", " : "", i);
		say(") {\n\tint l0 = %d;\n\tint l1 = p0;\n\tint l2 = 7;\n\tint l3;\n\tint i0;\n\tint i1;\n\tint i2;\n\tchar* q;\n\tl3 = p%d;\n", chance(100), nparams(f) - 1);
		at++;
		block(3, 6);
		say("return @3;\n");
		at--;
		say("}\n");
	}
	say("void program%d(void) {\n\tint i;\n\tfuel%d = 300;\n\tword%d = room(32);\n\ttext%d = room(16);\n\tlist%d = room(16);\n", seed, seed, seed, seed, seed);
	say("\tlist%d->next = room(16);\n\tlist%d->next->next = list%d;\n\tlist%d->word = room(16);\n\tlist%d->next->word = word%d;\n", seed, seed, seed, seed, seed, seed);
	for (i = 0; i < 5; i++)
		say("\tg%d_%d = %d;\n", i, seed, chance(1000000));
	say("\tfor (i = 0; i < 16; i = i + 1)\n\t\ttext%d[i] = i * 29;\n\tfor (i = 0; i < 8; i = i + 1)\n\t\tword%d[i] = i * 0x1234567;\n", seed, seed);
	say("\tf5_%d(", seed);
	for (i = 0; i < nparams(5); i++)
		say("%s%d", i ? ", " : "", i + 3);
	say(");\n\tsum = down%d(9, fuel%d);\n", seed, seed);
	for (i = 0; i < 5; i++)
		say("\tadd(g%d_%d);\n", i, seed);
	say("\tfor (i = 0; i < 16; i = i + 1)\n\t\tadd(text%d[i]);\n\tfor (i = 0; i < 8; i = i + 1)\n\t\tadd(word%d[i]);\n", seed, seed);
	say("\tfor (i = 0; i < 2; i = i + 1) {\n\t\tadd(at%d(i)->a);\n\t\tadd(at%d(i)->b);\n\t\tadd(at%d(i)->word[1]);\n\t}\n\ttell(%d);\n}\n\n", seed, seed, seed, seed);
}

// "seed N: digits", by what small C has: one system call, and memory from brk.
const char small_head[] =
	"int sys_call(int number, int a, int b, int c);\n"
	"char* line;\nchar* memory;\nint sum;\n"
	"void* room(int bytes) {\n\tchar* p = memory;\n\tmemory = memory + bytes;\n\treturn p;\n}\n"
	"void add(int n) {\n\tsum = (sum ^ n) * 16777619 + (sum >> 13);\n}\n"
	"int put(int at, int n, int base) {\n\tif (n >= base)\n\t\tat = put(at, n / base, base);\n"
	"\tline[at] = \"0123456789abcdef\"[n % base];\n\treturn at + 1;\n}\n"
	"void tell(int seed) {\n\tint at;\n\tline[0] = 's';\n\tline[1] = ' ';\n\tat = put(2, seed, 10);\n\tline[at] = ' ';\n"
	"\tat = put(at + 1, sum >> 16 & 0xFFFF, 16);\n\tline[at] = ' ';\n\tat = put(at + 1, sum & 0xFFFF, 16);\n\tline[at] = '\\n';\n"
	"\tsys_call(4, 1, line, at + 1);\n}\n\n";
