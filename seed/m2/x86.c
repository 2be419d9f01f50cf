// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// x86.c - the value at hand, and the text of instructions that work on it
//
// m2 is a compiler for M2-Planet's C: it reads C and writes M1. One program in several files, put together by
// catm in the order  base/base.c  cc/{cc.h,lex.c,type.c,tree.c,pre.c,direct.c}  m2/{x86.c,expr.c,decl.c,main.c}
// and written in the small C that cc.h tells of. It makes no trees: code is emitted as the source is read. An
// instruction is a quoted hex text, which M1 passes on as it is.
//
// Frame         as foreign asm() statements want it: arguments are pushed from left to right, number N is at
//               [ebp - 4N], the last one at [esp + 4] when the function is entered. The caller keeps ebp and
//               esi. Locals are at [esi - ...], where esi is esp at entry: no wrong count of arguments hurts them.
// Registers     eax the value, ecx a second one, ebx the address of a store; a call may lose all three.
// Labels        FUNCTION_name, GLOBAL_name, STATIC_name_n; STRING_n, JUMP_n; LABEL_function.name for goto.
// Other machine another chapter like this one, sizes of its own in make_types(), its name in main().

// The value at hand is in eax, or eax is the address where it is: then it is a place.
int place;
struct type* type;                      // of the value
int known;                              // it is this number:
int known_number;
int jumps;                              // numbers of labels used
int frame;                              // bytes of locals in scope
int frame_most;                         // in this function
int prologue_end;
int* strength;                          // of a binary operator's token; 0: it is none
char** code_of;                         // what an operator does to eax and ecx; at kind + 256 if unsigned, + 512 if unary

// ---- text

// A buffer's bytes all exist from the start; the kernel gives pages as they are used.
void put(struct buffer* b, char* text) {
	int n = text_length(text);
	if (b->used + n > b->room) error_at(tok, "the program is too large", 0);
	copy(b->bytes + b->used, text, n);
	b->used = b->used + n;
}

// The code from BEFORE on, taken out.
char* cut(int before) {
	char* s = alloc(code->used - before + 1);
	copy(s, code->bytes + before, code->used - before);
	code->used = before;
	return s;
}

char* hex(int n, int bytes) {
	char* digits = "0123456789ABCDEF"; char* s = alloc(bytes * 2 + 1); int i;
	for (i = 0; i < bytes * 2; i = i + 2) {
		s[i] = digits[n >> 4 & 15]; s[i + 1] = digits[n & 15];
		n = n >> 8;
	}
	return s;
}

// In lines that M1's limit of a token allows.
void put_data(struct buffer* b, char* text, int bytes) {
	int i;
	for (i = 0; i < bytes; i = i + 1) {
		if ((i & 31) == 0) put(b, "\n'");
		put(b, hex(text[i], 1));
		if ((i & 31) == 31 || i + 1 == bytes) put(b, "'");
	}
	put(b, "\n");
}

void put_label(struct buffer* b, char* label) {
	put(b, join(":", join(label, "\n")));
}

// ---- instructions

void op(char* code_hex) {
	put(code, join("'", join(code_hex, "'\n")));
}

void op_number(char* code_hex, int n) {
	op(join(code_hex, hex(n, 4)));
}

void op_label(char* code_hex, char* sigil, char* label) {
	put(code, join("'", join(code_hex, join("' ", join(sigil, join(label, "\n"))))));
}

// The first of three numbers for labels.
int new_jumps(void) {
	jumps = jumps + 3;
	return jumps;
}

void jump(int n) {
	op_label("E9", "%", join("JUMP_", decimal(n)));
}

void jump_here(int n) {
	put_label(code, join("JUMP_", decimal(n)));
}

// ASSIGNING is the token of the operator with =, if there is one.
void add_operator(int kind, int assigning, int how_strong, char* signed_code, char* unsigned_code) {
	strength[kind] = how_strong;
	code_of[kind] = signed_code; code_of[kind + 256] = unsigned_code;
	code_of[assigning] = signed_code; code_of[assigning + 256] = unsigned_code;
}

void make_operators(void) {
	strength = alloc(256 * 4); code_of = alloc(768 * 4);
	add_operator('*', T_SET_MUL, 5, "0FAFC1", "0FAFC1");
	add_operator('/', T_SET_DIV, 5, "99F7F9", "31D2F7F1");                  // cdq; idiv ecx - xor edx, edx; div ecx
	add_operator('%', T_SET_MOD, 5, "99F7F989D0", "31D2F7F189D0");
	add_operator('+', T_SET_ADD, 4, "01C8", "01C8");
	add_operator('-', T_SET_SUB, 4, "29C8", "29C8");
	add_operator(T_SHL, T_SET_SHL, 3, "D3E0", "D3E0");
	add_operator(T_SHR, T_SET_SHR, 3, "D3F8", "D3E8");
	add_operator('<', 0, 2, "39C80F9CC00FB6C0", "39C80F92C00FB6C0");        // cmp eax, ecx; setl al; movzx eax, al
	add_operator(T_LE, 0, 2, "39C80F9EC00FB6C0", "39C80F96C00FB6C0");
	add_operator('>', 0, 2, "39C80F9FC00FB6C0", "39C80F97C00FB6C0");
	add_operator(T_GE, 0, 2, "39C80F9DC00FB6C0", "39C80F93C00FB6C0");
	add_operator(T_EQ, 0, 2, "39C80F94C00FB6C0", "39C80F94C00FB6C0");
	add_operator(T_NE, 0, 2, "39C80F95C00FB6C0", "39C80F95C00FB6C0");
	add_operator('&', T_SET_AND, 1, "21C8", "21C8");
	add_operator('|', T_SET_OR, 1, "09C8", "09C8");
	add_operator('^', T_SET_XOR, 1, "31C8", "31C8");
	add_operator(T_AND, 0, 1, "85C00F95C00FB6C0", 0);       // test eax, eax; setne al; movzx eax, al: what
	add_operator(T_OR, 0, 1, "85C00F95C00FB6C0", 0);        // each side of these two goes through
	code_of['!' + 512] = "85C00F94C00FB6C0";
	code_of['~' + 512] = "F7D0";
	code_of['-' + 512] = "F7D8";
}

// ---- the value at hand

void set_value(int is_place, struct type* t) {
	place = is_place; type = t; known = 0;
}

// The code from BEFORE on, which made it, is taken back.
void set_number(int n, struct type* t, int before) {
	code->used = before;
	op_number("B8", n);                                     // mov eax, n
	set_value(0, t);
	known = 1; known_number = n;
}

void set_global(char* label, struct type* t) {
	op_label("B8", "&", label);
	set_value(1, t);
}

// Parameter AT, or the local at AT (below 0).
void set_local(int at, struct type* t) {
	if (at > 0) op_number("8D85", -4 * at);                 // lea eax, [ebp + ...]
	else op_number("8D86", at);                             // lea eax, [esi + ...]
	set_value(1, t);
}

void operate(int kind, int is_unsigned, struct type* t) {
	op(code_of[kind + is_unsigned * 256]);
	set_value(0, t);
}

// A T from [eax] or [ebx] into eax.
void fetch(struct type* t, char* from) {
	if (t->kind == K_STRUCT || t->size < 1 || t->size > 4) error_at(tok, "this does not fit a register", 0);
	if (t->size == 4) op(join("8B", from));
	else                                                    // movzx, movsx
		op(join("0F", join(hex(0xB6 + (t->size == 2) + 8 * (t->is_unsigned == 0), 1), from)));
}

// As a value an array is the address of its first element, a function its own.
void load(void) {
	if (type->kind == K_ARRAY) set_value(0, pointer_to(type->base));
	if (type->kind == K_FUNCTION) set_value(0, pointer_to(type));
	if (place) fetch(type, "00");
	place = 0;
}

void push_value(void) {
	load();
	op("50");
}

// The left value, which was pushed, in eax, and the one at hand in ecx.
void meet(void) {
	load();
	op("89C158");                                           // mov ecx, eax; pop eax
}

void scale(int size) {
	load();
	if (size != 1) op_number("69C0", size);                 // imul eax, eax, size
}

void jump_if(int truth, int n) {
	load();
	op("85C0");                                             // test eax, eax
	op_label(join("0F", hex(0x84 + truth, 1)), "%", join("JUMP_", decimal(n)));
}

void jump_if_equal(int value, int n) {
	op_number("3D", value);                                 // cmp eax, value
	op_label("0F84", "%", join("JUMP_", decimal(n)));
}

// ---- stores

// The place at hand is pushed, to be stored to after more code.
void push_place(void) {
	if (place == 0 || type->kind >= K_ARRAY || type->size > 4) error_at(tok, "this can't be assigned to", 0);
	op("50");
}

// As meet(), with the value of the place, which stays on the stack, on the left.
void meet_place(struct type* t) {
	load();
	op("89C18B1C24");                                       // mov ecx, eax; mov ebx, [esp]
	fetch(t, "03");
}

void store(struct type* t) {
	load();
	op("5B");                                               // pop ebx
	if (t->size == 1) op("8803");                           // mov [ebx], al
	else if (t->size == 2) op("668903");
	else op("8903");
	set_value(0, t);
}

int element_size(struct type* t) {
	if (t->kind != K_POINTER) return 1;
	if (t->base->size == 0) error_at(tok, "the size is not known", 0);
	return t->base->size;
}

// ++ and --: in eax the value of the place at hand before or AFTER that.
void step(int kind, int after) {
	struct type* t = type; int amount = element_size(t);
	if (kind == T_DEC) amount = -amount;
	push_place();
	fetch(t, "00");
	op_number("05", amount);                                // add eax, amount
	set_value(0, t);
	store(t);
	if (after == 0) op_number("2D", amount);                // sub eax, amount
}

// ---- calls and functions

// The function's address is the value at hand.
void begin_call(void) {
	push_value();
	op("5556");                                             // push ebp; push esi
}

void end_call(int arguments) {
	op_number("8B8424", arguments * 4 + 8);                 // mov eax, [esp + ...]
	op_number("8DAC24", arguments * 4);                     // lea ebp, [esp + ...]
	op("FFD0");
	op_number("81C4", arguments * 4);                       // add esp, ...
	op("5E5D59");                                           // pop esi; pop ebp; pop ecx
}

void begin_function(char* label) {
	put_label(code, label);
	frame = 0; frame_most = 0;
	op("89E681EC00000000");                                 // mov esi, esp; sub esp, frame_most: filled in
	prologue_end = code->used;                              // below; 0 without locals, as asm() wants it
}

void end_function(void) {
	copy(code->bytes + prologue_end - text_length("00000000'\n"), hex(frame_most, 4), 8);
	op_number("81C4", frame_most);                          // add esp, frame_most
	op("C3");
}
