/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a disk script */
#include <stdint.h>
#include <stdlib.h>

#include "format/diskscript.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct diskscript_limits spare = { 14000, 0x67ff0000 };
	struct diskscript script;
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;
	int ret = 0;

	/* The end, which a text of a corpus cannot have. */
	str_add(&bytes, (struct span){ (const char *)data, size++ });
	str_addc(&bytes, '\0');
	diskscript_start(&script, "fuzz", 0, size);
	while (ret == 0 && !script.done) {
		uint64_t at = script.at;
		struct span rest = { bytes.at + at, size - (size_t)at };

		if (rest.n > DISKSCRIPT_LINE)
			rest.n = DISKSCRIPT_LINE;
		ret = diskscript_feed(&script, rest, &err);
		if (ret == 0 && !script.done && (script.at <= at || script.at > size))
			abort();
	}
	if (ret == 0)
		diskscript_fits(&script, &spare, &err);
	/* What a path is called later leads nowhere else. */
	for (size_t i = 0; ret == 0 && i < script.ncommand; i++) {
		const char *path = script.command[i].path;

		if (path && (path[0] == '/' || strstr(path, "..")) && strstr(path, "/."))
			abort();
	}
	diskscript_release(&script);
	str_release(&bytes);
	return 0;
}
