// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// init.c - initialisers: what stands between braces becomes a list of entries, each a value for
// a place; static data is then written, a local variable assigned entry by entry

struct entry {
	struct entry* next;
	int offset;                     // from the start of the variable
	struct type* type;
	struct member* bits;            // if it is a bit-field
	struct node* value;
	struct token* text;             // instead of a value: a string for an array of characters
};

struct entry* entries;
struct entry* last_entry;               // there may be too many to look for it
struct node* pending;                   // an expression that was read to see whether it is a struct

// M is the member that it is, or 0.
struct entry* add_entry(struct type* t, int offset, struct member* m) {
	struct entry* e = alloc(sizeof(struct entry));
	e->type = t;
	e->offset = offset;
	if (m != 0 && m->width != 0)
		e->bits = m;
	if (entries == 0)
		entries = e;
	else
		last_entry->next = e;
	last_entry = e;
	return e;
}

void init_one(struct type* t, int offset, struct member* m);

// After an element: is another one coming for this list? Takes the comma if so.
int another(int braced) {
	int kind;
	if (tok->kind != ',')
		return 0;
	kind = peek()->kind;
	if (braced == 0 && (kind == '}' || kind == '.' || kind == '['))
		return 0;
	next();
	return tok->kind != '}';
}

// The index of a designator in the array T.
int index_in(struct type* t) {
	int i;
	expect('[', "[");
	i = constant_int();
	expect(']', "]");
	if (t->kind != K_ARRAY)
		error_at(tok, "[ ] for what is not an array", 0);
	return i;
}

// The member of T that a designator names; found_offset is its place.
struct member* member_in(struct type* t) {
	struct member* m;
	expect('.', ".");
	m = find_member(t, tok->name);
	if (m == 0)
		error_at(tok, "no member", token_text(tok));
	next();
	return m;
}

// After [3] or .name there may be more of them; then = and the value.
void designated(struct type* t, int offset, struct member* m) {
	int i;
	while (tok->kind == '[' || tok->kind == '.') {
		if (tok->kind == '[') {
			i = index_in(t);
			t = t->base;
			offset = offset + i * t->size;
			m = 0;
		} else {
			m = member_in(t);
			t = m->type;
			offset = offset + found_offset;
		}
	}
	expect('=', "=");
	init_one(t, offset, m);
}

// The elements of an array, with braces around or not; answers how many it has.
int init_array(struct type* t, int offset, int braced) {
	int i = 0;
	int most = 0;
	if (tok->kind == '}' && braced)
		return 0;
	do {
		if (braced && tok->kind == '[') {
			i = index_in(t);
			if (i < 0 || t->length >= 0 && i >= t->length)
				error_at(tok, "outside of the array", 0);
			designated(t->base, offset + i * t->base->size, 0);
		} else {
			if (t->length >= 0 && i >= t->length)
				error_at(tok, "more values than elements", 0);
			init_one(t->base, offset + i * t->base->size, 0);
		}
		i = i + 1;
		if (i > most)
			most = i;
		if (braced == 0 && i == t->length)
			return most;
	} while (another(braced));
	return most;
}

// An unnamed bit-field takes no value.
struct member* with_value(struct member* m) {
	while (m != 0 && m->name == 0 && m->type->kind != K_STRUCT)
		m = m->next;
	return m;
}

void init_struct(struct type* t, int offset, int braced) {
	struct member* m = with_value(t->members);
	int base = offset;
	if (tok->kind == '}' && braced)
		return;
	do {
		if (braced && tok->kind == '.') {
			m = member_in(t);
			base = offset + found_offset - m->offset;
			designated(m->type, base + m->offset, m);
		} else {
			if (m == 0)
				error_at(tok, "more values than members", 0);
			init_one(m->type, base + m->offset, m);
		}
		m = with_value(m->next);
		if (t->is_union)
			m = 0;
		if (braced == 0 && m == 0)
			return;
	} while (another(braced));
}

void init_list(struct type* t, int offset, int braced) {
	if (t->kind == K_ARRAY)
		init_array(t, offset, braced);
	else
		init_struct(t, offset, braced);
}

int is_text(struct type* t) {
	return t->kind == K_ARRAY && t->base->kind == K_CHAR && tok->kind == T_STRING && pending == 0;
}

void init_one(struct type* t, int offset, struct member* m) {
	if (is_text(t)) {
		add_entry(t, offset, 0)->text = tok;
		next();
		return;
	}
	if (tok->kind == '{' && pending == 0) {
		next();
		if ((t->kind == K_ARRAY || t->kind == K_STRUCT) && is_text(t) == 0)
			init_list(t, offset, 1);
		else
			init_one(t, offset, m);
		take(',');
		expect('}', "}");
		return;
	}
	if (pending == 0)
		pending = assignment();
	if (t->kind == K_ARRAY || t->kind == K_STRUCT && pending->type != t) {
		init_list(t, offset, 0);
		return;
	}
	add_entry(t, offset, m)->value = converted(pending, t);
	pending = 0;
}

// The type T again, its length known once its initialiser is.
struct type* read_initialiser(struct type* t) {
	int length;
	entries = 0;
	if (t->kind != K_ARRAY && tok->kind != '{') {
		pending = 0;
		add_entry(t, 0, 0)->value = converted(assignment(), t);
		return t;
	}
	if (t->kind != K_ARRAY || t->length >= 0) {
		init_one(t, 0, 0);
		return t;
	}
	if (tok->kind == '{' && (peek()->kind != T_STRING || t->base->kind != K_CHAR)) {
		next();
		length = init_array(t, 0, 1);
		take(',');
		expect('}', "}");
	} else {
		init_one(t, 0, 0);
		if (entries == 0 || entries->text == 0)
			error_at(tok, "an array wants { }", 0);
		length = entries->text->length + 1;
		entries->type = array_of(t->base, length);
	}
	return array_of(t->base, length);
}

// ---- static data

void write_bits(int at, struct entry* e, int value) {
	int i;
	int mask = 0;
	for (i = 0; i < e->bits->width; i = i + 1)
		mask = mask | 1 << i;
	value = (value & mask) << e->bits->shift;
	mask = mask << e->bits->shift;
	for (i = 0; i < e->type->size; i = i + 1)
		data->bytes[at + i] = data->bytes[at + i] & ~(mask >> i * 8) | value >> i * 8;
}

void write_entry(int at, struct entry* e) {
	struct node* n = e->value;
	struct type* t = e->type;
	int i;
	if (e->text != 0) {
		for (i = 0; i < t->size && i < e->text->length; i = i + 1)
			data->bytes[at + i] = e->text->text[i];
		return;
	}
	while (n->kind == E_CAST && n->type->size == 4 && n->a->type->size == 4 && is_word(n->a->type))
		n = n->a;
	if (n->kind == E_NUMBER) {
		if (e->bits != 0) {
			write_bits(at, e, n->low);
			return;
		}
		for (i = 0; i < t->size && i < 4; i = i + 1)
			data->bytes[at + i] = n->low >> i * 8;
		if (t->size == 8)
			set4(data, at + 4, n->high);
	} else if (n->kind == E_FLOAT) {
		set_float(data, at, n);
	} else if (n->kind == E_ADDRESS && n->a->kind == E_GLOBAL && t->size == 4) {
		set4(data, at, n->a->low);
		refer(data, at, n->a->object, 0);
	} else {
		error_at(tok, "the value of static data is not a constant", 0);
	}
}

void write_static(struct object* o, struct type* t) {
	struct entry* e;
	align(data);
	settle(o, AT_DATA, data, t->size);
	for (e = entries; e != 0; e = e->next)
		write_entry(o->offset + e->offset, e);
}

// ---- local variables

void clear_local(int at, int bytes) {
	int i;
	if (bytes > 32) {
		memory(0x8D, EDI, local_place(t_int, at), 0, 0);        // lea edi, [local]
		load_number(EAX, 0);
		load_number(ECX, bytes + 3 >> 2);
		op2(0xF3, 0xAB);                        // rep stosd
		return;
	}
	for (i = 0; i < bytes; i = i + 4) {
		memory(0xC7, EAX, local_place(t_int, at), 0, i);        // mov dword [local + i], 0
		word(0);
	}
}

void assign_local(int at, struct type* t) {
	struct entry* e;
	struct node* place;
	struct node* value;
	struct type* block;
	if (t->kind == K_ARRAY || t->kind == K_STRUCT && (entries == 0 || entries->type != t))
		clear_local(at, t->size);
	for (e = entries; e != 0; e = e->next) {
		place = local_place(e->type, at + e->offset);
		value = e->value;
		if (e->text != 0) {
			block = new_type(K_STRUCT, 0, e->text->length + 1);
			if (block->size > e->type->size)
				block->size = e->type->size;
			place->type = block;
			value = global_place(text_object(e->text->text, e->text->length), block);
		}
		if (e->bits != 0) {
			place = new_node(E_BITS, e->type, place, 0);
			place->member = e->bits;
		}
		gen_effect(assign(place, value));
	}
}
