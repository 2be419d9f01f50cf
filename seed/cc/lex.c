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
	int i;
	char_kind = alloc(256);
	names = alloc(NAMES * 4);
	char_kind[' '] = C_SPACE;
	char_kind['\t'] = C_SPACE;
	char_kind['\r'] = C_SPACE;
	char_kind[11] = C_SPACE;
	char_kind[12] = C_SPACE;
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

char* decimal(int n) {
	char* s = alloc(12);
	int i = 11;
	do {
		i = i - 1;
		s[i] = '0' + n % 10;
		n = n / 10;
	} while (n > 0);
	return s + i;
}

void error_at(struct token* where, char* what, char* detail) {
	char* line = what;
	if (detail != 0)
		line = join(line, join(" '", join(detail, "'")));
	if (where != 0)
		line = join(where->file, join(":", join(decimal(where->line), join(": ", line))));
	say(join(line, "\n"));
	sys_call(SYS_EXIT, 1, 0, 0);
}

void splice(char* text) {
	char* from = text;
	char* to = text;
	int owed = 0;
	while (from[0] != 0) {
		if (from[0] == '\\' && from[1] == '\n') {
			from = from + 2;
			owed = owed + 1;
		} else if (from[0] == '\\' && from[1] == '\r' && from[2] == '\n') {
			from = from + 3;
			owed = owed + 1;
		} else {
			to[0] = from[0];
			to = to + 1;
			while (from[0] == '\n' && owed > 0) {
				to[0] = '\n';
				to = to + 1;
				owed = owed - 1;
			}
			from = from + 1;
		}
	}
	while (owed > 0) {
		to[0] = '\n';
		to = to + 1;
		owed = owed - 1;
	}
	to[0] = 0;
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

int digit_value(int c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

// The escape or plain character at S; escape_bytes says how much of S it took.
int escape_bytes;
int escaped(char* s) {
	char* from = "ntrabfve0";
	char* to = "\n\t\r\x07\x08\x0C\x0B\x1B";
	int i;
	int value = 0;
	escape_bytes = 1;
	if (s[0] != '\\')
		return s[0];
	escape_bytes = 2;
	if (s[1] == 'x') {
		while (digit_value(s[escape_bytes]) < 16) {
			value = value * 16 + digit_value(s[escape_bytes]);
			escape_bytes = escape_bytes + 1;
		}
		return value << 24 >> 24;
	}
	if (s[1] >= '0' && s[1] <= '7') {
		escape_bytes = 1;
		while (escape_bytes < 4 && s[escape_bytes] >= '0' && s[escape_bytes] <= '7') {
			value = value * 8 + s[escape_bytes] - '0';
			escape_bytes = escape_bytes + 1;
		}
		return value << 24 >> 24;
	}
	for (i = 0; i < 8; i = i + 1) {
		if (from[i] == s[1])
			return to[i];
	}
	return s[1];
}

// A number's letters and digits from TEXT, LENGTH of them, into the token.
void read_number(struct token* t, char* text, int length) {
	int base = 10;
	int i = 0;
	int j;
	int digit;
	int carry;
	int is_float = 0;
	int hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	for (i = 0; i < length; i = i + 1) {
		if (text[i] == '.' || hex == 0 && (text[i] == 'e' || text[i] == 'E') || text[i] == 'p' || text[i] == 'P')
			is_float = 1;
	}
	t->text = intern(text, length)->text;
	t->kind = T_NUMBER;
	if (is_float) {
		t->kind = T_FLOAT;
		if (text[length - 1] == 'f' || text[length - 1] == 'F')
			t->flags = N_FLOAT;
		if (text[length - 1] == 'l' || text[length - 1] == 'L')
			t->flags = N_LONG;
		return;
	}
	i = 0;
	if (hex) {
		base = 16;
		i = 2;
	} else if (text[0] == '0') {
		base = 8;
	}
	if (base != 10)
		t->flags = N_HEX;
	while (i < length && digit_value(text[i]) < base) {     // 16 bits at a time, so that nothing runs over
		digit = digit_value(text[i]);
		carry = (t->low & 0xFFFF) * base + digit;
		digit = (t->low >> 16 & 0xFFFF) * base + (carry >> 16 & 0xFFFF);
		t->low = (carry & 0xFFFF) | digit << 16;
		t->high = t->high * base + (digit >> 16 & 0xFFFF);
		i = i + 1;
	}
	for (j = i; j < length; j = j + 1) {
		if (text[j] == 'u' || text[j] == 'U')
			t->flags = t->flags | N_UNSIGNED | N_U;
		else if ((text[j] == 'l' || text[j] == 'L') && (text[j + 1] == 'l' || text[j + 1] == 'L') && j + 1 < length)
			t->flags = t->flags | N_LONG_LONG;
		else if (text[j] == 'l' || text[j] == 'L')
			t->flags = t->flags | N_LONG;
		else
			error_at(t, "not a number", t->text);
	}
	if (t->high != 0)
		t->flags = t->flags | N_LONG_LONG;
	if (t->high < 0)
		t->flags = t->flags | N_UNSIGNED;
	if (t->high == 0 && t->low < 0 && (t->flags & (N_LONG_LONG | N_UNSIGNED)) == 0) {
		if ((t->flags & N_HEX) != 0)
			t->flags = t->flags | N_UNSIGNED;
		else
			t->flags = t->flags | N_LONG_LONG;
	}
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
	int space = 0;
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
	space = s != start;
	t = new_token(0);
	t->space = space;
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
