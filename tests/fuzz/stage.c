/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a kaem.x86 */
#include <stdint.h>
#include <stdlib.h>

#include "chain/stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct stages stages = STAGES_INIT;

	if (stages_parse(&stages, "fuzz", text, &err) == 0)
		stages_release(&stages);
	return 0;
}
