// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// parse.c - expressions: from tokens to trees

struct node* expression(void);
struct node* assignment(void);
struct node* unary(void);
struct type* type_name(void);
int starts_type(struct token* t);
struct symbol* declare_global(struct name* name, struct type* t, int is_static);

char* token_text(struct token* t) {
	if (t->kind == T_EOF)
		return "the end of the file";
	return spelling(t);
}

void expect(int kind, char* what) {
	if (tok->kind != kind)
		error_at(tok, join(what, " is wanted, not"), token_text(tok));
	next();
}

int take(int kind) {
	if (tok->kind != kind)
		return 0;
	next();
	return 1;
}

struct name* expect_name(void) {
	struct name* n = tok->name;
	if (tok->kind != T_NAME)
		error_at(tok, "a name is wanted, not", token_text(tok));
	next();
	return n;
}

// ---- building trees

struct node* negated(struct node* n) {
	struct node* m;
	n = promote(n);
	if (is_arithmetic(n->type) == 0)
		error_at(tok, "- wants a number", 0);
	if (n->kind == E_NUMBER)
		return folded('-', n->type, number(n->type, 0, 0), n);
	if (n->kind == E_FLOAT) {
		m = float_as(n, n->type);
		m->negative = 1 - n->negative;
		return m;
	}
	return new_node(E_NEGATE, n->type, n, 0);
}

struct node* condition_of(struct node* n) {
	n = value_of(n);
	if (is_scalar(n->type) == 0)
		error_at(tok, "a condition is a number or a pointer", 0);
	return n;
}

struct node* not(struct node* n) {
	n = condition_of(n);
	if (known_truth(n) >= 0)
		return int_number(1 - known_truth(n));
	return new_node('!', t_int, n, 0);
}

struct node* assign(struct node* place, struct node* value) {
	int kind = place->type->kind;
	if (is_place(place) == 0 && place->kind != E_BITS || kind == K_ARRAY || kind == K_FUNCTION)
		error_at(tok, "nothing can be assigned to this", 0);
	return new_node('=', place->type, place, converted(value, place->type));
}

struct node* comma(struct node* a, struct node* b) {
	return new_node(',', b->type, a, b);
}

struct node* keep(struct node* value) {
	return new_node('=', value->type, local_place(value->type, new_local(value->type->size)), value);
}

// place = place op value, PLACE reached once. With AFTER the old value is the result.
struct node* modify(struct node* place, int op, struct node* value, int after) {
	struct node* first = 0;
	struct node* old = 0;
	struct node* at = place;
	struct node* n = place;
	if (place->kind == E_BITS)
		at = place->a;
	if (at->kind == E_DEREF && at->a->kind != E_NUMBER) {
		first = keep(at->a);
		at->a = first->a;
	}
	if (after) {
		old = keep(value_of(place));
		n = old->a;
	}
	n = assign(place, binary(op, n, value));
	if (after)
		n = comma(old, comma(n, old->a));
	if (first != 0)
		n = comma(first, n);
	return n;
}

struct node* member_of(struct node* n, struct name* name) {
	struct member* m;
	struct node* place;
	struct node* bits;
	if (n->type->kind != K_STRUCT)
		error_at(tok, "not a struct or union, so it has no member", name->text);
	if (n->type->complete == 0)
		error_at(tok, "a struct that is not known yet has no member", name->text);
	if (is_place(n) == 0)
		n = deref(address_of(n, pointer_to(n->type)));
	m = find_member(n->type, name);
	if (m == 0)
		error_at(tok, "no member", name->text);
	place = moved_place(n, m->type, found_offset);
	if (m->width == 0)
		return place;
	bits = new_node(E_BITS, m->type, place, 0);
	bits->member = m;
	return bits;
}

// ---- calls

// C's own conversion of an argument nobody has declared.
struct node* default_argument(struct node* n) {
	n = value_of(n);
	if (n->type->kind == K_FLOAT)
		return cast(n, t_double);
	if (is_whole(n->type))
		return promote(n);
	if (n->type->kind == K_VOID)
		error_at(tok, "a value is wanted", 0);
	return n;
}

struct node* call(struct node* f) {
	struct node* n;
	struct node* each;
	struct type* t;
	struct symbol* p;
	f = value_of(f);
	t = f->type;
	if (t->kind == K_POINTER)
		t = t->base;
	if (t->kind != K_FUNCTION)
		error_at(tok, "not a function", 0);
	n = new_node(E_CALL, t->base, f, 0);
	if (t->base->kind == K_STRUCT)
		n->low = new_local(t->base->size);
	p = t->params;
	while (tok->kind != ')') {
		each = assignment();
		if (p != 0) {
			each = converted(each, p->type);
			p = p->next;
		} else if (t->variadic || t->unchecked) {
			each = default_argument(each);
		} else {
			error_at(tok, "too many arguments", 0);
		}
		n->b = appended(n->b, each);
		if (tok->kind != ')')
			expect(',', ", or )");
	}
	if (p != 0)
		error_at(tok, "too few arguments", 0);
	next();
	return n;
}

// ---- from the inside out

struct node* number_token(void) {
	int is_unsigned = (tok->flags & N_UNSIGNED) != 0;
	struct type* t = whole_type(is_unsigned, t_int, t_uint);
	if ((tok->flags & N_LONG_LONG) != 0)
		t = whole_type(is_unsigned, t_llong, t_ullong);
	return fitted(t, tok->low, tok->high);
}

struct node* float_token(void) {
	struct type* t = t_double;
	if ((tok->flags & N_FLOAT) != 0)
		t = t_float;
	if ((tok->flags & N_LONG) != 0)
		t = t_ldouble;
	return read_float(t, tok->text);
}

struct node* string_token(void) {
	struct object* o = text_object(tok->text, tok->length);
	return global_place(o, o->type);
}

struct node* named(struct name* name) {
	struct symbol* s = name->symbol;
	struct token* at = tok;
	struct type* t = function_of(t_int);
	next();
	if (s == 0 && tok->kind == '(') {               // C of 1989 takes it as int f()
		t->unchecked = 1;
		s = declare_global(name, t, 0);
	}
	if (s == 0 || s->kind == S_TYPEDEF)
		error_at(at, "not declared:", name->text);
	if (s->kind == S_CONSTANT)
		return int_number(s->value);
	if (s->kind == S_LOCAL)
		return local_place(s->type, s->value);
	if (s->object->used == 0)
		s->object->where = at;
	s->object->used = 1;
	return global_place(s->object, s->type);
}

struct node* primary(void) {
	struct node* n = 0;
	if (tok->kind == T_NAME)
		return named(tok->name);
	if (take('(')) {
		n = expression();
		expect(')', ")");
		return n;
	}
	if (tok->kind == T_NUMBER)
		n = number_token();
	else if (tok->kind == T_FLOAT)
		n = float_token();
	else if (tok->kind == T_STRING)
		n = string_token();
	else
		error_at(tok, "an expression is wanted, not", token_text(tok));
	next();
	return n;
}

struct node* postfix(struct node* n) {
	int kind;
	while (1) {
		kind = tok->kind;
		if (take('[')) {
			n = deref(binary('+', n, expression()));
			expect(']', "]");
		} else if (take('(')) {
			n = call(n);
		} else if (take('.') || take(T_ARROW)) {
			if (kind == T_ARROW)
				n = deref(value_of(n));
			n = member_of(n, expect_name());
		} else if (take(T_INC) || take(T_DEC)) {
			n = modify(n, '+' + (kind == T_DEC) * 2, int_number(1), 1);
		} else {
			return n;
		}
	}
}

struct node* size_of(void) {
	struct type* t;
	int kept = frame;
	struct node* n;
	if (tok->kind == '(' && starts_type(peek())) {
		next();
		t = type_name();
		expect(')', ")");
	} else {
		n = unary();
		if (n->kind == E_BITS)
			error_at(tok, "a bit-field has no size", 0);
		t = n->type;
		frame = kept;                   // nothing of it is done
	}
	if (t->complete == 0 || t->kind == K_FUNCTION)
		error_at(tok, "sizeof what has no size", 0);
	if (t->kind == K_VOID)
		return number(t_uint, 1, 0);
	return number(t_uint, t->size, 0);
}

struct node* unary(void) {
	struct node* n;
	struct type* t;
	int kind = tok->kind;
	if (kind == '(' && starts_type(peek())) {
		next();
		t = type_name();
		expect(')', ")");
		n = value_of(unary());
		if (t->kind == K_STRUCT && n->type == t)
			return n;
		return cast(n, t);
	}
	if (take(T_SIZEOF))
		return size_of();
	if (take(T_INC) || take(T_DEC))
		return modify(unary(), '+' + (kind == T_DEC) * 2, int_number(1), 0);
	if (kind != '-' && kind != '+' && kind != '!' && kind != '~' && kind != '*' && kind != '&')
		return postfix(primary());
	next();
	n = unary();
	if (kind == '-')
		return negated(n);
	if (kind == '!')
		return not(n);
	if (kind == '*')
		return deref(value_of(n));
	if (kind == '&')
		return address_of(n, pointer_to(n->type));
	n = promote(n);
	if (is_arithmetic(n->type) == 0 || kind == '~' && is_float(n->type))
		error_at(tok, "a number is wanted", 0);
	if (kind == '+')
		return n;
	if (n->kind == E_NUMBER)
		return fitted(n->type, ~n->low, ~n->high);
	return new_node('~', n->type, n, 0);
}

struct node* logical(int op, struct node* a, struct node* b) {
	a = condition_of(a);
	b = condition_of(b);
	if (known_truth(a) == (op == T_OR))
		return int_number(op == T_OR);
	if (known_truth(a) >= 0 && known_truth(b) >= 0)
		return int_number(known_truth(b));
	return new_node(op, t_int, a, b);
}

struct node* operators(int lowest) {
	struct node* a = unary();
	struct node* b;
	int op;
	while (binding_strength(tok->kind) > lowest) {
		op = tok->kind;
		next();
		b = operators(binding_strength(op));
		if (op == T_AND || op == T_OR)
			a = logical(op, a, b);
		else
			a = binary(op, a, b);
	}
	return a;
}

struct node* choice(struct node* condition) {
	struct node* b;
	struct node* c;
	struct node* n;
	struct type* t;
	int c_is_pointer;
	condition = condition_of(condition);
	next();
	b = value_of(expression());
	expect(':', ":");
	c = value_of(operators(0));
	if (tok->kind == '?')
		c = choice(c);
	t = b->type;
	c_is_pointer = c->type->kind == K_POINTER;
	if (is_arithmetic(b->type) && is_arithmetic(c->type))
		t = common_type(promote(b)->type, promote(c)->type);
	else if (b->type->kind == K_VOID || c->type->kind == K_VOID)
		t = t_void;
	else if (b->type->kind != K_POINTER || c_is_pointer && known_truth(b) == 0)
		t = c->type;
	else if (c_is_pointer && c->type->base->kind == K_VOID && known_truth(c) != 0)
		t = c->type;                    // a void* that is no null makes both void*
	if (t->kind == K_VOID) {
		b = cast(b, t);
		c = cast(c, t);
	} else {
		b = converted(b, t);
		c = converted(c, t);
	}
	if (known_truth(condition) == 1)
		return b;
	if (known_truth(condition) == 0)
		return c;
	n = new_node(E_CHOOSE, t, condition, b);
	n->c = c;
	return n;
}

struct node* assignment(void) {
	struct node* n = operators(0);
	int kind = tok->kind;
	char* signs = "*/%+-<>&^|";     // from T_SET_MUL on
	int op;
	if (kind == '?')
		return choice(n);
	if (take('='))
		return assign(n, assignment());
	if (kind < T_SET_MUL || kind > T_SET_OR)
		return n;
	next();
	op = signs[kind - T_SET_MUL];
	if (kind == T_SET_SHL || kind == T_SET_SHR)
		op = T_SHL + kind - T_SET_SHL;
	return modify(n, op, assignment(), 0);
}

struct node* expression(void) {
	struct node* n = assignment();
	while (take(','))
		n = comma(n, value_of(assignment()));
	return n;
}

struct node* constant_expression(void) {
	struct token* where = tok;
	struct node* n = operators(0);
	if (tok->kind == '?')
		n = choice(n);
	if (n->kind != E_NUMBER)
		error_at(where, "a constant whole number is wanted", 0);
	return n;
}

int constant_int(void) {
	return constant_expression()->low;
}
