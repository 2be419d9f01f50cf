/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: the beginning of a generated file */
#include <stdint.h>
#include <stdlib.h>

#include "gateversion.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "x.c", "ltmain.sh", "ltversion.m4", "x.m4" };
	struct span text = { (const char *)data, size };

	(void)gate_version_in(text);
	for (size_t i = 0; i < 4; i++)
		free(gate_version_of(paths[i], text));
	return 0;
}
