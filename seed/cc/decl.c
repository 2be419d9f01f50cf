// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// decl.c - declarations: types as they are written, variables, functions

// Words, each with a space behind, become keywords: KIND and every STEP on.
void keywords(char* words, int kind, int step) {
	int n;
	for (; words[0] != 0; words = words + n + 1) {
		n = 0;
		while (words[n] != ' ')
			n = n + 1;
		intern(words, n)->keyword = kind;
		kind = kind + step;
	}
}

void make_keywords(void) {
	keywords("void char short int long signed unsigned float double struct union enum ", T_VOID, 1);
	keywords("typedef extern static auto __attribute__ sizeof if else while do for ", T_TYPEDEF, 1);
	keywords("switch case default break continue goto return ", T_SWITCH, 1);
	keywords("__signed__ ", T_SIGNED, 0);
	keywords("register const __const volatile __volatile__ restrict __restrict ", T_IGNORED, 0);
	keywords("inline __inline __inline__ __extension__ ", T_IGNORED, 0);
	intern("void", 4)->symbol = new_symbol(0, S_TYPEDEF, t_void);   // these words are types by themselves
	intern("char", 4)->symbol = new_symbol(0, S_TYPEDEF, t_char);
	intern("int", 3)->symbol = new_symbol(0, S_TYPEDEF, t_int);
	intern("float", 5)->symbol = new_symbol(0, S_TYPEDEF, t_float);
	intern("double", 6)->symbol = new_symbol(0, S_TYPEDEF, t_double);
}

// What a declarator says of its name, in the order in which it is to be done to the type.
struct change {
	struct change* next;
	int kind;                       // K_POINTER, K_ARRAY, K_FUNCTION
	int length;                     // K_ARRAY: below 0 if it is not told
	struct type* function;          // K_FUNCTION: all but its result
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
			open = open + (tok->kind == '(') - (tok->kind == ')');
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
	if (type->kind == K_FUNCTION || type->complete == 0 && (type->kind != K_ARRAY || t->is_union))
		error_at(tok, "a member without a size", 0);
	if (name != 0 && find_member(t, name) != 0)
		error_at(tok, "a member that is there already:", name->text);
	m->name = name;
	m->type = type;
	m->width = width;
	t->members = appended(t->members, m);
}

void read_members(struct type* t) {
	struct type* base;
	struct type* type;
	struct token* where;
	struct name* name;
	int width;
	while (take('}') == 0) {
		where = tok;
		base = specifiers();
		if (storage != 0 || where == tok)
			error_at(tok, "a member is wanted, not", token_text(tok));
		if (tok->kind == ';' && base->kind == K_STRUCT)
			add_member(t, 0, base, 0);
		while (take(';') == 0) {
			declared_name = 0;
			type = base;
			if (tok->kind != ':')
				type = declarator(base);
			name = declared_name;
			width = 0;
			if (take(':')) {
				width = constant_int();
				if (is_whole(type) == 0 || type->size > 4 || width < 0 ||
					width > type->size * 8 || width == 0 && name != 0)
					error_at(tok, "a bit-field of such a type or width can't be", 0);
				if (width == 0)
					width = -1;
			}
			skip_attributes();
			add_member(t, name, type, width);
			if (tok->kind != ';')
				expect(',', ", or ;");
		}
	}
	lay_out(t);
}

// The struct called TAG, if there is one; a BODY makes a new one in each block.
struct type* tagged(struct name* tag, int body) {
	struct type* t = 0;
	if (tag != 0)
		t = tag->tag;
	if (t != 0 && (t->depth == depth || body == 0))
		return t;
	t = new_type(K_STRUCT, 0, 0);
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
	skip_attributes();
	if (tok->kind == T_NAME)
		tag = expect_name();
	t = tagged(tag, tok->kind == '{' || tok->kind == ';');
	if (tag != 0 && t->complete && t->is_union != is_union)
		error_at(tok, "a tag of another kind:", tag->text);
	if (tok->kind == '{') {
		if (t->complete)
			error_at(tok, "this struct is known already:", tag->text);
		next();
		t->is_union = is_union;
		read_members(t);
	} else if (tag == 0) {
		error_at(tok, "a struct wants a tag or { }", 0);
	}
	return t;
}

struct type* enum_type(void) {
	int value = 0;
	struct name* name;
	take(T_NAME);
	if (take('{') == 0)
		return t_int;
	while (take('}') == 0) {
		name = expect_name();
		if (take('='))
			value = constant_int();
		if (name->symbol != 0 && name->symbol->depth == depth)
			error_at(tok, "declared twice:", name->text);
		declare(name, S_CONSTANT, t_int)->value = value;
		value = value + 1;
		if (tok->kind != '}')
			expect(',', ", or }");
	}
	return t_int;
}

// ---- the words before the names

struct type* specifiers(void) {
	struct type* t = 0;
	struct token* word;
	int is_unsigned = 0;
	int is_signed = 0;
	int longs = 0;
	int shorts = 0;
	int words = 0;                  // of these four kinds
	int stored = 0;                 // kept here: a struct has specifiers inside
	int kind;
	while (starts_type(tok) && (tok->kind != T_NAME || t == 0 && words == 0)) {
		word = tok;
		kind = tok->kind;
		if (kind == T_ATTRIBUTE) {
			skip_attributes();
			continue;
		}
		next();
		is_unsigned = is_unsigned | kind == T_UNSIGNED;
		is_signed = is_signed | kind == T_SIGNED;
		shorts = shorts | kind == T_SHORT;
		longs = longs + (kind == T_LONG);
		if (kind == T_UNSIGNED || kind == T_SIGNED || kind == T_SHORT || kind == T_LONG) {
			words = words + 1;
		} else if (kind == T_TYPEDEF || kind == T_EXTERN || kind == T_STATIC) {
			if (stored != 0)
				error_at(word, "two storage classes", 0);
			stored = kind;
		} else if (kind != T_IGNORED) {
			if (t != 0)
				error_at(word, "two types in one declaration", 0);
			if (kind == T_STRUCT || kind == T_UNION)
				t = struct_type(kind == T_UNION);
			else if (kind == T_ENUM)
				t = enum_type();
			else
				t = word->name->symbol->type;
		}
	}
	storage = stored;
	if (words == 0 && t == 0)
		return t_int;
	if (words == 0)
		return t;
	if (longs == 1 && t == t_double && words == 1)
		return t_ldouble;
	if (t == t_char && longs + shorts == 0)
		return whole_type(is_unsigned, t_char, t_uchar);
	if (t != 0 && t != t_int || longs > 2 || longs > 0 && shorts || is_unsigned && is_signed)
		error_at(tok, "these words make no type", 0);
	if (shorts)
		return whole_type(is_unsigned, t_short, t_ushort);
	if (longs == 2)
		return whole_type(is_unsigned, t_llong, t_ullong);
	return whole_type(is_unsigned, t_int, t_uint);
}

// ---- declarators

struct change* new_change(int kind, struct change* next) {
	struct change* c = alloc(sizeof(struct change));
	c->kind = kind;
	c->next = next;
	return c;
}

// A declarator of which arrays and functions become pointers.
struct type* parameter(struct type* base) {
	struct type* t = declarator(base);
	if (t->kind == K_ARRAY)
		return pointer_to(t->base);
	if (t->kind == K_FUNCTION)
		return pointer_to(t);
	return t;
}

void read_parameters(struct type* f) {
	struct type* t;
	if (take(')')) {
		f->unchecked = 1;
		return;
	}
	if (tok->kind == T_VOID && peek()->kind == ')') {
		next();
		next();
		return;
	}
	f->unchecked = starts_type(tok) == 0;           // names alone: their types follow
	while (1) {
		if (take(T_ELLIPSIS)) {
			f->variadic = 1;
			expect(')', ")");
			return;
		}
		t = 0;
		if (f->unchecked) {
			declared_name = expect_name();
		} else {
			if (starts_type(tok) == 0)
				error_at(tok, "a parameter's type is wanted, not", token_text(tok));
			t = parameter(specifiers());
		}
		f->params = appended(f->params, new_symbol(declared_name, S_LOCAL, t));
		if (take(')'))
			return;
		expect(',', ", or )");
	}
}

// The changes of one declarator, the first to be done in front.
struct change* read_declarator(void) {
	struct change* stars = 0;
	struct change* inner = 0;
	struct change* suffixes = 0;
	struct change* c;
	struct name* name;
	struct token* at;
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
			c->function = function_of(0);
			read_parameters(c->function);
		}
		declared_name = name;
		declared_at = at;
		suffixes = c;
	}
	return appended(stars, appended(suffixes, inner));
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
			c->function->base = t;
			t = c->function;
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

// DECLARED: without a value it may be somebody else's.
void static_variable(struct symbol* s, int declared) {
	struct object* o = s->object;
	if (take('=')) {
		if (o->section != AT_NOWHERE)
			error_at(declared_at, "this has a value already:", s->name->text);
		s->type = read_initialiser(s->type);
		o->type = s->type;
		check_size(s->type, s->name);
		write_static(o, s->type);
	} else if (declared == 0) {
		o->tentative = 1;
	}
}

void local_variable(struct name* name, struct type* t) {
	struct symbol* s = declare(name, S_LOCAL, t);
	int has_value = take('=');
	int kept;
	if (t->complete)
		s->value = new_local(t->size);
	kept = frame;
	if (has_value)
		s->type = read_initialiser(t);
	check_size(s->type, name);
	if (t->complete == 0) {
		s->value = new_local(s->type->size);
		kept = frame;
	}
	if (has_value)
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
			t = parameter(base);
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
	leaving = new_label();
	result_type = t->base;
	op3(0x55, 0x89, 0xE5);                          // push ebp; mov ebp, esp
	op2(0x81, 0xEC);                                // sub esp, the frame
	patch = code->used;
	word(0);
	expect('{', "{");
	block();
	if (text_equal(s->name->text, "main"))
		load_number(EAX, 0);
	set_label(leaving);
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
	int begins;                     // the body of a function
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
			static_variable(s, 0);
			check_size(s->type, name);
		} else {
			s = declare_global(name, t, kind == T_STATIC && depth == 0);
			begins = tok->kind == '{' || t->unchecked && starts_type(tok);
			if (t->kind == K_FUNCTION && depth == 0 && begins) {
				define_function(s, t);
				return;
			}
			static_variable(s, t->kind == K_FUNCTION || kind == T_EXTERN);
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
