/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markersbuild - the markers of a folder of rules, compiled into a file that lbs-audit loads
 *
 *     markersbuild FOLDER FILE
 *
 * Runs when lbs is built; nothing of it is installed but what it makes.
 */
#include <fcntl.h>

#include "base/io.h"
#include "base/msg.h"
#include "rulefiles.h"
#include "scan.h"

static int
build(const char *folder, const char *path, struct err *err)
{
	struct rules rules = RULES_INIT;
	struct markers *markers = NULL;
	struct str kept = STR_INIT;
	int ret = rulefiles_read(&rules, folder, err);

	if (ret == 0)
		ret = markers_new(&markers, &rules, &kept, err);
	if (ret == 0 && kept.n == 0)
		ret = err_set(err, ERR_SYSTEM, "%s: compiled markers cannot be kept", folder);
	if (ret == 0)
		ret = io_replace(AT_FDCWD, path, 0644, str_span(&kept), IO_PLAIN, err);
	str_release(&kept);
	markers_free(markers);
	rules_release(&rules);
	return ret;
}

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	msg_init("markersbuild");
	if (argc != 3)
		return msg_usage("wants FOLDER FILE");
	if (build(argv[1], argv[2], &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	return EXIT_GOOD;
}
