/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "chain/arch.h"

#include <stdlib.h>

#include "base/arr.h"
#include "chain/root.h"

static const struct arch table[] = {
	{ "x86", "x86", "i386 i486 i586 i686 x86_64" },
	{ "amd64", "AMD64", "x86_64" },
	{ "riscv64", "riscv64", "riscv64" },
};

const struct arch *
arch_find(const char *name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (!strcmp(table[i].name, name))
			return &table[i];
	}
	return NULL;
}

bool
arch_runs_on(const struct arch *arch, const char *machine)
{
	struct span rest = span_of(arch->machine);
	struct span word;

	while (span_cut(&rest, ' ', &word)) {
		if (span_is(word, machine))
			return true;
	}
	return false;
}

void
arch_skeleton(const struct arch *arch, struct layer *root)
{
	static const struct { const char *path; unsigned mode; } fixed[] = {
		{ "/dev", 0755 }, { "/proc", 0755 }, { "/tmp", 01777 },
		{ "/usr/bin", 0755 },
	};
	static const char *const own[] = { "bin", "artifact" };

	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++) {
		struct layer_entry dir = { .type = LAYER_DIR, .path = (char *)fixed[i].path,
			.mode = fixed[i].mode };

		root_pick(root, NULL, &dir);
	}
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		struct layer_entry dir = { .type = LAYER_DIR, .mode = 0755 };

		dir.path = str_format("/%s/%s", arch->folder, own[i]);
		root_pick(root, NULL, &dir);
		free(dir.path);
	}
}

char *
arch_seed_path(const struct arch *arch)
{
	return str_format("/bootstrap-seeds/POSIX/%s/hex0-seed", arch->folder);
}
