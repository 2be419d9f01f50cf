// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// decl.c - declarations: types as they are written, variables, functions

void keyword(char* text, int kind) {
	intern(text, text_length(text))->keyword = kind;
}

void make_keywords(void) {
	keyword("void", T_VOID);
	keyword("char", T_CHAR);
	keyword("short", T_SHORT);
	keyword("int", T_INT);
	keyword("long", T_LONG);
	keyword("signed", T_SIGNED);
	keyword("__signed__", T_SIGNED);
	keyword("unsigned", T_UNSIGNED);
	keyword("float", T_FLOAT_TYPE);
	keyword("double", T_DOUBLE);
	keyword("struct", T_STRUCT);
	keyword("union", T_UNION);
	keyword("enum", T_ENUM);
	keyword("typedef", T_TYPEDEF);
	keyword("extern", T_EXTERN);
	keyword("static", T_STATIC);
	keyword("auto", T_IGNORED);
	keyword("register", T_IGNORED);
	keyword("const", T_IGNORED);
	keyword("__const", T_IGNORED);
	keyword("volatile", T_IGNORED);
	keyword("__volatile__", T_IGNORED);
	keyword("restrict", T_IGNORED);
	keyword("__restrict", T_IGNORED);
	keyword("inline", T_IGNORED);
	keyword("__inline", T_IGNORED);
	keyword("__inline__", T_IGNORED);
	keyword("__extension__", T_IGNORED);
	keyword("__attribute__", T_ATTRIBUTE);
	keyword("sizeof", T_SIZEOF);
	keyword("if", T_IF);
	keyword("else", T_ELSE);
	keyword("while", T_WHILE);
	keyword("do", T_DO);
	keyword("for", T_FOR);
	keyword("switch", T_SWITCH);
	keyword("case", T_CASE);
	keyword("default", T_DEFAULT);
	keyword("break", T_BREAK);
	keyword("continue", T_CONTINUE);
	keyword("goto", T_GOTO);
	keyword("return", T_RETURN);
}

// What a declarator says of its name, in the order in which it is to be done to the type.
struct change {
	int kind;                       // K_POINTER, K_ARRAY, K_FUNCTION
	int length;
	struct symbol* params;
	int variadic;
	int unchecked;
	struct change* next;
};

int storage;                            // T_TYPEDEF, T_EXTERN, T_STATIC or 0, of specifiers()
struct name* declared_name;             // of declarator(), or 0
struct token* declared_at;

struct type* specifiers(void);
struct type* declarator(struct type* t);

int starts_type(struct token* t) {
	if (t->kind == T_NAME)
		return t->name->symbol != 0 && t->name->symbol->kind == S_TYPEDEF;
	return t->kind >= T_VOID && t->kind <= T_ATTRIBUTE;
}

void skip_attributes(void) {
	int open = 0;
	while (tok->kind == T_ATTRIBUTE) {
		next();
		do {
			if (tok->kind == '(')
				open = open + 1;
			if (tok->kind == ')')
				open = open - 1;
			if (tok->kind == T_EOF)
				error_at(tok, "an attribute is not closed", 0);
			next();
		} while (open > 0);
	}
}

struct type* type_name(void) {
	struct type* t = declarator(specifiers());
	if (declared_name != 0)
		error_at(declared_at, "a type without a name is wanted", 0);
	return t;
}

// ---- struct, union, enum

void add_member(struct type* t, struct name* name, struct type* type, int width) {
	struct member* m = alloc(sizeof(struct member));
	struct member* last = t->members;
	if (type->kind == K_FUNCTION || type->complete == 0 && (type->kind != K_ARRAY || t->is_union))
		error_at(tok, "a member without a size", 0);
	if (name != 0 && find_member(t, name) != 0)
		error_at(tok, "a member that is there already:", name->text);
	m->name = name;
	m->type = type;
	m->width = width;
	if (last == 0) {
		t->members = m;
		return;
	}
	while (last->next != 0)
		last = last->next;
	last->next = m;
}

void read_members(struct type* t) {
	struct type* base;
	struct type* type;
	struct token* where;
	struct name* name;
	int width;
	while (tok->kind != '}') {
		where = tok;
		base = specifiers();
		if (storage != 0 || where == tok)
			error_at(tok, "a member is wanted, not", token_text(tok));
		if (tok->kind == ';' && base->kind == K_STRUCT)
			add_member(t, 0, base, 0);
		while (tok->kind != ';') {
			declared_name = 0;
			type = base;
			if (tok->kind != ':')
				type = declarator(base);
			name = declared_name;
			width = 0;
			if (take(':')) {
				width = constant_int();
				if (is_whole(type) == 0 || type->size > 4 || width < 0 || width > type->size * 8 || width == 0 && name != 0)
					error_at(tok, "a bit-field of such a type or width can't be", 0);
				if (width == 0)
					width = -1;
			}
			skip_attributes();
			add_member(t, name, type, width);
			if (tok->kind != ';')
				expect(',', ", or ;");
		}
		next();
	}
	next();
	lay_out(t);
}

struct type* tagged(struct name* tag, int kind, int body) {
	struct type* t = 0;
	if (tag != 0)
		t = tag->tag;
	if (t != 0 && (t->depth == depth || body == 0))
		return t;
	t = new_type(kind, 0, 0);
	t->complete = 0;
	t->depth = depth;
	if (tag != 0) {
		keep_binding(tag);
		tag->tag = t;
	}
	return t;
}

struct type* struct_type(int is_union) {
	struct name* tag = 0;
	struct type* t;
	int kept = storage;
	skip_attributes();
	if (tok->kind == T_NAME)
		tag = expect_name();
	t = tagged(tag, K_STRUCT, tok->kind == '{' || tok->kind == ';');
	if (t->kind != K_STRUCT || tag != 0 && t->complete && t->is_union != is_union)
		error_at(tok, "a tag of another kind:", tag->text);
	if (tok->kind == '{') {
		if (t->complete)
			error_at(tok, "this struct is known already:", tag->text);
		next();
		t->is_union = is_union;
		read_members(t);
		storage = kept;
	} else if (tag == 0) {
		error_at(tok, "a struct wants a tag or { }", 0);
	}
	return t;
}

struct type* enum_type(void) {
	int value = 0;
	struct symbol* s;
	struct name* name;
	if (tok->kind == T_NAME)
		next();
	if (take('{') == 0)
		return t_int;
	while (tok->kind != '}') {
		name = expect_name();
		if (take('='))
			value = constant_int();
		if (name->symbol != 0 && name->symbol->depth == depth)
			error_at(tok, "declared twice:", name->text);
		s = declare(name, S_CONSTANT, t_int);
		s->value = value;
		value = value + 1;
		if (tok->kind != '}')
			expect(',', ", or }");
	}
	next();
	return t_int;
}

// ---- the words before the names

struct type* type_of_word(int kind) {
	if (kind == T_VOID)
		return t_void;
	if (kind == T_CHAR)
		return t_char;
	if (kind == T_INT)
		return t_int;
	if (kind == T_FLOAT_TYPE)
		return t_float;
	if (kind == T_DOUBLE)
		return t_double;
	return 0;
}

struct type* whole_type(int is_unsigned, struct type* plain, struct type* without_sign) {
	if (is_unsigned)
		return without_sign;
	return plain;
}

struct type* specifiers(void) {
	struct type* t = 0;
	int unsigned_seen = 0;
	int signed_seen = 0;
	int longs = 0;
	int shorts = 0;
	int kind;
	int going = 1;
	storage = 0;
	while (going) {
		kind = tok->kind;
		if (kind == T_ATTRIBUTE) {
			skip_attributes();
		} else if (kind == T_TYPEDEF || kind == T_EXTERN || kind == T_STATIC) {
			if (storage != 0)
				error_at(tok, "two storage classes", 0);
			storage = kind;
			next();
		} else if (kind == T_IGNORED) {
			next();
		} else if (kind == T_UNSIGNED) {
			unsigned_seen = 1;
			next();
		} else if (kind == T_SIGNED) {
			signed_seen = 1;
			next();
		} else if (kind == T_LONG) {
			longs = longs + 1;
			next();
		} else if (kind == T_SHORT) {
			shorts = 1;
			next();
		} else if (starts_type(tok) && (kind != T_NAME || t == 0 && unsigned_seen + signed_seen + longs + shorts == 0)) {
			if (t != 0)
				error_at(tok, "two types in one declaration", 0);
			if (kind == T_NAME)
				t = tok->name->symbol->type;
			else
				t = type_of_word(kind);
			next();
			if (kind == T_STRUCT)
				t = struct_type(0);
			else if (kind == T_UNION)
				t = struct_type(1);
			else if (kind == T_ENUM)
				t = enum_type();
		} else {
			going = 0;
		}
	}
	if (longs + shorts + unsigned_seen + signed_seen == 0) {
		if (t == 0)
			return t_int;
		return t;
	}
	if (longs == 1 && t == t_double && unsigned_seen + signed_seen + shorts == 0)
		return t_ldouble;
	if (t == t_char && longs + shorts == 0)
		return whole_type(unsigned_seen, t_char, t_uchar);
	if (t != 0 && t != t_int || longs > 2 || longs > 0 && shorts || unsigned_seen && signed_seen)
		error_at(tok, "these words make no type", 0);
	if (shorts)
		return whole_type(unsigned_seen, t_short, t_ushort);
	if (longs == 2)
		return whole_type(unsigned_seen, t_llong, t_ullong);
	return whole_type(unsigned_seen, t_int, t_uint);
}

// ---- declarators

struct change* new_change(int kind, struct change* next) {
	struct change* c = alloc(sizeof(struct change));
	c->kind = kind;
	c->next = next;
	return c;
}

void read_parameters(struct change* c) {
	struct symbol* p;
	struct symbol* last = 0;
	struct type* t;
	if (take(')')) {
		c->unchecked = 1;
		return;
	}
	if (tok->kind == T_VOID && peek()->kind == ')') {
		next();
		next();
		return;
	}
	c->unchecked = starts_type(tok) == 0;           // names alone: their types follow
	while (1) {
		if (take(T_ELLIPSIS)) {
			c->variadic = 1;
			expect(')', ")");
			return;
		}
		t = 0;
		if (c->unchecked) {
			declared_name = expect_name();
		} else {
			if (starts_type(tok) == 0)
				error_at(tok, "a parameter's type is wanted, not", token_text(tok));
			t = declarator(specifiers());
			if (t->kind == K_ARRAY)
				t = pointer_to(t->base);
			else if (t->kind == K_FUNCTION)
				t = pointer_to(t);
		}
		p = new_symbol(declared_name, S_LOCAL, t);
		if (last == 0)
			c->params = p;
		else
			last->next = p;
		last = p;
		if (take(')'))
			return;
		expect(',', ", or )");
	}
}

// LIST, and behind it MORE.
struct change* followed_by(struct change* list, struct change* more) {
	struct change* last = list;
	if (list == 0)
		return more;
	while (last->next != 0)
		last = last->next;
	last->next = more;
	return list;
}

// The changes of one declarator, the first to be done in front.
struct change* read_declarator(void) {
	struct change* stars = 0;
	struct change* inner = 0;
	struct change* suffixes = 0;
	struct change* c;
	struct name* name;
	struct token* at;
	int kept;
	while (tok->kind == '*' || tok->kind == T_IGNORED || tok->kind == T_ATTRIBUTE) {
		if (tok->kind == '*')
			stars = new_change(K_POINTER, stars);
		if (tok->kind == T_ATTRIBUTE)
			skip_attributes();
		else
			next();
	}
	if (tok->kind == T_NAME) {
		declared_name = tok->name;
		declared_at = tok;
		next();
	} else if (tok->kind == '(' && peek()->kind != ')' && starts_type(peek()) == 0) {
		next();
		inner = read_declarator();
		expect(')', ")");
	}
	while (tok->kind == '[' || tok->kind == '(') {
		c = new_change(K_FUNCTION, suffixes);
		name = declared_name;           // types inside have names of their own
		at = declared_at;
		kept = storage;
		if (take('[')) {
			c->kind = K_ARRAY;
			c->length = -1;
			if (tok->kind != ']') {
				c->length = constant_int();
				if (c->length < 0)
					error_at(tok, "an array with less than no elements", 0);
			}
			expect(']', "]");
		} else {
			next();
			read_parameters(c);
		}
		declared_name = name;
		declared_at = at;
		storage = kept;
		suffixes = c;
	}
	return followed_by(stars, followed_by(suffixes, inner));
}

struct type* declarator(struct type* t) {
	struct change* c;
	declared_name = 0;
	declared_at = tok;
	for (c = read_declarator(); c != 0; c = c->next) {
		if (c->kind == K_POINTER) {
			t = pointer_to(t);
		} else if (c->kind == K_ARRAY) {
			if (t->kind == K_FUNCTION || t->complete == 0 || t->kind == K_VOID)
				error_at(tok, "an array of what has no size", 0);
			t = array_of(t, c->length);
		} else {
			if (t->kind == K_FUNCTION || t->kind == K_ARRAY)
				error_at(tok, "a function can't give this", 0);
			t = function_of(t);
			t->params = c->params;
			t->variadic = c->variadic;
			t->unchecked = c->unchecked;
		}
	}
	return t;
}

// ---- variables and functions

// Declared again: the same, or one of the two tells more.
void agree(struct symbol* s, struct type* t) {
	if (same_type(s->type, t) == 0)
		error_at(declared_at, "declared before as something else:", s->name->text);
	if (s->type->complete == 0 || s->type->unchecked && t->unchecked == 0)
		s->type = t;
}

// NAME stands for an object of the whole program, or of this file if it is static.
struct symbol* declare_global(struct name* name, struct type* t, int is_static) {
	struct symbol* s = name->symbol;
	if (s != 0 && s->depth == depth && s->kind != S_GLOBAL)
		error_at(declared_at, "declared twice:", name->text);
	if (s != 0 && s->kind == S_GLOBAL && (s->depth == depth || s->depth == 0 && is_static == 0)) {
		agree(s, t);
		s->object->type = s->type;
		return s;
	}
	s = declare(name, S_GLOBAL, t);
	if (is_static) {
		s->object = new_object(name, t);
	} else {
		if (name->object == 0)
			name->object = new_object(name, t);
		s->object = name->object;
	}
	return s;
}

void check_size(struct type* t, struct name* name) {
	if (t->complete == 0 || t->kind == K_VOID || t->kind == K_FUNCTION)
		error_at(declared_at, "its size is not known:", name->text);
}

void static_variable(struct symbol* s, int initialised) {
	struct object* o = s->object;
	if (initialised) {
		if (o->section != AT_NOWHERE)
			error_at(declared_at, "this has a value already:", s->name->text);
		s->type = read_initialiser(s->type);
		o->type = s->type;
		check_size(s->type, s->name);
		write_static(o, s->type);
	} else {
		o->tentative = 1;
	}
}

void local_variable(struct name* name, struct type* t) {
	struct symbol* s = declare(name, S_LOCAL, t);
	int kept = frame;
	if (t->complete)
		s->value = new_local(t->size);
	if (take('=') == 0) {
		check_size(t, name);
		return;
	}
	if (t->complete == 0) {
		s->type = read_initialiser(t);
		check_size(s->type, name);
		s->value = new_local(s->type->size);
		kept = frame;
	} else {
		kept = frame;
		read_initialiser(t);
	}
	assign_local(s->value, s->type);
	frame = kept;
}

void typedef_name(struct name* name, struct type* t) {
	struct symbol* s = name->symbol;
	if (s != 0 && s->depth == depth && s->kind == S_TYPEDEF && same_type(s->type, t))
		return;
	if (s != 0 && s->depth == depth)
		error_at(declared_at, "declared twice:", name->text);
	declare(name, S_TYPEDEF, t);
}

// The types of parameters that only had names.
void old_parameters(struct type* f) {
	struct symbol* p;
	struct type* base;
	struct type* t;
	while (tok->kind != '{') {
		base = specifiers();
		do {
			t = declarator(base);
			if (t->kind == K_ARRAY)
				t = pointer_to(t->base);
			p = f->params;
			while (p != 0 && p->name != declared_name)
				p = p->next;
			if (p == 0)
				error_at(declared_at, "no such parameter", 0);
			p->type = t;
		} while (take(','));
		expect(';', ";");
	}
	for (p = f->params; p != 0; p = p->next) {
		if (p->type == 0)
			p->type = t_int;
	}
}

void define_function(struct symbol* s, struct type* t) {
	struct symbol* p;
	struct binding* outside = bindings;
	int at = 8;
	int patch;
	if (s->object->section != AT_NOWHERE)
		error_at(declared_at, "this function is there already:", s->name->text);
	s->object->section = AT_CODE;
	s->object->offset = code->used;
	depth = 1;
	if (t->unchecked)
		old_parameters(t);
	if (t->base->kind == K_STRUCT)
		at = 12;                        // [ebp + 8] says where the result goes
	for (p = t->params; p != 0; p = p->next) {
		if (p->name == 0)
			error_at(tok, "a parameter without a name", 0);
		check_size(p->type, p->name);
		declare(p->name, S_LOCAL, p->type)->value = at;
		at = at + (p->type->size + 3 & ~3);
	}
	frame = 0;
	frame_most = 0;
	leave = new_label();
	result_type = t->base;
	op3(0x55, 0x89, 0xE5);                          // push ebp; mov ebp, esp
	op2(0x81, 0xEC);                                // sub esp, the frame
	patch = code->used;
	word(0);
	expect('{', "{");
	block();
	if (text_equal(s->name->text, "main"))
		load_number(EAX, 0);
	set_label(leave);
	op2(0xC9, 0xC3);                                // leave; ret
	set4(code, patch, frame_most);
	end_labels();
	depth = 0;
	leave_scope(outside);
}

// One declaration, up to its ; or its function's end.
void declaration(void) {
	struct token* where = tok;
	struct type* base = specifiers();
	struct type* t;
	struct symbol* s;
	struct name* name;
	int kind = storage;
	int local;
	if (tok->kind == ';' && tok != where) {
		next();
		return;
	}
	while (1) {
		t = declarator(base);
		name = declared_name;
		if (name == 0)
			error_at(tok, "a name is wanted, not", token_text(tok));
		if (where == declared_at && t->kind != K_FUNCTION)
			error_at(where, "no type stands before", name->text);
		skip_attributes();
		local = depth > 0 && kind != T_EXTERN && t->kind != K_FUNCTION;
		if (kind == T_TYPEDEF) {
			typedef_name(name, t);
		} else if (local && kind == 0) {
			local_variable(name, t);
		} else if (local) {
			s = declare(name, S_GLOBAL, t);
			s->object = new_object(name, t);
			static_variable(s, take('='));
			check_size(s->type, name);
		} else {
			s = declare_global(name, t, kind == T_STATIC && depth == 0);
			if (t->kind == K_FUNCTION && depth == 0 && (tok->kind == '{' || t->unchecked && starts_type(tok))) {
				define_function(s, t);
				return;
			}
			if (take('='))
				static_variable(s, 1);
			else if (t->kind != K_FUNCTION && kind != T_EXTERN)
				static_variable(s, 0);
		}
		if (take(';'))
			return;
		expect(',', ", or ;");
	}
}

void compile_file(char* path) {
	reset_macros();
	start_file(path);
	while (tok->kind != T_EOF) {
		if (take(';') == 0)
			declaration();
	}
	leave_scope(0);
}
