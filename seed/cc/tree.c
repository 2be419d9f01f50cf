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

struct node* local_place(struct type* t, int at) {
	struct node* n = new_node(E_LOCAL, t, 0, 0);
	n->low = at;
	return n;
}

struct node* global_place(struct object* o, struct type* t) {
	struct node* n = new_node(E_GLOBAL, t, 0, 0);
	n->object = o;
	return n;
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

// ---- arithmetic of constants: what works on 64 bits changes its first number

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

void add64(struct node* a, struct node* b) {
	a->low = a->low + b->low;
	a->high = a->high + b->high + below(a->low, b->low);
}

void subtract64(struct node* a, struct node* b) {
	a->high = a->high - b->high - below(a->low, b->low);
	a->low = a->low - b->low;
}

void negate64(struct node* a) {
	a->low = -a->low;
	a->high = ~a->high + (a->low == 0);
}

void shift_left64(struct node* a, int count) {
	for (; count >= 32; count = count - 32) {
		a->high = a->low;
		a->low = 0;
	}
	if (count != 0) {
		a->high = a->high << count | shift_right(a->low, 32 - count);
		a->low = a->low << count;
	}
}

void shift_right64(struct node* a, int count, int is_unsigned) {
	int sign = 0;
	if (is_unsigned == 0)
		sign = a->high >> 31;
	for (; count >= 32; count = count - 32) {
		a->low = a->high;
		a->high = sign;
	}
	if (count != 0) {
		a->low = shift_right(a->low, count) | a->high << (32 - count);
		a->high = shift_right(a->high, count) | sign << (32 - count);
	}
}

int below64(struct node* a, struct node* b, int is_unsigned) {
	if (a->high == b->high)
		return below(a->low, b->low);
	if (is_unsigned)
		return below(a->high, b->high);
	return a->high < b->high;
}

void multiply64(struct node* a, struct node* b) {
	struct node* factor = number(0, a->low, a->high);
	int i;
	a->low = 0;
	a->high = 0;
	for (i = 0; i < 64; i = i + 1) {
		if ((b->low & 1) != 0)
			add64(a, factor);
		shift_left64(factor, 1);
		shift_right64(b, 1, 1);
	}
}

// Unsigned, a bit at a time; answers the remainder.
struct node* divide64(struct node* a, struct node* b) {
	struct node* rest = number(0, 0, 0);
	int i;
	for (i = 0; i < 64; i = i + 1) {
		shift_left64(rest, 1);
		rest->low = rest->low | shift_right(a->high, 31);
		shift_left64(a, 1);
		if (below64(rest, b, 1) == 0) {
			subtract64(rest, b);
			a->low = a->low | 1;
		}
	}
	return rest;
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

int is_compare(int op) {
	return op == T_EQ || op == T_NE || op == '<' || op == '>' || op == T_LE || op == T_GE;
}

int compared(int op, struct node* a, struct node* b, int is_unsigned) {
	if (op == '<' || op == T_GE)
		return below64(a, b, is_unsigned) == (op == '<');
	if (op == '>' || op == T_LE)
		return below64(b, a, is_unsigned) == (op == '>');
	return (a->low == b->low && a->high == b->high) == (op == T_EQ);
}

// A binary operator on two numbers of TYPE, or 0 if it has no value (division by zero).
struct node* folded(int op, struct type* type, struct node* left, struct node* right) {
	struct node* a = number(type, left->low, left->high);
	struct node* b = number(type, right->low, right->high);
	int is_signed = type->is_unsigned == 0;
	int negative = is_signed && a->high < 0;
	int other = is_signed && b->high < 0;
	struct node* rest;
	if (op == '+') {
		add64(a, b);
	} else if (op == '-') {
		subtract64(a, b);
	} else if (op == '*') {
		multiply64(a, b);
	} else if (op == '/' || op == '%') {
		if (b->low == 0 && b->high == 0)
			return 0;
		if (negative)
			negate64(a);
		if (other)
			negate64(b);
		rest = divide64(a, b);
		if (op == '%') {
			a = rest;
			other = 0;              // the remainder has the left one's sign
		}
		if (negative != other)
			negate64(a);
	} else if (op == '&') {
		a->low = a->low & b->low;
		a->high = a->high & b->high;
	} else if (op == '|') {
		a->low = a->low | b->low;
		a->high = a->high | b->high;
	} else if (op == '^') {
		a->low = a->low ^ b->low;
		a->high = a->high ^ b->high;
	} else if (op == T_SHL) {
		shift_left64(a, b->low & 63);
	} else if (op == T_SHR) {
		shift_right64(a, b->low & 63, type->is_unsigned);
	} else {
		return number(type, compared(op, a, b, type->is_unsigned), 0);
	}
	return fitted(type, a->low, a->high);
}

// Is N known to be zero or known not to be? 0, 1, or -1 for not known.
int known_truth(struct node* n) {
	if (n->kind == E_NUMBER)
		return n->low != 0 || n->high != 0;
	return -1;
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

struct node* binary(int op, struct node* a, struct node* b);

// The pointer A + or - B, counted in what it points to.
struct node* pointer_sum(int op, struct node* a, struct node* b) {
	int size = a->type->base->size;
	if (size == 0)
		size = 1;                       // void and functions, as gcc counts
	if (b->type->kind == K_POINTER && op == '-') {
		b = binary('-', cast(a, t_int), cast(b, t_int));
		if (size == 1)
			return b;
		return binary('/', b, int_number(size));
	}
	if (op != '+' && op != '-' || is_whole(b->type) == 0)
		error_at(tok, "no operation for a pointer", 0);
	b = cast(b, t_int);
	if (size != 1)
		b = binary('*', b, int_number(size));
	if (b->kind != E_NUMBER)
		return new_node(op, a->type, a, b);
	if (op == '-')
		b = int_number(-b->low);
	if (a->kind == E_ADDRESS && is_place(a->a))
		return new_node(E_ADDRESS, a->type, moved_place(a->a, a->a->type, b->low), 0);
	if (a->kind == E_NUMBER)
		return number(a->type, a->low + b->low, 0);
	if (a->kind == '+' && a->b->kind == E_NUMBER)
		return new_node('+', a->type, a->a, int_number(a->b->low + b->low));
	return new_node('+', a->type, a, b);
}

struct node* binary(int op, struct node* a, struct node* b) {
	struct type* type;
	struct node* n = 0;
	a = value_of(a);
	b = value_of(b);
	if (is_scalar(a->type) == 0 || is_scalar(b->type) == 0)
		error_at(tok, "an operator wants numbers or pointers", 0);
	if (op == '+' && b->type->kind == K_POINTER)
		return pointer_sum(op, b, a);
	if (a->type->kind == K_POINTER && is_compare(op) == 0)
		return pointer_sum(op, a, b);
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
	if (is_float(type) && (index_of("%&|^", op) >= 0 || op == T_SHL || op == T_SHR))
		error_at(tok, "a floating number where only whole ones can be", 0);
	if (a->kind == E_NUMBER && b->kind == E_NUMBER)
		n = folded(op, type, a, b);
	if (a->kind == E_FLOAT && b->kind == E_FLOAT) {
		if (is_compare(op))
			n = folded(op, t_int, int_number(float_order(a, b)), int_number(0));
		else
			n = float_folded(op, type, a, b);
	}
	if (n == 0)
		n = new_node(op, type, a, b);
	if (is_compare(op))
		n->type = t_int;
	return n;
}
