// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// lex.c - the characters of a file into tokens
//
// A file is read whole. A backslash at a line's end joins two lines before anything else looks at
// them: splice() takes both away and leaves as many empty lines after the joined one, so that the
// numbers of lines stay right.

struct source {
	char* path;
	char* at;                       // the next character
	int line;
	int first;                      // nothing but white space since the line began
	int conditions;                 // pre.c: #if's open when it began
	struct source* outer;           // who included it
};

struct source* source;
struct name** names;                    // hash table
enum { NAMES = 4096 };

char* char_kind;                        // of the 256 characters
enum { C_OTHER, C_SPACE, C_LETTER, C_DIGIT };

void make_characters(void) {
	char* spaces = " \t\r\x0B\x0C";
	int i;
	char_kind = alloc(256);
	names = alloc(NAMES * 4);
	for (i = 0; spaces[i] != 0; i = i + 1)
		char_kind[spaces[i]] = C_SPACE;
	char_kind['_'] = C_LETTER;
	char_kind['$'] = C_LETTER;
	for (i = 0; i < 26; i = i + 1) {
		char_kind['a' + i] = C_LETTER;
		char_kind['A' + i] = C_LETTER;
	}
	for (i = '0'; i <= '9'; i = i + 1)
		char_kind[i] = C_DIGIT;
}

struct name* intern(char* text, int length) {
	int hash = length;
	int i;
	struct name* n;
	for (i = 0; i < length; i = i + 1)
		hash = hash * 31 + text[i];
	for (n = names[hash & (NAMES - 1)]; n != 0; n = n->chain) {
		if (n->hash == hash && n->length == length) {
			i = 0;
			while (i < length && n->text[i] == text[i])
				i = i + 1;
			if (i == length)
				return n;
		}
	}
	n = alloc(sizeof(struct name));
	n->text = alloc(length + 1);
	copy(n->text, text, length);
	n->length = length;
	n->hash = hash;
	n->chain = names[hash & (NAMES - 1)];
	names[hash & (NAMES - 1)] = n;
	return n;
}

void error_at(struct token* where, char* what, char* detail) {
	if (where != 0)
		program = join(where->file, join(":", decimal(where->line)));
	fail(what, detail);
}

// Where S has C; below 0: nowhere.
int index_of(char* s, int c) {
	int i;
	for (i = 0; s[i] != 0; i = i + 1) {
		if (s[i] == c)
			return i;
	}
	return -1;
}

// LIST, and behind it MORE.
void* appended(void* list, void* more) {
	struct list* last = list;
	if (list == 0)
		return more;
	while (last->next != 0)
		last = last->next;
	last->next = more;
	return list;
}

void splice(char* text) {
	char* to = text;
	int owed = 0;
	int c;
	do {
		c = text[0];
		if (c == '\\' && text[1 + (text[1] == '\r')] == '\n') {
			text = text + 2 + (text[1] == '\r');
			owed = owed + 1;
		} else {
			for (; owed > 0 && (c == '\n' || c == 0); owed = owed - 1) {
				to[0] = '\n';
				to = to + 1;
			}
			to[0] = c;
			to = to + 1;
			text = text + 1;
		}
	} while (c != 0);
}

void open_source(char* path, char* text) {
	struct source* s = alloc(sizeof(struct source));
	splice(text);
	s->path = path;
	s->at = text;
	s->line = 1;
	s->first = 1;
	s->outer = source;
	source = s;
}

struct token* new_token(int kind) {
	struct token* t = alloc(sizeof(struct token));
	t->kind = kind;
	t->file = source->path;
	t->line = source->line;
	return t;
}

// The escape or plain character at S; escape_bytes says how much of S it took.
int escape_bytes;
int escaped(char* s) {
	char* to = "\n\t\r\x07\x08\x0C\x0B\x1B";
	int base = 8;
	int end = 4;
	int value = 0;
	int i;
	escape_bytes = 1;
	if (s[0] != '\\')
		return s[0];
	if (s[1] == 'x') {
		base = 16;
		escape_bytes = 2;
		end = 1000;
	}
	while (escape_bytes < end && digit_value(s[escape_bytes]) < base) {
		value = value * base + digit_value(s[escape_bytes]);
		escape_bytes = escape_bytes + 1;
	}
	if (escape_bytes > 1)
		return value << 24 >> 24;
	escape_bytes = 2;
	i = index_of("ntrabfve", s[1]);
	if (i < 0)
		return s[1];
	return to[i];
}

// A number's letters and digits from TEXT, LENGTH of them, into the token.
void read_number(struct token* t, char* text, int length) {
	int base = 10;
	int digit;
	int carry;
	int i;
	int c;                          // a small letter
	text = intern(text, length)->text;      // with a NUL behind
	if (text[0] == '0')
		base = 8;
	if (text[0] == '0' && (text[1] | 32) == 'x')
		base = 16;
	t->text = text;
	t->kind = T_NUMBER;
	for (i = 0; i < length; i = i + 1) {
		c = text[i] | 32;
		if (c == '.' || c == 'p' || c == 'e' && base != 16)
			t->kind = T_FLOAT;
	}
	if (t->kind == T_FLOAT) {
		if (c == 'f')
			t->flags = N_FLOAT;
		if (c == 'l')
			t->flags = N_LONG;
		return;
	}
	i = (base == 16) * 2;
	for (; digit_value(text[i]) < base; i = i + 1) {        // by 16 bits, so that nothing runs over
		digit = digit_value(text[i]);
		carry = (t->low & 0xFFFF) * base + digit;
		digit = (t->low >> 16 & 0xFFFF) * base + (carry >> 16 & 0xFFFF);
		t->low = (carry & 0xFFFF) | digit << 16;
		t->high = t->high * base + (digit >> 16 & 0xFFFF);
	}
	for (; text[i] != 0; i = i + 1) {
		c = text[i] | 32;
		if (c == 'u')
			t->flags = t->flags | N_UNSIGNED | N_U;
		else if (c != 'l')
			error_at(t, "not a number", text);
		else if ((text[i + 1] | 32) == 'l')
			t->flags = t->flags | N_LONG_LONG;
		else
			t->flags = t->flags | N_LONG;
	}
	// What has no room as it is written grows; only hex and octal may become unsigned instead.
	if (t->high != 0 || t->low < 0 && base == 10 && (t->flags & N_UNSIGNED) == 0)
		t->flags = t->flags | N_LONG_LONG;
	if (t->high < 0 || t->low < 0 && (t->flags & N_LONG_LONG) == 0)
		t->flags = t->flags | N_UNSIGNED;
}

// Text between QUOTE and QUOTE; S points behind the first. Answers what follows the last.
char* read_quoted(struct token* t, char* s, int quote) {
	int length = 0;
	char* end = s;
	while (end[0] != quote) {
		if (end[0] == '\n' || end[0] == 0)
			error_at(t, "a quote is not closed on its line", 0);
		if (end[0] == '\\')
			end = end + 1;
		end = end + 1;
	}
	t->raw = alloc(end - s + 3);
	copy(t->raw, s - 1, end - s + 2);
	t->text = alloc(end - s + 1);
	while (s != end) {
		t->text[length] = escaped(s);
		length = length + 1;
		s = s + escape_bytes;
	}
	t->length = length;
	return end + 1;
}

// Two- and three-character punctuation at S: its token, bytes in escape_bytes.
int punctuation(char* s) {
	// in the order of their tokens; the four empty pairs are taken above
	char* twos = "->++--<<>><=>===!=&&||*=/=%=+=-=\n\n\n\n&=^=|=##";
	int i;
	escape_bytes = 3;
	if (s[0] == '.' && s[1] == '.' && s[2] == '.')
		return T_ELLIPSIS;
	if (s[0] == '<' && s[1] == '<' && s[2] == '=')
		return T_SET_SHL;
	if (s[0] == '>' && s[1] == '>' && s[2] == '=')
		return T_SET_SHR;
	escape_bytes = 2;
	for (i = 0; twos[i] != 0; i = i + 2) {
		if (twos[i] == s[0] && twos[i + 1] == s[1])
			return T_ARROW + i / 2;
	}
	escape_bytes = 1;
	return s[0];
}

// The next token of this file; kind T_EOF at its end. A '\n' is not a token: see ->first.
struct token* read_token(void) {
	char* s = source->at;
	char* start = s;
	int c;
	struct token* t;
	while (1) {
		c = s[0];
		if (c == '\n') {
			source->line = source->line + 1;
			source->first = 1;
			s = s + 1;
		} else if (c > 0 && char_kind[c] == C_SPACE) {
			s = s + 1;
		} else if (c == '/' && s[1] == '/') {
			while (s[0] != '\n' && s[0] != 0)
				s = s + 1;
		} else if (c == '/' && s[1] == '*') {
			t = new_token(0);
			s = s + 2;
			while (s[0] != '*' || s[1] != '/') {
				if (s[0] == 0)
					error_at(t, "a comment is not closed", 0);
				if (s[0] == '\n')
					source->line = source->line + 1;
				s = s + 1;
			}
			s = s + 2;
		} else {
			break;
		}
	}
	t = new_token(0);
	t->space = s != start;
	t->first = source->first;
	source->first = 0;
	start = s;
	if (c < 0)
		error_at(t, "a byte that no token begins with", 0);
	if (c == 0) {
		t->kind = T_EOF;
		t->first = 1;
	} else if (char_kind[c] == C_LETTER) {
		while (s[0] > 0 && char_kind[s[0]] >= C_LETTER)
			s = s + 1;
		t->kind = T_NAME;
		t->name = intern(start, s - start);
		t->text = t->name->text;
	} else if (char_kind[c] == C_DIGIT || c == '.' && s[1] > 0 && char_kind[s[1]] == C_DIGIT) {
		while (s[0] == '.' || s[0] > 0 && char_kind[s[0]] >= C_LETTER) {
			c = s[0] & ~32;
			s = s + 1;
			if ((s[0] == '+' || s[0] == '-') && (c == 'P' || c == 'E' && (start[1] & ~32) != 'X'))
				s = s + 1;
		}
		t->length = s - start;
		read_number(t, start, s - start);
	} else if (c == '"') {
		t->kind = T_STRING;
		s = read_quoted(t, s + 1, '"');
	} else if (c == '\'') {
		t->kind = T_NUMBER;
		s = read_quoted(t, s + 1, '\'');
		if (t->length != 1)
			error_at(t, "one character between the quotes is wanted", 0);
		t->low = t->text[0];
		t->high = t->low >> 31;
		t->text = t->raw;
	} else {
		t->kind = punctuation(s);
		s = s + escape_bytes;
		t->text = intern(start, s - start)->text;
	}
	source->at = s;
	return t;
}
