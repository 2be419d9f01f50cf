// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// float.c - floating constants, to the last bit, in whole numbers alone
//
// A constant is mantissa * 2^(exponent - 63): the mantissa has 64 bits of which the top one is set;
// a zero has none set. Text becomes a fraction of two big numbers, and long division gives as many
// bits as the type has; what is left over decides how the last one is rounded, to even when half.

enum { LIMBS = 2500, LIMB = 0x8000, FLOAT_INFINITE = 16384 };   // limbs of 15 bits: 10^5000, 2^17000 fit

struct big {
	int* limb;                      // lowest first
	int used;
};

struct big* new_big(int value) {
	struct big* b = alloc(sizeof(struct big));
	b->limb = alloc(LIMBS * 4);
	b->limb[0] = value;
	b->used = 1;
	return b;
}

void big_multiply_add(struct big* b, int factor, int plus) {
	int i;
	for (i = 0; i < b->used; i = i + 1) {
		plus = plus + b->limb[i] * factor;
		b->limb[i] = plus & LIMB - 1;
		plus = plus >> 15;
	}
	if (plus != 0) {
		if (b->used == LIMBS)
			error_at(tok, "a number with too many digits", 0);
		b->limb[b->used] = plus;
		b->used = b->used + 1;
	}
}

void big_shift(struct big* b, int count) {
	while (count >= 14) {
		big_multiply_add(b, 1 << 14, 0);
		count = count - 14;
	}
	big_multiply_add(b, 1 << count, 0);
}

int big_bits(struct big* b) {
	int bits;
	int top;
	while (b->used > 1 && b->limb[b->used - 1] == 0)
		b->used = b->used - 1;
	bits = (b->used - 1) * 15;
	for (top = b->limb[b->used - 1]; top != 0; top = top >> 1)
		bits = bits + 1;
	return bits;
}

int big_limb(struct big* b, int i) {
	if (i < b->used)
		return b->limb[i];
	return 0;
}

// a - b: below zero, zero, above
int big_compare(struct big* a, struct big* b) {
	int i = a->used;
	if (b->used > i)
		i = b->used;
	while (i > 0) {
		i = i - 1;
		if (big_limb(a, i) != big_limb(b, i))
			return big_limb(a, i) - big_limb(b, i);
	}
	return 0;
}

// SIGN times b is added to a, and a must not become negative.
void big_add(struct big* a, struct big* b, int sign) {
	int i;
	int carry = 0;
	for (i = 0; i < b->used || i < a->used || carry != 0; i = i + 1) {
		if (i == a->used)
			a->used = i + 1;
		carry = carry + a->limb[i] + big_limb(b, i) * sign;
		a->limb[i] = carry & LIMB - 1;
		carry = carry >> 15;
	}
}

// ---- types: bits of the mantissa, range of exponents

int float_bits(struct type* t) {
	if (t->kind == K_FLOAT)
		return 24;
	if (t->kind == K_DOUBLE)
		return 53;
	return 64;
}

int float_highest(struct type* t) {
	if (t->kind == K_FLOAT)
		return 127;
	if (t->kind == K_DOUBLE)
		return 1023;
	return 16383;
}

// How many bits of a number with EXPONENT the type T has: fewer at its lower end.
int bits_at(struct type* t, int exponent) {
	int lowest = 1 - float_highest(t);
	if (exponent < lowest)
		return float_bits(t) - (lowest - exponent);
	return float_bits(t);
}

// N has BITS bits of its mantissa in the low ones, and ROUND tells what was cut off: below 0, 0, above 0 for
// less than half, half, more. They go to the top, and a number too large becomes infinite.
struct node* rounded(struct node* n, int bits, int round) {
	int up = round > 0 || round == 0 && (n->low & 1) != 0;
	if (up)
		add64(n, int_number(1));
	shift_left64(n, 64 - bits);
	if (up && n->low == 0 && n->high == 0) {        // it has become a bit longer
		n->high = 0x80000000;
		n->exponent = n->exponent + 1;
	}
	if (n->exponent > float_highest(n->type)) {
		n->exponent = FLOAT_INFINITE;
		n->low = 0;
		n->high = 0x80000000;
	}
	return n;
}

// a / b as a constant of type T
struct node* quotient(struct type* t, struct big* a, struct big* b) {
	struct node* n = new_node(E_FLOAT, t, 0, 0);
	int bits;
	int i;
	if (big_bits(a) == 0)
		return n;
	n->exponent = big_bits(a) - big_bits(b);
	if (n->exponent > 0)
		big_shift(b, n->exponent);
	else
		big_shift(a, -n->exponent);
	if (big_compare(a, b) < 0) {
		n->exponent = n->exponent - 1;
		big_shift(a, 1);
	}
	bits = bits_at(t, n->exponent);
	if (bits < 0)
		return n;
	for (i = 0; i < bits; i = i + 1) {
		shift_left64(n, 1);
		if (big_compare(a, b) >= 0) {
			big_add(a, b, -1);
			n->low = n->low | 1;
		}
		big_shift(a, 1);
	}
	return rounded(n, bits, big_compare(a, b));
}

// The spelling of a floating constant as one of type T.
struct node* read_float(struct type* t, char* s) {
	struct big* a = new_big(0);
	struct big* b = new_big(1);
	struct node* n = new_node(E_FLOAT, t, 0, 0);
	int base = 10;
	int factor = 10;                // of the exponent
	int point = 0;
	int power = 0;
	int given = 0;
	int sign = 1;
	if (s[0] == '0' && (s[1] | 32) == 'x') {
		base = 16;
		factor = 2;
		s = s + 2;
	}
	for (; digit_value(s[0]) < base || s[0] == '.'; s = s + 1) {
		if (s[0] == '.') {
			point = 1;
		} else {
			big_multiply_add(a, base, digit_value(s[0]));
			power = power - point;
		}
	}
	if (base == 16)
		power = power * 4;
	if ((s[0] | 32) == 'e' || (s[0] | 32) == 'p') {
		s = s + 1;
		if (s[0] == '-')
			sign = -1;
		if (s[0] == '-' || s[0] == '+')
			s = s + 1;
		if (digit_value(s[0]) > 9)
			error_at(tok, "an exponent without digits", 0);
		for (; digit_value(s[0]) < 10; s = s + 1) {
			if (given < 20000)
				given = given * 10 + digit_value(s[0]);
		}
		power = power + sign * given;
	} else if (base == 16) {
		error_at(tok, "a hexadecimal floating number wants an exponent", 0);
	}
	if ((s[0] | 32) == 'f' || (s[0] | 32) == 'l')
		s = s + 1;
	if (s[0] != 0)
		error_at(tok, "not a number", tok->text);
	if (big_bits(a) == 0 || base == 10 && power < -6000 || power < -17000)
		return n;
	if (base == 10 && power > 5000 || power > 17000) {
		n->exponent = FLOAT_INFINITE;
		return rounded(n, 0, 1);
	}
	for (; power > 0; power = power - 1)
		big_multiply_add(a, factor, 0);
	for (; power < 0; power = power + 1)
		big_multiply_add(b, factor, 0);
	return quotient(t, a, b);
}

// ---- constants converted

struct node* float_as(struct node* n, struct type* t) {
	struct node* m = new_node(0, 0, 0, 0);
	struct node* rest = number(0, n->low, n->high);
	int bits = bits_at(t, n->exponent);
	int round = -1;
	copy(m, n, sizeof(struct node));
	m->type = t;
	if (n->high == 0 || n->exponent == FLOAT_INFINITE)
		return m;
	shift_right64(m, 64 - bits, 1);
	if (bits < 0)
		return m;
	shift_left64(rest, bits);
	if (rest->high < 0)
		round = rest->low != 0 || rest->high != 0x80000000;
	return rounded(m, bits, round);
}

struct node* float_of_whole(struct node* n, struct type* t) {
	struct node* m = new_node(E_FLOAT, t_ldouble, 0, 0);
	m->low = n->low;
	m->high = n->high;
	m->negative = n->type->is_unsigned == 0 && n->high < 0;
	if (m->negative)
		negate64(m);
	m->exponent = 63;
	while (m->high > 0 || m->high == 0 && m->low != 0) {
		shift_left64(m, 1);
		m->exponent = m->exponent - 1;
	}
	return float_as(m, t);
}

struct node* whole_of_float(struct node* n, struct type* t) {
	struct node* m = number(t, n->low, n->high);
	if (n->exponent >= 64)
		m = number(t, 0, 0);
	else
		shift_right64(m, 63 - n->exponent, 1);
	if (n->negative)
		negate64(m);
	return fitted(t, m->low, m->high);
}

// ---- constants worked out

struct big* big_mantissa(struct node* n) {
	struct node* m = number(0, n->low, n->high);
	struct big* b = new_big(0);
	int i;
	for (i = 0; i < 64; i = i + 1) {
		big_multiply_add(b, 2, shift_right(m->high, 31));
		shift_left64(m, 1);
	}
	return b;
}

struct big* big_product(struct node* a, struct node* b) {
	struct node* m = number(0, a->low, a->high);
	struct big* product = new_big(0);
	struct big* factor = big_mantissa(b);
	int i;
	for (i = 0; i < 64; i = i + 1) {
		big_multiply_add(product, 2, 0);
		if (m->high < 0)
			big_add(product, factor, 1);
		shift_left64(m, 1);
	}
	return product;
}

// -1, 0, 1: a is less, equal, greater
int float_order(struct node* a, struct node* b) {
	int sign = 1 - 2 * a->negative;
	if (a->high == 0 && b->high == 0)
		return 0;
	if (a->high == 0)
		return 2 * b->negative - 1;
	if (b->high == 0 || a->negative != b->negative)
		return sign;
	if (a->exponent < b->exponent || a->exponent == b->exponent && below64(a, b, 1))
		return -sign;
	if (a->exponent > b->exponent || below64(b, a, 1))
		return sign;
	return 0;
}

// A binary operator on two constants of type T, or 0 if that is better left to the program.
struct node* float_folded(int op, struct type* t, struct node* a, struct node* b) {
	struct big* x;
	struct big* y;
	struct node* n;
	int power;
	int negative = a->negative ^ b->negative;
	int other = b->negative ^ (op == '-');
	if (a->high == 0 || b->high == 0 || a->exponent == FLOAT_INFINITE || b->exponent == FLOAT_INFINITE)
		return 0;
	if (op == '*') {
		x = big_product(a, b);
		y = new_big(1);
		power = a->exponent + b->exponent - 126;
	} else if (op == '/') {
		x = big_mantissa(a);
		y = big_mantissa(b);
		power = a->exponent - b->exponent;
	} else {
		if (a->exponent - b->exponent > 200 || b->exponent - a->exponent > 200)
			return 0;
		x = big_mantissa(a);
		y = big_mantissa(b);
		negative = a->negative;
		power = b->exponent - 63;
		if (a->exponent > b->exponent) {
			big_shift(x, a->exponent - b->exponent);
		} else {
			power = a->exponent - 63;
			big_shift(y, b->exponent - a->exponent);
		}
		if (negative == other) {
			big_add(x, y, 1);
		} else if (big_compare(x, y) >= 0) {
			big_add(x, y, -1);
		} else {
			big_add(y, x, -1);
			x = y;
			negative = other;
		}
		if (big_bits(x) == 0)
			negative = 0;
		y = new_big(1);
	}
	if (power > 0)
		big_shift(x, power);
	else
		big_shift(y, -power);
	n = quotient(t, x, y);
	n->negative = negative;
	return n;
}

// ---- constants as bytes

void set_float(struct buffer* b, int at, struct node* n) {
	struct type* t = n->type;
	struct node* m = number(0, n->low, n->high);
	int exponent = n->exponent + float_highest(t);
	if (n->exponent == FLOAT_INFINITE)
		exponent = float_highest(t) * 2 + 1;
	if (n->high == 0)
		exponent = 0;
	if (exponent <= 0) {
		shift_right64(m, 1 - exponent, 1);
		exponent = 0;
	}
	if (t->kind == K_LDOUBLE) {
		set4(b, at, m->low);
		set4(b, at + 4, m->high);
		set4(b, at + 8, exponent | n->negative << 15);
		return;
	}
	m->high = m->high & 0x7FFFFFFF;         // the top bit is understood
	shift_right64(m, 64 - float_bits(t), 1);
	if (t->kind == K_DOUBLE) {
		set4(b, at, m->low);
		set4(b, at + 4, m->high | exponent << 20 | n->negative << 31);
	} else {
		set4(b, at, m->low | exponent << 23 | n->negative << 31);
	}
}

// The place of the constant N.
struct node* float_place(struct node* n) {
	struct object* o = new_object(0, n->type);
	align(texts);
	set_float(texts, settle(o, AT_TEXTS, texts, n->type->size), n);
	return global_place(o, n->type);
}
