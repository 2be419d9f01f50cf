/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What the name of a file tells licence.h: is it about licences, is it a document? */
#include <string.h>

#include "licence.h"

static struct span
last_part(const char *path)
{
	size_t n = strlen(path), at = n;

	while (at && path[at - 1] != '/' && path[at - 1] != '!')
		at--;
	return (struct span){ path + at, n - at };
}

/* Does NAME hold WORD, in any case? */
static bool
holds(struct span name, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= name.n; i++) {
		size_t k = 0;

		while (k < n && (name.at[i + k] | 0x20) == word[k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

bool
licence_is_named(const char *path)
{
	static const char *const word[] = { "copying", "licen", "copyright", "unlicense", "notice", "artistic",
		"readme" };
	struct span name = last_part(path);

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++) {
		if (holds(name, word[i]))
			return true;
	}
	return span_starts(name, "GPL") || span_starts(name, "LGPL") || span_starts(name, "GFDL")
		|| span_starts(name, "AGPL") || span_starts(name, "BSD") || span_starts(name, "MPL")
		|| strstr(path, "LICENSES/");
}

/* "ls.1", "fork.3am": the page of a manual. */
static bool
is_manual(struct span name)
{
	size_t dot = name.n;

	while (dot && name.at[dot - 1] != '.')
		dot--;
	if (dot < 2 || name.n - dot > 4 || name.n == dot || name.at[dot] < '1' || name.at[dot] > '9')
		return false;
	for (size_t i = dot + 1; i < name.n; i++) {
		if (name.at[i] < 'a' || name.at[i] > 'z')
			return false;
	}
	/* "libfoo-1.2" is none. */
	return name.at[dot - 2] < '0' || name.at[dot - 2] > '9';
}

enum licence_use
licence_use_of(const char *path)
{
	static const char *const ending[] = { ".texi", ".texinfo", ".txi", ".tex", ".md", ".rst", ".html", ".htm",
		".txt", ".pod", ".info", ".man", ".adoc", ".dbk", ".docbook", ".ms", ".me", ".mm", ".mom", ".svg", ".png", ".eps", ".ps", ".pdf" };
	struct span name = last_part(path);

	for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++) {
		if (span_ends(name, ending[i]))
			return LICENCE_DOCUMENT;
	}
	/* The text of a licence is no code, nor is a README; manuals are split into x.info-1. */
	return is_manual(name) || span_starts(name, "README") || span_starts(name, "NEWS") || span_starts(name, "ChangeLog")
		|| span_starts(name, "AUTHORS") || span_starts(name, "THANKS") || span_starts(name, "COPYING")
		|| span_starts(name, "LICEN") || span_starts(name, "TODO") || span_starts(name, "HACKING")
		|| span_starts(name, "INSTALL") || (span_ends(name, ".xml") && strstr(path, "doc")) || span_starts(name, "COPYRIGHT") || span_find(name, SPAN(".info-"))
		|| (licence_is_named(path) && !memchr(name.at, '.', name.n)) ? LICENCE_DOCUMENT : LICENCE_CODE;
}
