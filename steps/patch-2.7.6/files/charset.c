/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* charset.c - in the place of lib/localcharset.c, which looks for a list of other systems' names */

#include <langinfo.h>

const char *locale_charset(void)
{
	return nl_langinfo(CODESET);
}
