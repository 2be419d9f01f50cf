/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencecheck - is every text of the licence list found again, in whatever dress?
 *
 * usage: lbs-licencecheck TEXTS.json|FOLDER
 *
 * TEXTS.json is what the index was made from; in a FOLDER the texts are files. Each text is
 * given as it is, reflowed, in comments of several languages, as a manual page, as HTML, and
 * with other years and names; what is not found under its own name is printed. TAP.
 */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "licence.h"
#include "licenceexpr.h"

static const struct dress {
	const char *name;
	size_t width;                   /* 0: lines as they are */
	const char *head, *begin, *end, *tail;
	bool html, other;
} dresses[] = {
	{ "as it is", 0, "", "", "", "", false, false },
	{ "reflowed", 57, "", "", "", "", false, false },
	{ "in a comment of C", 66, "/*\n", " * ", "", " */\nint main(void) { return 0; }\n", false, false },
	{ "in a box of C", 70, "/***\n", " * ", " *", " ***/\n", false, false },
	{ "in a comment of shell", 66, "#!/bin/sh\n#\n", "# ", "", "echo hello\n", false, false },
	{ "in a comment of m4", 60, "dnl start\n", "dnl ", "", "AC_INIT\n", false, false },
	{ "in a comment of Lisp", 60, "", ";;; ", "", "(define x 1)\n", false, false },
	{ "in Perl's documentation", 60, "=head1 LICENSE\n\n", "", "", "\n=cut\n", false, false },
	{ "in a manual page", 60, ".TH X 1\n.SH LICENSE\n.PP\n", "\\fB", "\\fR", ".br\n", false, false },
	{ "in a comment of troff", 60, "", ".\\\" ", "", ".TH X 1\n", false, false },
	{ "in HTML", 70, "<html><body><pre class=\"x\">\n<p>", "<b>", "</b><br>", "</pre></html>\n", true, false },
	{ "in a comment of HTML", 70, "<!--\n", "", "", "-->\n<html></html>\n", false, false },
	{ "in strings of C", 60, "char *s =\n", "\t\"", "\\n\"", ";\n", false, false },
	{ "with other years and names", 0, "", "", "", "", false, true },
	{ "with other years and names, reflowed", 63, "/*\n", " * ", "", " */\n", false, true },
};

enum { NDRESS = sizeof(dresses) / sizeof(*dresses) };

struct check {
	struct licences *licences;
	struct str text;
	size_t bad[NDRESS], n;
};

static void
add_word(struct str *out, const struct dress *dress, struct span word)
{
	for (size_t i = 0; i < word.n; i++) {
		if (dress->html && word.at[i] == '<')
			str_adds(out, "&lt;");
		else if (dress->html && word.at[i] == '"')
			str_adds(out, "&quot;");
		else
			str_addc(out, word.at[i]);
	}
}

/* What a template leaves to be filled in, and what a copyright line says, is filled in otherwise. */
static void
rename_all(struct span text, struct str *out)
{
	struct span line;

	while (span_line(&text, &line)) {
		struct span rest = span_trim(line);

		if (span_starts(rest, "Copyright (c) <") || span_starts(rest, "Copyright <")) {
			str_adds(out, "Copyright (C) 1987, 1999-2004 Jane Q. Hacker and The Frobnicator Project\n");
			continue;
		}
		for (size_t i = 0; i < line.n;) {
			const char *close = line.at[i] == '<' ? memchr(line.at + i, '>', line.n - i) : NULL;

			if (close && close - (line.at + i) < 40 && !span_find((struct span){ line.at + i,
				(size_t)(close - line.at) - i }, SPAN("://"))) {
				str_adds(out, "The Frob Foundation");
				i = (size_t)(close - line.at) + 1;
			} else {
				str_addc(out, line.at[i++]);
			}
		}
		str_addc(out, '\n');
	}
}

static void
put_on(const struct dress *dress, struct span text, struct str *out)
{
	struct str other = STR_INIT;
	struct span line, word;
	size_t column = 0;

	str_clear(out);
	if (dress->other) {
		rename_all(text, &other);
		text = str_span(&other);
	}
	str_adds(out, dress->head);
	if (dress->width == 0) {
		str_add(out, text);
	} else {
		while (span_line(&text, &line)) {
			/* Paragraphs stay; words run on within them. */
			if (span_trim(line).n == 0 && column) {
				str_addf(out, "%s\n%s%s\n", dress->end, dress->begin, dress->end);
				column = 0;
			}
			while (span_cut(&line, ' ', &word)) {
				word = span_trim(word);
				if (word.n == 0)
					continue;
				if (column + word.n > dress->width) {
					str_addf(out, "%s\n", dress->end);
					column = 0;
				}
				str_adds(out, column ? " " : dress->begin);
				add_word(out, dress, word);
				column += word.n + 1;
			}
		}
		str_addf(out, "%s\n", column ? dress->end : "");
	}
	str_adds(out, dress->tail);
	str_release(&other);
}

/* The name without what the text of a GNU licence does not say. */
static struct span
family(const char *id)
{
	static const char *const tail[] = { "+", "-only", "-or-later", "-no-invariants", "-invariants" };
	struct span name = span_of(id);

	if (strncmp(id, "GPL-", 4) && strncmp(id, "LGPL-", 5) && strncmp(id, "AGPL-", 5) && strncmp(id, "GFDL-", 5))
		return name;
	for (size_t i = 0; i < 5; i++) {
		if (span_ends(name, tail[i]))
			name.n -= strlen(tail[i]);
	}
	return name;
}

static bool
is_named(struct check *check, const struct licence_mark *mark, const char *id)
{
	struct licence_expr expr;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	bool same = false;

	/* Old names are told by their new ones. */
	if (licence_expr_parse(&expr, licences_list(check->licences), span_of(id), &err) == 0) {
		licence_expr_format(&expr, &text);
		licence_expr_release(&expr);
		same = span_is(str_span(&text), mark->expression);
		str_release(&text);
	}
	return mark->sign == LICENCE_TEXT && (same || span_eq(family(mark->expression), family(id))
		|| licences_share_text(check->licences, mark->expression, id));
}

static void
check_text(struct check *check, const char *id, struct span text)
{
	check->n++;
	for (size_t d = 0; d < NDRESS; d++) {
		struct licence_file file;
		bool found = false;

		put_on(&dresses[d], text, &check->text);
		licence_look(check->licences, "LICENSE", str_span(&check->text), false, &file);
		for (size_t i = 0; i < file.nmark && !found; i++)
			found = is_named(check, &file.mark[i], id);
		if (!found) {
			check->bad[d]++;
			printf("# %s, %s: got %s", id, dresses[d].name, file.expression);
			for (size_t i = 0; i < file.nmark; i++)
				printf("; %s %s %u%%", licence_sign_word(file.mark[i].sign), file.mark[i].expression,
					file.mark[i].confidence);
			printf("\n");
		}
		licence_file_release(&file);
	}
}

static int
check_list(struct check *check, const char *path, struct err *err)
{
	json_error_t why;
	json_t *root = json_load_file(path, 0, &why), *licence;
	const char *id;

	if (!root)
		return err_set(err, ERR_SYNTAX, "%s: %s", path, why.text);
	json_object_foreach(root, id, licence)
		check_text(check, id, span_of(json_string_value(json_object_get(licence, "licenseText"))));
	json_decref(root);
	return 0;
}

/* Debian's names for its texts. */
static const char *
debian_name(const char *name)
{
	static const char *const known[][2] = { { "Artistic", "Artistic-1.0-Perl" }, { "BSD", "BSD-3-Clause" },
		{ "GFDL", "GFDL-1.3" }, { "GPL", "GPL-3.0" }, { "GPL-1", "GPL-1.0" }, { "GPL-2", "GPL-2.0" },
		{ "GPL-3", "GPL-3.0" }, { "LGPL", "LGPL-3.0" }, { "LGPL-2", "LGPL-2.0" }, { "LGPL-3", "LGPL-3.0" } };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (!strcmp(name, known[i][0]))
			return known[i][1];
	}
	return name;
}

static int
check_folder(struct check *check, const char *path, struct err *err)
{
	char **names;
	size_t n;
	int ret = 0;

	if (io_list(AT_FDCWD, path, &names, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n && ret == 0; i++) {
		char *file = io_join(path, names[i]);
		struct str text = STR_INIT;

		ret = io_read_file(AT_FDCWD, file, 1 << 20, &text, err);
		if (ret == 0)
			check_text(check, debian_name(names[i]), str_span(&text));
		str_release(&text);
		free(file);
	}
	io_free_names(names, n);
	return ret;
}

int
main(int argc, char **argv)
{
	struct check check = { .licences = NULL };
	struct err err = ERR_INIT;
	int ret;

	msg_init("lbs-licencecheck");
	if (argc != 2)
		return msg_usage("wants TEXTS.json or a folder");
	if (licences_new(&check.licences, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	ret = span_ends(span_of(argv[1]), ".json") ? check_list(&check, argv[1], &err) : check_folder(&check, argv[1], &err);
	if (ret < 0)
		msg_err(&err);
	printf("1..%d\n", NDRESS);
	for (size_t d = 0; d < NDRESS; d++)
		printf("%s %zu - %zu of %zu texts are found %s\n", check.bad[d] || check.n == 0 ? "not ok" : "ok", d + 1,
			check.n - check.bad[d], check.n, dresses[d].name);
	licences_free(check.licences);
	str_release(&check.text);
	return msg_finish(ret < 0 ? EXIT_NOANSWER : EXIT_GOOD);
}
