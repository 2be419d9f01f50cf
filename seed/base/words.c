// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// words.c - the words of M1 text, for M1 and blood-elf

enum { W_END, W_PLAIN, W_TEXT, W_RAW }; // kinds of words

int lines;                              // the number of the line where we are
char* word;                             // the last word; a NUL stands behind it ...
int word_bytes;
int word_first;                         // nothing stood before it on its line
char* word_end;                         // ... here,
int behind;                             // where this was

// The next word, after what kind it is.
int next_word(void) {
	char* text = file->text;
	int quote;
	if (word_end != 0)
		word_end[0] = behind;
	word_end = 0;
	word_first = at == 0;
	while (at < file->bytes && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '#' || text[at] == ';')) {
		if (text[at] == '#' || text[at] == ';') {
			while (at < file->bytes && text[at] != '\n' && text[at] != '\r')
				at = at + 1;
			if (text[at] == '\r')
				at = at + 1;
		} else {
			if (text[at] == '\n') {
				lines = lines + 1;
				word_first = 1;
			}
			at = at + 1;
		}
	}
	if (at >= file->bytes)
		return W_END;
	word = text + at;
	line = lines;
	quote = text[at];
	if (quote == '"' || quote == '\'') {
		word = word + 1;
		at = at + 1;
		while (at < file->bytes && text[at] != quote) {
			if (text[at] == '\n')
				lines = lines + 1;
			at = at + 1;
		}
		if (at == file->bytes)
			error("a quote that is never closed", 0);
	} else {
		while (at < file->bytes && text[at] != ' ' && text[at] != '\t' && text[at] != '\n')
			at = at + 1;
	}
	word_end = text + at;
	word_bytes = word_end - word;
	behind = word_end[0];
	word_end[0] = 0;
	if (quote == '"' || quote == '\'')
		at = at + 1;
	if (quote == '"')
		return W_TEXT;
	if (quote == '\'')
		return W_RAW;
	return W_PLAIN;
}
