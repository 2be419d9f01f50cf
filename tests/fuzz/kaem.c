/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a kaem script */
#include <stdint.h>
#include <stdlib.h>

#include "chain/kaem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct kaem kaem = KAEM_INIT;

	if (kaem_parse(&kaem, "fuzz", text, &err) == 0)
		kaem_release(&kaem);
	return 0;
}
