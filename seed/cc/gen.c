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

// A into its registers, and B, a word, into ecx.
void gen_both(struct node* a, struct node* b) {
	if (is_near(b)) {
		gen(a);
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
}

// VALUE into its registers, and the pointer of PLACE, if it has one, into ecx.
void gen_for(struct node* place, struct node* value) {
	if (place->kind == E_DEREF)
		gen_both(value, place->a);
	else
		gen(value);
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
			load_float(to, kept, 0);
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
	} else if (to->size < from->size || to->is_unsigned != from->is_unsigned || n->a->kind == E_BITS) {
		narrow(to);
	}
}

// ---- words

// Which of x86's eight OP is: add or adc sbb and sub xor cmp; above: none. Its opcode is 8 times that, and
// 1 with a register behind, 3 with a place, 5 with a number.
int operation(int op) {
	int which = index_of("+|  &-^", op);
	if (which < 0)
		return 8 - is_compare(op);
	return which;
}

// op eax, ecx
void word_operation(int op, int is_unsigned) {
	if (operation(op) < 8) {
		op2(operation(op) * 8 + 1, 0xC8);
	} else if (op == '*') {
		op3(0x0F, 0xAF, 0xC1);                  // imul
	} else if (op == T_SHL) {
		op2(0xD3, 0xE0);                        // shl eax, cl
	} else if (op == T_SHR) {
		op2(0xD3, 0xF8 - is_unsigned * 16);     // sar or shr
	} else {
		if (is_unsigned) {
			op2(0x31, 0xD2);                // xor edx, edx
			op2(0xF7, 0xF1);                // div ecx
		} else {
			op1(0x99);                      // cdq
			op2(0xF7, 0xF9);                // idiv ecx
		}
		if (op == '%')
			op2(0x89, 0xD0);                // mov eax, edx
	}
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
	int which = operation(op);
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
		op3(0xC1, 0xE0, value & 31);            // shl eax, value
	} else if (op == T_SHR) {
		op3(0xC1, 0xF8 - is_unsigned * 16, value & 31); // sar or shr
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
	} else if ((b->kind == E_LOCAL || b->kind == E_GLOBAL) && b->type->size == 4 && operation(op) < 8) {
		gen(a);
		memory(operation(op) * 8 + 3, EAX, b, 0, 0);    // op eax, [b]
		return;
	} else {
		gen_both(a, b);
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
		memory(0x8B, ECX, b, 0, 0);             // mov ecx, [b]
		memory(0x8B, EBX, b, 0, 4);             // mov ebx, [b + 4]
	} else {
		gen(b);
		op2(0x52, 0x50);                        // push edx, eax
		gen(a);
		op2(0x59, 0x5B);                        // pop ecx, ebx
	}
}

void call_object(struct object* o) {
	op1(0xE8);
	refer(code, code->used, o, 1);
	word(0);
}

void call_library(char* name) {
	struct name* n = intern(name, text_length(name));
	if (n->object == 0)
		n->object = new_object(n, function_of(t_llong));
	call_object(n->object);
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
	int low = operation(op);
	int high = low;                                 // of the upper halves
	if (op == '+')
		high = 2;                               // adc
	if (op == '-')
		high = 3;                               // sbb
	if (op == T_SHL || op == T_SHR) {
		gen_both(n->a, n->b);
		shift_pair(op, n->type->is_unsigned);
		return;
	}
	gen_pairs(n->a, n->b);
	if (low < 8) {
		op2(low * 8 + 1, 0xC8);                 // op eax, ecx
		op2(high * 8 + 1, 0xDA);                // op edx, ebx
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

// Compare; answers the condition for which jumps ask if N holds. The one above an even one is its opposite.
int compare_flags(struct node* n) {
	int op = n->kind;
	struct node* a = n->a;
	struct node* b = n->b;
	struct type* t = a->type;
	int less = IF_BELOW;
	int not_above = IF_BELOW_EQUAL;
	if (is_float(t))
		return compare_floats(op, a, b);
	if (t->is_unsigned == 0) {
		less = IF_LESS;
		not_above = IF_LESS_EQUAL;
	}
	if (t->kind == K_LLONG && (op == T_EQ || op == T_NE)) {
		gen_pairs(a, b);
		op2(0x31, 0xC8);                        // xor eax, ecx
		op2(0x31, 0xDA);                        // xor edx, ebx
		op2(0x09, 0xD0);                        // or eax, edx
	} else if (t->kind == K_LLONG) {
		if (op == '>' || op == T_LE)
			gen_pairs(b, a);
		else
			gen_pairs(a, b);
		op2(0x39, 0xC8);                        // cmp eax, ecx
		op2(0x19, 0xDA);                        // sbb edx, ebx
		return less + (op == T_LE || op == T_GE);
	} else if (b->kind == E_NUMBER && b->low == 0 && (op == T_EQ || op == T_NE)) {
		gen(a);
		op2(0x85, 0xC0);                        // test eax, eax
	} else {
		gen_words(op, a, b, t->is_unsigned);
	}
	if (op == T_EQ || op == T_NE)
		return IF_EQUAL + (op == T_NE);
	if (op == '<' || op == T_GE)
		return less + (op == T_GE);
	return not_above + (op == '>');
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
	if (is_compare(n->kind)) {
		op3(0x0F, 0x90 + compare_flags(n), 0xC0);       // setCC al
		op3(0x0F, 0xB6, 0xC0);                  // movzx eax, al
		return;
	}
	n = new_node(E_CHOOSE, t_int, n, int_number(1));
	n->c = int_number(0);
	gen(n);
}

// ---- assignment

// BYTES from [eax] to [ecx]; eax stays.
void copy_struct(int bytes) {
	int i;
	int step;
	if (bytes > 40) {
		op2(0x89, 0xC6);                        // mov esi, eax
		op2(0x89, 0xCF);                        // mov edi, ecx
		load_number(ECX, bytes >> 2);
		op2(0xF3, 0xA5);                        // rep movsd
		load_number(ECX, bytes & 3);
		op2(0xF3, 0xA4);                        // rep movsb
		return;
	}
	for (i = 0; i < bytes; i = i + step) {
		step = 1 + (bytes - i >= 4) * 3;
		op3(0x8A + (step == 4), 0x50, i);       // mov edx or dl, [eax + i]
		op3(0x88 + (step == 4), 0x51, i);       // mov [ecx + i], edx or dl
	}
}

// eax, edx or the floating stack into PLACE; its pointer is in BASE.
void store(struct type* t, struct node* place, int base) {
	if (t->kind == K_LLONG) {
		memory(0x89, EAX, place, base, 0);      // mov [place], eax
		memory(0x89, EDX, place, base, 4);      // mov [place + 4], edx
		return;
	}
	if (t->size == 2)
		op1(0x66);
	memory(0x88 + (t->size > 1), EAX, place, base, 0);      // mov [place], al, ax or eax
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
		load_float(t, place, ECX);
	} else if (t->kind == K_STRUCT) {
		if (place->kind == E_DEREF) {
			add_number(ECX, place->low);
		} else {
			memory(0x8D, ECX, place, 0, 0); // lea ecx, [place]
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
		memory(0xFF, 6, n, 0, 0);               // push [place]
	} else if (is_float(n->type)) {
		gen(n);
		op3(0x83, 0xEC, n->type->size);         // sub esp, size
		op3(float_opcode(n->type), 0x1C + (n->type->size == 12) * 0x20, 0x24);  // fstp [esp]
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
		memory(0x8D, EAX, local_place(n->type, n->low), 0, 0);  // lea eax, [its room]
		op1(0x50);                              // push eax
		bytes = bytes + 4;
	}
	if (n->a->kind == E_ADDRESS && n->a->a->kind == E_GLOBAL && n->a->a->low == 0) {
		call_object(n->a->a->object);
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
		load_float(n->type, n, EAX);
	} else if (n->type->kind == K_LLONG) {
		memory(0x8B, EDX, n, EAX, 4);           // mov edx, [n + 4]
		memory(0x8B, EAX, n, EAX, 0);           // mov eax, [n]
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
	op2(0xDE, 0xC1 + index_of("+*   - /", n->kind) * 8);    // faddp fmulp fsubp fdivp
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
			load_float(n->type, float_place(n), 0);
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
