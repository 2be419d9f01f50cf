/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a text as words, whose lines do not run backwards */
#include <stdint.h>
#include <stdlib.h>

#include "base/arr.h"
#include "licencetext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct licence_words words = LICENCE_WORDS_INIT;
	/* A copy of its own, so that a byte read too far is seen. */
	char *text = size ? arr_dupn(data, size - 1) : NULL;
	uint32_t line = 1;

	licence_words_read(&words, (struct span){ text, size ? size - 1 : 0 });
	if (words.nword > size)
		abort();
	for (size_t i = 0; i < words.nword; i++) {
		if (words.word[i].line < line || words.word[i].line > size + 1)
			abort();
		line = words.word[i].line;
	}
	licence_words_release(&words);
	free(text);
	return 0;
}
