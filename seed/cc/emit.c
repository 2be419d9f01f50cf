// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// emit.c - bytes of the program: buffers, references to objects, jumps

struct jump {
	int offset;                     // of the 4 bytes behind the opcode
	struct jump* next;
};

struct fixup* fixups;
struct object* objects;

struct buffer* new_buffer(void) {
	struct buffer* b = alloc(sizeof(struct buffer));
	b->room = 0x4000;
	b->bytes = alloc(b->room);
	return b;
}

void make_buffers(void) {
	code = new_buffer();
	texts = new_buffer();
	data = new_buffer();
}

// Room for BYTES more; they are zero.
void make_room(struct buffer* b, int bytes) {
	char* more;
	int room = b->room;
	if (b->used + bytes <= room)
		return;
	while (b->used + bytes > room)
		room = room * 2;
	more = alloc(room);
	copy(more, b->bytes, b->used);
	b->bytes = more;
	b->room = room;
}

void put(struct buffer* b, int byte) {
	make_room(b, 1);
	b->bytes[b->used] = byte;
	b->used = b->used + 1;
}

void set4(struct buffer* b, int at, int value) {
	b->bytes[at] = value;
	b->bytes[at + 1] = value >> 8;
	b->bytes[at + 2] = value >> 16;
	b->bytes[at + 3] = value >> 24;
}

int get4(struct buffer* b, int at) {
	return b->bytes[at] & 255 | (b->bytes[at + 1] & 255) << 8 | (b->bytes[at + 2] & 255) << 16 | b->bytes[at + 3] << 24;
}

void put4(struct buffer* b, int value) {
	make_room(b, 4);
	set4(b, b->used, value);
	b->used = b->used + 4;
}

void align(struct buffer* b) {
	while ((b->used & 3) != 0)
		put(b, 0);
}

// ---- code

void op1(int a) {
	put(code, a);
}

void op2(int a, int b) {
	put(code, a);
	put(code, b);
}

void op3(int a, int b, int c) {
	op2(a, b);
	put(code, c);
}

void op4(int a, int b, int c, int d) {
	op2(a, b);
	op2(c, d);
}

void word(int value) {
	put4(code, value);
}

int is_byte(int value) {
	return value >= -128 && value < 128;
}

// ---- objects

struct object* new_object(struct name* name, struct type* type) {
	struct object* o = alloc(sizeof(struct object));
	o->name = name;
	o->type = type;
	o->where = tok;
	o->next = objects;
	objects = o;
	return o;
}

// The 4 bytes at OFFSET will have the address of O added.
void refer(struct buffer* in, int offset, struct object* o, int relative) {
	struct fixup* f = alloc(sizeof(struct fixup));
	f->in = in;
	f->offset = offset;
	f->object = o;
	f->relative = relative;
	f->next = fixups;
	fixups = f;
}

void reference(struct object* o, int plus) {
	refer(code, code->used, o, 0);
	word(plus);
}

// BYTES of TEXT and a NUL among the texts.
struct object* text_object(char* text, int bytes) {
	struct object* o = new_object(0, array_of(t_char, bytes + 1));
	o->section = AT_TEXTS;
	o->offset = texts->used;
	make_room(texts, bytes + 1);
	copy(texts->bytes + texts->used, text, bytes);
	texts->used = texts->used + bytes + 1;
	return o;
}

// ---- jumps: all with 4 bytes of distance

enum { IF_BELOW = 2, IF_ABOVE_EQUAL, IF_EQUAL, IF_NOT_EQUAL, IF_BELOW_EQUAL, IF_ABOVE,
	IF_LESS = 12, IF_GREATER_EQUAL, IF_LESS_EQUAL, IF_GREATER };

struct label* new_label(void) {
	struct label* l = alloc(sizeof(struct label));
	l->at = -1;
	return l;
}

void distance(struct label* l) {
	struct jump* j;
	word(l->at - code->used - 4);
	if (l->at < 0) {
		j = alloc(sizeof(struct jump));
		j->offset = code->used - 4;
		j->next = l->jumps;
		l->jumps = j;
	}
}

void jump(struct label* l) {
	op1(0xE9);
	distance(l);
}

void jump_if(int condition, struct label* l) {
	op2(0x0F, 0x80 + condition);
	distance(l);
}

void set_label(struct label* l) {
	struct jump* j;
	l->at = code->used;
	for (j = l->jumps; j != 0; j = j->next)
		set4(code, j->offset, l->at - j->offset - 4);
}

// ---- the frame: locals below ebp; a block's room is used again behind it

int frame;                              // bytes in use
int frame_most;

int new_local(int bytes) {
	frame = frame + (bytes + 3 & ~3);
	if (frame > frame_most)
		frame_most = frame;
	return -frame;
}
