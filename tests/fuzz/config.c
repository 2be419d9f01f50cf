/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a bootstrap.cfg */
#include <stdint.h>
#include <stdlib.h>

#include "format/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct config config = CONFIG_INIT, again = CONFIG_INIT;
	struct str once = STR_INIT, twice = STR_INIT;

	if (config_parse(&config, "fuzz", text, &err) == 0) {
		config_format(&config, &once);
		/* What was written is read again, and written the same. */
		if (config_parse(&again, "fuzz", str_span(&once), &err) < 0)
			abort();
		config_format(&again, &twice);
		if (!span_eq(str_span(&once), str_span(&twice)))
			abort();
	}
	config_release(&config);
	config_release(&again);
	str_release(&once);
	str_release(&twice);
	return 0;
}
