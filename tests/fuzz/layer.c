/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a layer's text */
#include <stdint.h>
#include <stdlib.h>

#include "format/layer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct layer layer = LAYER_INIT, again = LAYER_INIT;
	struct str once = STR_INIT, twice = STR_INIT;

	if (layer_parse(&layer, "fuzz", text, &err) == 0) {
		layer_format(&layer, &once);
		/* What was written is read again, and written the same. */
		if (layer_parse(&again, "fuzz", str_span(&once), &err) < 0)
			abort();
		layer_format(&again, &twice);
		if (!span_eq(str_span(&once), str_span(&twice)))
			abort();
	}
	layer_release(&layer);
	layer_release(&again);
	str_release(&once);
	str_release(&twice);
	return 0;
}
