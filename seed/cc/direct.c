// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// direct.c - the preprocessor's directives: conditions, included files; and what the compiler calls

// ---- conditions

struct token* left;                     // of the #if's line

struct node* condition_value(int lowest, int needed);

// All values have 64 bits, with a sign if neither side says otherwise. What && || ?: pass over is read,
// but not NEEDED.
struct node* condition_unary(int needed) {
	struct token* t = left;
	struct node* n;
	if (t == 0)
		error_at(new_token(0), "#if: a value is missing", 0);
	left = t->next;
	if (t->kind == '!')
		return number(t_llong, known_truth(condition_unary(needed)) == 0, 0);
	if (t->kind == '-' || t->kind == '~' || t->kind == '+') {
		n = condition_unary(needed);
		if (t->kind == '-')
			return binary('-', number(t_llong, 0, 0), n);
		if (t->kind == '~')
			return binary('^', number(t_llong, -1, -1), n);
		return n;
	}
	if (t->kind == T_NUMBER && ((t->flags & N_U) != 0 || (t->flags & N_UNSIGNED) != 0 && t->high < 0))
		return number(t_ullong, t->low, t->high);
	if (t->kind == T_NUMBER)
		return number(t_llong, t->low, t->high);
	if (t->kind == T_NAME)
		return number(t_llong, 0, 0);
	if (t->kind != '(')
		error_at(t, "#if: a value is wanted, not", spelling(t));
	n = condition_value(0, needed);
	if (left == 0 || left->kind != ')')
		error_at(t, "#if: no ) for this (", 0);
	left = left->next;
	return n;
}

int binding_strength(int op) {
	if (op == '*' || op == '/' || op == '%')
		return 10;
	if (op == '+' || op == '-')
		return 9;
	if (op == T_SHL || op == T_SHR)
		return 8;
	if (op == '<' || op == '>' || op == T_LE || op == T_GE)
		return 7;
	if (op == T_EQ || op == T_NE)
		return 6;
	if (op == '&')
		return 5;
	if (op == '^')
		return 4;
	if (op == '|')
		return 3;
	if (op == T_AND)
		return 2;
	if (op == T_OR)
		return 1;
	return 0;
}

struct node* condition_choice(struct node* condition, int needed) {
	struct node* yes;
	struct node* no;
	int truth = known_truth(condition);
	left = left->next;
	yes = condition_value(0, needed && truth);
	if (left == 0 || left->kind != ':')
		error_at(new_token(0), "#if: no : for this ?", 0);
	left = left->next;
	no = condition_value(0, needed && truth == 0);
	if (truth)
		return cast(yes, common_type(yes->type, no->type));
	return cast(no, common_type(yes->type, no->type));
}

struct node* condition_value(int lowest, int needed) {
	struct node* value = condition_unary(needed);
	struct node* right;
	int op;
	int truth;
	while (left != 0 && binding_strength(left->kind) > lowest) {
		op = left->kind;
		left = left->next;
		truth = known_truth(value);
		if (op == T_AND || op == T_OR) {
			right = condition_value(binding_strength(op), needed && truth == (op == T_AND));
			if (truth == (op == T_AND))
				truth = known_truth(right);
			value = number(t_llong, truth, 0);
		} else {
			right = condition_value(binding_strength(op), needed);
			value = binary(op, value, right);
			if (value->kind != E_NUMBER && needed)
				error_at(new_token(0), "#if: division by zero", 0);
			if (value->kind != E_NUMBER)
				value = right;
			if (is_compare(op))
				value = cast(value, t_llong);
		}
	}
	if (lowest == 0 && left != 0 && left->kind == '?')
		return condition_choice(value, needed);
	return value;
}

int is_name(struct token* t, char* text) {
	return t != 0 && t->kind == T_NAME && text_equal(t->name->text, text);
}

int condition(struct token* line) {
	struct token* t;
	struct token* n;
	for (t = line; t != 0; t = t->next) {
		if (is_name(t, "defined")) {
			n = t->next;
			if (n != 0 && n->kind == '(')
				n = n->next;
			if (n == 0 || n->kind != T_NAME || n != t->next && n->next == 0)
				error_at(t, "#if: defined wants a name", 0);
			t->kind = T_NUMBER;
			t->low = n->name->macro != 0;
			if (t->next != n)
				n = n->next;
			t->next = n->next;
		}
	}
	left = expand_list(line);
	return known_truth(condition_value(0, 1));
}

// To the #else, #elif or #endif of the group at hand, over lines that need not be C. Once one group
// was TAKEN, only #endif counts.
void skip_group(int taken) {
	struct token* t;
	int nested = 0;
	char* s;
	while (1) {
		s = source->at;
		while (s[0] == ' ' || s[0] == '\t')
			s = s + 1;
		if (s[0] == '#') {
			source->at = s + 1;
			t = read_token();
			if (is_name(t, "if") || is_name(t, "ifdef") || is_name(t, "ifndef"))
				nested = nested + 1;
			if (is_name(t, "endif"))
				nested = nested - 1;
			if (nested < 0)
				source->conditions = source->conditions - 1;
			if (nested < 0 || nested == 0 && taken == 0 && is_name(t, "else")) {
				rest_of_line();
				return;
			}
			if (nested == 0 && taken == 0 && is_name(t, "elif") && condition(rest_of_line()))
				return;
			s = source->at;
			if (t->first)           // a # alone: t is of the next line
				s = s - 1;
		}
		while (s[0] != '\n' && s[0] != 0) {
			if (s[0] == '/' && s[1] == '*') {
				s = s + 2;
				while (s[0] != 0 && (s[0] != '*' || s[1] != '/')) {
					if (s[0] == '\n')
						source->line = source->line + 1;
					s = s + 1;
				}
			}
			if (s[0] != 0)
				s = s + 1;
		}
		source->at = s;
		if (s[0] == 0)
			error_at(new_token(0), "an #if has no #endif", 0);
		source->at = s + 1;
		source->line = source->line + 1;
		source->first = 1;
	}
}

// ---- directives

char* folder_of(char* path) {
	int i = text_length(path);
	path = join(path, "");
	while (i > 0 && path[i - 1] != '/')
		i = i - 1;
	path[i] = 0;
	return path;
}

void include(struct token* hash, struct token* t) {
	struct include_dir* d;
	char* name = "";
	char* path;
	char* text = 0;
	if (t != 0 && t->kind == T_NAME)
		t = expand_list(t);
	if (t != 0 && t->kind == T_STRING) {
		name = t->text;
		path = join(folder_of(source->path), name);
		text = read_file(path);
	} else if (t != 0 && t->kind == '<') {
		for (t = t->next; t != 0 && t->kind != '>'; t = t->next)
			name = join(name, t->text);
	}
	for (d = include_dirs; d != 0 && text == 0; d = d->next) {
		path = join(d->path, join("/", name));
		text = read_file(path);
	}
	if (text == 0)
		error_at(hash, "can't read the included file", name);
	open_source(path, text);
}

void directive(struct token* hash) {
	struct token* t = rest_of_line();
	struct token* line;
	if (t == 0)
		return;
	line = t->next;
	if (is_name(t, "include")) {
		include(hash, line);
	} else if (is_name(t, "define")) {
		define_line(line, 0);
	} else if (is_name(t, "undef")) {
		if (line == 0 || line->kind != T_NAME)
			error_at(hash, "#undef wants a name", 0);
		line->name->macro = 0;
	} else if (is_name(t, "if") || is_name(t, "ifdef") || is_name(t, "ifndef")) {
		source->conditions = source->conditions + 1;
		if (is_name(t, "if")) {
			if (condition(line) == 0)
				skip_group(0);
		} else {
			if (line == 0 || line->kind != T_NAME)
				error_at(hash, "a name is wanted", 0);
			if ((line->name->macro != 0) != is_name(t, "ifdef"))
				skip_group(0);
		}
	} else if (is_name(t, "else") || is_name(t, "elif") || is_name(t, "endif")) {
		if (source->conditions == 0)
			error_at(hash, "no #if for this", t->text);
		if (is_name(t, "endif"))
			source->conditions = source->conditions - 1;
		else
			skip_group(1);
	} else if (is_name(t, "error")) {
		error_at(hash, "#error", stringed(line, hash)->text);
	} else if (is_name(t, "pragma") == 0 && is_name(t, "line") == 0 &&
		is_name(t, "warning") == 0 && is_name(t, "ident") == 0) {
		error_at(hash, "unknown directive", t->text);
	}
}

// ---- what the compiler calls

struct token* joined_token(void) {
	struct token* t = expanded_token();
	struct token* more;
	char* text;
	if (t->kind == T_NAME && t->name->keyword != 0)
		t->kind = t->name->keyword;
	if (t->kind != T_STRING)
		return t;
	t->raw = 0;
	for (more = expanded_token(); more->kind == T_STRING; more = expanded_token()) {
		text = alloc(t->length + more->length + 1);
		copy(text, t->text, t->length);
		copy(text + t->length, more->text, more->length);
		t->text = text;
		t->length = t->length + more->length;
	}
	put_back(more);
	return t;
}

struct token* peek(void) {
	if (ahead == 0)
		ahead = joined_token();
	return ahead;
}

void next(void) {
	tok = peek();
	ahead = 0;
}

void start_file(char* path) {
	char* text = read_file(path);
	if (text == 0)
		fail("can't read", path);
	source = 0;
	open_source(path, text);
	ahead = 0;
	waiting = 0;
	next();
}
