/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a step's sources */
#include <stdint.h>
#include <stdlib.h>

#include "format/sources.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct sources sources = SOURCES_INIT;

	if (sources_parse(&sources, "fuzz", text, &err) == 0)
		sources_release(&sources);
	return 0;
}
