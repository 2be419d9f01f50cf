/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* never.c - libbb/lineedit.c calls this only with Unicode, which is off; tcc keeps the name all the same */

#include <stdlib.h>

int adjust_width_and_validate_wc(unsigned *width, int c)
{
	abort();
	return 0;
}
