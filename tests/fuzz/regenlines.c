/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: two texts, parted by a line %%; and as two texts of one file */
#include <stdint.h>
#include <stdlib.h>

#include "againsttext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span old = { (const char *)data, size }, new = { (const char *)data + size, 0 };
	const char *end = span_find(old, SPAN("\n%%\n"));
	struct lines lines;

	if (end) {
		new = (struct span){ end + 4, (size_t)(old.at + size - end) - 4 };
		old.n = (size_t)(end - old.at) + 1;
	}
	lines_compare(old, new, NULL, NULL, 4, 40, &lines);
	if (!span_eq(old, new) && lines.nline == 0 && !(old.n + 1 == new.n || new.n + 1 == old.n))
		abort();
	lines_release(&lines);
	(void)against_text(old, new, 4, 40, &lines);
	lines_release(&lines);
	return 0;
}
