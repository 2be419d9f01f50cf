// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// type.c - types, and which name means what where
//
// Sizes and alignment are those of Linux on i386: nothing is aligned to more than 4.

struct type* t_void;
struct type* t_char;
struct type* t_uchar;
struct type* t_short;
struct type* t_ushort;
struct type* t_int;
struct type* t_uint;
struct type* t_llong;
struct type* t_ullong;
struct type* t_float;
struct type* t_double;
struct type* t_ldouble;

struct type* new_type(int kind, int is_unsigned, int size) {
	struct type* t = alloc(sizeof(struct type));
	t->kind = kind;
	t->is_unsigned = is_unsigned;
	t->size = size;
	t->align = size;
	if (size > 4)
		t->align = 4;
	if (size == 0)
		t->align = 1;
	t->complete = 1;
	return t;
}

void make_types(void) {
	t_void = new_type(K_VOID, 0, 0);
	t_char = new_type(K_CHAR, 0, 1);
	t_uchar = new_type(K_CHAR, 1, 1);
	t_short = new_type(K_SHORT, 0, 2);
	t_ushort = new_type(K_SHORT, 1, 2);
	t_int = new_type(K_INT, 0, 4);
	t_uint = new_type(K_INT, 1, 4);
	t_llong = new_type(K_LLONG, 0, 8);
	t_ullong = new_type(K_LLONG, 1, 8);
	t_float = new_type(K_FLOAT, 0, 4);
	t_double = new_type(K_DOUBLE, 0, 8);
	t_ldouble = new_type(K_LDOUBLE, 0, 12);
}

struct type* whole_type(int is_unsigned, struct type* plain, struct type* without_sign) {
	if (is_unsigned)
		return without_sign;
	return plain;
}

struct type* pointer_to(struct type* base) {
	struct type* t = base->pointer;
	if (t == 0) {
		t = new_type(K_POINTER, 1, 4);
		t->base = base;
		base->pointer = t;
	}
	return t;
}

// LENGTH below 0: not known yet.
struct type* array_of(struct type* base, int length) {
	struct type* t = new_type(K_ARRAY, 0, 0);
	t->base = base;
	t->length = length;
	t->align = base->align;
	if (length >= 0)
		t->size = length * base->size;
	t->complete = length >= 0;
	return t;
}

struct type* function_of(struct type* result) {
	struct type* t = new_type(K_FUNCTION, 0, 0);
	t->base = result;
	return t;
}

int is_whole(struct type* t) {
	return t->kind >= K_CHAR && t->kind <= K_LLONG;
}

int is_float(struct type* t) {
	return t->kind >= K_FLOAT && t->kind <= K_LDOUBLE;
}

int is_arithmetic(struct type* t) {
	return t->kind >= K_CHAR && t->kind <= K_LDOUBLE;
}

int is_scalar(struct type* t) {
	return t->kind >= K_CHAR && t->kind <= K_POINTER;
}

// Is a value of type T one word in eax?
int is_word(struct type* t) {
	return t->kind >= K_CHAR && t->kind <= K_INT || t->kind == K_POINTER;
}

int same_type(struct type* a, struct type* b) {
	if (a == b)
		return 1;
	if (a->kind != b->kind || a->is_unsigned != b->is_unsigned)
		return 0;
	if (a->kind == K_STRUCT)
		return 0;
	if (a->kind == K_ARRAY && a->length != b->length && a->length >= 0 && b->length >= 0)
		return 0;
	if (a->base != 0)
		return same_type(a->base, b->base);
	return 1;
}

// char and short become int in an expression.
struct type* promoted(struct type* t) {
	if (t->kind == K_CHAR || t->kind == K_SHORT)
		return t_int;
	return t;
}

// The type in which a binary operator works: the higher rank, unsigned if it is so there.
struct type* common_type(struct type* a, struct type* b) {
	a = promoted(a);
	b = promoted(b);
	if (a->kind > b->kind)
		return a;
	if (b->kind > a->kind)
		return b;
	if (a->is_unsigned)
		return a;
	return b;
}

// ---- structs

// The member NAME of T, also one inside an unnamed member; found_offset is its place.
int found_offset;
struct member* find_member(struct type* t, struct name* name) {
	struct member* m;
	struct member* inner;
	for (m = t->members; m != 0; m = m->next) {
		if (m->name == name) {
			found_offset = m->offset;
			return m;
		}
		if (m->name == 0 && m->type->kind == K_STRUCT) {
			inner = find_member(m->type, name);
			if (inner != 0) {
				found_offset = found_offset + m->offset;
				return inner;
			}
		}
	}
	return 0;
}

// Lays the members out. A bit-field goes on in the unit of its type if there is room; width 0,
// which only an unnamed one may have (kept as -1), ends the unit.
void lay_out(struct type* t) {
	struct member* m;
	int bits = 0;                   // used so far, from the start of the struct
	int unit;
	t->align = 1;
	t->size = 0;
	for (m = t->members; m != 0; m = m->next) {
		if (t->is_union)
			bits = 0;
		unit = m->type->size * 8;
		if (m->width == 0) {
			bits = (bits + m->type->align * 8 - 1) & ~(m->type->align * 8 - 1);
			m->offset = bits / 8;
			bits = bits + unit;
		} else if (m->width < 0) {
			bits = (bits + unit - 1) & ~(unit - 1);
		} else {
			if ((bits & (unit - 1)) + m->width > unit)
				bits = (bits + unit - 1) & ~(unit - 1);
			m->offset = (bits & ~(unit - 1)) / 8;
			m->shift = bits & (unit - 1);
			bits = bits + m->width;
		}
		if (m->type->align > t->align && (m->width == 0 || m->name != 0))
			t->align = m->type->align;
		if ((bits + 7) / 8 > t->size)
			t->size = (bits + 7) / 8;
	}
	t->size = (t->size + t->align - 1) & ~(t->align - 1);
	t->complete = 1;
}

// ---- scopes: what a name meant before is kept in a list until the block ends

struct binding {
	struct name* name;
	struct symbol* symbol;
	struct type* tag;
	struct binding* next;
};

struct binding* bindings;
int depth;                              // 0: outside of all functions

void keep_binding(struct name* name) {
	struct binding* b = alloc(sizeof(struct binding));
	b->name = name;
	b->symbol = name->symbol;
	b->tag = name->tag;
	b->next = bindings;
	bindings = b;
}

void leave_scope(struct binding* until) {
	while (bindings != until) {
		bindings->name->symbol = bindings->symbol;
		bindings->name->tag = bindings->tag;
		bindings = bindings->next;
	}
}

struct symbol* new_symbol(struct name* name, int kind, struct type* type) {
	struct symbol* s = alloc(sizeof(struct symbol));
	s->name = name;
	s->kind = kind;
	s->type = type;
	s->depth = depth;
	return s;
}

struct symbol* declare(struct name* name, int kind, struct type* type) {
	struct symbol* s = new_symbol(name, kind, type);
	if (name->symbol != 0 && name->symbol->depth == depth && depth > 0)
		error_at(tok, "declared twice in one block", name->text);
	keep_binding(name);
	name->symbol = s;
	return s;
}
