/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * modules - the drivers that a kernel has in files: those that QEMU's disk and network card want
 *
 * A folder like /lib/modules/VERSION has NAME.ko in kernel/ and below, or compressed,
 * NAME.ko.xz, .zst, .gz; modules.builtin lists what the kernel has in it. In a module stands
 * which ones it wants: "depends=ONE,TWO" with a NUL before and behind. '-' and '_' are the
 * same in names. Compressed ones are read by xz, zstd or gzip. tests/driver/machine.sh
 * belongs to this module.
 */
#ifndef LBS_DRIVER_MODULES_H
#define LBS_DRIVER_MODULES_H

#include "base/err.h"
#include "base/str.h"

struct module {
	char *name;                     /* owned; with '_' */
	struct str bytes;               /* as the kernel takes them */
};

struct modules {
	struct module *module;          /* owned; each behind those that it wants */
	size_t nmodule;
};

#define MODULES_INIT { NULL, 0 }

/* ERR_SYNTAX when a driver is neither there nor in the kernel, or the folder is none of modules. */
int modules_read(struct modules *modules, const char *folder, struct err *err);
void modules_release(struct modules *modules);

#endif
