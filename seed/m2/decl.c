// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// decl.c - declarations: types, variables, what they begin with
//
// Members of a struct are packed. A local of less than a word has a word. char is signed; long long is a word.

enum { LARGEST = 0x1000000 };           // bytes of one variable

struct symbol* globals;                 // by ->next; name is the label, value one of AT_...
int storage;                            // after specifiers(): T_STATIC, T_EXTERN, T_TYPEDEF or 0
struct name* declared;                  // after declarator(): the name, or 0
char* function_name;

int starts_type(struct token* t) {
	if (t->kind == T_NAME) return t->name->symbol != 0 && t->name->symbol->kind == S_TYPEDEF;
	return t->kind >= T_VOID && t->kind <= T_IGNORED;
}

// ---- types

struct type* struct_type(int is_union) {
	struct name* tag = tok->name; struct type* t = 0; struct type* base; struct member* m;
	struct member* last = 0;
	if (take(T_NAME)) t = tag->tag;
	if (t == 0 || tok->kind == '{' && t->depth != depth) {
		t = new_type(K_STRUCT, 0, 0);
		t->complete = 0; t->is_union = is_union; t->depth = depth;
		if (tag != 0) {
			keep_binding(tag);
			tag->tag = t;
		}
	}
	if (take('{') == 0) return t;
	while (take('}') == 0) {
		base = specifiers();
		do {
			m = alloc(sizeof(struct member));
			m->type = declarator(base);
			m->name = declared; m->type->align = 1;
			if (m->type->complete == 0 || m->type->kind == K_FUNCTION || t->complete || tok->kind == ':')
				error_at(tok, "no member can be like this", 0);
			if (last == 0) t->members = m;
			else last->next = m;
			last = m;
		} while (take(','));
		need(';', ";");
	}
	lay_out(t);
	return t;
}

struct type* enum_type(void) {
	struct name* name; int value = 0;
	take(T_NAME);
	if (take('{') == 0) return t_int;
	for (; take('}') == 0; need_comma('}')) {
		name = tok->name;
		need(T_NAME, "a name");
		if (take('=')) value = constant();
		declare(name, S_CONSTANT, t_int)->value = value; value = value + 1;
	}
	return t_int;
}

// What a declaration begins with: const, static and so on in any order with a type.
struct type* specifiers(void) {
	struct type* t = 0; int stored = 0; int size = 4; int kind = tok->kind;
	int words = 0;                  // a bit for each of void to unsigned
	nest(1);
	if (starts_type(tok) == 0) need(-1, "a type");
	for (; starts_type(tok) && (kind != T_NAME || t == 0 && words == 0); kind = tok->kind) {
		if (kind == T_NAME) t = tok->name->symbol->type;
		next();
		if (kind == T_STRUCT || kind == T_UNION) t = struct_type(kind == T_UNION);
		else if (kind == T_ENUM) t = enum_type();
		else if (kind >= T_VOID && kind <= T_UNSIGNED) words = words | 1 << (kind - T_VOID);
		else if (kind >= T_TYPEDEF && kind <= T_STATIC) stored = kind;
	}
	nest(-1);
	storage = stored;
	if (t != 0) return t;
	if ((words & 1) != 0) return t_void;
	if ((words & 6) != 0) size = (words & 6) / 2;
	return new_type(K_CHAR + size / 2, words >> 6, size);
}

// The parameters of a function that gives T, behind the (. They are listed the last one first.
struct type* parameters(struct type* t) {
	struct type* f = function_of(t); struct symbol* s; int stored = storage;
	for (; take(')') == 0; need_comma(')')) {
		if (take(T_ELLIPSIS)) continue;
		t = declarator(specifiers());
		if (t->kind == K_ARRAY) t = pointer_to(t->base);
		if (t->kind == K_FUNCTION) t = pointer_to(t);
		if (t->kind == K_VOID) continue;
		s = new_symbol(declared, S_LOCAL, t);
		s->value = 1;
		if (f->params != 0) s->value = f->params->value + 1;
		s->next = f->params; f->params = s;
	}
	storage = stored;
	return f;
}

struct type* suffixes(struct type* t) {
	int length = -1;
	if (take('(')) return parameters(t);
	if (take('[') == 0) return t;
	if (tok->kind != ']') length = constant();
	need(']', "]");
	t = suffixes(t);
	if (length < -1 || length > LARGEST / element_size(pointer_to(t)))
		error_at(tok, "no array can have this size", 0);
	return array_of(t, length);
}

// Stars, name and suffixes around the type T. What stands in inner brackets is read around a hole, which is
// filled when the suffixes behind them are known.
struct type* declarator(struct type* t) {
	struct type* hole = 0; struct type* inner; struct name* name = 0;
	nest(1);
	for (; tok->kind == '*' || tok->kind == T_IGNORED; next()) {
		if (tok->kind == '*') t = pointer_to(t);
	}
	if (tok->kind == '(' && (peek()->kind == '*' || peek()->kind == T_NAME && starts_type(peek()) == 0)) {
		next();
		hole = new_type(K_INT, 0, 4);
		inner = declarator(hole);
		name = declared;
		need(')', ")");
	} else {
		name = tok->name;
		if (take(T_NAME) == 0) name = 0;
	}
	t = suffixes(t);
	declared = name;
	nest(-1);
	if (hole == 0) return t;
	copy(hole, t, sizeof(struct type));
	return inner;
}

// ---- what static variables begin with

// A number, or what set_global() made: one instruction, `'B8' &label`.
void initial_word(struct type* t) {
	int before = code->used; char* text; int end = 0;
	operators(0);
	load();
	text = cut(before);
	while (text[end] != 0 && text[end] != '\n') end = end + 1;
	if (t->size > 4 || known == 0 && (t->size != 4 || text[end] == 0 || text[end + 1] != 0 || text[5] != '&'))
		error_at(tok, "not a value known beforehand, before", spelling(tok));
	if (known) text = join("     '", join(hex(known_number, t->size), "'\n"));
	put(data, text + 5);
}

// Emits the value of a T, and answers T, or the array of the length that is now known.
struct type* initial(struct type* t) {
	struct member* m = t->members; struct type* of = t->base; int filled = 0;
	if (t->kind == K_ARRAY && of->size == 1 && tok->kind == T_STRING) {
		filled = tok->length + (tok->length != t->length);
		put_data(data, tok->text, filled);
		next();
	} else if (t->kind == K_ARRAY || t->kind == K_STRUCT) {
		need('{', "{");
		for (; take('}') == 0; need_comma('}')) {
			if (m != 0) of = m->type;
			if (t->kind == K_STRUCT && (m == 0 || filled != m->offset))
				error_at(tok, "more values than members", 0);
			initial(of);
			filled = filled + of->size;
			if (m != 0) m = m->next;
		}
	} else {
		initial_word(t);
		filled = t->size;
	}
	if (t->kind == K_ARRAY && t->length < 0) t = array_of(t->base, filled / t->base->size);
	if (filled > t->size) error_at(tok, "more than there is room for", 0);
	put_data(data, alloc(t->size - filled), t->size - filled);
	return t;
}

// ---- variables

// NAME outside of frames, which may have been declared before.
struct symbol* declare_global(struct name* name, struct type* t, char* label) {
	struct symbol* s = name->symbol;
	if (s == 0 || s->kind != S_GLOBAL || s->depth != depth) {
		s = declare(name, S_GLOBAL, t);
		s->name = intern(label, text_length(label));
		s->next = globals; globals = s;
	}
	if (t->kind != K_ARRAY || t->length >= 0) s->type = t;
	return s;
}

// Behind the declarator of a variable outside of frames.
void static_variable(struct symbol* s, int is_extern) {
	if (take('=')) {
		if (s->value == AT_DATA) error_at(tok, "has its value already:", s->name->text);
		s->value = AT_DATA;
		put_label(data, s->name->text);
		s->type = initial(s->type);
	} else if (is_extern == 0 && s->value == AT_NOWHERE) {
		s->value = AT_ZERO;
	}
}

void local_variable(struct symbol* s) {
	if (s->type->size == 0 || frame > LARGEST)
		error_at(tok, "a variable of no size, or too large a one:", s->name->text);
	frame = frame + ((s->type->size + 3) & ~3);
	if (frame > frame_most) frame_most = frame;
	s->value = -frame;
	if (take('=')) {
		set_local(s->value, s->type);
		push_place();
		assignment();
		store(s->type);
	}
}

void function(struct symbol* f);

void declaration(void) {
	struct type* base = specifiers(); struct type* t; struct name* name; int stored = storage;
	for (; take(';') == 0; need_comma(';')) {
		t = declarator(base);
		name = declared;
		if (name == 0) need(-1, "a name");
		if (stored == T_TYPEDEF) declare(name, S_TYPEDEF, t);
		else if (t->kind == K_FUNCTION) declare_global(name, t, join("FUNCTION_", name->text));
		else if (depth == 0 || stored == T_EXTERN)
			static_variable(declare_global(name, t, join("GLOBAL_", name->text)), stored == T_EXTERN);
		else if (stored == T_STATIC)
			static_variable(declare_global(name, t, join("STATIC_", join(name->text, join("_", decimal(new_jumps()))))), 0);
		else local_variable(declare(name, S_LOCAL, t));
		if (t->kind == K_FUNCTION && depth == 0 && take('{')) {
			function_name = name->text;
			function(name->symbol);
			return;
		}
	}
}
