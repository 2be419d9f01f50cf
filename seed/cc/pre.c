// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// pre.c - the preprocessor's macros
//
// Tokens come from the list `waiting`, and when that is empty from the file. An expansion is put in
// front of `waiting` with a mark behind it; up to the mark the macro is busy, and its own
// name, met there, is hidden for good: that is how the standard ends recursion. While a list of
// tokens grows at its end, it begins with one that does not count.

enum { T_MARK = 120, T_STOP = 121 };    // never characters of a program

struct macro {
	struct macro* next;             // of all that there ever were
	struct name* name;
	int is_function;
	int variadic;
	int busy;
	int given;                      // by an option or by us: stays for the next file
	int built_in;                   // 1 __FILE__, 2 __LINE__
	struct token* params;           // names
	struct token* body;
};

struct include_dir {
	struct include_dir* next;
	char* path;
};

struct token* waiting;
struct macro* macros;
struct include_dir* include_dirs;
struct token* ahead;                    // peek()'s

struct token* copy_token(struct token* t) {
	struct token* c = alloc(sizeof(struct token));
	copy(c, t, sizeof(struct token));
	c->next = 0;
	return c;
}

// LIST, which is used up, in front of what waits.
void put_back(struct token* list) {
	waiting = appended(list, waiting);
}

struct token* mark(int kind, struct name* name) {
	struct token* t = new_token(kind);
	t->name = name;
	return t;
}

void directive(struct token* hash);

// The next token without looking for macros: marks are obeyed, directives done.
struct token* raw_token(void) {
	struct token* t;
	while (1) {
		if (waiting != 0) {
			t = waiting;
			waiting = t->next;
			t->next = 0;
			if (t->kind != T_MARK)
				return t;
			if (t->name->macro != 0)
				t->name->macro->busy = 0;
		} else {
			t = read_token();
			if (t->kind == '#' && t->first) {
				directive(t);
			} else if (t->kind != T_EOF) {
				return t;
			} else {
				if (source->conditions != 0)
					error_at(t, "an #if has no #endif", 0);
				if (source->outer == 0)
					return t;
				source = source->outer;
			}
		}
	}
}

// The tokens up to the line's end.
struct token* rest_of_line(void) {
	struct token* list = new_token(0);
	struct token* last = list;
	char* at;
	int line;
	while (1) {
		at = source->at;
		line = source->line;
		last->next = read_token();
		if (last->next->first) {        // of the next line: as if not read
			last->next = 0;
			source->at = at;
			source->line = line;
			return list->next;
		}
		last = last->next;
	}
}

// ---- definitions

struct macro* define(struct name* name, int given) {
	struct macro* m = alloc(sizeof(struct macro));
	m->name = name;
	m->given = given;
	m->next = macros;
	macros = m;
	name->macro = m;
	return m;
}

void define_line(struct token* line, int given) {
	struct macro* m;
	struct token* t;
	struct token* p;
	if (line == 0 || line->kind != T_NAME)
		error_at(new_token(0), "#define wants a name", 0);
	m = define(line->name, given);
	t = line->next;
	if (t != 0 && t->kind == '(' && t->space == 0) {
		m->is_function = 1;
		t = t->next;
		while (t != 0 && t->kind != ')') {
			p = copy_token(t);
			if (t->kind == T_ELLIPSIS) {
				m->variadic = 1;
				p->kind = T_NAME;
				p->name = intern("__VA_ARGS__", 11);
			} else if (t->kind != T_NAME) {
				error_at(t, "a parameter's name is wanted, not", t->text);
			}
			m->params = appended(m->params, p);
			t = t->next;
			if (t != 0 && t->kind == ',')
				t = t->next;
		}
		if (t == 0)
			error_at(line, "no ) behind the parameters", 0);
		t = t->next;
	}
	m->body = t;
}

void open_text(char* path, char* text) {
	open_source(path, join(text, "\n"));
}

void define_option(char* text) {
	int i = 0;
	text = join(text, "");
	while (text[i] != 0 && text[i] != '=')
		i = i + 1;
	if (text[i] == 0)
		text = join(text, " 1");
	else
		text[i] = ' ';
	open_text("-D", text);
	source->first = 0;
	define_line(rest_of_line(), 1);
	source = source->outer;
}

void undef_option(char* name) {
	intern(name, text_length(name))->macro = 0;
}

void built_in(char* name, int which) {
	define(intern(name, text_length(name)), 1)->built_in = which;
}

void make_macros(void) {
	built_in("__FILE__", 1);
	built_in("__LINE__", 2);
	define_option("__STDC__");
	define_option("__lbs_cc__");
	define_option("__DATE__=\"Jan  1 1970\"");
	define_option("__TIME__=\"00:00:00\"");
}

void reset_macros(void) {
	struct macro* m;
	for (m = macros; m != 0; m = m->next)
		m->name->macro = 0;
	for (m = macros; m != 0; m = m->next) {
		if (m->given && m->name->macro == 0)
			m->name->macro = m;
	}
}

void add_include_dir(char* path) {
	struct include_dir* d = alloc(sizeof(struct include_dir));
	d->path = path;
	include_dirs = appended(include_dirs, d);
}

// ---- expansion

struct token* expanded_token(void);

struct token* expand_list(struct token* tokens) {
	struct token* kept = waiting;
	struct token* list = new_token(0);
	struct token* last = list;
	waiting = mark(T_STOP, 0);
	put_back(tokens);
	last->next = expanded_token();
	while (last->next->kind != T_STOP) {
		last = last->next;
		last->next = expanded_token();
	}
	last->next = 0;
	waiting = kept;
	return list->next;
}

struct token* copy_list(struct token* t) {
	struct token* list = new_token(0);
	struct token* last = list;
	for (; t != 0; t = t->next) {
		last->next = copy_token(t);
		last = last->next;
	}
	return list->next;
}

// An argument's tokens, and what they expand to once somebody asked.
struct argument {
	struct argument* next;
	struct name* name;
	struct token* tokens;
	struct token* expansion;
	int is_expanded;
};

struct argument* find_argument(struct argument* list, struct token* t) {
	if (t->kind != T_NAME)
		return 0;
	while (list != 0 && list->name != t->name)
		list = list->next;
	return list;
}

// What a token looked like. Texts get their quotes and backslashes again.
char* spelling(struct token* t) {
	char* s;
	int i;
	int c;
	int n = 1;
	if (t->raw != 0)
		return t->raw;
	if (t->kind != T_STRING)
		return t->text;
	s = alloc(t->length * 4 + 3);
	s[0] = '"';
	for (i = 0; i < t->length; i = i + 1) {
		c = t->text[i];
		if (c >= 0 && c < ' ' || c == '"' || c == '\\') {
			s[n] = '\\';
			n = n + 1;
		}
		if (c >= 0 && c < ' ') {
			s[n] = '0';
			s[n + 1] = '0' + (c >> 3);
			n = n + 2;
			c = '0' + (c & 7);
		}
		s[n] = c;
		n = n + 1;
	}
	s[n] = '"';
	return s;
}

struct token* stringed(struct token* list, struct token* where) {
	struct token* t = copy_token(where);
	char* s = "";
	struct token* each;
	for (each = list; each != 0; each = each->next) {
		if (each != list && (each->space || each->first))
			s = join(s, " ");
		s = join(s, spelling(each));
	}
	t->kind = T_STRING;
	t->text = s;
	t->length = text_length(s);
	return t;
}

// The token that A and B make, in front of what follows B.
struct token* pasted(struct token* a, struct token* b) {
	struct token* t;
	open_text(a->file, join(spelling(a), spelling(b)));
	t = read_token();
	t->line = a->line;
	t->space = a->space;
	t->first = 0;
	t->next = b->next;
	source = source->outer;
	return t;
}

// The body of M with its arguments in place, a new list.
struct token* replaced(struct macro* m, struct argument* arguments) {
	struct token* list = new_token(0);
	struct token* last = list;
	struct token* t;
	struct token* more;
	struct argument* a;
	int paste = 0;                  // a ## stands before this
	for (t = m->body; t != 0; t = t->next) {
		if (t->kind == T_PASTE && last != list) {
			paste = 1;
			continue;
		}
		a = 0;
		if (t->kind == '#' && m->is_function && t->next != 0)
			a = find_argument(arguments, t->next);
		if (a != 0) {
			more = stringed(a->tokens, t);
			t = t->next;
		} else {
			a = find_argument(arguments, t);
			if (a == 0) {
				more = copy_token(t);
			} else if (paste || t->next != 0 && t->next->kind == T_PASTE) {
				more = copy_list(a->tokens);
				if (more == 0)          // nothing, yet something that ## can stand behind
					more = mark(T_MARK, intern("", 0));
			} else {
				if (a->is_expanded == 0)
					a->expansion = expand_list(copy_list(a->tokens));
				a->is_expanded = 1;
				more = copy_list(a->expansion);
			}
		}
		if (more == 0)
			continue;
		if (a != 0)
			more->space = t->space;
		if (paste == 0)
			last->next = more;
		else if (last->kind == T_MARK)
			copy(last, more, sizeof(struct token));
		else if (more->kind != T_MARK)
			copy(last, pasted(last, more), sizeof(struct token));
		paste = 0;
		while (last->next != 0)
			last = last->next;
	}
	return list->next;
}

// The arguments of a call of M; the ( was read.
struct argument* read_arguments(struct macro* m, struct token* call) {
	struct argument* arguments = 0;
	struct argument* a;
	struct token* last;
	struct token* p = m->params;
	struct token* t = raw_token();
	int depth = 0;
	while (p != 0 || t->kind != ')') {
		if (p == 0)
			error_at(call, "too many arguments for macro", call->text);
		a = alloc(sizeof(struct argument));
		a->name = p->name;
		last = new_token(0);
		a->tokens = last;
		while (depth > 0 || t->kind != ')' && (t->kind != ',' || m->variadic && p->next == 0)) {
			if (t->kind == T_EOF || t->kind == T_STOP)
				error_at(call, "no ) behind the arguments of macro", call->text);
			depth = depth + (t->kind == '(') - (t->kind == ')');
			if (t->kind == T_NAME && t->name->macro != 0 && t->name->macro->busy)
				t->hidden = 1;
			last->next = t;
			last = t;
			t = raw_token();
		}
		a->tokens = a->tokens->next;
		arguments = appended(arguments, a);
		p = p->next;
		if (t->kind == ',')
			t = raw_token();
		else if (p != 0 && (m->variadic == 0 || p->next != 0))
			error_at(call, "too few arguments for macro", call->text);
	}
	return arguments;
}

// The next token with all macros expanded.
struct token* expanded_token(void) {
	struct token* t;
	struct token* open;
	struct token* out;
	struct macro* m;
	struct argument* arguments;
	while (1) {
		t = raw_token();
		if (t->kind != T_NAME || t->hidden)
			return t;
		m = t->name->macro;
		if (m == 0)
			return t;
		if (m->busy) {
			t->hidden = 1;
			return t;
		}
		if (m->built_in) {
			out = copy_token(t);
			out->kind = T_STRING;
			out->text = t->file;
			if (m->built_in == 2) {
				out->kind = T_NUMBER;
				out->low = source->line;
				out->text = decimal(source->line);
			}
			out->length = text_length(out->text);
			return out;
		}
		arguments = 0;
		if (m->is_function) {
			open = raw_token();
			if (open->kind != '(') {
				put_back(open);
				return t;
			}
			arguments = read_arguments(m, t);
		}
		out = replaced(m, arguments);
		put_back(mark(T_MARK, t->name));
		if (out != 0) {
			out->space = t->space;
			for (open = out; open != 0; open = open->next) {
				open->file = t->file;
				open->line = t->line;
			}
		}
		m->busy = 1;
		put_back(out);
	}
}
