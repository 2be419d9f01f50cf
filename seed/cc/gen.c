// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// gen.c - trees into instructions
//
// A value stands, by its type:
//
//     whole numbers up to int, pointers      eax, its sign or zeros spread over all 32 bits
//     long long                              edx:eax
//     float, double, long double             top of the floating stack, which is else empty
//     struct, union                          eax is its address
//
// ecx, ebx, esi and edi are used in passing; no register keeps anything from one expression to the
// next, so a call need not save any. Arguments are pushed from the last to the first, the caller takes
// them away; a struct as result goes to an address that is pushed after the first argument.

void branch(struct node* n, struct label* to, int when);

// VALUE into its registers, and the pointer of PLACE, if it has one, into ecx.
void gen_for(struct node* place, struct node* value) {
	if (place->kind != E_DEREF) {
		gen(value);
	} else if (is_near(place->a)) {
		gen(value);
		load_near(ECX, place->a);
	} else if (is_near(value)) {
		gen(place->a);
		op2(0x89, 0xC1);                        // mov ecx, eax
		load_near(EAX, value);
	} else {
		gen(place->a);
		op1(0x50);                              // push eax
		gen(value);
		op1(0x59);                              // pop ecx
	}
}

// ---- conversions

void gen_cast(struct node* n) {
	struct type* from = n->a->type;
	struct type* to = n->type;
	struct node* kept;
	gen(n->a);
	if (to->kind == K_VOID) {
		if (is_float(from))
			op2(0xDD, 0xD8);                // fstp st
	} else if (is_float(to)) {
		if (is_float(from) == 0)
			whole_to_float(from);
		if (to->size < 12 && (is_float(from) == 0 || from->size > to->size)) {
			kept = local_place(to, new_local(8));   // cut to what the type holds
			store_float(to, kept, 0);
			load_float(to, kept, 0, 0);
		}
	} else if (is_float(from)) {
		if (to->kind == K_LLONG && to->is_unsigned)
			float_to_unsigned();
		else
			float_to_whole();
		narrow(to);
	} else if (to->kind == K_LLONG) {
		if (is_word(from) && from->is_unsigned)
			op2(0x31, 0xD2);                // xor edx, edx
		else if (is_word(from))
			op1(0x99);                      // cdq
	} else if (to->size < from->size || to->size == from->size && to->is_unsigned != from->is_unsigned || n->a->kind == E_BITS) {
		narrow(to);
	}
}

// ---- words

// op eax, ecx
void word_operation(int op, int is_unsigned) {
	if (op == '+') {
		op2(0x01, 0xC8);
	} else if (op == '-') {
		op2(0x29, 0xC8);
	} else if (op == '&') {
		op2(0x21, 0xC8);
	} else if (op == '|') {
		op2(0x09, 0xC8);
	} else if (op == '^') {
		op2(0x31, 0xC8);
	} else if (op == '*') {
		op3(0x0F, 0xAF, 0xC1);
	} else if (op == T_SHL) {
		op2(0xD3, 0xE0);
	} else if (op == T_SHR) {
		op2(0xD3, 0xF8 - is_unsigned * 16);     // sar or shr
	} else if (op == '/' || op == '%') {
		if (is_unsigned) {
			op2(0x31, 0xD2);                // xor edx, edx
			op2(0xF7, 0xF1);                // div ecx
		} else {
			op1(0x99);                      // cdq
			op2(0xF7, 0xF9);                // idiv ecx
		}
		if (op == '%')
			op2(0x89, 0xD0);                // mov eax, edx
	} else {
		op2(0x39, 0xC8);                        // cmp eax, ecx
	}
}

// Which of the eight operations of opcode 83 and the like OP is: 8 for none.
int short_operation(int op) {
	if (op == '+')
		return 0;
	if (op == '|')
		return 1;
	if (op == '&')
		return 4;
	if (op == '-')
		return 5;
	if (op == '^')
		return 6;
	if (is_compare(op))
		return 7;
	return 8;
}

int power_of_two(int value) {
	int i;
	for (i = 0; i < 31; i = i + 1) {
		if (value == 1 << i)
			return i;
	}
	return -1;
}

// eax op a number; answers whether there is an instruction for it
int number_operation(int op, int is_unsigned, int value) {
	int which = short_operation(op);
	int power = power_of_two(value);
	if (which < 8 && is_byte(value)) {
		op3(0x83, 0xC0 + which * 8, value);
	} else if (which < 8) {
		op1(which * 8 + 5);
		word(value);
	} else if (op == '*' && power >= 0) {
		if (power > 0)
			op3(0xC1, 0xE0, power);         // shl eax, power
	} else if (op == '*') {
		op2(0x69, 0xC0);                        // imul eax, eax, value
		word(value);
	} else if (op == T_SHL) {
		op3(0xC1, 0xE0, value & 31);
	} else if (op == T_SHR) {
		op3(0xC1, 0xF8 - is_unsigned * 16, value & 31);
	} else if (op == '/' && is_unsigned && power >= 0) {
		op3(0xC1, 0xE8, power);                 // shr eax, power
	} else if (op == '%' && is_unsigned && power >= 0) {
		op1(0x25);                              // and eax, value - 1
		word(value - 1);
	} else {
		return 0;
	}
	return 1;
}

// a op b in eax, or the flags of their comparison
void gen_words(int op, struct node* a, struct node* b, int is_unsigned) {
	if (b->kind == E_NUMBER) {
		gen(a);
		if (number_operation(op, is_unsigned, b->low))
			return;
		load_number(ECX, b->low);
	} else if (is_near(b)) {
		gen(a);
		if ((b->kind == E_LOCAL || b->kind == E_GLOBAL) && b->type->size == 4 && short_operation(op) < 8) {
			op1(short_operation(op) * 8 + 3);       // op eax, [place]
			memory(EAX, b, 0, 0);
			return;
		}
		load_near(ECX, b);
	} else if (is_near(a)) {
		gen(b);
		op2(0x89, 0xC1);                        // mov ecx, eax
		load_near(EAX, a);
	} else {
		gen(b);
		op1(0x50);                              // push eax
		gen(a);
		op1(0x59);                              // pop ecx
	}
	word_operation(op, is_unsigned);
}

// ---- long long: a in edx:eax, b in ebx:ecx

void gen_pairs(struct node* a, struct node* b) {
	if (b->kind == E_NUMBER) {
		gen(a);
		load_number(ECX, b->low);
		load_number(EBX, b->high);
	} else if (b->kind == E_LOCAL || b->kind == E_GLOBAL) {
		gen(a);
		op1(0x8B);                              // mov ecx, [b]
		memory(ECX, b, 0, 0);
		op1(0x8B);                              // mov ebx, [b + 4]
		memory(EBX, b, 0, 4);
	} else {
		gen(b);
		op2(0x52, 0x50);                        // push edx, eax
		gen(a);
		op2(0x59, 0x5B);                        // pop ecx, ebx
	}
}

void call_library(char* name) {
	struct name* n = intern(name, text_length(name));
	if (n->object == 0)
		n->object = new_object(n, function_of(t_llong));
	op1(0xE8);
	refer(code, code->used, n->object, 1);
	word(0);
}

void shift_pair(int op, int is_unsigned) {
	struct label* done = new_label();
	if (op == T_SHL) {
		op3(0x0F, 0xA5, 0xC2);                  // shld edx, eax, cl
		op2(0xD3, 0xE0);                        // shl eax, cl
	} else {
		op3(0x0F, 0xAD, 0xD0);                  // shrd eax, edx, cl
		op2(0xD3, 0xFA - is_unsigned * 16);     // sar or shr edx, cl
	}
	op3(0xF6, 0xC1, 32);                            // test cl, 32
	jump_if(IF_EQUAL, done);
	if (op == T_SHL) {
		op2(0x89, 0xC2);                        // mov edx, eax
		op2(0x31, 0xC0);                        // xor eax, eax
	} else {
		op2(0x89, 0xD0);                        // mov eax, edx
		if (is_unsigned)
			op2(0x31, 0xD2);                // xor edx, edx
		else
			op3(0xC1, 0xFA, 31);            // sar edx, 31
	}
	set_label(done);
}

void gen_pair(struct node* n) {
	int op = n->kind;
	if (op == T_SHL || op == T_SHR) {
		if (is_near(n->b)) {
			gen(n->a);
			load_near(ECX, n->b);
		} else {
			gen(n->b);
			op1(0x50);                      // push eax
			gen(n->a);
			op1(0x59);                      // pop ecx
		}
		shift_pair(op, n->type->is_unsigned);
		return;
	}
	gen_pairs(n->a, n->b);
	if (op == '+') {
		op2(0x01, 0xC8);                        // add eax, ecx
		op2(0x11, 0xDA);                        // adc edx, ebx
	} else if (op == '-') {
		op2(0x29, 0xC8);                        // sub eax, ecx
		op2(0x19, 0xDA);                        // sbb edx, ebx
	} else if (op == '&') {
		op2(0x21, 0xC8);
		op2(0x21, 0xDA);
	} else if (op == '|') {
		op2(0x09, 0xC8);
		op2(0x09, 0xDA);
	} else if (op == '^') {
		op2(0x31, 0xC8);
		op2(0x31, 0xDA);
	} else if (op == '*') {
		op3(0x0F, 0xAF, 0xD1);                  // imul edx, ecx
		op3(0x0F, 0xAF, 0xD8);                  // imul ebx, eax
		op2(0x01, 0xD3);                        // add ebx, edx
		op2(0xF7, 0xE1);                        // mul ecx
		op2(0x01, 0xDA);                        // add edx, ebx
	} else {
		op4(0x53, 0x51, 0x52, 0x50);            // push ebx, ecx, edx, eax
		if (op == '/' && n->type->is_unsigned)
			call_library("__udivdi3");
		else if (op == '/')
			call_library("__divdi3");
		else if (n->type->is_unsigned)
			call_library("__umoddi3");
		else
			call_library("__moddi3");
		op3(0x83, 0xC4, 16);                    // add esp, 16
	}
}

// ---- comparisons and conditions

// Compare; answers the condition for which jumps ask if N holds.
int compare_flags(struct node* n) {
	int op = n->kind;
	struct node* a = n->a;
	struct node* b = n->b;
	struct type* t = a->type;
	if (is_float(t))
		return compare_floats(op, a, b);
	if (t->kind == K_LLONG) {
		if (op == T_EQ || op == T_NE) {
			gen_pairs(a, b);
			op2(0x31, 0xC8);                // xor eax, ecx
			op2(0x31, 0xDA);                // xor edx, ebx
			op2(0x09, 0xD0);                // or eax, edx
		} else {
			if (op == '>' || op == T_LE) {
				gen_pairs(b, a);
				if (op == '>')
					op = '<';
				else
					op = T_GE;
			} else {
				gen_pairs(a, b);
			}
			op2(0x39, 0xC8);                // cmp eax, ecx
			op2(0x19, 0xDA);                // sbb edx, ebx
		}
	} else if (b->kind == E_NUMBER && b->low == 0 && (op == T_EQ || op == T_NE)) {
		gen(a);
		op2(0x85, 0xC0);                        // test eax, eax
	} else {
		gen_words(op, a, b, t->is_unsigned);
	}
	if (op == T_EQ)
		return IF_EQUAL;
	if (op == T_NE)
		return IF_NOT_EQUAL;
	if (t->is_unsigned) {
		if (op == '<')
			return IF_BELOW;
		if (op == T_GE)
			return IF_ABOVE_EQUAL;
		if (op == '>')
			return IF_ABOVE;
		return IF_BELOW_EQUAL;
	}
	if (op == '<')
		return IF_LESS;
	if (op == T_GE)
		return IF_GREATER_EQUAL;
	if (op == '>')
		return IF_GREATER;
	return IF_LESS_EQUAL;
}

// Jump TO if the truth of N is WHEN, else go on.
void branch(struct node* n, struct label* to, int when) {
	struct label* past;
	if (known_truth(n) >= 0) {
		if (known_truth(n) == when)
			jump(to);
	} else if (n->kind == '!') {
		branch(n->a, to, 1 - when);
	} else if (n->kind == T_AND && when == 0 || n->kind == T_OR && when) {
		branch(n->a, to, when);
		branch(n->b, to, when);
	} else if (n->kind == T_AND || n->kind == T_OR) {
		past = new_label();
		branch(n->a, past, 1 - when);
		branch(n->b, to, when);
		set_label(past);
	} else if (is_compare(n->kind)) {
		jump_if(compare_flags(n) ^ (1 - when), to);     // conditions come in pairs
	} else if (is_float(n->type)) {
		n = new_node(T_NE, t_int, n, new_node(E_FLOAT, n->type, 0, 0));
		jump_if(compare_flags(n) ^ (1 - when), to);
	} else {
		gen(n);
		if (n->type->kind == K_LLONG)
			op2(0x09, 0xD0);                // or eax, edx
		else
			op2(0x85, 0xC0);                // test eax, eax
		jump_if(IF_EQUAL + when, to);
	}
}

void gen_truth(struct node* n) {
	struct label* no;
	struct label* done;
	int condition;
	if (is_compare(n->kind)) {
		condition = compare_flags(n);
		op3(0x0F, 0x90 + condition, 0xC0);      // setCC al
		op3(0x0F, 0xB6, 0xC0);                  // movzx eax, al
		return;
	}
	no = new_label();
	done = new_label();
	branch(n, no, 0);
	load_number(EAX, 1);
	jump(done);
	set_label(no);
	load_number(EAX, 0);
	set_label(done);
}

// ---- assignment

// BYTES from [eax] to [ecx]; eax stays.
void copy_struct(int bytes) {
	int i = 0;
	if (bytes > 40) {
		op2(0x89, 0xC6);                        // mov esi, eax
		op2(0x89, 0xCF);                        // mov edi, ecx
		load_number(ECX, bytes >> 2);
		op2(0xF3, 0xA5);                        // rep movsd
		load_number(ECX, bytes & 3);
		op2(0xF3, 0xA4);                        // rep movsb
		return;
	}
	while (i < bytes) {
		if (bytes - i >= 4) {
			op3(0x8B, 0x50, i);             // mov edx, [eax + i]
			op3(0x89, 0x51, i);             // mov [ecx + i], edx
			i = i + 4;
		} else {
			op3(0x8A, 0x50, i);             // mov dl, [eax + i]
			op3(0x88, 0x51, i);             // mov [ecx + i], dl
			i = i + 1;
		}
	}
}

// eax, edx or the floating stack into PLACE; its pointer is in BASE.
void store(struct type* t, struct node* place, int base) {
	if (t->kind == K_LLONG) {
		op1(0x89);                              // mov [place], eax
		memory(EAX, place, base, 0);
		op1(0x89);                              // mov [place + 4], edx
		memory(EDX, place, base, 4);
		return;
	}
	if (t->size == 2)
		op1(0x66);
	op1(0x88 + (t->size > 1));                      // mov [place], al, ax or eax
	memory(EAX, place, base, 0);
}

void assign_bits(struct node* n) {
	struct member* m = n->a->member;
	struct node* place = n->a->a;
	int mask = -1;
	if (m->width < 32)
		mask = ~(-1 << m->width);
	place = moved_place(place, m->type, 0);
	gen_for(place, n->b);
	op1(0x25);                                      // and eax, mask
	word(mask);
	if (m->shift > 0)
		op3(0xC1, 0xE0, m->shift);              // shl eax, shift
	load_word(EDX, m->type, place, ECX);
	op2(0x81, 0xE2);                                // and edx, all but the field
	word(~(mask << m->shift));
	op2(0x09, 0xD0);                                // or eax, edx
	store(m->type, place, ECX);
	extract(m);
}

void gen_assign(struct node* n) {
	struct node* place = n->a;
	struct type* t = place->type;
	if (place->kind == E_BITS) {
		assign_bits(n);
		return;
	}
	gen_for(place, n->b);
	if (is_float(t)) {
		store_float(t, place, ECX);
		load_float(t, place, ECX, 0);
	} else if (t->kind == K_STRUCT) {
		if (place->kind == E_DEREF) {
			add_number(ECX, place->low);
		} else {
			op1(0x8D);                      // lea ecx, [place]
			memory(ECX, place, 0, 0);
		}
		copy_struct(t->size);
	} else {
		store(t, place, ECX);
	}
}

// ---- calls

// The arguments, the last one first; answers their bytes.
int push_arguments(struct node* n) {
	int bytes;
	if (n == 0)
		return 0;
	bytes = push_arguments(n->next);
	if (n->kind == E_NUMBER && is_word(n->type)) {
		if (is_byte(n->low)) {
			op2(0x6A, n->low);              // push number
		} else {
			op1(0x68);
			word(n->low);
		}
	} else if (n->kind == E_ADDRESS && n->a->kind == E_GLOBAL) {
		op1(0x68);                              // push address
		reference(n->a->object, n->a->low);
	} else if (is_word(n->type) && n->type->size == 4 && (n->kind == E_LOCAL || n->kind == E_GLOBAL)) {
		op1(0xFF);                              // push [place]
		memory(6, n, 0, 0);
	} else if (is_float(n->type)) {
		gen(n);
		op3(0x83, 0xEC, n->type->size);         // sub esp, size
		if (n->type->size == 4)
			op3(0xD9, 0x1C, 0x24);          // fstp dword [esp]
		else if (n->type->size == 8)
			op3(0xDD, 0x1C, 0x24);          // fstp qword [esp]
		else
			op3(0xDB, 0x3C, 0x24);          // fstp tbyte [esp]
	} else if (n->type->kind == K_STRUCT) {
		gen(n);
		op2(0x81, 0xEC);                        // sub esp, size
		word(n->type->size + 3 & ~3);
		op2(0x89, 0xE1);                        // mov ecx, esp
		copy_struct(n->type->size);
	} else {
		gen(n);
		if (n->type->kind == K_LLONG)
			op1(0x52);                      // push edx
		op1(0x50);                              // push eax
	}
	return bytes + (n->type->size + 3 & ~3);
}

void gen_call(struct node* n) {
	int bytes = push_arguments(n->b);
	if (n->type->kind == K_STRUCT) {
		op1(0x8D);                              // lea eax, [its room]
		memory(EAX, local_place(n->type, n->low), 0, 0);
		op1(0x50);                              // push eax
		bytes = bytes + 4;
	}
	if (n->a->kind == E_ADDRESS && n->a->a->kind == E_GLOBAL && n->a->a->low == 0) {
		op1(0xE8);                              // call
		refer(code, code->used, n->a->a->object, 1);
		word(0);
	} else {
		gen(n->a);
		op2(0xFF, 0xD0);                        // call eax
	}
	add_number(ESP, bytes);
}

// ---- all together

// The value is not wanted.
void gen_effect(struct node* n) {
	if (n->kind == ',') {
		gen_effect(n->a);
		gen_effect(n->b);
		return;
	}
	if (n->kind == E_NUMBER || n->kind == E_LOCAL || n->kind == E_GLOBAL)
		return;
	gen(n);
	if (is_float(n->type))
		op2(0xDD, 0xD8);                        // fstp st
}

void gen_place(struct node* n) {
	if (n->type->kind == K_STRUCT) {
		gen(new_node(E_ADDRESS, t_uint, n, 0));
		return;
	}
	if (n->kind == E_DEREF && is_near(n) == 0)
		gen(n->a);
	else if (n->kind == E_DEREF)
		load_near(EAX, n->a);
	if (is_float(n->type)) {
		load_float(n->type, n, EAX, 0);
	} else if (n->type->kind == K_LLONG) {
		op1(0x8B);                              // mov edx, [n + 4]
		memory(EDX, n, EAX, 4);
		op1(0x8B);                              // mov eax, [n]
		memory(EAX, n, EAX, 0);
	} else {
		load_word(EAX, n->type, n, EAX);
	}
}

void gen_address(struct node* n) {
	if (is_near(n)) {
		load_near(EAX, n);
	} else if (n->a->kind == E_DEREF) {
		gen(n->a->a);
		add_number(EAX, n->a->low);
	} else {
		gen(n->a);                              // a struct out of a call
	}
}

void gen_choice(struct node* n) {
	struct label* no = new_label();
	struct label* done = new_label();
	branch(n->a, no, 0);
	gen(n->b);
	jump(done);
	set_label(no);
	gen(n->c);
	set_label(done);
}

void gen_negation(struct node* n) {
	gen(n->a);
	if (is_float(n->type)) {
		op2(0xD9, 0xE0);                        // fchs
	} else if (n->kind == '~') {
		op2(0xF7, 0xD0);                        // not eax
		if (n->type->kind == K_LLONG)
			op2(0xF7, 0xD2);                // not edx
	} else {
		op2(0xF7, 0xD8);                        // neg eax
		if (n->type->kind == K_LLONG) {
			op3(0x83, 0xD2, 0);             // adc edx, 0
			op2(0xF7, 0xDA);                // neg edx
		}
	}
}

void gen_float_operation(struct node* n) {
	gen_floats(n->a, n->b);
	if (n->kind == '+')
		op2(0xDE, 0xC1);                        // faddp
	else if (n->kind == '-')
		op2(0xDE, 0xE9);                        // fsubp
	else if (n->kind == '*')
		op2(0xDE, 0xC9);                        // fmulp
	else
		op2(0xDE, 0xF9);                        // fdivp
}

void gen(struct node* n) {
	int kind = n->kind;
	if (kind == E_NUMBER) {
		load_number(EAX, n->low);
		if (n->type->kind == K_LLONG)
			load_number(EDX, n->high);
	} else if (kind == E_FLOAT) {
		if (n->high == 0 && n->negative == 0)
			op2(0xD9, 0xEE);                // fldz
		else
			load_float(n->type, float_place(n), 0, 0);
	} else if (is_place(n)) {
		gen_place(n);
	} else if (kind == E_BITS) {
		gen_place(moved_place(n->a, n->member->type, 0));
		extract(n->member);
	} else if (kind == E_ADDRESS) {
		gen_address(n);
	} else if (kind == '=') {
		gen_assign(n);
	} else if (kind == E_CALL) {
		gen_call(n);
	} else if (kind == E_CAST) {
		gen_cast(n);
	} else if (kind == E_CHOOSE) {
		gen_choice(n);
	} else if (kind == ',') {
		gen_effect(n->a);
		gen(n->b);
	} else if (kind == E_NEGATE || kind == '~') {
		gen_negation(n);
	} else if (kind == '!' || kind == T_AND || kind == T_OR || is_compare(kind)) {
		gen_truth(n);
	} else if (is_float(n->type)) {
		gen_float_operation(n);
	} else if (n->type->kind == K_LLONG) {
		gen_pair(n);
	} else {
		gen_words(kind, n->a, n->b, n->type->is_unsigned);
	}
}
