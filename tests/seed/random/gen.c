// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// gen - random C programs that have one meaning
//
//     gen [--small] SEED [COUNT]      COUNT programs, of SEED, SEED + 1, ..., as one text; each prints
//                                     "seed N: 16 digits", a checksum of all its globals
//
// The same seed gives the same text on every machine. What holds, so that all compilers agree
// (signed sums wrap: gcc and clang want -fwrapv):
//   - an expression changes nothing but variables that nothing else in it uses (t0 ... t7); functions
//     are readers, which may be called anywhere, or writers, which are called as statements
//   - shifts are masked, divisors are made positive, indices are masked to a power of two
//   - floating values are small multiples of 1/16, so that nothing is rounded in any format; what is
//     stored is cut to a multiple of 1/4 below 1024
//   - loops count with variables that their bodies leave alone, and writers stop when `fuel` is used up
//   - pointers always point into the array that they were made for

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "random.h"

int seed, at, pure, level, loops, labels;
int (*make_expression)(int depth);
static unsigned long long state;
static void real(int depth);

unsigned chance(unsigned below) {
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(state >> 33) % below;
}

void say(const char *format, ...) {
	static char last = '\n';
	char line[3000];
	int i, k;
	va_list ap;
	va_start(ap, format);
	if (vsnprintf(line, sizeof(line), format, ap) >= (int)sizeof(line))
		exit(2);
	va_end(ap);
	for (i = 0; line[i] != 0; i++) {
		for (k = last == '\n' && line[i] != '\n' ? at : 0; k > 0; k--)
			putchar('\t');
		last = line[i];
		if (line[i] == '@') {
			make_expression(line[++i] - '0');
		} else if (line[i] == '$') {
			real(isdigit((unsigned char)line[i + 1]) ? line[++i] - '0' : 0);
		} else {
			putchar(line[i]);
		}
	}
}

// ---- types: the whole numbers in the order of their rank, signed ones even

enum { CHAR, UCHAR, SHORT, USHORT, INT, UINT, LLONG, ULLONG, WHOLES, FLOAT = WHOLES, DOUBLE, LDOUBLE, TYPES };
static const char *const type_names[] = {
	"signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long long", "unsigned long long",
	"float", "double", "long double"
};

static int promoted(int t) { return t < INT ? INT : t; }
static int common(int a, int b) { a = promoted(a); b = promoted(b); return a > b ? a : b; }

// ---- variables, and what is known of them

struct var { char text[60]; int type; int bits; };      // bits: of a bit-field, else 0
struct vars { int n, nglobal; struct var var[80]; };
static struct vars wholes, floats;      // that may be read and written here; the globals come first
static int temps_used;                  // of t0 ... t7, a bit each, in the expression at hand; tN has type N

enum { FUNCTIONS = 7 };
static struct { int result, nparams, params[4], pure, takes_struct; } functions[FUNCTIONS];

static void add_var(int type, int bits, const char *format, ...) {
	struct vars *list = type < WHOLES ? &wholes : &floats;
	struct var *v = &list->var[list->n++];
	va_list ap;
	va_start(ap, format);
	vsnprintf(v->text, sizeof(v->text), format, ap);
	va_end(ap);
	v->type = type;
	v->bits = bits;
}

// ---- expressions: each prints itself, in parentheses if it is not a leaf, and answers its type

static int expression(int depth);

static void number(int type) {
	static const char *const edges[] = { "0", "1", "-1", "2", "127", "-128", "255", "32767", "-32768", "65535", "0x7fffffff", "(-0x7fffffff - 1)" };
	unsigned long long v = (unsigned long long)chance(0x7fffffff) << 33 ^ (unsigned long long)chance(0x7fffffff) << 9 ^ chance(512);
	if (type == LLONG)
		say("%s0x%llxLL", chance(3) == 0 ? "-" : "", v >> chance(60) >> 1);
	else if (type == ULLONG)
		say("0x%llxULL", v >> chance(60));
	else if (type == UINT)
		say("%uu", (unsigned)(v >> chance(30)));
	else if (chance(2))
		say("%s", edges[chance(12)]);
	else
		say("%d", (int)(v >> 33 >> chance(30)) & 0x7fffffff);
}

static int constant(void) {
	static const int types[] = { INT, INT, INT, UINT, LLONG, ULLONG };
	int type = types[chance(6)];
	number(type);
	return type;
}

// A function of this kind below the one at hand; -1: none.
static int find_function(int want_pure) {
	int i = level ? (int)chance(level) : 0, tries;
	for (tries = 0; tries < level; tries++, i = (i + 1) % level)
		if (functions[i].pure == want_pure)
			return i;
	return -1;
}

static void call(int f, int depth) {
	int i;
	say("f%d_%d(", seed, f);
	for (i = 0; i < functions[f].nparams; i++)
		say("%s%s%c", i ? ", " : "", functions[f].params[i] < WHOLES ? "@" : "$", '0' + (functions[f].params[i] < WHOLES ? depth : 0));
	if (functions[f].takes_struct)
		say(", sa%d[%d]", seed, chance(4));
	say(")");
}

static int read_var(int depth) {
	struct var *v = &wholes.var[chance(wholes.n)];
	if (chance(8) == 0 && depth > 0) {      // an element or member behind an index or pointer
		depth--;
		switch (chance(4)) {
		case 0: say("ga%d[@%d & 7]", seed, depth); return SHORT;
		case 1: say("gm%d[@%d & 1][%d]", seed, depth, chance(4)); return LLONG;
		case 2: say("sa%d[@%d & 3].u", seed, depth); return UINT;
		default: say("sp%d->c", seed); return CHAR;
		}
	}
	say("%s", v->text);
	if (v->bits && v->bits < 32)            // an int holds it
		return INT;
	return v->type;
}

// A quotient or rest in a type that is made sure of.
static int division(int depth) {
	int a = INT + chance(4), b;
	say("(%s)@%d %s ", type_names[a], depth, chance(2) ? "/" : "%");
	if (a == UINT || a == ULLONG) {
		say("((%s)@%d | 1)", type_names[a], depth);
	} else if (chance(3) == 0) {
		say("-%d", 2 + chance(100));
	} else {
		say("((");
		b = expression(depth);
		say(" & 0x%x) | 1)", (2u << chance(30)) - 1);
		a = common(a, b);
	}
	return a;
}

static int shift(int depth) {
	int a = chance(WHOLES);
	if (chance(2))
		say("(%s)@%d", type_names[a], depth);
	else
		a = expression(depth);
	a = promoted(a);
	say(chance(2) ? " << " : " >> ");
	if (chance(2))
		say("%d", chance(a >= LLONG ? 64 : 32));
	else
		say("(@%d & %d)", depth, a >= LLONG ? 63 : 31);
	return a;
}

// A variable of its own, set and used.
static int with_temp(int depth) {
	int a = chance(WHOLES);
	if (temps_used >> a & 1)
		return constant();
	temps_used |= 1 << a;
	say("t%d = @%d, ", a, depth);
	switch (chance(3)) {
	case 0: say("++t%d", a); return a;
	case 1: say("t%d--", a); return a;
	default: say("t%d * 3 + t%d", a, a); return promoted(a);
	}
}

static int called(int depth) {
	int f = pure && loops ? -1 : find_function(1);  // not in a reader's loops: it would take long
	if (f < 0)
		return read_var(depth);
	if (functions[f].result >= WHOLES)
		say("(int)");
	call(f, depth > 1 ? 1 : depth);
	return functions[f].result >= WHOLES ? INT : functions[f].result;
}

static int expression(int depth) {
	static const char *const binary[] = { "+", "-", "*", "&", "|", "^" };
	static const char *const compare[] = { "<", "<=", ">", ">=", "==", "!=" };
	static const char *const unary[] = { "-", "~", "+", "!" };
	int a = INT, b, n;
	if (depth <= 0)
		return chance(3) ? read_var(0) : constant();
	depth--;
	say("(");
	switch (chance(19)) {
	default:
		a = expression(depth);
		say(" %s ", binary[chance(6)]);
		b = expression(depth);
		a = common(a, b);
		break;
	case 6: say("@%d %s @%d", depth, compare[chance(6)], depth); break;
	case 7: a = division(depth); break;
	case 8: case 9: a = shift(depth); break;
	case 10:
		n = chance(4);
		say("%s ", unary[n]);
		b = expression(depth);
		a = n == 3 ? INT : promoted(b);
		break;
	case 11:
		a = chance(WHOLES);
		say("(%s)@%d", type_names[a], depth);
		break;
	case 12:
		say("@%d ? ", depth);
		a = expression(depth);
		say(" : ");
		b = expression(depth);
		a = common(a, b);
		break;
	case 13: say("@%d %s @%d", depth, chance(2) ? "&&" : "||", depth); break;
	case 14: a = with_temp(depth); break;
	case 15: a = called(depth); break;
	case 16:
		a = chance(2) ? INT : LLONG;
		say("(%s)($%d)", type_names[a], depth);
		break;
	case 17: say("$%d %s $%d", depth, compare[chance(6)], depth); break;
	case 18:
		if (chance(2)) {
			say("(int)sizeof(%s)", type_names[chance(TYPES)]);
		} else {
			say("\"random\"[@%d & 3]", depth);
			a = CHAR;
		}
	}
	say(")");
	return a;
}

// A floating expression: below 2^20, a multiple of 1/16 (one product of two leaves).
static void real(int depth) {
	static const char *const constants[] = { "0.25", "1.5f", "3.75L", "100.0", "0x1p-2", "7", "12.5e1", ".5L" };
	if (depth <= 0 || chance(4) == 0) {
		switch (chance(3)) {
		case 0: say("%s", constants[chance(8)]); break;
		case 1: say("%s", floats.var[chance(floats.n)].text); break;
		default: say("(%s)(@0 & 1023)", type_names[FLOAT + chance(3)]);
		}
		return;
	}
	switch (chance(4)) {
	case 0: say("($ * $)"); break;
	case 1: say("($ %s $)", chance(2) ? "+" : "-"); break;
	case 2: say("(- $)"); break;
	default: say("(@%d ? $ : $)", depth - 1);
	}
}

// ---- statements

static void block(int depth, int count);

static struct var *place(struct vars *list) {   // to be written to; 0: there is none
	int first = pure ? list->nglobal : 0;
	return list->n > first ? &list->var[first + chance(list->n - first)] : 0;
}

static void assignment(void) {
	static const char *const ops[] = { "=", "=", "=", "+=", "-=", "*=", "&=", "|=", "^=" };
	const char *op = ops[chance(9)];
	struct var *v = place(&wholes), *f = place(&floats);
	int k = chance(10);
	if (v == 0)
		say(";\n");
	else if (k == 0)
		say(chance(2) ? "%s++;\n" : "--%s;\n", v->text);
	else if (k == 1)
		say("%s %s (@1 & %d);\n", v->text, chance(2) ? "<<=" : ">>=", v->type >= LLONG ? 63 : 31);
	else if (k == 2)
		say("%s %s ((@1 & 0x%x) | 1);\n", v->text, chance(2) ? "/=" : "%=", (2u << chance(20)) - 1);
	else if (k == 4 && f != 0)
		say("%s = ((int)($2) & 4095) * 0.25;\n", f->text);
	else if (k != 3 || pure)
		say("%s %s @3;\n", v->text, op);
	else switch (chance(6)) {
		case 0: say("sp%d = &sa%d[@1 & 3];\n", seed, seed); break;
		case 1: say("ip%d = gi%d + (@1 & 3);\n", seed, seed); break;
		case 2: say("*ip%d %s @2;\n", seed, op); break;
		case 3: say("sa%d[%d] = sa%d[@1 & 3];\n", seed, chance(4), seed); break;
		case 4: say("sa%d[%d] = fs%d(sa%d[%d], @2);\n", seed, chance(4), seed, seed, chance(4)); break;
		default: say("ga%d[@1 & 7] %s @2;\n", seed, op);
	}
}

// One of three kinds, with break and continue in it.
static void loop(int depth, int kind) {
	int n = loops++, times = 1 + chance(pure ? 3 : 6);
	if (kind == 0)
		say("for (i%d = 0; i%d < %d; i%d++) {\n", n, n, times, n);
	else if (kind == 1)
		say("i%d = %d;\nwhile (i%d-- > 0) {\n", n, times, n);
	else
		say("i%d = 0;\ndo {\n", n);
	at++;
	if (!pure)
		say("if (fuel%d-- <= 0)\n\tbreak;\n", seed);
	block(depth, 2);
	if (chance(2)) {
		temps_used = 0;
		say("if (@1)\n\t%s;\n", chance(2) ? "break" : "continue");
		block(depth, 1);
	}
	at--;
	if (kind == 2)
		say("} while (++i%d < %d);\n", n, times);
	else
		say("}\n");
	loops--;
}

static void choice(int depth) {         // cases in random order, some falling through
	int used = 0, i, n;
	say("switch (@2 & 7) {\n");
	for (i = 0; i < 4; i++) {
		n = chance(9);
		if (used >> n & 1)
			continue;
		used |= 1 << n;
		if (n == 8)
			say("default:\n");
		else
			say("case %d:\n", n);
		at++;
		block(depth, 1);
		if (chance(3))
			say("break;\n");
		at--;
	}
	say("}\n");
}

static void statement(int depth) {
	int k = chance(depth > 0 ? 14 : 6), n;
	temps_used = 0;
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
	} else if (k == 11) {
		choice(depth - 1);
	} else if (k == 12 && !pure && (n = find_function(0)) >= 0) {
		call(n, 2);
		say(";\n");
	} else if (k == 13) {
		n = ++labels;
		say("if (@1)\n\tgoto skip%d;\n", n);
		block(depth - 1, 1);
		say("skip%d: ;\n", n);
	} else {
		assignment();
	}
}

static void block(int depth, int count) {
	int n = 1 + chance(count);
	while (n-- > 0)
		statement(depth);
}

// ---- functions and programs

static void function(int f) {
	int i, t, nwholes = wholes.n, nfloats = floats.n;
	level = f;
	pure = functions[f].pure;
	labels = loops = 0;
	say("static %s f%d_%d(", type_names[functions[f].result], seed, f);
	for (i = 0; i < functions[f].nparams; i++) {
		t = functions[f].params[i];
		say("%s%s p%d", i ? ", " : "", type_names[t], i);
		add_var(t, 0, "p%d", i);
	}
	if (functions[f].takes_struct) {
		say(", struct s%d s", seed);
		add_var(LLONG, 0, "s.ll");
		add_var(INT, 5, "s.b");
	}
	say(")\n{\n");
	at++;
	say("int i0, i1, i2;\n");
	for (i = 0; i < WHOLES; i++)
		say("%s t%d;\n", type_names[i], i);
	for (i = 0; i < 4; i++) {
		t = chance(WHOLES);
		temps_used = 0;
		say("%s l%d = @2;\n", type_names[t], i);
		add_var(t, 0, "l%d", i);
	}
	t = FLOAT + chance(3);
	say("%s d0 = 2.5;\n", type_names[t]);
	add_var(t, 0, "d0");
	block(3, 5);
	temps_used = 0;
	say(functions[f].result < WHOLES ? "return @3;\n" : "return (@2 & 1023) * 0.25;\n");
	at--;
	say("}\n");
	wholes.n = nwholes;
	floats.n = nfloats;
}

static void globals(void) {
	static const int widths[] = { 1, 3, 7, 12, 17, 31, 32 };
	int i, t, width = widths[chance(7)];
	wholes.n = floats.n = 0;
	say("// seed %d\nstatic int fuel%d = 300;\n", seed, seed);
	for (i = 0; i < 8; i++) {
		t = chance(WHOLES);
		say("static %s g%d_%d = ", type_names[t], i, seed);
		number(promoted(t));
		say(";\n");
		add_var(t, 0, "g%d_%d", i, seed);
	}
	for (i = 0; i < 3; i++) {
		say("static %s r%d_%d = %d.25;\n", type_names[FLOAT + i], i, seed, chance(1000));
		add_var(FLOAT + i, 0, "r%d_%d", i, seed);
	}
	say("static short ga%d[8] = { 1, -2, 300 };\nstatic long long gm%d[2][4] = { { 1, -1 }, { 0x123456789abcLL } };\n", seed, seed);
	say("static int gi%d[4] = { 5, 6, 7, 8 }, *ip%d = &gi%d[1];\n", seed, seed, seed);
	say("struct s%d {\n\tsigned char c;\n\tlong long ll;\n\tint b : 5;\n\tunsigned d : %d;\n\tunsigned short e : 9;\n"
		"\tstruct { unsigned short h; unsigned u; };\n\tshort a[3];\n};\n", seed, width);
	say("static struct s%d sa%d[4] = { { 1, 2, 3, 1, 5, { 6, 7 }, { 8, 9 } }, { -1, -2 } }, *sp%d = sa%d + 2;\n", seed, seed, seed, seed);
	add_var(SHORT, 0, "ga%d[%d]", seed, chance(8));
	add_var(LLONG, 0, "gm%d[1][2]", seed);
	add_var(INT, 0, "(*ip%d)", seed);
	add_var(LLONG, 0, "sp%d->ll", seed);
	add_var(INT, 5, "sa%d[1].b", seed);
	add_var(UINT, width, "sp%d->d", seed);
	add_var(USHORT, 9, "sa%d[2].e", seed);
	add_var(USHORT, 0, "sp%d->h", seed);
	add_var(SHORT, 0, "sa%d[%d].a[2]", seed, chance(4));
	wholes.nglobal = wholes.n;
	floats.nglobal = floats.n;
	say("static struct s%d fs%d(struct s%d s, int n)\n{\n\ts.ll += n;\n\ts.a[n & 1] ^= n >> 3;\n\ts.d = n;\n\treturn s;\n}\n", seed, seed, seed);
}

static void program(void) {
	int i, k;
	globals();
	for (i = 0; i < FUNCTIONS; i++) {
		functions[i].result = chance(TYPES);
		functions[i].nparams = 1 + chance(4);
		for (k = 0; k < functions[i].nparams; k++)
			functions[i].params[k] = chance(TYPES);
		functions[i].pure = i < 3;
		functions[i].takes_struct = chance(2);
		function(i);
	}
	say("static void program%d(void)\n{\n\tint i;\n\t", seed);
	call(FUNCTIONS - 1, 0);
	say(";\n\tsum = 1;\n");
	for (i = 0; i < 8; i++)
		say("\tadd(g%d_%d);\n", i, seed);
	for (i = 0; i < 3; i++)
		say("\tadd((long long)(r%d_%d * 16));\n", i, seed);
	say("\tfor (i = 0; i < 8; i++) {\n\t\tadd(ga%d[i]);\n\t\tadd(gm%d[i / 4][i %% 4]);\n\t}\n\tfor (i = 0; i < 4; i++) {\n\t\tstruct s%d *s = sa%d + i;\n", seed, seed, seed, seed);
	say("\t\tadd(gi%d[i]);\n\t\tadd(s->c);\n\t\tadd(s->ll);\n\t\tadd(s->b);\n\t\tadd(s->d);\n\t\tadd(s->e);\n\t\tadd(s->h);\n\t\tadd(s->u);\n", seed);
	say("\t\tadd(s->a[0] + s->a[1] * 3 + s->a[2] * 5);\n\t}\n\tadd(ip%d - gi%d);\n\tadd(sp%d - sa%d);\n\tadd(fuel%d);\n", seed, seed, seed, seed, seed);
	say("\tprintf(\"seed %d: %%08x%%08x\\n\", (unsigned)(sum >> 32), (unsigned)sum);\n}\n\n", seed);
}

static const char head[] =
	"int printf(const char *format, ...);\nstatic unsigned long long sum;\n"
	"static void add(unsigned long long x) { sum = (sum ^ x) * 0x100000001b3ULL + (sum >> 45); }\n\n";

int main(int argc, char **argv) {
	int is_small = argc > 1 && strcmp(argv[1], "--small") == 0;
	int first, count, i;
	if (argc < 2 + is_small) {
		fprintf(stderr, "usage: gen [--small] SEED [COUNT]\n");
		return 2;
	}
	first = atoi(argv[1 + is_small]);
	count = argc > 2 + is_small ? atoi(argv[2 + is_small]) : 1;
	if (!is_small)
		make_expression = expression;
	fputs(is_small ? small_head : head, stdout);
	for (seed = first; seed < first + count; seed++) {
		state = (unsigned)seed * 2654435761ULL + 12345;
		for (i = 0; i < 5; i++)
			chance(2);
		if (is_small)
			small_program();
		else
			program();
	}
	say("int main(void)\n{\n");
	if (is_small)
		say("\tmemory = sys_call(45, 0, 0, 0);\n\tsys_call(45, memory + %d, 0, 0);\n\tline = room(80);\n", 100 + 200 * count);
	for (seed = first; seed < first + count; seed++)
		say("\tprogram%d();\n", seed);
	say("\treturn 0;\n}\n");
	return 0;
}
