/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: recorded checksums */
#include <stdint.h>
#include <stdlib.h>

#include "format/sums.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct sums sums = SUMS_INIT, again = SUMS_INIT;
	struct str once = STR_INIT, twice = STR_INIT;

	if (sums_parse(&sums, "fuzz", text, &err) == 0) {
		sums_format(&sums, &once);
		/* What was written is read again, and written the same. */
		if (sums_parse(&again, "fuzz", str_span(&once), &err) < 0)
			abort();
		sums_format(&again, &twice);
		if (!span_eq(str_span(&once), str_span(&twice)))
			abort();
	}
	sums_release(&sums);
	sums_release(&again);
	str_release(&once);
	str_release(&twice);
	return 0;
}
