// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// tree.c - expressions as trees: types, conversions, constants worked out
//
// Numbers are 64 bits in two words. `/` and `<` of our own language differ between compilers for
// words with the top bit set, so they are spelled out here.

struct node* new_node(int kind, struct type* type, struct node* a, struct node* b) {
	struct node* n = alloc(sizeof(struct node));
	n->kind = kind;
	n->type = type;
	n->a = a;
	n->b = b;
	return n;
}

struct node* number(struct type* type, int low, int high) {
	struct node* n = new_node(E_NUMBER, type, 0, 0);
	n->low = low;
	n->high = high;
	return n;
}

struct node* int_number(int value) {
	return number(t_int, value, value >> 31);
}

int is_place(struct node* n) {
	return n->kind == E_LOCAL || n->kind == E_GLOBAL || n->kind == E_DEREF;
}

// The place N, PLUS bytes on, seen as TYPE.
struct node* moved_place(struct node* n, struct type* type, int plus) {
	struct node* m = new_node(n->kind, type, n->a, 0);
	m->object = n->object;
	m->low = n->low + plus;
	return m;
}

struct node* address_of(struct node* n, struct type* pointer) {
	if (n->kind == E_BITS)
		error_at(tok, "a bit-field has no address", 0);
	if (n->kind == E_DEREF && n->a->kind == E_NUMBER)
		return number(pointer, n->a->low + n->low, 0);
	if (n->kind == E_DEREF && n->low == 0) {
		if (same_type(n->a->type, pointer))
			return n->a;
	}
	if (is_place(n) == 0 && n->type->kind != K_STRUCT)
		error_at(tok, "only what is stored has an address", 0);
	return new_node(E_ADDRESS, pointer, n, 0);
}

// Arrays and functions as values are pointers.
struct node* value_of(struct node* n) {
	if (n->type->kind == K_ARRAY)
		return address_of(n, pointer_to(n->type->base));
	if (n->type->kind == K_FUNCTION)
		return address_of(n, pointer_to(n->type));
	return n;
}

struct node* deref(struct node* n) {
	struct node* place;
	if (n->type->kind != K_POINTER)
		error_at(tok, "not a pointer", 0);
	if (n->kind == E_ADDRESS && is_place(n->a))
		return moved_place(n->a, n->type->base, 0);
	place = new_node(E_DEREF, n->type->base, n, 0);
	if (n->kind == '+' && n->b->kind == E_NUMBER) {
		place->a = n->a;
		place->low = n->b->low;
	}
	return place;
}

// ---- arithmetic of constants

int below(int a, int b) {               // unsigned a < b
	if ((a ^ b) < 0)
		return b < 0;
	return a < b;
}

int shift_right(int a, int count) {     // with zeros from the left
	if (count == 0)
		return a;
	return (a >> count) & ~(-1 << (32 - count));
}

int res_low;                            // results of the next few
int res_high;
int rest_low;
int rest_high;

void add64(int al, int ah, int bl, int bh) {
	res_low = al + bl;
	res_high = ah + bh + below(res_low, al);
}

void negate64(int al, int ah) {
	res_low = -al;
	res_high = ~ah + (al == 0);
}

void shift_left64(int al, int ah, int count) {
	count = count & 63;
	res_low = al;
	res_high = ah;
	if (count >= 32) {
		res_high = al << (count - 32);
		res_low = 0;
	} else if (count != 0) {
		res_high = ah << count | shift_right(al, 32 - count);
		res_low = al << count;
	}
}

void shift_right64(int al, int ah, int count, int is_unsigned) {
	int sign = ah >> 31;
	count = count & 63;
	if (is_unsigned)
		sign = 0;
	res_low = al;
	res_high = ah;
	if (count >= 32) {
		res_low = shift_right(ah, count - 32);
		if (sign != 0 && count > 32)
			res_low = res_low | -1 << (64 - count);
		res_high = sign;
	} else if (count != 0) {
		res_low = shift_right(al, count) | ah << (32 - count);
		res_high = shift_right(ah, count);
		if (sign != 0)
			res_high = res_high | -1 << (32 - count);
	}
}

int below64(int al, int ah, int bl, int bh, int is_unsigned) {
	if (ah == bh)
		return below(al, bl);
	if (is_unsigned)
		return below(ah, bh);
	return ah < bh;
}

void multiply64(int al, int ah, int bl, int bh) {
	int low = 0;
	int high = 0;
	int i;
	for (i = 0; i < 64; i = i + 1) {
		if ((bl & 1) != 0) {
			add64(low, high, al, ah);
			low = res_low;
			high = res_high;
		}
		shift_right64(bl, bh, 1, 1);
		bl = res_low;
		bh = res_high;
		shift_left64(al, ah, 1);
		al = res_low;
		ah = res_high;
	}
	res_low = low;
	res_high = high;
}

// Unsigned, a bit at a time; the remainder is in rest_low, rest_high.
void divide64(int al, int ah, int bl, int bh) {
	int low = 0;
	int high = 0;
	int i;
	int bit;
	for (i = 0; i < 64; i = i + 1) {
		bit = shift_right(ah, 31);
		shift_left64(al, ah, 1);
		al = res_low;
		ah = res_high;
		shift_left64(low, high, 1);
		low = res_low | bit;
		high = res_high;
		if (below64(low, high, bl, bh, 1) == 0) {
			al = al | 1;
			high = high - bh - below(low, bl);
			low = low - bl;
		}
	}
	rest_low = low;
	rest_high = high;
	res_low = al;
	res_high = ah;
}

// The number as TYPE holds it: cut off, and the sign spread.
struct node* fitted(struct type* type, int low, int high) {
	int bits = 32 - type->size * 8;
	if (type->size < 4) {
		low = low << bits;
		if (type->is_unsigned)
			low = shift_right(low, bits);
		else
			low = low >> bits;
	}
	if (type->size <= 4) {
		high = low >> 31;
		if (type->is_unsigned)
			high = 0;
	}
	return number(type, low, high);
}

// A binary operator on two numbers of TYPE, or 0 if it has no value (division by zero).
struct node* folded(int op, struct type* type, struct node* a, struct node* b) {
	int sign = 0;
	int rest_sign = 0;
	int al = a->low;
	int ah = a->high;
	int bl = b->low;
	int bh = b->high;
	res_low = 0;
	res_high = 0;
	if (op == '+') {
		add64(al, ah, bl, bh);
	} else if (op == '-') {
		negate64(bl, bh);
		add64(al, ah, res_low, res_high);
	} else if (op == '*') {
		multiply64(al, ah, bl, bh);
	} else if (op == '/' || op == '%') {
		if (bl == 0 && bh == 0)
			return 0;
		if (type->is_unsigned == 0) {
			if (ah < 0) {
				negate64(al, ah);
				al = res_low;
				ah = res_high;
				sign = 1;
				rest_sign = 1;
			}
			if (bh < 0) {
				negate64(bl, bh);
				bl = res_low;
				bh = res_high;
				sign = sign ^ 1;
			}
		}
		divide64(al, ah, bl, bh);
		if (op == '%') {
			res_low = rest_low;
			res_high = rest_high;
			sign = rest_sign;
		}
		if (sign)
			negate64(res_low, res_high);
	} else if (op == '&') {
		res_low = al & bl;
		res_high = ah & bh;
	} else if (op == '|') {
		res_low = al | bl;
		res_high = ah | bh;
	} else if (op == '^') {
		res_low = al ^ bl;
		res_high = ah ^ bh;
	} else if (op == T_SHL) {
		shift_left64(al, ah, bl);
	} else if (op == T_SHR) {
		shift_right64(al, ah, bl, type->is_unsigned);
	} else if (op == T_EQ) {
		res_low = al == bl && ah == bh;
	} else if (op == T_NE) {
		res_low = al != bl || ah != bh;
	} else if (op == '<') {
		res_low = below64(al, ah, bl, bh, type->is_unsigned);
	} else if (op == T_GE) {
		res_low = 1 - below64(al, ah, bl, bh, type->is_unsigned);
	} else if (op == '>') {
		res_low = below64(bl, bh, al, ah, type->is_unsigned);
	} else {
		res_low = 1 - below64(bl, bh, al, ah, type->is_unsigned);
	}
	return fitted(type, res_low, res_high);
}

// Is N known to be zero or known not to be? 0, 1, or -1 for not known.
int known_truth(struct node* n) {
	if (n->kind == E_NUMBER)
		return n->low != 0 || n->high != 0;
	return -1;
}

int is_compare(int op) {
	return op == T_EQ || op == T_NE || op == '<' || op == '>' || op == T_LE || op == T_GE;
}

// ---- conversions

struct node* float_of_whole(struct node* n, struct type* t);    // float.c
struct node* float_as(struct node* n, struct type* t);
struct node* whole_of_float(struct node* n, struct type* t);
int float_order(struct node* a, struct node* b);
struct node* float_folded(int op, struct type* t, struct node* a, struct node* b);

struct node* cast(struct node* n, struct type* type) {
	n = value_of(n);
	if (n->kind == E_NUMBER && (is_whole(type) || type->kind == K_POINTER))
		return fitted(type, n->low, n->high);
	if (n->kind == E_NUMBER && is_float(type) && is_whole(n->type))
		return float_of_whole(n, type);
	if (n->kind == E_FLOAT && is_float(type))
		return float_as(n, type);
	if (n->kind == E_FLOAT && is_whole(type))
		return whole_of_float(n, type);
	if (n->kind == E_ADDRESS && is_word(type) && type->size == 4)
		return new_node(E_ADDRESS, type, n->a, 0);
	if (type->kind == K_VOID || same_type(n->type, type))
		return new_node(E_CAST, type, n, 0);
	if (is_scalar(type) == 0 || is_scalar(n->type) == 0)
		error_at(tok, "this can't be converted", 0);
	if (is_float(type) && n->type->kind == K_POINTER || is_float(n->type) && type->kind == K_POINTER)
		error_at(tok, "a pointer and a floating number don't convert", 0);
	return new_node(E_CAST, type, n, 0);
}

// N as the value of something of TYPE: what = , arguments, return do.
struct node* converted(struct node* n, struct type* type) {
	n = value_of(n);
	if (same_type(n->type, type))
		return n;
	if (n->type->kind == K_VOID)
		error_at(tok, "a value is wanted", 0);
	if (type->kind == K_STRUCT || n->type->kind == K_STRUCT)
		error_at(tok, "not the same struct", 0);
	return cast(n, type);
}

struct node* promote(struct node* n) {
	n = value_of(n);
	if (n->kind == E_BITS && n->member->width < 32)
		return cast(n, t_int);
	return converted(n, promoted(n->type));
}

// ---- operators

struct node* binary(int op, struct node* a, struct node* b) {
	struct type* type;
	struct node* n;
	int size;
	if (op == T_AND || op == T_OR)
		type = t_int;
	a = value_of(a);
	b = value_of(b);
	if (is_scalar(a->type) == 0 || is_scalar(b->type) == 0)
		error_at(tok, "an operator wants numbers or pointers", 0);
	if (op == T_AND || op == T_OR)
		return new_node(op, t_int, a, b);
	if (op == '+' && b->type->kind == K_POINTER) {
		n = a;
		a = b;
		b = n;
	}
	if (a->type->kind == K_POINTER && is_compare(op) == 0) {
		size = a->type->base->size;
		if (size == 0)
			size = 1;               // void and functions, as gcc counts
		if (b->type->kind == K_POINTER && op == '-') {
			n = binary('-', cast(a, t_int), cast(b, t_int));
			if (size == 1)
				return n;
			return binary('/', n, int_number(size));
		}
		if (op != '+' && op != '-' || is_whole(b->type) == 0)
			error_at(tok, "no operation for a pointer", 0);
		b = cast(b, t_int);
		if (size != 1)
			b = binary('*', b, int_number(size));
		if (b->kind == E_NUMBER && op == '-') {
			b = int_number(-b->low);
			op = '+';
		}
		if (b->kind == E_NUMBER) {
			if (a->kind == E_ADDRESS && is_place(a->a))
				return new_node(E_ADDRESS, a->type, moved_place(a->a, a->a->type, b->low), 0);
			if (a->kind == E_NUMBER)
				return number(a->type, a->low + b->low, 0);
			if (a->kind == '+' && a->b->kind == E_NUMBER)
				return new_node('+', a->type, a->a, int_number(a->b->low + b->low));
		}
		return new_node(op, a->type, a, b);
	}
	if (op == T_SHL || op == T_SHR) {
		a = promote(a);
		b = cast(promote(b), t_int);
		type = a->type;
	} else if (a->type->kind == K_POINTER || b->type->kind == K_POINTER) {
		type = t_uint;
		a = cast(a, t_uint);
		b = cast(b, t_uint);
	} else {
		a = promote(a);
		b = promote(b);
		type = common_type(a->type, b->type);
		a = converted(a, type);
		b = converted(b, type);
	}
	if (is_float(type) && (op == '%' || op == '&' || op == '|' || op == '^') || op == T_SHL && is_float(type) || op == T_SHR && is_float(type))
		error_at(tok, "a floating number where only whole ones can be", 0);
	n = 0;
	if (a->kind == E_NUMBER && b->kind == E_NUMBER)
		n = folded(op, type, a, b);
	if (a->kind == E_FLOAT && b->kind == E_FLOAT && is_compare(op))
		n = folded(op, t_int, int_number(float_order(a, b)), int_number(0));
	else if (a->kind == E_FLOAT && b->kind == E_FLOAT)
		n = float_folded(op, type, a, b);
	if (n == 0)
		n = new_node(op, type, a, b);
	if (is_compare(op)) {
		if (n->kind == E_NUMBER)
			return int_number(n->low);
		n->type = t_int;
	}
	return n;
}
