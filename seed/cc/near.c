// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// near.c - places in memory, and what one register alone can hold of them
//
// A place is a local variable (an offset from ebp), static data (an object and an offset), or what
// a pointer in a register points to.

enum { EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI };

// An instruction: OPCODE, REG and the place, PLUS bytes on; BASE holds the pointer of an E_DEREF.
void memory(int opcode, int reg, struct node* place, int base, int plus) {
	int offset = place->low + plus;
	op1(opcode);
	if (place->kind == E_GLOBAL) {
		op1(reg * 8 + 5);
		reference(place->object, offset);
		return;
	}
	if (place->kind == E_LOCAL)
		base = EBP;
	if (offset == 0 && base != EBP) {
		op1(reg * 8 + base);
	} else if (is_byte(offset)) {
		op2(0x40 + reg * 8 + base, offset);
	} else {
		op1(0x80 + reg * 8 + base);
		word(offset);
	}
}

void load_number(int reg, int value) {
	if (value == 0) {
		op2(0x31, 0xC0 + reg * 9);              // xor reg, reg
		return;
	}
	op1(0xB8 + reg);                                // mov reg, value
	word(value);
}

// A word from a place of type T.
void load_word(int reg, struct type* t, struct node* place, int base) {
	int opcode = 0x8B;                              // mov reg, [place]
	if (t->size < 4) {
		op1(0x0F);
		opcode = 0xB6 + (t->size == 2) + (t->is_unsigned == 0) * 8;    // movzx or movsx
	}
	memory(opcode, reg, place, base, 0);
}

// Near: can be had in a register without the help of another one.
int is_near(struct node* n) {
	if (n->kind == E_NUMBER)
		return is_word(n->type);
	if (n->kind == E_ADDRESS)
		return is_place(n->a) && (n->a->kind != E_DEREF || is_near(n->a->a));
	if (is_word(n->type) == 0)
		return 0;
	if (n->kind == E_LOCAL || n->kind == E_GLOBAL)
		return 1;
	if (n->kind == E_DEREF)
		return is_near(n->a);
	if (n->kind == '+')
		return n->b->kind == E_NUMBER && is_near(n->a);
	if (n->kind == E_CAST)
		return is_word(n->a->type) && n->type->size == 4 && is_near(n->a);
	return 0;
}

void add_number(int reg, int value) {
	if (value == 0)
		return;
	if (is_byte(value)) {
		op3(0x83, 0xC0 + reg, value);           // add reg, value
		return;
	}
	op2(0x81, 0xC0 + reg);
	word(value);
}

void load_near(int reg, struct node* n) {
	if (n->kind == E_NUMBER) {
		load_number(reg, n->low);
	} else if (n->kind == E_LOCAL || n->kind == E_GLOBAL) {
		load_word(reg, n->type, n, 0);
	} else if (n->kind == E_DEREF) {
		load_near(reg, n->a);
		load_word(reg, n->type, n, reg);
	} else if (n->kind == E_CAST) {
		load_near(reg, n->a);
	} else if (n->kind == '+') {
		load_near(reg, n->a);
		add_number(reg, n->b->low);
	} else if (n->a->kind == E_LOCAL) {
		memory(0x8D, reg, n->a, 0, 0);          // lea reg, [local]
	} else if (n->a->kind == E_GLOBAL) {
		op1(0xB8 + reg);                        // mov reg, address
		reference(n->a->object, n->a->low);
	} else {
		load_near(reg, n->a->a);
		add_number(reg, n->a->low);
	}
}

// ---- narrow, extract

// eax as a value of the type T of 1 or 2 bytes.
void narrow(struct type* t) {
	if (t->size < 4)
		op3(0x0F, 0xB6 + (t->size == 2) + (t->is_unsigned == 0) * 8, 0xC0);
}

// The bit-field M out of its unit in eax.
void extract(struct member* m) {
	int up = 32 - m->shift - m->width;
	if (up > 0)
		op3(0xC1, 0xE0, up);                    // shl eax, up
	if (m->width < 32)
		op3(0xC1, 0xF8 - m->type->is_unsigned * 16, 32 - m->width);    // sar or shr
}
