/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a policy */
#include <stdint.h>
#include <stdlib.h>

#include "format/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct policy policy = POLICY_INIT;

	if (policy_parse(&policy, "fuzz", text, &err) == 0)
		policy_release(&policy);
	return 0;
}
