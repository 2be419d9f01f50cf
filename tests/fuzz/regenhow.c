/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a file that names a generator, and each of its lines as one that is compared */
#include <stdint.h>
#include <stdlib.h>

#include "regenhow.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char names[][20] = { "p/Makefile.am", "p/configure.ac", "p/install-sh", "p/k.gperf", "p/x.h", "p/x.l", "p/x.y" };
	struct tree_entry entry[sizeof(names) / sizeof(*names)];
	struct tree tree = { .fd = -1, .entry = entry, .nentry = sizeof(names) / sizeof(*names) };
	struct span text = { (const char *)data, size }, line;
	struct how how;
	struct err err;

	for (size_t i = 0; i < tree.nentry; i++)
		entry[i] = (struct tree_entry){ .path = names[i], .kind = TREE_FILE };
	(void)how_read(&how, &tree, "p/x.c", "", text, &err);
	how_release(&how);
	(void)how_read(&how, &tree, "p/x.h", "p/x.y", text, &err);
	how_release(&how);
	while (span_line(&text, &line)) {
		for (enum how_tool tool = HOW_AUTOCONF; tool < HOW_NONE; tool++) {
			struct how_form form = { tool, "2.69", "2.71" };
			struct str out = STR_INIT;

			how_form(&form, line, &out);
			str_release(&out);
		}
	}
	return 0;
}
