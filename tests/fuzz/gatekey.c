/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a detached signature */
#include <stdint.h>
#include <stdlib.h>

#include "gatekey.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gate_keys keys;
	struct err err = ERR_INIT;

	(void)gate_keys_parse(&keys, "fuzz", (struct span){ (const char *)data, size }, &err);
	return 0;
}
