/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a build file, among the tests or not */
#include <stdint.h>
#include <stdlib.h>

#include "gatelines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gate_lines lines = GATE_LINES_INIT;

	gate_lines_read(&lines, size % 2 ? "x/Makefile.am" : "x/tests/build.m4", (struct span){ (const char *)data, size });
	gate_lines_release(&lines);
	return 0;
}
