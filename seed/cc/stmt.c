// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// stmt.c - statements: read and made into code one at a time

struct case_label {
	struct case_label* next;
	struct node* value;
	struct label* label;
};

// The innermost switch. Its cases are kept in the order of their values.
struct choice {
	struct type* type;
	struct case_label* cases;       // behind one that does not count
	int ncases;
	struct label* otherwise;
	struct choice* outer;
};

struct choice* choosing;
struct label* break_to;
struct label* continue_to;
struct label* leaving;                  // of the function: its end
struct type* result_type;
struct label* labels;                   // of this function, by name

void statement(void);
void declaration(void);

struct node* condition_in_brackets(void) {
	struct node* n;
	expect('(', "(");
	n = condition_of(expression());
	expect(')', ")");
	return n;
}

void body(struct label* on_break, struct label* on_continue) {
	struct label* outer_break = break_to;
	struct label* outer_continue = continue_to;
	break_to = on_break;
	if (on_continue != 0)
		continue_to = on_continue;
	statement();
	break_to = outer_break;
	continue_to = outer_continue;
}

void if_statement(void) {
	struct label* no = new_label();
	struct label* done;
	branch(condition_in_brackets(), no, 0);
	statement();
	if (take(T_ELSE)) {
		done = new_label();
		jump(done);
		set_label(no);
		statement();
		set_label(done);
	} else {
		set_label(no);
	}
}

void while_statement(void) {
	struct label* again = new_label();
	struct label* done = new_label();
	set_label(again);
	branch(condition_in_brackets(), done, 0);
	body(done, again);
	jump(again);
	set_label(done);
}

void do_statement(void) {
	struct label* again = new_label();
	struct label* test = new_label();
	struct label* done = new_label();
	set_label(again);
	body(done, test);
	set_label(test);
	expect(T_WHILE, "while");
	branch(condition_in_brackets(), again, 1);
	expect(';', ";");
	set_label(done);
}

void for_statement(void) {
	struct label* again = new_label();
	struct label* step = new_label();
	struct label* done = new_label();
	struct node* after = 0;
	struct binding* outside = bindings;
	depth = depth + 1;
	expect('(', "(");
	if (starts_type(tok)) {
		declaration();
	} else if (take(';') == 0) {
		gen_effect(expression());
		expect(';', ";");
	}
	set_label(again);
	if (tok->kind != ';')
		branch(condition_of(expression()), done, 0);
	expect(';', ";");
	if (tok->kind != ')')
		after = expression();
	expect(')', ")");
	body(done, step);
	set_label(step);
	if (after != 0)
		gen_effect(after);
	jump(again);
	set_label(done);
	depth = depth - 1;
	leave_scope(outside);
}

// ---- switch

void case_statement(void) {
	struct case_label* c = alloc(sizeof(struct case_label));
	struct case_label* before;
	struct token* where = tok;
	int is_unsigned;
	if (choosing == 0)
		error_at(tok, "a case outside of a switch", 0);
	is_unsigned = choosing->type->is_unsigned;
	c->value = cast(constant_expression(), choosing->type);
	expect(':', ":");
	c->label = new_label();
	set_label(c->label);
	before = choosing->cases;
	while (before->next != 0 && below64(before->next->value, c->value, is_unsigned))
		before = before->next;
	if (before->next != 0 && below64(c->value, before->next->value, is_unsigned) == 0)
		error_at(where, "this case is there already", 0);
	c->next = before->next;
	before->next = c;
	choosing->ncases = choosing->ncases + 1;
	statement();
}

// COUNT cases from C on: halved until a few are left. Those of a long long are looked up one by one.
void dispatch(struct case_label* c, int count, struct label* otherwise) {
	struct case_label* middle = c;
	struct label* other;
	int is_pair = choosing->type->kind == K_LLONG;
	int i;
	if (count > 4 && is_pair == 0) {
		for (i = 0; i < count >> 1; i = i + 1)
			middle = middle->next;
		other = new_label();
		number_operation(T_EQ, 0, middle->value->low);  // cmp eax, low
		if (choosing->type->is_unsigned)
			jump_if(IF_ABOVE_EQUAL, other);
		else
			jump_if(IF_GREATER_EQUAL, other);
		dispatch(c, count >> 1, otherwise);
		set_label(other);
		dispatch(middle, count - (count >> 1), otherwise);
		return;
	}
	for (; count > 0; count = count - 1) {
		other = new_label();
		number_operation(T_EQ, 0, c->value->low);       // cmp eax, low
		if (is_pair) {
			jump_if(IF_NOT_EQUAL, other);
			op2(0x81, 0xFA);                        // cmp edx, high
			word(c->value->high);
		}
		jump_if(IF_EQUAL, c->label);
		set_label(other);
		c = c->next;
	}
	jump(otherwise);
}

void switch_statement(void) {
	struct choice* s = alloc(sizeof(struct choice));
	struct label* look = new_label();
	struct label* done = new_label();
	struct node* n = promote(condition_in_brackets());
	if (is_whole(n->type) == 0)
		error_at(tok, "switch wants a whole number", 0);
	s->type = n->type;
	s->cases = alloc(sizeof(struct case_label));
	s->outer = choosing;
	choosing = s;
	gen(n);
	jump(look);
	body(done, 0);
	jump(done);
	set_label(look);
	if (s->otherwise == 0)
		s->otherwise = done;
	dispatch(s->cases->next, s->ncases, s->otherwise);
	set_label(done);
	choosing = s->outer;
}

// ---- jumps

struct label* named_label(struct name* name) {
	struct label* l = name->label;
	if (l == 0) {
		l = new_label();
		l->name = name;
		l->where = tok;
		l->next = labels;
		labels = l;
		name->label = l;
	}
	return l;
}

void end_labels(void) {
	for (; labels != 0; labels = labels->next) {
		if (labels->at < 0)
			error_at(labels->where, "no such label:", labels->name->text);
		labels->name->label = 0;
	}
}

void return_statement(void) {
	struct node* n;
	if (tok->kind != ';') {
		n = expression();
		if (result_type->kind == K_VOID) {
			if (n->type->kind != K_VOID)
				error_at(tok, "a value is returned where none is declared", 0);
			gen_effect(n);
		} else {
			n = converted(n, result_type);
			if (result_type->kind == K_STRUCT)
				n = assign(deref(local_place(pointer_to(result_type), 8)), n);
			gen(n);
			if (result_type->kind == K_STRUCT)
				load_word(EAX, t_uint, local_place(t_uint, 8), 0);
		}
	}
	expect(';', ";");
	jump(leaving);
}

void block(void) {
	struct binding* outside = bindings;
	int room = frame;
	depth = depth + 1;
	while (tok->kind != '}') {
		if (tok->kind == T_EOF)
			error_at(tok, "a } is missing", 0);
		if (starts_type(tok) && (tok->kind != T_NAME || peek()->kind != ':'))
			declaration();
		else
			statement();
	}
	next();
	depth = depth - 1;
	leave_scope(outside);
	frame = room;
}

void statement(void) {
	int kind = tok->kind;
	int room = frame;
	struct label* l;
	if (kind == T_NAME && peek()->kind == ':') {
		l = named_label(tok->name);
		if (l->at >= 0)
			error_at(tok, "a label that is there already:", l->name->text);
		set_label(l);
		next();
		next();
		statement();
		return;
	}
	if (kind < T_IF && kind != '{' && kind != ';') {
		gen_effect(expression());
		expect(';', ";");
		frame = room;                   // what it kept aside is not wanted any more
		return;
	}
	next();
	if (kind == '{') {
		block();
	} else if (kind == T_IF) {
		if_statement();
	} else if (kind == T_WHILE) {
		while_statement();
	} else if (kind == T_DO) {
		do_statement();
	} else if (kind == T_FOR) {
		for_statement();
	} else if (kind == T_SWITCH) {
		switch_statement();
	} else if (kind == T_CASE) {
		case_statement();
	} else if (kind == T_DEFAULT) {
		if (choosing == 0 || choosing->otherwise != 0)
			error_at(tok, "a default outside of a switch, or a second one", 0);
		choosing->otherwise = new_label();
		set_label(choosing->otherwise);
		expect(':', ":");
		statement();
	} else if (kind == T_BREAK || kind == T_CONTINUE) {
		l = break_to;
		if (kind == T_CONTINUE)
			l = continue_to;
		if (l == 0)
			error_at(tok, "nothing to break or continue here", 0);
		jump(l);
		expect(';', ";");
	} else if (kind == T_GOTO) {
		l = named_label(tok->name);
		expect_name();
		jump(l);
		expect(';', ";");
	} else if (kind == T_RETURN) {
		return_statement();
	} else if (kind != ';') {
		error_at(tok, "a statement is wanted before", token_text(tok));
	}
}
