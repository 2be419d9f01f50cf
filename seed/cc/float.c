// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// float.c - floating constants, to the last bit, in whole numbers alone
//
// A constant is mantissa * 2^(exponent - 63): the mantissa has 64 bits of which the top one is set; a zero has
// none set. Text becomes a fraction of two big numbers, and long division gives as many bits as
// the type has; what is left over decides how the last one is rounded, to even when half.

enum { LIMBS = 2500, LIMB = 0x8000, FLOAT_INFINITE = 16384 };   // 15 bits a limb: room for 10^5000 and 2^17000

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

void big_subtract(struct big* a, struct big* b) {
	int i;
	int carry = 0;
	for (i = 0; i < a->used; i = i + 1) {
		carry = carry + a->limb[i] - big_limb(b, i);
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

// The mantissa in res_low, res_high, of BITS bits, with the rest ROUND (below 0, 0, above 0: less than half, half,
// more), as a constant.
struct node* rounded(struct type* t, int bits, int round, int exponent) {
	struct node* n = new_node(E_FLOAT, t, 0, 0);
	int low = res_low;
	int high = res_high;
	if (round > 0 || round == 0 && (low & 1) != 0) {
		add64(low, high, 1, 0);
		low = res_low;
		high = res_high;
		if (low == 0 && high == 0 && bits == 64) {
			high = 0x80000000;
			exponent = exponent + 1;
		}
	}
	n->exponent = exponent;
	if (low == 0 && high == 0)
		return n;
	shift_left64(low, high, 64 - bits);
	if (bits < 64 && (bits > 31 && high >> (bits - 32) != 0 || bits <= 31 && (high != 0 || low >> bits != 0)) && bits > 0) {
		n->exponent = exponent + 1;     // rounding made it a bit longer
		res_low = 0;
		res_high = 0x80000000;
	}
	if (bits == 0) {
		n->exponent = exponent + 1;
		res_high = 0x80000000;
		res_low = 0;
	}
	n->low = res_low;
	n->high = res_high;
	if (n->exponent > float_highest(t)) {
		n->exponent = FLOAT_INFINITE;
		n->low = 0;
		n->high = 0x80000000;
	}
	return n;
}

// a / b as a constant of type T
struct node* quotient(struct type* t, struct big* a, struct big* b) {
	int exponent = big_bits(a) - big_bits(b);
	int bits;
	int i;
	int low = 0;
	int high = 0;
	if (big_bits(a) == 0)
		return new_node(E_FLOAT, t, 0, 0);
	if (exponent > 0)
		big_shift(b, exponent);
	else
		big_shift(a, -exponent);
	if (big_compare(a, b) < 0) {
		exponent = exponent - 1;
		big_shift(a, 1);
	}
	bits = bits_at(t, exponent);
	if (bits < 0)
		return new_node(E_FLOAT, t, 0, 0);
	for (i = 0; i < bits; i = i + 1) {
		shift_left64(low, high, 1);
		low = res_low;
		high = res_high;
		if (big_compare(a, b) >= 0) {
			big_subtract(a, b);
			low = low | 1;
		}
		big_shift(a, 1);
	}
	res_low = low;
	res_high = high;
	return rounded(t, bits, big_compare(a, b), exponent);
}

// The spelling of a floating constant as one of type T.
struct node* read_float(struct type* t, char* s) {
	struct big* a = new_big(0);
	struct big* b = new_big(1);
	int base = 10;
	int point = 0;
	int power = 0;
	int given = 0;
	int sign = 1;
	int digits = 0;
	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		base = 16;
		s = s + 2;
	}
	while (digit_value(s[0]) < base || s[0] == '.') {
		if (s[0] == '.') {
			point = 1;
		} else {
			big_multiply_add(a, base, digit_value(s[0]));
			if (point)
				power = power - 1;
		}
		s = s + 1;
	}
	if (base == 16)
		power = power * 4;
	if (s[0] == 'e' || s[0] == 'E' || s[0] == 'p' || s[0] == 'P') {
		s = s + 1;
		if (s[0] == '-')
			sign = -1;
		if (s[0] == '-' || s[0] == '+')
			s = s + 1;
		while (digit_value(s[0]) < 10) {
			if (given < 20000)
				given = given * 10 + digit_value(s[0]);
			digits = digits + 1;
			s = s + 1;
		}
		if (digits == 0)
			error_at(tok, "an exponent without digits", 0);
		power = power + sign * given;
	} else if (base == 16) {
		error_at(tok, "a hexadecimal floating number wants an exponent", 0);
	}
	if (s[0] == 'f' || s[0] == 'F' || s[0] == 'l' || s[0] == 'L')
		s = s + 1;
	if (s[0] != 0)
		error_at(tok, "not a number", tok->text);
	if (big_bits(a) == 0)
		return new_node(E_FLOAT, t, 0, 0);
	if (base == 10 && power > 5000 || base == 16 && power > 17000) {
		res_low = 1;
		res_high = 0;
		return rounded(t, 1, -1, FLOAT_INFINITE);
	}
	if (base == 10 && power < -6000 || base == 16 && power < -17000)
		return new_node(E_FLOAT, t, 0, 0);
	if (base == 16 && power >= 0)
		big_shift(a, power);
	else if (base == 16)
		big_shift(b, -power);
	for (; base == 10 && power > 0; power = power - 1)
		big_multiply_add(a, 10, 0);
	for (; base == 10 && power < 0; power = power + 1)
		big_multiply_add(b, 10, 0);
	return quotient(t, a, b);
}

// ---- constants converted

// The 64 bits LOW, HIGH of the floating constant N, as one of type T.
struct node* float_as(struct node* n, struct type* t) {
	int bits;
	int round;
	int half;
	struct node* m;
	if (n->high == 0 || n->exponent == FLOAT_INFINITE) {
		m = new_node(E_FLOAT, t, 0, 0);
		m->high = n->high;
		m->exponent = n->exponent;
	} else {
		bits = bits_at(t, n->exponent);
		if (bits < 0) {
			m = new_node(E_FLOAT, t, 0, 0);
		} else if (bits >= 64) {
			res_low = n->low;
			res_high = n->high;
			m = rounded(t, 64, -1, n->exponent);
		} else {
			shift_left64(n->low, n->high, bits);            // what falls off on the right
			half = res_high < 0;
			round = -1;
			if (half)
				round = res_low != 0 || res_high != 0x80000000;
			if (bits == 0) {
				res_low = 0;
				res_high = 0;
			} else {
				shift_right64(n->low, n->high, 64 - bits, 1);
			}
			m = rounded(t, bits, round, n->exponent);
		}
	}
	m->negative = n->negative;
	return m;
}

struct node* float_of_whole(struct node* n, struct type* t) {
	struct node* m = new_node(E_FLOAT, t_ldouble, 0, 0);
	int i;
	m->low = n->low;
	m->high = n->high;
	m->exponent = 63;
	if (n->type->is_unsigned == 0 && n->high < 0) {
		negate64(n->low, n->high);
		m->low = res_low;
		m->high = res_high;
		m->negative = 1;
	}
	if (m->low == 0 && m->high == 0)
		m->exponent = 0;
	for (i = 0; i < 64 && m->exponent > 0 && m->high >= 0; i = i + 1) {
		shift_left64(m->low, m->high, 1);
		m->low = res_low;
		m->high = res_high;
		m->exponent = m->exponent - 1;
	}
	return float_as(m, t);
}

struct node* whole_of_float(struct node* n, struct type* t) {
	res_low = 0;
	res_high = 0;
	if (n->high != 0 && n->exponent >= 0 && n->exponent < 64)
		shift_right64(n->low, n->high, 63 - n->exponent, 1);
	if (n->negative)
		negate64(res_low, res_high);
	return fitted(t, res_low, res_high);
}

// ---- constants worked out

void big_add(struct big* a, struct big* b) {
	int i;
	int carry = 0;
	for (i = 0; i < b->used || i < a->used || carry != 0; i = i + 1) {
		if (i == a->used)
			a->used = i + 1;
		carry = carry + a->limb[i] + big_limb(b, i);
		a->limb[i] = carry & LIMB - 1;
		carry = carry >> 15;
	}
}

struct big* big_mantissa(struct node* n) {
	struct big* b = new_big(0);
	int i;
	for (i = 0; i < 32; i = i + 1)
		big_multiply_add(b, 2, n->high >> (31 - i) & 1);
	for (i = 0; i < 32; i = i + 1)
		big_multiply_add(b, 2, n->low >> (31 - i) & 1);
	return b;
}

struct big* big_product(struct node* a, struct node* b) {
	struct big* product = new_big(0);
	struct big* factor = big_mantissa(b);
	int i;
	for (i = 0; i < 64; i = i + 1) {
		big_multiply_add(product, 2, 0);
		if (i < 32 && (a->high >> (31 - i) & 1) != 0 || i >= 32 && (a->low >> (63 - i) & 1) != 0)
			big_add(product, factor);
	}
	return product;
}

// -1, 0, 1: a is less, equal, greater
int float_order(struct node* a, struct node* b) {
	int order = 1;
	if (a->high == 0 && b->high == 0)
		return 0;
	if (a->high == 0)
		return 2 * b->negative - 1;
	if (b->high == 0 || a->negative != b->negative)
		return 1 - 2 * a->negative;
	if (a->exponent == b->exponent && a->high == b->high && a->low == b->low)
		return 0;
	if (a->exponent < b->exponent || a->exponent == b->exponent && below64(a->low, a->high, b->low, b->high, 1))
		order = -1;
	if (a->negative)
		return -order;
	return order;
}

// A binary operator on two constants of type T, or 0 if that is better left to the program.
struct node* float_folded(int op, struct type* t, struct node* a, struct node* b) {
	struct big* x;
	struct big* y;
	struct node* n;
	int power;
	int negative = a->negative;
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
		power = a->exponent - 63;
		if (a->exponent > b->exponent) {
			power = b->exponent - 63;
			big_shift(x, a->exponent - b->exponent);
		} else {
			big_shift(y, b->exponent - a->exponent);
		}
		if (negative == other) {
			big_add(x, y);
		} else if (big_compare(x, y) >= 0) {
			big_subtract(x, y);
		} else {
			big_subtract(y, x);
			x = y;
			negative = other;
		}
		if (big_bits(x) == 0)
			negative = 0;
		y = new_big(1);
	}
	if (op == '*' || op == '/')
		negative = a->negative ^ b->negative;
	if (power > 0)
		big_shift(x, power);
	else
		big_shift(y, -power);
	n = quotient(t, x, y);
	n->negative = negative;
	return n;
}

// ---- constants as bytes

int float_word0;
int float_word1;
int float_word2;

void float_bytes(struct node* n) {
	struct type* t = n->type;
	int bits = float_bits(t);
	int exponent = n->exponent + float_highest(t);
	int low = n->low;
	int high = n->high;
	if (high == 0)
		exponent = 0;
	if (n->exponent == FLOAT_INFINITE)
		exponent = float_highest(t) * 2 + 1;
	if (high != 0 && exponent <= 0) {
		shift_right64(low, high, 1 - exponent, 1);
		low = res_low;
		high = res_high;
		exponent = 0;
	}
	float_word2 = exponent | n->negative << 15;
	float_word0 = low;
	float_word1 = high;
	if (bits == 64)
		return;
	shift_right64(low, high & 0x7FFFFFFF, 64 - bits, 1);
	float_word0 = res_low;
	float_word1 = res_high;
	if (bits == 53)
		float_word1 = float_word1 | exponent << 20 | n->negative << 31;
	else
		float_word0 = float_word0 | exponent << 23 | n->negative << 31;
}

struct object* float_object(struct node* n) {
	struct object* o = new_object(0, n->type);
	float_bytes(n);
	align(texts);
	o->section = AT_TEXTS;
	o->offset = texts->used;
	put4(texts, float_word0);
	if (n->type->size > 4)
		put4(texts, float_word1);
	if (n->type->size > 8)
		put4(texts, float_word2);
	return o;
}
