/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a file whose licence is wanted; a policy, when it begins like one */
#include <stdint.h>
#include <stdlib.h>

#include "base/arr.h"
#include "licence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct licences *licences;
	static const struct policy policy = POLICY_INIT;
	struct record_audit audit = { .name = arr_dup("fuzz") };
	struct licence_list list = LICENCE_LIST_INIT;
	struct licence_file file;
	struct err err = ERR_INIT;
	struct str shown = STR_INIT;
	char *text = arr_dupn(data, size);

	if (!licences && licences_new(&licences, &err) < 0)
		abort();
	(void)licence_policy_parse(&list, "fuzz", (struct span){ text, size }, &err);
	licence_list_release(&list);
	licence_look(licences, size & 1 ? "x.c" : "COPYING", (struct span){ text, size }, size & 2, &file);
	licence_add_findings(&audit, &policy, "x", &file);
	licence_file_format("x", &file, &shown);
	str_release(&shown);
	licence_file_release(&file);
	record_audit_release(&audit);
	free(text);
	return 0;
}
