/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "m4index.h"

#include <stdlib.h>

#include "base/arr.h"

enum { EVIDENCE_DIGITS = 16 };

void
m4_index_release(struct m4_index *index)
{
	for (size_t i = 0; i < index->ntext; i++)
		free(index->text[i]);
	free(index->text);
	free(index->row);
	free(index->macro);
	*index = (struct m4_index)M4_INDEX_INIT;
}

/* Order. */

int
m4_row_cmp(const void *a, const void *b)
{
	const struct m4_row *x = a, *y = b;
	int order = span_cmp(x->name, y->name);

	if (order == 0)
		order = m4_serial_cmp(x->serial, y->serial);
	return order ? order : span_cmp(x->code, y->code);
}

static int
compare_macros(const void *a, const void *b)
{
	const struct m4_macro *x = a, *y = b;
	int order = span_cmp(x->macro, y->macro);

	return order ? order : span_cmp(x->name, y->name);
}

/* The first of NAME's rows, *N of them. */
static const struct m4_row *
rows_of(const struct m4_index *index, struct span name, size_t *n)
{
	size_t low = 0, high = index->nrow, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_cmp(index->row[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < index->nrow && span_eq(index->row[end].name, name); end++)
		;
	*n = end - low;
	return *n ? index->row + low : NULL;
}

/* The first entry of MACRO, or what would come behind it. */
static size_t
place_of_macro(const struct m4_index *index, struct span macro)
{
	size_t low = 0, high = index->nmacro;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_cmp(index->macro[middle].macro, macro) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
m4_index_has(const struct m4_index *index, struct span name)
{
	size_t n;

	return rows_of(index, name, &n) != NULL;
}

/* Reading. */

static bool
is_word(struct span word)
{
	for (size_t i = 0; i < word.n; i++) {
		if ((unsigned char)word.at[i] <= ' ' || word.at[i] == 0x7f)
			return false;
	}
	return word.n > 0;
}

static bool
is_file_name(struct span word)
{
	return is_word(word) && span_ends(word, ".m4") && !memchr(word.at, '/', word.n);
}

static int
read_row(struct m4_index *index, struct span rest, bool old)
{
	struct m4_row row = { .old = old };
	struct digest digest;

	span_cut(&rest, ' ', &row.name);
	if (!span_cut(&rest, ' ', &row.serial) || !span_cut(&rest, ' ', &row.code) || !is_file_name(row.name))
		return -1;
	row.where = rest;
	if (span_is(row.serial, "-"))
		row.serial.n = 0;
	else if (!m4_serial_is(row.serial))
		return -1;
	if (!digest_parse(row.code, &digest) || !is_word(row.where))
		return -1;
	for (size_t i = 0; i < row.code.n; i++) {
		if (row.code.at[i] >= 'A' && row.code.at[i] <= 'F')
			return -1;
	}
	*arr_push(&index->row, &index->nrow) = row;
	return 0;
}

static int
read_macro(struct m4_index *index, struct span rest)
{
	struct m4_macro macro;

	if (!span_cut(&rest, ' ', &macro.macro) || !is_word(macro.macro) || !is_file_name(rest))
		return -1;
	macro.name = rest;
	*arr_push(&index->macro, &index->nmacro) = macro;
	return 0;
}

static int
read_source(struct span rest)
{
	struct span name;
	struct digest digest;

	return span_cut(&rest, ' ', &name) && is_word(name) && digest_parse(rest, &digest) ? 0 : -1;
}

int
m4_index_add(struct m4_index *index, const char *path, struct span text, struct err *err)
{
	size_t nrow = index->nrow, nmacro = index->nmacro, number = 0;
	char *own = span_dup(text);
	struct span rest = { own, text.n }, line, word;
	const char *want;
	int ret;

	while (span_line(&rest, &line)) {
		number++;
		if (line.n == 0 || line.at[0] == '#')
			continue;
		span_cut(&line, ' ', &word);
		if (span_is(word, "file") || span_is(word, "old")) {
			want = "file NAME.m4 SERIAL DIGEST WHERE";
			ret = read_row(index, line, word.at[0] == 'o');
		} else if (span_is(word, "macro")) {
			want = "macro MACRO NAME.m4";
			ret = read_macro(index, line);
		} else {
			want = "file, old, macro or source";
			ret = -1;
			if (span_is(word, "source")) {
				want = "source NAME DIGEST";
				ret = read_source(line);
			}
		}
		if (ret < 0) {
			index->nrow = nrow;
			index->nmacro = nmacro;
			free(own);
			return err_set(err, ERR_SYNTAX, "%s:%zu: not a line of a table of m4 files: wanted '%s'", path, number,
				want);
		}
	}
	*arr_push(&index->text, &index->ntext) = own;
	if (index->nrow)
		qsort(index->row, index->nrow, sizeof(*index->row), m4_row_cmp);
	if (index->nmacro)
		qsort(index->macro, index->nmacro, sizeof(*index->macro), compare_macros);
	return 0;
}

/* Judging. */

const char *
m4_kin_word(enum m4_kin kin)
{
	static const char *const words[] = {
		[M4_NAMELESS] = "unknown", [M4_KNOWN] = "known", [M4_VERSION] = "other-version",
		[M4_NAMESAKE] = "namesake", [M4_UNNUMBERED] = "unnumbered", [M4_CHANGED] = "changed", [M4_AHEAD] = "ahead",
		[M4_FORGED] = "forged", [M4_ELSEWHERE] = "elsewhere",
	};

	return words[kin];
}

/* Does TEXT define what a known file called NAME does? */
static bool
shares_macro(const struct m4_index *index, struct span name, const struct m4_text *text)
{
	for (size_t i = 0; i < text->nmacro; i++) {
		struct m4_macro key = { text->macro[i], name };

		if (index->nmacro && bsearch(&key, index->macro, index->nmacro, sizeof(key), compare_macros))
			return true;
	}
	return false;
}

/* No known file has its name: what does it define that a known one does? */
static struct m4_verdict
judge_nameless(const struct m4_index *index, const struct m4_text *text)
{
	struct m4_verdict verdict = { .kin = M4_NAMELESS };

	for (size_t i = 0; i < text->nmacro; i++) {
		size_t at = place_of_macro(index, text->macro[i]);

		if (at < index->nmacro && span_eq(index->macro[at].macro, text->macro[i])) {
			verdict.kin = M4_ELSEWHERE;
			verdict.macro = index->macro[at];
			return verdict;
		}
	}
	return verdict;
}

struct m4_verdict
m4_judge(const struct m4_index *index, struct span name, const struct m4_text *text)
{
	struct m4_verdict verdict = { .kin = M4_VERSION };
	const struct m4_row *row = rows_of(index, name, &verdict.nrow), *same = NULL, *code = NULL, *bare = NULL;
	struct digest_hex digest = digest_text(&text->code);

	if (!row)
		return judge_nameless(index, text);
	verdict.row = row;
	for (size_t i = 0; i < verdict.nrow; i++) {
		if (!row[i].old)
			verdict.row = &row[i];
		if (span_is(row[i].code, digest.text))
			code = &row[i];
		if (row[i].serial.n == 0)
			bare = &row[i];
		else if (m4_serial_cmp(row[i].serial, text->serial) == 0)
			same = &row[i];
	}
	/* Known code with a serial that is none of its own is as good as known, unless that serial makes it win. */
	if (text->serial.n && !same && m4_serial_cmp(text->serial, verdict.row->serial) > 0)
		verdict.kin = M4_AHEAD;
	else if (code)
		verdict.kin = M4_KNOWN;
	else if (text->serial.n == 0)
		verdict.kin = bare ? M4_VERSION : M4_UNNUMBERED;
	else if (same)
		verdict.kin = verdict.row->old ? M4_CHANGED : M4_FORGED;
	/* No newest version has the file, or none with a number: it lives on elsewhere, and counts there. */
	if (verdict.kin == M4_AHEAD && (verdict.row->old || verdict.row->serial.n == 0))
		verdict.kin = code ? M4_KNOWN : M4_VERSION;
	if (verdict.kin == M4_KNOWN)
		verdict.row = code;
	else if (verdict.kin == M4_FORGED || verdict.kin == M4_CHANGED)
		verdict.row = same;
	/* "init.m4" is a name that comes to many a mind. */
	if (verdict.kin > M4_NAMESAKE && !code && !shares_macro(index, name, text))
		verdict.kin = M4_NAMESAKE;
	return verdict;
}

char *
m4_evidence(const struct m4_verdict *verdict, const struct m4_text *text)
{
	struct digest_hex digest = digest_text(&text->code);
	const struct m4_row *row = verdict->row;
	struct span where = row ? row->where : SPAN("");
	const char *comma = where.n ? memchr(where.at, ',', where.n) : NULL;

	if (comma)
		where.n = (size_t)(comma - where.at);
	switch (verdict->kin) {
	case M4_CHANGED:
	case M4_FORGED:
		return str_format("serial %.*s is known from %.*s, with other code than sha256 %.*s", (int)text->serial.n,
			text->serial.at, (int)where.n, where.at, EVIDENCE_DIGITS, digest.text);
	case M4_AHEAD:
		return str_format("serial %.*s; the highest known is %.*s, of %.*s; code sha256 %.*s", (int)text->serial.n,
			text->serial.at, (int)row->serial.n, row->serial.at, (int)where.n, where.at, EVIDENCE_DIGITS, digest.text);
	case M4_UNNUMBERED:
		return str_format("no serial; known are %zu, up to %.*s of %.*s; code sha256 %.*s", verdict->nrow,
			(int)row->serial.n, row->serial.at, (int)where.n, where.at, EVIDENCE_DIGITS, digest.text);
	case M4_NAMESAKE:
		return str_format("defines nothing that the known one does, of %.*s", (int)where.n, where.at);
	case M4_ELSEWHERE:
		return str_format("defines %.*s, which is known from %.*s", (int)verdict->macro.macro.n,
			verdict->macro.macro.at, (int)verdict->macro.name.n, verdict->macro.name.at);
	default:
		return arr_dup("");
	}
}
