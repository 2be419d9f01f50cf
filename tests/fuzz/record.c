/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a record */
#include <stdint.h>
#include <stdlib.h>

#include "format/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct record record = RECORD_INIT, again = RECORD_INIT;
	struct str once = STR_INIT, twice = STR_INIT;

	if (record_parse(&record, "fuzz", text, &err) == 0) {
		record_format(&record, &once);
		/* What was written is read again, and written the same. */
		if (record_parse(&again, "fuzz", str_span(&once), &err) < 0)
			abort();
		record_format(&again, &twice);
		if (!span_eq(str_span(&once), str_span(&twice)))
			abort();
	}
	record_release(&record);
	record_release(&again);
	str_release(&once);
	str_release(&twice);
	return 0;
}
