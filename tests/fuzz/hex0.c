/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: commented hexadecimal text */
#include <stdint.h>
#include <stdlib.h>

#include "format/hex0.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct str bytes = STR_INIT;

	(void)hex0_parse(&bytes, "fuzz", text, &err);
	str_release(&bytes);
	return 0;
}
