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

void make_buffers(void) {
	code = alloc(sizeof(struct buffer));
	texts = alloc(sizeof(struct buffer));
	data = alloc(sizeof(struct buffer));
}

// BYTES more in use; they are zero. Answers where they begin.
int add_room(struct buffer* b, int bytes) {
	int at = b->used;
	int room = b->room;
	b->used = at + bytes;
	while (b->used > room)
		room = room * 2 + 0x4000;
	if (room != b->room)
		b->bytes = grow(b->bytes, b->room, room);
	b->room = room;
	return at;
}

void put(struct buffer* b, int byte) {
	int at = add_room(b, 1);        // which may move the bytes
	b->bytes[at] = byte;
}

void set4(struct buffer* b, int at, int value) {
	b->bytes[at] = value;
	b->bytes[at + 1] = value >> 8;
	b->bytes[at + 2] = value >> 16;
	b->bytes[at + 3] = value >> 24;
}

int get4(struct buffer* b, int at) {
	return b->bytes[at] & 255 | (b->bytes[at + 1] & 255) << 8 | (b->bytes[at + 2] & 255) << 16 |
		b->bytes[at + 3] << 24;
}

void put4(struct buffer* b, int value) {
	int at = add_room(b, 4);
	set4(b, at, value);
}

// What comes next begins with a whole word.
void align(struct buffer* b) {
	add_room(b, -b->used & 3);
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

// Room for BYTES of O in B, which is SECTION; answers where.
int settle(struct object* o, int section, struct buffer* b, int bytes) {
	o->section = section;
	o->offset = add_room(b, bytes);
	return o->offset;
}

// BYTES of TEXT and a NUL among the texts.
struct object* text_object(char* text, int bytes) {
	struct object* o = new_object(0, array_of(t_char, bytes + 1));
	int at = settle(o, AT_TEXTS, texts, bytes + 1);
	copy(texts->bytes + at, text, bytes);
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
