// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// fpu.c - floating numbers at run time, on the stack of the x87
//
// Between expressions that stack is empty. A left operand is never kept there while the right one
// calls a function: the right one is worked out first, unless it is a plain variable or constant.

int float_opcode(struct type* t) {
	if (t->size == 4)
		return 0xD9;
	if (t->size == 8)
		return 0xDD;
	return 0xDB;
}

// PLACE onto the floating stack.
void load_float(struct type* t, struct node* place, int base) {
	memory(float_opcode(t), (t->size == 12) * 5, place, base, 0);   // fld
}

void store_float(struct type* t, struct node* place, int base) {
	memory(float_opcode(t), 3 + (t->size == 12) * 4, place, base, 0);       // fstp
}

// a, then b onto the floating stack: b is on top.
void gen_floats(struct node* a, struct node* b) {
	struct node* kept;
	if (b->kind == E_FLOAT || b->kind == E_LOCAL || b->kind == E_GLOBAL) {
		gen(a);
		gen(b);
		return;
	}
	kept = local_place(t_ldouble, new_local(12));
	gen(b);
	store_float(t_ldouble, kept, 0);
	gen(a);
	load_float(t_ldouble, kept, 0);
}

// Flags and, for == and !=, eax: what compare_flags() answers.
int compare_floats(int op, struct node* a, struct node* b) {
	gen_floats(a, b);
	if (op == '>' || op == T_GE)
		op2(0xD9, 0xC9);                        // fxch: a on top
	op2(0xDF, 0xE9);                                // fucomip st, st(1)
	op2(0xDD, 0xD8);                                // fstp st
	if (op == '<' || op == '>')
		return IF_ABOVE;
	if (op == T_LE || op == T_GE)
		return IF_ABOVE_EQUAL;
	op3(0x0F, 0x9B, 0xC0);                          // setnp al: they can be compared
	op3(0x0F, 0x94, 0xC1);                          // sete cl
	op2(0x20, 0xC8);                                // and al, cl
	if (op == T_EQ)
		return IF_NOT_EQUAL;
	return IF_EQUAL;
}

// The number on the floating stack as a whole one in edx:eax, cut off towards zero.
void float_to_whole(void) {
	op3(0x83, 0xEC, 12);                            // sub esp, 12
	op4(0xD9, 0x7C, 0x24, 8);                       // fnstcw [esp + 8]
	op4(0x8B, 0x44, 0x24, 8);                       // mov eax, [esp + 8]
	op3(0x80, 0xCC, 0x0C);                          // or ah, 12: cut off
	op4(0x89, 0x44, 0x24, 4);                       // mov [esp + 4], eax
	op4(0xD9, 0x6C, 0x24, 4);                       // fldcw [esp + 4]
	op3(0xDF, 0x3C, 0x24);                          // fistp qword [esp]
	op4(0xD9, 0x6C, 0x24, 8);                       // fldcw [esp + 8]
	op3(0x58, 0x5A, 0x59);                          // pop eax, edx, ecx
}

void float_to_unsigned(void) {
	struct label* small = new_label();
	struct label* done = new_label();
	op1(0x68);                                      // push 2^63 as a float
	word(0x5F000000);
	op3(0xD9, 0x04, 0x24);                          // fld dword [esp]
	op1(0x58);                                      // pop eax
	op2(0xDB, 0xF1);                                // fcomi st, st(1)
	jump_if(IF_ABOVE, small);
	op2(0xDE, 0xE9);                                // fsubp: less 2^63
	float_to_whole();
	op2(0x81, 0xF2);                                // xor edx, the top bit
	word(0x80000000);
	jump(done);
	set_label(small);
	op2(0xDD, 0xD8);                                // fstp st
	float_to_whole();
	set_label(done);
}

void whole_to_float(struct type* from) {
	struct label* done = new_label();
	if (is_word(from) && (from->is_unsigned == 0 || from->size < 4)) {
		op1(0x50);                              // push eax
		op3(0xDB, 0x04, 0x24);                  // fild dword [esp]
		op1(0x58);                              // pop eax
		return;
	}
	if (is_word(from))
		op2(0x31, 0xD2);                        // xor edx, edx
	op2(0x52, 0x50);                                // push edx, eax
	op3(0xDF, 0x2C, 0x24);                          // fild qword [esp]
	op2(0x58, 0x5A);                                // pop eax, edx
	if (from->kind == K_LLONG && from->is_unsigned) {
		op2(0x85, 0xD2);                        // test edx, edx
		jump_if(9, done);                       // not negative: right
		op1(0x68);                              // push 2^64 as a float
		word(0x5F800000);
		op3(0xD8, 0x04, 0x24);                  // fadd dword [esp]
		op1(0x58);                              // pop eax
		set_label(done);
	}
}
