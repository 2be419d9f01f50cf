/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: YAML */
#include <stdint.h>

#include "format/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outline outline = OUTLINE_INIT;
	struct err err = ERR_INIT;

	(void)outline_parse(&outline, "fuzz", (struct span){ (const char *)data, size }, &err);
	outline_release(&outline);
	return 0;
}
