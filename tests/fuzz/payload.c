/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a payload; and what is written of it is read as the same */
#include <stdint.h>
#include <stdlib.h>

#include "format/payload.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_and_write(struct span bytes)
{
	struct payload payload = PAYLOAD_INIT, again = PAYLOAD_INIT;
	struct str made = STR_INIT;
	struct err err = ERR_INIT;

	if (payload_parse(&payload, "fuzz", bytes, PAYLOAD_PLAIN, &err) == 0) {
		payload_format_start(&made, (uint32_t)payload.nfile);
		for (size_t i = 0; i < payload.nfile; i++) {
			const struct payload_file *file = &payload.file[i];

			if (file->at > bytes.n || file->size > bytes.n - file->at)
				abort();
			payload_format_head(&made, span_of(file->name), (uint32_t)file->size);
			str_add(&made, (struct span){ bytes.at + file->at, (size_t)file->size });
		}
		if (payload_parse(&again, "fuzz", str_span(&made), PAYLOAD_PLAIN, &err) < 0
			|| again.nfile != payload.nfile
			|| (payload.form == PAYLOAD_U32 && !span_eq(bytes, str_span(&made))))
			abort();
	}
	payload_release(&payload);
	payload_release(&again);
	str_release(&made);
}

/* As it is, and behind the start of either form: a text of a corpus cannot have those zeros. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct span starts[] = { { "", 0 }, { "LBPAYLD1\2\0\0\0", 12 }, { "LBPAYLD1\2\0\0\0\0\0\0\0", 16 } };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		struct str bytes = STR_INIT;

		str_add(&bytes, starts[i]);
		str_add(&bytes, (struct span){ (const char *)data, size });
		read_and_write(str_span(&bytes));
		str_release(&bytes);
	}
	return 0;
}
