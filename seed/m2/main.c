// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// main.c - statements, functions, the files as one text, options

char* choices;                          // of the innermost switch: the code; 0: in none
int default_jump;
int break_jump;                         // 0: not in a loop or switch
int continue_jump;
int return_jump;

void statement(void);
void loop(int kind, int again);

// A block or loop, behind its first token.
void scope(int kind) {
	struct binding* outer = bindings; int outer_frame = frame;
	depth = depth + 1;
	if (kind != '{') loop(kind, new_jumps());
	else while (take('}') == 0) statement();
	depth = depth - 1;
	leave_scope(outer);
	frame = outer_frame;
}

// The body of a loop or switch.
void body(int continued, int broken) {
	int outer_continue = continue_jump; int outer_break = break_jump;
	continue_jump = continued; break_jump = broken;
	statement();
	continue_jump = outer_continue; break_jump = outer_break;
}

void condition_or(int otherwise) {
	need('(', "(");
	expression();
	need(')', ")");
	jump_if(0, otherwise);
}

void if_statement(void) {
	int other = new_jumps();
	condition_or(other);
	statement();
	if (take(T_ELSE)) {
		jump(other + 1); jump_here(other);
		statement();
		other = other + 1;
	}
	jump_here(other);
}

// What stands in the brackets of a for, up to the body. Answers the code of the last part, cut out.
char* for_head(int again) {
	int before;
	need('(', "(");
	if (starts_type(tok)) {
		declaration();
	} else if (take(';') == 0) {
		expression();
		need(';', ";");
	}
	jump_here(again);
	if (take(';') == 0) {
		expression();
		jump_if(0, again + 2);
		need(';', ";");
	}
	before = code->used;
	if (tok->kind != ')') expression();
	need(')', ")");
	return cut(before);
}

// while, do, for: jumps to AGAIN, and with one more to where continue goes, with two more to the end.
void loop(int kind, int again) {
	char* last = "";
	if (kind == T_FOR) last = for_head(again);
	else jump_here(again);
	if (kind == T_WHILE) condition_or(again + 2);
	body(again + 1, again + 2);
	jump_here(again + 1);
	put(code, last);
	if (kind == T_DO) {
		need(T_WHILE, "while");
		condition_or(again + 2);
		need(';', ";");
	}
	jump(again); jump_here(again + 2);
}

// The value stays in eax while comparisons behind the body choose the branch.
void switch_statement(void) {
	char* outer_choices = choices; int outer_default = default_jump; int choose = new_jumps();
	choices = ""; default_jump = choose + 1;
	need('(', "(");
	expression();
	load();
	need(')', ")");
	jump(choose);
	body(continue_jump, choose + 1);
	jump(choose + 1); jump_here(choose);
	put(code, choices);
	jump(default_jump); jump_here(choose + 1);
	choices = outer_choices; default_jump = outer_default;
}

void branch_of_switch(int kind) {
	int before = code->used; int here = new_jumps();
	if (choices == 0) error_at(tok, "not in a switch", 0);
	if (kind == T_DEFAULT) {
		default_jump = here;
	} else {
		jump_if_equal(constant(), here);
		choices = join(choices, cut(before));
	}
	need(':', ":");
	jump_here(here);
}

// Each text is a line of its own: they must not be joined, so next() reads none of them.
void asm_statement(void) {
	if (tok->kind == '(') tok = expanded_token();
	for (; tok->kind == T_STRING; tok = expanded_token()) put(code, join(tok->text, "\n"));
	need(')', "a text or )");
}

char* goto_label(void) {
	return join("LABEL_", join(function_name, join(".", tok->text)));
}

// break, continue, return
void jump_to(int target) {
	if (target == 0) error_at(tok, "nothing to break or continue here", 0);
	jump(target);
}

void statement(void) {
	int kind = tok->kind;
	nest(1);
	if (starts_type(tok)) {
		declaration();
	} else if (kind == T_NAME && peek()->kind == ':') {
		put_label(code, goto_label());
		next(); next();
	} else if (take('{') || take(T_WHILE) || take(T_DO) || take(T_FOR)) {
		scope(kind);
	} else if (take(T_IF)) {
		if_statement();
	} else if (take(T_SWITCH)) {
		switch_statement();
	} else if (take(T_CASE) || take(T_DEFAULT)) {
		branch_of_switch(kind);
	} else {
		if (take(T_BREAK)) {
			jump_to(break_jump);
		} else if (take(T_CONTINUE)) {
			jump_to(continue_jump);
		} else if (take(T_RETURN)) {
			if (tok->kind != ';') {
				expression();
				load();
			}
			jump_to(return_jump);
		} else if (take(T_GOTO)) {
			op_label("E9", "%", goto_label());
			need(T_NAME, "a label");
		} else if (take(T_ASM)) {
			asm_statement();
		} else if (kind != ';') {
			expression();
		}
		need(';', ";");
	}
	nest(-1);
}

// Behind the { of a function's body.
void function(struct symbol* f) {
	struct binding* outer = bindings; struct symbol* p;
	return_jump = new_jumps();
	begin_function(f->name->text);
	depth = 1;
	for (p = f->type->params; p != 0; p = p->next) {
		if (p->name == 0 || p->type->kind == K_STRUCT)
			error_at(tok, "a parameter without a name, or a struct", 0);
		declare(p->name, S_LOCAL, p->type)->value = p->value;
	}
	scope('{');
	depth = 0;
	leave_scope(outer);
	if (text_equal(function_name, "main")) set_number(0, t_int, code->used);
	jump_here(return_jump);
	end_function();
}

void whole_program(void) {
	next();
	while (tok->kind != T_EOF) if (take(';') == 0) declaration();
	for (; globals != 0; globals = globals->next) {
		if (globals->value == AT_ZERO) {
			if (globals->type->size == 0) error_at(tok, "a variable of no size:", globals->name->text);
			put_label(data, globals->name->text);
			put_data(data, alloc(globals->type->size), globals->type->size);
		}
	}
}

// ---- files and options

// Directives that are not to be followed become comments: all, or #FILENAME and (INCLUDES) #include.
char* prepared(char* text, int all, int includes) {
	char* s; int first = 1; int i;
	splice(text);
	for (s = text; s[0] != 0; s = s + 1) {
		i = 1;
		while (s[i] == ' ' || s[i] == '\t') i = i + 1;
		if (first && s[0] == '#' && s[1] >= ' ' && (all || s[i] == 'F' || includes && s[i] == 'i' && s[i + 1] == 'n')) {
			s[0] = '/'; s[1] = '/';
		}
		first = s[0] == '\n' || first && (s[0] == ' ' || s[0] == '\t');
	}
	return text;
}

// A word and a space each, for tokens from T_VOID on.
void make_keywords(char* s) {
	int kind; int n;
	for (kind = T_VOID; s[0] != 0; kind = kind + 1) {
		n = 0;
		while (s[n] != ' ') n = n + 1;
		intern(s, n)->keyword = kind;
		s = s + n + 1;
	}
	intern("asm", 3)->keyword = T_ASM;
}

struct buffer* new_buffer(void) {
	struct buffer* b = alloc(sizeof(struct buffer));
	b->room = 0x1000000;
	b->bytes = alloc(b->room);
	return b;
}

// tree.c wants these of float.c; without floating types nobody calls them.
struct node* float_of_whole(struct node* n, struct type* t) { return n; }
struct node* float_as(struct node* n, struct type* t) { return n; }
struct node* whole_of_float(struct node* n, struct type* t) { return n; }
int float_order(struct node* a, struct node* b) { return 0; }
struct node* float_folded(int op, struct type* t, struct node* a, struct node* b) { return 0; }

int main(int argc, char** argv) {
	char* types = "typedef signed char int8_t; typedef char _Bool; typedef unsigned char uint8_t; typedef short int16_t; typedef unsigned short uint16_t; typedef int int32_t; typedef unsigned uint32_t; typedef struct { char bytes[8]; } int64_t; typedef int64_t uint64_t; typedef int SCM; typedef int (*FUNCTION)(); typedef int* __va_list;";
	char* macros = "#define __va_start(list, last) list = &last\n#define __va_arg(list, type) (*(type*)(list = list - 4))\n#define __va_end(list) list\n#define volatile\n#define restrict\n#define inline\n#define register\n#define _Noreturn\n#define __M2__ 42\n#define __M2C__ 1\n#define __M2C_MINOR__ 13\n#define __M2C_PATCHLEVEL__ 1\n#define __STDC_HOSTED__ 1\n#define __STDC_VERSION__ 199409\n#define __i386__ 1\n";
	char* words = "void char short int long signed unsigned - - struct union enum typedef extern static const - sizeof if else while do for switch case default break continue goto return ";
	char* output = 0; char* arg; char* value; int bootstrap = 0; int skip_includes = 1; int tokens_only = 0;
	int debug = 0; int files = 0; int fd = 1; int i;
	code = new_buffer(); data = new_buffer(); texts = new_buffer();
	program = "m2"; longest_text = 4096; function_name = "";
	make_characters(); make_types(); make_operators(); make_macros();
	undef_option("__lbs_cc__");
	t_void->size = 4;                                       // what void* counts in
	for (i = 1; i < argc; i = i + 1) {
		arg = argv[i];
		value = argv[i + 1];
		if (text_equal(arg, "-h") || text_equal(arg, "--help") || text_equal(arg, "-V") || text_equal(arg, "--version")) {
			say("m2 1.0: M2-Planet [-f] FILE... -o OUT [--architecture x86] [-D NAME[=VALUE]] [-I DIR] [-E]\n[--expand-includes] [--bootstrap-mode] [--debug] [--max-string N]\n");
			return 0;
		}
		if (text_equal(arg, "-E")) tokens_only = 1;
		else if (text_equal(arg, "-g") || text_equal(arg, "--debug")) debug = 1;
		else if (text_equal(arg, "--bootstrap-mode")) bootstrap = 1;
		else if (text_equal(arg, "--expand-includes")) skip_includes = 0;
		else if (arg[0] != '-') {
			argv[files] = arg; files = files + 1;
		} else if (text_equal(arg, "-f") == 0 && text_equal(arg, "--file") == 0) {
			i = i + 1;                              // of -f the file is the next word, anyway
			if (value == 0) fail("its value is missing, or an unknown option:", arg);
			else if (text_equal(arg, "-o") || text_equal(arg, "--output")) output = value;
			else if (text_equal(arg, "-D")) define_option(value);
			else if (text_equal(arg, "-I")) add_include_dir(value);
			else if (text_equal(arg, "--max-string")) {
				for (longest_text = 0; value[0] >= '0' && value[0] <= '9'; value = value + 1)
					longest_text = longest_text * 10 + value[0] - '0';
			} else if (text_equal(arg, "-A") == 0 && text_equal(arg, "--architecture") == 0)
				fail("unknown option:", arg);
			else if (text_equal(value, "x86") == 0)
				fail("only the architecture x86 is known, not", value);
		}
	}
	add_include_dir("./M2libc");
	if (files == 0) argv[0] = "/dev/stdin";
	for (i = files - (files != 0); i >= 0; i = i - 1) {
		value = read_file(argv[i]);
		if (value == 0) fail("can't read", argv[i]);
		open_source(argv[i], prepared(value, bootstrap, skip_includes));
	}
	if (bootstrap) open_text("built-in", "typedef int FILE; typedef unsigned size_t; typedef int ssize_t;");
	if (tokens_only == 0) open_text("built-in", types);
	open_text("built-in", macros);
	if (tokens_only == 0) {
		make_keywords(words);
		whole_program();
	} else {
		for (tok = expanded_token(); tok->kind != T_EOF; tok = expanded_token()) {
			if (tok->first) put(code, "\n");
			put(code, join(spelling(tok), " "));
		}
	}
	if (debug) put_label(code, "ELF_data");
	else if (tokens_only == 0) put_label(texts, "ELF_end");
	put(code, data->bytes);
	put(code, texts->bytes);
	if (output != 0)
		fd = sys_call(SYS_OPEN, output, 577, 420);      // for writing, made, emptied; 0644
	if (fd < 0 || sys_call(SYS_WRITE, fd, code->bytes, code->used) != code->used) fail("can't write", output);
	return 0;
}
