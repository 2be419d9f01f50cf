// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cc.h - what the chapters of cc share
//
// cc is one program in several files. Behind base/base.c, which the tools begin with, too, catm puts
// them together in the order
//     cc.h  lex.c  type.c  tree.c  pre.c  direct.c  emit.c  float.c  near.c  fpu.c  gen.c
//     parse.c  init.c  stmt.c  decl.c  main.c
// It is written in the small C that cc_x86 takes (every variable is one word, p + n
// counts bytes), and any C compiler takes it too.

// What a list is made of begins with ->next; appended() of lex.c takes any.
struct list {
	struct list* next;
};

// ---- lex.c and pre.c: characters into tokens -------------------------------------------

// A name is kept once: the same letters are the same struct.
struct name {
	char* text;
	int length;
	int hash;
	struct name* chain;             // in the table
	int keyword;                    // its token kind if it is a keyword, else 0
	struct macro* macro;            // pre.c: what it is defined as, or 0
	struct symbol* symbol;          // type.c: variable, function, typedef, enum constant
	struct type* tag;               // type.c: struct, union, enum
	struct label* label;            // stmt.c: in this function
	struct object* object;          // decl.c: what has this name in the whole program
};

enum {
	T_EOF,                          // end of a translation unit
	T_NAME,
	T_NUMBER,                       // low and high word; flags
	T_FLOAT,                        // text is its spelling without suffix; flags
	T_STRING,                       // text, length bytes, and a NUL behind that is not counted

	// Punctuation of one character is that character: '+' is 43.

	T_ELLIPSIS = 128,               // ...
	T_ARROW,                        // ->
	T_INC, T_DEC,                   // ++ --
	T_SHL, T_SHR,                   // << >>
	T_LE, T_GE, T_EQ, T_NE,         // <= >= == !=
	T_AND, T_OR,                    // && ||
	T_SET_MUL, T_SET_DIV, T_SET_MOD,        // *= /= %=
	T_SET_ADD, T_SET_SUB,                   // += -=
	T_SET_SHL, T_SET_SHR,                   // <<= >>=
	T_SET_AND, T_SET_XOR, T_SET_OR,         // &= ^= |=
	T_PASTE,                        // ##, only seen by the preprocessor

	// Keywords; decl.c gives them to their names (name->keyword). The first ones can begin a type.

	T_VOID = 160, T_CHAR, T_SHORT, T_INT, T_LONG, T_SIGNED, T_UNSIGNED, T_FLOAT_TYPE, T_DOUBLE,
	T_STRUCT, T_UNION, T_ENUM, T_TYPEDEF, T_EXTERN, T_STATIC, T_IGNORED, T_ATTRIBUTE,
	T_SIZEOF, T_IF, T_ELSE, T_WHILE, T_DO, T_FOR, T_SWITCH, T_CASE, T_DEFAULT, T_BREAK, T_CONTINUE,
	T_GOTO, T_RETURN
};

enum {
	N_UNSIGNED = 1,                 // suffix u, or written in hex or octal and too large for int
	N_LONG_LONG = 2,                // suffix ll, or too large for 32 bits
	N_FLOAT = 4,                    // suffix f
	N_LONG = 8,                     // suffix l: a long double when it has a point
	N_U = 16                        // suffix u as written
};

struct token {
	struct token* next;             // pre.c: in a list
	int kind;
	struct name* name;              // T_NAME; keywords too
	int low;                        // T_NUMBER: 64 bits
	int high;
	int flags;                      // N_...
	char* text;
	int length;
	char* raw;                      // T_STRING, characters: as it was written
	char* file;                     // where it stands
	int line;
	int space;                      // white space before it
	int first;                      // it begins a line
	int hidden;                     // pre.c: a name not to be expanded any more
};

struct token* tok;                      // the token at hand; a name that is a keyword has that kind
void next(void);                        // on to the next, macros expanded, strings joined
struct token* peek(void);               // the one after tok, without going there
struct name* intern(char* text, int length);
void start_file(char* path);            // begin a translation unit: tok is its first token
void reset_macros(void);                // forget #defines, go back to -D and the built-in ones
void define_option(char* text);         // NAME or NAME=VALUE
void undef_option(char* name);
void add_include_dir(char* path);
void error_at(struct token* where, char* what, char* detail);   // file:line: what 'detail'; as fail() does

// ---- type.c: types and names in scope ---------------------------------------------------

enum {
	K_VOID, K_CHAR, K_SHORT, K_INT, K_LLONG,        // whole numbers in the order of their rank
	K_FLOAT, K_DOUBLE, K_LDOUBLE,
	K_POINTER, K_ARRAY, K_FUNCTION, K_STRUCT        // K_STRUCT: unions too
};

struct type {
	int kind;
	int is_unsigned;
	int size;                       // bytes; 0 while incomplete
	int align;
	struct type* base;              // pointed to, element, or result
	int length;                     // K_ARRAY: elements; below 0: not known yet
	struct member* members;         // K_STRUCT
	struct symbol* params;          // K_FUNCTION: in order, by ->next
	int variadic;                   // more arguments may follow
	int unchecked;                  // declared as f(): nothing known of its arguments
	int is_union;
	int complete;
	int depth;                      // a tag: of the block that it was declared in
	struct type* pointer;           // the type "pointer to this", once it was asked for
};

struct member {
	struct member* next;
	struct name* name;              // 0: an unnamed struct or union, whose members count as ours
	struct type* type;
	int offset;                     // bytes from the start of the struct
	int shift;                      // bit-field: lowest bit
	int width;                      // bit-field: bits; 0: an ordinary member
};

enum { S_LOCAL, S_GLOBAL, S_TYPEDEF, S_CONSTANT };

struct symbol {
	struct symbol* next;            // of a parameter: the next one
	struct name* name;
	int kind;
	struct type* type;
	int value;                      // S_LOCAL: distance from ebp; S_CONSTANT: the number
	struct object* object;          // S_GLOBAL
	int depth;                      // of the block that declares it
};

// What the program is made of: functions and static data, also those not named.
enum { AT_NOWHERE, AT_CODE, AT_TEXTS, AT_DATA, AT_ZERO };
struct object {
	struct name* name;              // 0: a text, a static local
	struct type* type;
	int section;                    // AT_...
	int offset;
	int tentative;                  // a variable without initialiser: zero if nobody has one
	struct token* where;            // first used here, for the message if nobody defines it
	int used;
	struct object* next;
};

// ---- emit.c: bytes, references, jumps ---------------------------------------------------

struct buffer {
	char* bytes;
	int used;
	int room;
};

struct buffer* code;
struct buffer* texts;                   // strings and floating constants
struct buffer* data;                    // variables with a value
int zero_bytes;                         // of AT_ZERO

// A place that waits for an address: 4 bytes, to be increased by the object's.
struct fixup {
	struct buffer* in;
	int offset;
	struct object* object;
	int relative;                   // to the end of the 4 bytes
	struct fixup* next;
};

// A place in the code of this function. Jumps that came before it wait in a list.
struct label {
	int at;                         // offset in the code; below 0: not known yet
	struct jump* jumps;
	struct name* name;              // of a goto's label
	struct token* where;
	struct label* next;
};

// ---- tree.c: trees ------------------------------------------------------------------------

enum {
	E_NUMBER = 256,                 // low, high
	E_FLOAT,                        // high, low: the mantissa, its top bit set; exponent; negative
	E_LOCAL,                        // [ebp + low]                         a place
	E_GLOBAL,                       // object + low                        a place
	E_DEREF,                        // what the pointer a + low points to  a place
	E_BITS,                         // bit-field member of the place a
	E_ADDRESS,                      // of the place a, or of the struct that a gives
	E_NEGATE,
	E_CAST,
	E_CHOOSE,                       // a ? b : c
	E_CALL                          // a, arguments b by ->next; a struct's result goes to local low
	// and the tokens of binary operators, '=', ',', '!', '~'
};

struct node {
	struct node* next;
	int kind;
	struct type* type;
	struct node* a;
	struct node* b;
	struct node* c;
	int low;
	int high;
	int exponent;
	int negative;
	struct object* object;
	struct member* member;
};

// ---- gen.c: trees into instructions

void gen(struct node* n);               // its value into where its type belongs: see there
