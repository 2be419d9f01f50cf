/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/hex0.h"

int
hex0_parse(struct str *bytes, const char *path, struct span text, struct err *err)
{
	struct str new = STR_INIT;
	unsigned long line = 1, digit_line = 0;
	bool comment = false;
	int high = -1;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.at[i];
		int value;

		if (c == '\n') {
			line++;
			comment = false;
			continue;
		}
		if (c == '#' || c == ';')
			comment = true;
		value = comment ? -1 : span_digit(c);
		if (value < 0)
			continue;
		if (high < 0) {
			high = value;
			digit_line = line;
			continue;
		}
		str_addc(&new, (char)(high << 4 | value));
		high = -1;
	}
	if (high >= 0) {
		str_release(&new);
		return err_set(err, ERR_SYNTAX, "%s:%lu: a digit without its second one", path, digit_line);
	}
	str_add(bytes, str_span(&new));
	str_release(&new);
	return 0;
}
