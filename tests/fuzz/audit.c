/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: an archive, or any other file, through libarchive and all rules */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "rulefiles.h"
#include "unpack.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct rules rules;
static struct scanner *scanner;

/* Compiling the markers takes seconds, which are no input's. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct markers *markers;
	struct err err = ERR_INIT;

	(void)argc;
	(void)argv;
	if (rulefiles_read_own(&rules, &err) < 0 || markers_new(&markers, &rules, NULL, &err) < 0
		|| scanner_new(&scanner, markers, &err) < 0)
		abort();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct policy policy = POLICY_INIT;
	struct record_audit audit = { .name = arr_dup("fuzz") };
	struct inspection inspection = { .policy = &policy, .audit = &audit };
	struct err err = ERR_INIT;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	inspection.rules = &rules;
	inspection.scanner = scanner;
	/* Whoever opens an archive has looked at its head; these bytes are opened whatever they are. */
	inspect_given(&inspection, "fuzz", (struct span){ (const char *)data, size });
	if (fd < 0 || io_write(fd, "fuzz", (struct span){ (const char *)data, size }, &err) < 0
		|| lseek(fd, 0, SEEK_SET) < 0)
		abort();
	(void)unpack_inspect(&inspection, fd, "fuzz", size, "", &err);
	inspect_finish(&inspection);
	inspection_release(&inspection);
	record_audit_release(&audit);
	io_drop(&fd);
	return 0;
}
