// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// pre.c - the preprocessor's macros
//
// Tokens come from the list `waiting`, and when that is empty from the file. An expansion is put in
// front of `waiting` with a mark behind it; up to the mark the macro is busy, and its own
// name, met there, is hidden for good: that is how the standard ends recursion.

enum { T_MARK = 120, T_STOP = 121 };    // never characters of a program

struct macro {
	int is_function;
	int variadic;
	int busy;
	int given;                      // by an option or by us: stays for the next file
	int built_in;                   // 1 __FILE__, 2 __LINE__
	struct token* params;           // names
	struct token* body;
};

struct macro_list {
	struct name* name;
	struct macro* macro;
	struct macro_list* next;
};

struct include_dir {
	char* path;
	struct include_dir* next;
};

struct token* waiting;
struct macro_list* defined_names;       // to forget them
struct include_dir* include_dirs;
struct token* ahead;                    // peek()'s

struct token* copy_token(struct token* t) {
	struct token* c = alloc(sizeof(struct token));
	copy(c, t, sizeof(struct token));
	c->next = 0;
	return c;
}

struct token* last_of(struct token* list) {
	while (list->next != 0)
		list = list->next;
	return list;
}

// LIST, which is used up, in front of what waits.
void put_back(struct token* list) {
	if (list == 0)
		return;
	last_of(list)->next = waiting;
	waiting = list;
}

struct token* mark(int kind, struct name* name) {
	struct token* t = alloc(sizeof(struct token));
	t->kind = kind;
	t->name = name;
	t->file = source->path;
	t->line = source->line;
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
	struct token* list = 0;
	struct token* last = 0;
	struct token* t;
	char* at;
	int line;
	while (1) {
		at = source->at;
		line = source->line;
		t = read_token();
		if (t->first) {                 // of the next line: as if not read
			source->at = at;
			source->line = line;
			return list;
		}
		if (list == 0)
			list = t;
		else
			last->next = t;
		last = t;
	}
}

// ---- definitions

void define(struct name* name, struct macro* m) {
	struct macro_list* l = alloc(sizeof(struct macro_list));
	l->name = name;
	l->macro = m;
	l->next = defined_names;
	defined_names = l;
	name->macro = m;
}

void define_line(struct token* line, int given) {
	struct macro* m = alloc(sizeof(struct macro));
	struct token* t = line;
	struct token* p;
	if (t == 0 || t->kind != T_NAME)
		error_at(mark(0, 0), "#define wants a name", 0);
	t = t->next;
	m->given = given;
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
			if (m->params == 0)
				m->params = p;
			else
				last_of(m->params)->next = p;
			t = t->next;
			if (t != 0 && t->kind == ',')
				t = t->next;
		}
		if (t == 0)
			error_at(line, "no ) behind the parameters", 0);
		t = t->next;
	}
	m->body = t;
	define(line->name, m);
}

void open_text(char* path, char* text) {
	open_source(path, join(text, "\n"));
}

void define_option(char* text) {
	struct token* line;
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
	line = rest_of_line();
	define_line(line, 1);
	source = source->outer;
}

void undef_option(char* name) {
	intern(name, text_length(name))->macro = 0;
}

void built_in(char* name, int which) {
	struct macro* m = alloc(sizeof(struct macro));
	m->given = 1;
	m->built_in = which;
	define(intern(name, text_length(name)), m);
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
	struct macro_list* l;
	for (l = defined_names; l != 0; l = l->next)
		l->name->macro = 0;
	for (l = defined_names; l != 0; l = l->next) {
		if (l->macro->given && l->name->macro == 0)
			l->name->macro = l->macro;
	}
}

void add_include_dir(char* path) {
	struct include_dir* d = alloc(sizeof(struct include_dir));
	struct include_dir* last = include_dirs;
	d->path = path;
	if (last == 0) {
		include_dirs = d;
		return;
	}
	while (last->next != 0)
		last = last->next;
	last->next = d;
}

// ---- expansion

struct token* expanded_token(void);

struct token* expand_list(struct token* list) {
	struct token* kept = waiting;
	struct token* first = 0;
	struct token* last = 0;
	struct token* t;
	waiting = mark(T_STOP, 0);
	put_back(list);
	t = expanded_token();
	while (t->kind != T_STOP) {
		if (first == 0)
			first = t;
		else
			last->next = t;
		last = t;
		t = expanded_token();
	}
	waiting = kept;
	return first;
}

struct token* copy_list(struct token* t) {
	struct token* first = 0;
	struct token* last = 0;
	struct token* c;
	for (; t != 0; t = t->next) {
		c = copy_token(t);
		if (first == 0)
			first = c;
		else
			last->next = c;
		last = c;
	}
	return first;
}

// An argument's tokens, and what they expand to once somebody asked.
struct argument {
	struct token* tokens;
	struct token* expansion;
	int is_expanded;
	struct name* name;
	struct argument* next;
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
	int n = 1;
	if (t->raw != 0)
		return t->raw;
	if (t->kind != T_STRING)
		return t->text;
	s = alloc(t->length * 4 + 3);
	s[0] = '"';
	for (i = 0; i < t->length; i = i + 1) {
		if (t->text[i] >= 0 && t->text[i] < ' ') {
			s[n] = '\\';
			s[n + 1] = '0' + (t->text[i] >> 6);
			s[n + 2] = '0' + (t->text[i] >> 3 & 7);
			s[n + 3] = '0' + (t->text[i] & 7);
			n = n + 3;
		} else {
			if (t->text[i] == '"' || t->text[i] == '\\') {
				s[n] = '\\';
				n = n + 1;
			}
			s[n] = t->text[i];
		}
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

struct token* pasted(struct token* a, struct token* b) {
	struct token* t;
	open_text(a->file, join(spelling(a), spelling(b)));
	t = read_token();
	t->line = a->line;
	t->space = a->space;
	t->first = 0;
	source = source->outer;
	return t;
}

// The body of M with its arguments in place, a new list.
struct token* replaced(struct macro* m, struct argument* arguments) {
	struct token* out = 0;
	struct token* last = 0;
	struct token* t;
	struct token* more;
	struct argument* a;
	int paste = 0;                  // a ## stands before this
	for (t = m->body; t != 0; t = t->next) {
		a = 0;
		if (t->kind == T_PASTE && last != 0) {
			paste = 1;
			continue;
		}
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
				if (more == 0) {        // nothing, yet something that ## can stand behind
					more = mark(T_MARK, intern("", 0));
				}
			} else {
				if (a->is_expanded == 0)
					a->expansion = expand_list(copy_list(a->tokens));
				a->is_expanded = 1;
				more = copy_list(a->expansion);
			}
		}
		if (more != 0 && a != 0)
			more->space = t->space;
		if (paste && more != 0) {
			paste = 0;
			if (last->kind == T_MARK) {
				copy(last, more, sizeof(struct token));
			} else if (more->kind != T_MARK) {
				copy(last, pasted(last, more), sizeof(struct token));
				last->next = more->next;
			}
		} else if (out == 0) {
			out = more;
			last = more;
		} else {
			last->next = more;
		}
		while (last != 0 && last->next != 0)
			last = last->next;
	}
	return out;
}

// The arguments of a call of M; the ( was read.
struct argument* read_arguments(struct macro* m, struct token* call) {
	struct argument* first = 0;
	struct argument* last = 0;
	struct argument* a;
	struct token* end;
	struct token* t;
	struct token* p;
	int depth = 0;
	p = m->params;
	t = raw_token();
	while (p != 0 || t->kind != ')') {
		if (p == 0)
			error_at(call, "too many arguments for macro", call->text);
		a = alloc(sizeof(struct argument));
		a->name = p->name;
		end = 0;
		while (depth > 0 || t->kind != ')' && (t->kind != ',' || m->variadic && p->next == 0)) {
			if (t->kind == T_EOF || t->kind == T_STOP)
				error_at(call, "no ) behind the arguments of macro", call->text);
			if (t->kind == '(')
				depth = depth + 1;
			if (t->kind == ')')
				depth = depth - 1;
			if (t->kind == T_NAME && t->name->macro != 0 && t->name->macro->busy)
				t->hidden = 1;
			if (end == 0)
				a->tokens = t;
			else
				end->next = t;
			end = t;
			t = raw_token();
		}
		if (first == 0)
			first = a;
		else
			last->next = a;
		last = a;
		p = p->next;
		if (t->kind == ',')
			t = raw_token();
		else if (p != 0 && (m->variadic == 0 || p->next != 0))
			error_at(call, "too few arguments for macro", call->text);
	}
	return first;
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
