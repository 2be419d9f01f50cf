/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: a recipe, as both kinds */
#include <stdint.h>
#include <stdlib.h>

#include "recipe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int kind = RECIPE_KAEM; kind <= RECIPE_SH; kind++) {
		struct recipe recipe = RECIPE_INIT;
		char *tool = "autoconf";

		recipe_read(&recipe, "fuzz", (enum recipe_kind)kind, (struct span){ (const char *)data, size });
		free(recipe_handles(&recipe, "x-1/src/configure", &tool, 1));
		recipe_release(&recipe);
	}
	return 0;
}
