// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// script-generator - from the manifest and bootstrap.cfg to the scripts that build the system
//
// Parts        base/base.c tools/script-generator.c
//
// script-generator MANIFEST    reads /steps/bootstrap.cfg (it may be missing) and /steps/env too;
//                              writes /steps/N.sh, /kaem.run.N, /init.N, /preseed-jump.kaem and
//                              bootstrap.cfg again, with what the manifest defines
//
//     line      := directive [ rest ] [ "#" comment ]
//     directive := ("build:" | "improve:" | "jump:") NAME [ predicate ]
//                | "uninstall:" NAME... [ predicate ]
//                | "define:" NAME "=" ( WORD | predicate ) [ predicate ]
//     predicate := "(" logic ")"
//     logic     := WORD | NAME ("==" | "!=") WORD [ ("||" | "&&") logic ]
//
// Words are parted by exactly one space; one may be empty only behind == or !=, where it means
// the empty text. '#' ends the line wherever it stands; a line that is empty or begins with
// '#' is skipped. There is no precedence and no nesting: A && B || C is A && (B || C). A lone
// WORD is a value, not a variable: only True holds.
//
// Predicates and defines are settled line by line, then the scripts are written, with the
// final values: until then every error is found, and nothing is there yet. lib/chain/plan.c
// says the same on the host; tests/seed/runtime.sh compares the two.

enum { MODE_OUT = 0x180 };              // 0600

struct variable {
	char* name;
	char* value;
	struct variable* next;
};

struct step {                           // a directive that is kept
	char* kind;                     // its first word
	char* argument;
	int pass;                       // 1 and one for each earlier step with that argument
	struct step* next;
};

struct variable* variables;             // of bootstrap.cfg, in its order
struct variable* last_variable;
struct step* steps;
struct step* last_step;

// ---- lines and words -----------------------------------------------------------------

char* path;                             // of the text that is being read
char* text;
int text_bytes;
int text_at;
char* line;                             // a NUL stands behind it
int line_bytes;
int lines;                              // its number
int at;                                 // in the line: where the next word begins

void read_lines(char* name, char* bytes, int count) {
	path = name;
	text = bytes;
	text_bytes = count;
	text_at = 0;
	lines = 0;
}

int next_line(void) {
	if (text_at >= text_bytes)
		return 0;
	line = text + text_at;
	line_bytes = 0;
	while (text_at + line_bytes < text_bytes && line[line_bytes] != '\n')
		line_bytes = line_bytes + 1;
	line[line_bytes] = 0;
	text_at = text_at + line_bytes + 1;
	lines = lines + 1;
	at = 0;
	return 1;
}

char* piece(char* s, int bytes) {       // as a text of its own
	char* to = alloc(bytes + 1);
	copy(to, s, bytes);
	return to;
}

// The line is wrong at this place.
void refuse(int column, char* why) {
	fail(join(path, join(":", join(decimal(lines), join(":", join(decimal(column + 1), join(": ", why)))))), 0);
}

int more_words(void) {
	return at < line_bytes;
}

char* peek(void) {
	int end = at;
	while (end < line_bytes && line[end] != ' ')
		end = end + 1;
	return piece(line + at, end - at);
}

char* take(void) {
	char* word = peek();
	at = at + text_length(word) + 1;
	return word;
}

char* take_word(char* what) {           // one that must be there, and not be empty
	char* word;
	if (!more_words())
		refuse(line_bytes, join("wants ", join(what, ", got the end of the line")));
	word = take();
	if (word[0] == 0)
		refuse(at - 1, "two spaces in a row; tokens are parted by one");
	return word;
}

// ---- variables -----------------------------------------------------------------------

struct variable* find(char* name) {     // the first of that name, as predicates see it; or 0
	struct variable* v = variables;
	while (v != 0 && !text_equal(v->name, name))
		v = v->next;
	return v;
}

char* get(char* name) {
	struct variable* v = find(name);
	if (v == 0)
		return "";
	return v->value;
}

void add_variable(char* name, char* value) {
	struct variable* v = alloc(sizeof(struct variable));
	v->name = name;
	v->value = value;
	if (variables == 0)
		variables = v;
	else
		last_variable->next = v;
	last_variable = v;
}

void define(char* name, char* value) {
	struct variable* v = find(name);
	if (v == 0)
		add_variable(name, value);
	else
		v->value = value;
}

void read_config(char* name) {
	char* bytes = read_file(name);
	int i;
	if (bytes == 0)
		return;
	read_lines(name, bytes, file_bytes);
	while (next_line()) {
		if (text_length(line) != line_bytes)
			fail_at(path, lines, "a NUL byte; wants text", 0);
		if (line_bytes == 0)
			fail_at(path, lines, "an empty line; wants NAME=value", 0);
		i = 0;
		while (line[i] != 0 && line[i] != '=')
			i = i + 1;
		if (line[i] == 0)
			fail_at(path, lines, "wants NAME=value", 0);
		if (i == 0)
			fail_at(path, lines, "wants a name before '='", 0);
		add_variable(piece(line, i), line + i + 1);
	}
}

void put_config(void) {
	struct variable* v;
	for (v = variables; v != 0; v = v->next) {
		put_text(v->name);
		put_byte('=');
		put_text(v->value);
		put_byte('\n');
	}
}

// ---- the manifest --------------------------------------------------------------------

char* truth(int holds) {
	if (holds)
		return "True";
	return "False";
}

// The logic up to its ')': True, False, or the lone word. A term on the left is joined with
// all that follows, so often it settles the answer; the rest is still read.
char* read_logic(void) {
	char* answer = 0;
	char* left;
	char* word;
	int column;
	int holds;
	int terms;
	for (terms = 0; ; terms = terms + 1) {
		column = at;
		left = take_word("a name or word");
		if (text_equal(left, "(") || text_equal(left, ")"))
			refuse(column, "brackets do not nest; wants a name or word");
		if (more_words() && text_equal(peek(), ")")) {
			take();
			if (terms > 0)
				left = truth(text_equal(left, "True"));
			break;
		}
		column = at;
		word = take_word("'==', '!=' or ')'");
		if (!text_equal(word, "==") && !text_equal(word, "!="))
			refuse(column, "unknown operator; wants '==', '!=' or ')'");
		if (!more_words())
			refuse(line_bytes, "wants a word to compare with, got the end of the line");
		holds = text_equal(get(left), take()) == text_equal(word, "==");
		left = truth(holds);
		column = at;
		word = take_word("')', '||' or '&&'");
		if (text_equal(word, ")"))
			break;
		if (!text_equal(word, "||") && !text_equal(word, "&&"))
			refuse(column, "wants ')', '||' or '&&'");
		if (answer == 0 && holds == text_equal(word, "||"))
			answer = left;
	}
	if (answer != 0)
		return answer;
	return left;
}

int read_predicate(void) {              // does it hold? Where none is, it does.
	int column = at;
	int holds;
	if (!more_words())
		return 1;
	if (!text_equal(take(), "("))
		refuse(column, "a predicate must begin with '('");
	holds = text_equal(read_logic(), "True");
	if (more_words())               // upstream builds all the same
		complain(join(path, join(":", join(decimal(lines), ": ignored:"))), line + at);
	return holds;
}

void read_define(void) {
	char* name = take_word("a variable's name");
	int column = at;
	char* value;
	if (!text_equal(take_word("'='"), "="))
		refuse(column, "wants '=' alone between spaces");
	value = take_word("a value");
	if (text_equal(value, "("))
		value = read_logic();
	if (read_predicate())
		define(name, value);
}

void keep_step(char* kind, char* argument) {
	struct step* s;
	int pass = 1;
	for (s = steps; s != 0; s = s->next)
		pass = pass + text_equal(s->argument, argument);
	s = alloc(sizeof(struct step));
	s->kind = kind;
	s->argument = argument;
	s->pass = pass;
	if (steps == 0)
		steps = s;
	else
		last_step->next = s;
	last_step = s;
}

void read_directive(void) {
	char* kind = take_word("a directive");
	char* argument;
	if (text_equal(kind, "define:")) {
		read_define();
		return;
	}
	if (text_equal(kind, "uninstall:")) {
		argument = take_word("a package or an absolute path");
		while (more_words() && !text_equal(peek(), "("))
			argument = join(argument, join(" ", take_word("a package")));
	} else {
		if (!text_equal(kind, "build:") && !text_equal(kind, "improve:") && !text_equal(kind, "jump:"))
			refuse(0, "unknown directive; wants 'build:', 'improve:', 'jump:', 'uninstall:' or 'define:'");
		argument = take_word("a name");
	}
	if (read_predicate())
		keep_step(kind, argument);
}

void cut_comment(void) {                // and look for what no word may hold
	int i;
	for (i = 0; i < line_bytes; i = i + 1) {
		if (line[i] == '#') {
			line[i] = 0;
			line_bytes = i;
		}
	}
	for (i = 0; i < line_bytes; i = i + 1) {
		if (line[i] == '\t')
			refuse(i, "a tab; tokens are parted by one space");
		if (line[i] == '\r')
			refuse(i, "a carriage return; lines end in a newline alone");
		if ((line[i] >= 0 && line[i] < ' ') || line[i] == 127)
			refuse(i, "a control character");
	}
}

void read_manifest(char* name) {
	char* bytes = read_file(name);
	if (bytes == 0)
		fail("cannot read", name);
	read_lines(name, bytes, file_bytes);
	while (next_line()) {
		if (line_bytes > 0 && line[0] != '#') {
			cut_comment();
			read_directive();
		}
	}
}

// ---- the scripts ---------------------------------------------------------------------

char* env;                              // the text of /steps/env
int env_bytes;
int counter;                            // the number of the script that is being written
int level;                              // its shell: 0 kaem, 1 the first bash, 2 and more later ones

void put(char* a, char* b, char* c) {
	put_text(a);
	put_text(b);
	put_text(c);
}

char* numbered(char* name, int n, char* end) {
	return join(name, join(decimal(n), end));
}

void put_file(char* name) {             // what was put is a file
	open_out(name, MODE_OUT);
	close_out();
}

void end_script(void) {
	put_file(numbered("/steps/", counter, ".sh"));
}

void start_script(void) {
	if (level == 0) {
		put_text("set -ex\ncd /steps\n");
		put_config();
		put_bytes(env, env_bytes);
		return;
	}
	put_text("#!/bin/bash\n");
	if (!text_equal(get("INTERACTIVE"), "True"))
		put_text("set -e\n");
	else if (level == 1)            // a bash without readline: text up to the end of input is run
		put("set -e\ntrap 'while :; do ", "printf \"%s\" \"[TRAP - use Ctrl+D] $(pwd) # \"; eval \"$(cat)\"; done", "' EXIT\n");
	else
		put("set -eEo pipefail\ntrap '", "PS1=\"[TRAP] \\w # \" bash -i", "' ERR\n");
	put_text("cd /steps\n. ./bootstrap.cfg\n. ./env\n. ./helpers.sh\n");
}

void put_build(struct step* s) {
	char* name = s->argument;
	if (level == 0) {
		put("pkg=", name, "\ncd ${pkg}\nkaem --file pass");
		put(decimal(s->pass), ".kaem\n", "cd ..\n");
	} else {
		put("build ", name, numbered(" pass", s->pass, ".sh\n"));
	}
	if (name[0] != 'b' || name[1] != 'a' || name[2] != 's' || name[3] != 'h' || name[4] != '-')
		return;
	put_text(numbered("bash /steps/", counter + 1, ".sh\n"));       // a new shell goes on
	end_script();
	counter = counter + 1;
	level = level + 1;
	if (level == 1) {
		put("set -ex\n", "PATH=/usr/bin\n", numbered("bash /steps/", counter, ".sh\n"));
		put_file("/preseed-jump.kaem");
	}
	start_script();
}

void put_jump(struct step* s) {         // to another kernel, which goes on with /init
	int next = counter + 1;
	if (level == 0) {
		put(numbered("cp /kaem.run.", next, " /kaem.run\n"), "cp /usr/bin/kaem /init\nchmod 755 /init\n", "kaem --file /steps/jump/");
		put(s->argument, ".sh", "\n");
		end_script();
		put("set -ex\n", "kaem --file /steps/", numbered("", next, ".sh\n"));
		put_file(numbered("/kaem.run.", next, ""));
	} else {
		put("mv /init /init.bak\n", numbered("cp /init.", next, " /init\n"), "chmod 755 /init\n. /steps/jump/");
		put(s->argument, ".sh", "\n");
		end_script();
		put("#!/bin/bash\n", "bash /steps/", numbered("", next, ".sh\n"));
		put_file(numbered("/init.", next, ""));
	}
	counter = next;
	start_script();
}

int main(int argc, char** argv) {
	struct step* s;
	program = "script-generator";
	if (argc != 2)
		fail("usage: script-generator MANIFEST", 0);
	read_config("/steps/bootstrap.cfg");
	read_manifest(argv[1]);
	env = read_file("/steps/env");
	if (env == 0)
		fail("cannot read", "/steps/env");
	env_bytes = file_bytes;
	start_script();
	for (s = steps; s != 0; s = s->next) {
		if (text_equal(s->kind, "build:"))
			put_build(s);
		else if (text_equal(s->kind, "jump:"))
			put_jump(s);
		else if (text_equal(s->kind, "uninstall:"))
			put("uninstall ", s->argument, "\n");
		else if (level == 0)
			put("kaem --file /steps/improve/", s->argument, ".sh\n");
		else
			put(". /steps/improve/", s->argument, ".sh\n");
	}
	end_script();
	put_config();
	put_file("/steps/bootstrap.cfg");
	return 0;
}
