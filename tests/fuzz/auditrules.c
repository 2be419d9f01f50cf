/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a file of rules (its markers are not compiled) */
#include <stdint.h>

#include "rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rules rules = RULES_INIT;
	struct err err = ERR_INIT;

	if (rules_add(&rules, "fuzz", (struct span){ (const char *)data, size }, &err) == 0) {
		for (size_t i = 0; i < rules.nrule; i++)
			(void)rule_takes(&rules.rule[i], "some/folder/frob.tar!configure.ac");
	}
	rules_release(&rules);
	return 0;
}
