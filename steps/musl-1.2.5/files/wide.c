/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * wide.c - wide characters, without the tables that musl ships of them
 *
 * Those were made from Unicode's lists by a program that is not in the archive. Here letters and punctuation
 * are those of ASCII, as in the C locale of old; everything else that can be printed is one column wide.
 */
#include <wchar.h>
#include <wctype.h>

int iswalpha(wint_t c)
{
	return (c | 32) - 'a' < 26U;
}

int iswpunct(wint_t c)
{
	return c - '!' < 94U && !iswalpha(c) && c - '0' >= 10U;
}

wint_t towlower(wint_t c)
{
	return c - 'A' < 26U ? c + 32 : c;
}

wint_t towupper(wint_t c)
{
	return c - 'a' < 26U ? c - 32 : c;
}

int wcwidth(wchar_t c)
{
	if (c == 0)
		return 0;
	return iswprint(c) ? 1 : -1;
}

/* With a locale they do the same. musl knows the first names itself, programs the second. */
int __iswalpha_l(wint_t c, locale_t locale) { return iswalpha(c); }
int __iswpunct_l(wint_t c, locale_t locale) { return iswpunct(c); }
wint_t __towlower_l(wint_t c, locale_t locale) { return towlower(c); }
wint_t __towupper_l(wint_t c, locale_t locale) { return towupper(c); }
weak_alias(__iswalpha_l, iswalpha_l);
weak_alias(__iswpunct_l, iswpunct_l);
weak_alias(__towlower_l, towlower_l);
weak_alias(__towupper_l, towupper_l);
