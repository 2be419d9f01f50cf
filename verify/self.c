/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "self.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/arr.h"

int
self_folder(char **folder, struct err *err)
{
	char path[PATH_MAX + 1];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n < 0)
		return err_sys(err, "/proc/self/exe");
	path[n] = '\0';
	slash = strrchr(path, '/');
	*folder = arr_dupn(path, slash ? (size_t)(slash - path) : 0);
	return 0;
}
