/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paths - the part of rules that knows what the name of a file tells
 */
#include "rules.h"

/* Letters alone: bytes, whatever the locale. */
static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
is_one_of(struct span word, const char *list)
{
	/* Asked of every file, many times: the list is gone through once, by bytes. */
	while (*list) {
		size_t n = 0;

		while (n < word.n && list[n] && list[n] != ' ' && lower(list[n]) == lower(word.at[n]))
			n++;
		if (n == word.n && (list[n] == ' ' || !list[n]))
			return true;
		while (list[n] && list[n] != ' ')
			n++;
		list += n + (list[n] == ' ');
	}
	return false;
}

static struct span
ending_of(struct span name)
{
	for (size_t i = name.n; i-- > 1;) {
		if (name.at[i] == '.')
			return (struct span){ name.at + i + 1, name.n - i - 1 };
	}
	return (struct span){ name.at + name.n, 0 };
}

static bool
is_document(struct span name)
{
	static const char *const heads[] = { "ChangeLog", "NEWS", "README", "TODO", "HISTORY", "CHANGES",
		"ONEWS", "AUTHORS", "THANKS" };
	struct span ending = ending_of(name);

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		if (span_starts(name, heads[i]))
			return true;
	}
	/* A man page's number: "flex.1", but not "libtool-2.4"; and "flex.info-2". */
	if (ending.n == 1 && ending.at[0] >= '1' && ending.at[0] <= '9' && !strchr("0123456789", name.at[0])
		&& !(name.n > 4 && name.at[name.n - 4] == '-'))
		return true;
	if (ending.n >= 4 && memcmp(ending.at, "info", 4) == 0)
		return true;
	if (span_is(name, "CMakeLists.txt"))
		return false;
	return is_one_of(ending, "html htm pod texi texinfo txi txt md rst info tex xml po pot patch diff");
}

/* The next folder of PATH, or its last part; false when there is none. "a.tar!b/c" has the parts a.tar, b, c. */
static bool
next_part(struct span *rest, struct span *part)
{
	size_t n = 0;

	if (rest->n == 0)
		return false;
	while (n < rest->n && rest->at[n] != '/' && rest->at[n] != '!')
		n++;
	*part = (struct span){ rest->at, n };
	n += n < rest->n;
	*rest = (struct span){ rest->at + n, rest->n - n };
	return true;
}

static bool
is_test_folder(struct span part)
{
	return is_one_of(part, "test tests testsuite testsuites testdata fixtures t examples regression regress")
		|| span_starts(part, "tests-") || span_ends(part, "-tests") || span_ends(part, "_tests") || span_ends(part, "-test");
}

bool
path_in_tests(const char *path)
{
	struct span rest = span_of(path), part;

	while (next_part(&rest, &part)) {
		if (rest.n && is_test_folder(part))
			return true;
	}
	return false;
}

bool
path_is_document(const char *path)
{
	size_t n = strlen(path), at = n;

	while (at && path[at - 1] != '/' && path[at - 1] != '!')
		at--;
	return is_document((struct span){ path + at, n - at });
}

enum path_class
path_classify(const char *path)
{
	struct span rest = span_of(path), part = SPAN_INIT;
	enum path_class found = PATH_PLAIN;

	while (next_part(&rest, &part)) {
		if (rest.n == 0)
			break;
		if (is_test_folder(part))
			found = PATH_TEST;
		if (is_one_of(part, "skeletons"))
			found = PATH_SKELETON;
	}
	if (is_document(part))
		return PATH_DOCUMENT;
	if (is_one_of(ending_of(part), "skl skel m4"))
		return found == PATH_TEST ? PATH_TEST : PATH_SKELETON;
	return found;
}

bool
path_is_code(const char *path)
{
	struct span rest = span_of(path), part = SPAN_INIT;

	while (next_part(&rest, &part))
		;
	if (is_one_of(ending_of(part), "c h cc cpp cxx c++ hh hpp hxx m mm y yy l ll s S py pl pm sh bash js mjs ts go rs "
		"java rb lua tcl php ml mli hs scm el lisp vala cs swift kt d ac am in at cmake mk make build gradle "
		"awk sed asm inc tmpl"))
		return true;
	return is_one_of(part, "Makefile GNUmakefile configure Rakefile CMakeLists.txt meson.build autogen.sh bootstrap rules");
}

/* fnmatch(3) by bytes, whatever the locale, in a time that is bounded: '*' is tried again only at the last of them. */
static bool
matches(const char *text, const char *pattern)
{
	const char *star = NULL, *again = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			again = text;
		} else if (*pattern == '[' && strchr(pattern, ']')) {
			const char *end = strchr(pattern, ']');

			if (!memchr(pattern + 1, *text, (size_t)(end - pattern - 1)))
				goto back;
			pattern = end + 1;
			text++;
		} else if (*pattern == *text || (*pattern == '?' && *text != '/')) {
			pattern++;
			text++;
		} else {
back:
			if (!star || *again == '/')
				return false;
			pattern = star;
			text = ++again;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

bool
path_matches(const char *path, const char *pattern)
{
	size_t slashes = 0, at = strlen(path), rest = at, n = strlen(pattern);

	/* Most patterns end in letters, and most paths in others. */
	while (n && pattern[n - 1] != '*' && pattern[n - 1] != ']' && pattern[n - 1] != '?') {
		if (rest == 0 || path[rest - 1] != pattern[n - 1])
			return false;
		n--;
		rest--;
	}
	if (n == 0)
		return rest == 0 || path[rest - 1] == '/' || path[rest - 1] == '!';
	for (const char *p = pattern; *p; p++)
		slashes += *p == '/';
	/* As many parts of the path's end as the pattern has. */
	while (at > 0) {
		if ((path[at - 1] == '/' || path[at - 1] == '!') && slashes-- == 0)
			break;
		at--;
	}
	return matches(path + at, pattern);
}
