// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// expr.c - expressions, as M2-Planet reads them where that differs from C
//
// p + n and p - q count bytes; p[n], p += n and p++ count elements. & && | || ^ have one level, from left to
// right, and so have < <= > >= == !=. A cast changes the type, never the bits. An int next to an unsigned is
// unsigned, also on the left of >>. && and || are C's: 0 or 1, and the right side only if need be.

enum { T_ASM = 200 };                   // behind cc.h's keywords

int nesting;                            // of what is being read, so that no input overruns the stack
int longest_text;

void assignment(void);
void unary(void);
int starts_type(struct token* t);
struct type* specifiers(void);
struct type* declarator(struct type* t);
struct symbol* declare_global(struct name* name, struct type* t, char* label);

void nest(int more) {
	nesting = nesting + more;
	if (nesting > 500) error_at(tok, "nested too deep", 0);
}

void need(int kind, char* what) {
	if (tok->kind != kind) error_at(tok, join(what, " is wanted here:"), spelling(tok));
	next();
}

int take(int kind) {
	if (tok->kind != kind) return 0;
	next();
	return 1;
}

// Behind an element of a list that END ends.
void need_comma(int end) {
	if (tok->kind != end) need(',', "a comma or the list's end");
}

// ---- what stands in brackets

// A type, if it is one; or 0.
struct type* type_in_brackets(void) {
	struct type* t;
	if (tok->kind != '(' || starts_type(peek()) == 0) return 0;
	next();
	t = declarator(specifiers());
	need(')', ")");
	return t;
}

// Of a value nothing is worked out: its code is taken back.
int size_of(void) {
	int before = code->used; struct type* t = type_in_brackets();
	if (t == 0) {
		unary();
		t = type;
		code->used = before;
	}
	return element_size(pointer_to(t));
}

// Parts with commas between them; the last one is the value.
void expression(void) {
	for (assignment(); take(','); known = 0) assignment();  // what stands before a number is to stay
}

// ---- primary and postfix

void string(void) {
	char* label = join("STRING_", decimal(new_jumps()));
	if (tok->length >= longest_text) error_at(tok, "a string is longer than --max-string", 0);
	put_label(texts, label);
	put_data(texts, tok->text, tok->length + 1);
	set_global(label, array_of(t_char, tok->length + 1));
	next();
}

void name_or_number(struct token* t) {
	struct symbol* s = 0;
	next();
	if (t->kind == T_NAME) s = t->name->symbol;
	if (t->kind == T_NAME && s == 0 && tok->kind == '(')
		s = declare_global(t->name, function_of(t_int), join("FUNCTION_", t->text));
	if (t->kind == T_NUMBER && (t->flags & N_UNSIGNED) != 0) set_number(t->low, t_uint, code->used);
	else if (t->kind == T_NUMBER) set_number(t->low, t_int, code->used);
	else if (s == 0 || s->kind == S_TYPEDEF) error_at(t, "not a value, or not declared:", spelling(t));
	else if (s->kind == S_CONSTANT) set_number(s->value, t_int, code->used);
	else if (s->kind == S_GLOBAL) set_global(s->name->text, s->type);
	else set_local(s->value, s->type);
}

// What the pointer at hand points to; a function stays one.
void follow(void) {
	if (type->kind == K_FUNCTION) return;
	load();
	if (type->kind != K_POINTER) error_at(tok, "not a pointer or array", 0);
	set_value(1, type->base);
}

void index_value(void) {
	struct type* t;
	push_value();
	t = type;
	assignment();
	scale(element_size(t));
	need(']', "]");
	meet();
	operate('+', 0, t);
	follow();
}

void member_of_value(void) {
	struct member* m = 0;
	if (type->kind == K_STRUCT && place && tok->kind == T_NAME) m = find_member(type, tok->name);
	if (m == 0) error_at(tok, "no such member:", spelling(tok));
	next();
	if (found_offset != 0) op_number("05", found_offset);
	set_value(1, m->type);
}

void call(void) {
	struct type* t = t_int; int arguments = 0;
	begin_call();
	if (type->kind == K_POINTER && type->base->kind == K_FUNCTION) t = type->base->base;
	for (; take(')') == 0; need_comma(')')) {
		assignment();
		push_value();
		arguments = arguments + 1;
	}
	end_call(arguments);
	set_value(0, t);
}

void postfix(void) {
	int kind;
	if (tok->kind == T_STRING) {
		string();
	} else if (take('(')) {
		expression();
		need(')', ")");
	} else {
		name_or_number(tok);
	}
	while (1) {
		kind = tok->kind;
		if (kind == T_ARROW) follow();
		if (take('[')) index_value();
		else if (take('(')) call();
		else if (take('.') || take(T_ARROW)) member_of_value();
		else if (take(T_INC) || take(T_DEC)) step(kind, 0);
		else return;
	}
}

// ---- operators

void unary(void) {
	int kind = tok->kind; int before = code->used; struct type* t = type_in_brackets();
	nest(1);
	if (t != 0) {
		unary();
		load();
		type = t;
	} else if (take(T_SIZEOF)) {
		set_number(size_of(), t_uint, before);
	} else if (take('-') || take('~') || take('!') || take('*') || take('&') || take(T_INC) || take(T_DEC)) {
		unary();
		if (kind == '&' && place == 0) error_at(tok, "only what is stored has an address", 0);
		if (kind == '-' || kind == '~' || kind == '!') load();
		if (kind == '!') type = t_int;
		if (kind == T_INC || kind == T_DEC) step(kind, 1);
		else if (kind == '*') follow();
		else if (kind == '&') set_value(0, pointer_to(type));
		else if (known && kind == '-') set_number(-known_number, type, before);
		else operate(kind + 512, 0, type);
	} else {
		postfix();
	}
	nest(-1);
}

// The type that works: of two pointers or two numbers as in C; next to a number a pointer has the number's
// sign, so that 0 > p finds an error.
struct type* working_type(struct type* a, struct type* b) {
	if (a->kind == K_POINTER && b->kind != K_POINTER) a = t_int;
	else if (b->kind == K_POINTER && a->kind != K_POINTER) b = t_int;
	return common_type(a, b);
}

// The left value, of type A, was pushed; its code began at BEFORE. If it is known, it is LEFT.
void combine(int kind, struct type* a, int before, int is_known, int left) {
	struct type* b; struct type* t;
	load();
	b = type;
	t = working_type(a, b);
	if (is_known && known && (known_number != 0 || kind != '/' && kind != '%')) {
		set_number(folded(kind, t, fitted(t, left, 0), fitted(t, known_number, 0))->low, t, before);
	} else {
		meet();
		operate(kind, t->is_unsigned, t);
	}
	if (strength[kind] == 2 || a->kind == K_POINTER && b->kind == K_POINTER && kind == '-') type = t_int;
	else if (a->kind == K_POINTER) type = a;
	else if (b->kind == K_POINTER) type = b;
}

void operators(int lowest) {
	struct type* t; int before = code->used; int is_known; int left_number; int kind; int end;
	unary();
	for (kind = tok->kind; strength[kind] > lowest; kind = tok->kind) {
		next();
		if (kind == T_AND || kind == T_OR) {
			end = new_jumps();
			load(); operate(kind, 0, t_int);
			jump_if(kind == T_OR, end);
			operators(1);
			load(); operate(kind, 0, t_int);
			jump_here(end);
		} else {
			is_known = known; left_number = known_number;
			push_value();
			t = type;
			operators(strength[kind]);
			combine(kind, t, before, is_known, left_number);
		}
	}
}

void assignment(void) {
	struct type* t; int kind;
	operators(0);
	kind = tok->kind;
	t = type;
	if (kind != '=' && (kind < T_SET_MUL || kind > T_SET_OR)) return;
	nest(1);
	push_place();
	next();
	assignment();
	if (kind == T_SET_ADD || kind == T_SET_SUB) scale(element_size(t));
	if (kind != '=') {
		meet_place(t);
		operate(kind, working_type(t, type)->is_unsigned, t);
	}
	store(t);
	nest(-1);
}

int constant(void) {
	int before = code->used;
	operators(0);
	if (known == 0) error_at(tok, "a constant is wanted before", spelling(tok));
	code->used = before;
	return known_number;
}
