/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a table of .m4 files, and a file that is judged by it */
#include <stdint.h>
#include <stdlib.h>

#include "base/arr.h"
#include "m4index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct m4_index index = M4_INDEX_INIT;
	struct err err = ERR_INIT;
	struct m4_text text;
	char *copy = size ? arr_dupn(data, size - 1) : NULL;
	struct span bytes = { copy, size ? size - 1 : 0 };

	m4_text_read(&text, bytes);
	if (m4_index_add(&index, "table", bytes, &err) == 0) {
		for (size_t i = 0; i < index.nrow; i++) {
			struct m4_verdict verdict = m4_judge(&index, index.row[i].name, &text);

			if (verdict.kin == M4_NAMELESS || verdict.kin == M4_ELSEWHERE || !verdict.row)
				abort();
			free(m4_evidence(&verdict, &text));
		}
	}
	m4_text_release(&text);
	m4_index_release(&index);
	free(copy);
	return 0;
}
