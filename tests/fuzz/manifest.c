/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a manifest, and the plan that it makes */
#include <stdint.h>
#include <stdlib.h>

#include "chain/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct manifest manifest = MANIFEST_INIT;
	struct config config = CONFIG_INIT;
	struct plan plan = PLAN_INIT;

	if (manifest_parse(&manifest, "fuzz", text, &err) == 0
		&& plan_make(&plan, &manifest, &config, SPAN("A=1\n"), &err) == 0)
		plan_release(&plan);
	manifest_release(&manifest);
	return 0;
}
