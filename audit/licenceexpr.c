/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licenceexpr.h"

#include <stdlib.h>
#include <strings.h>

#include "base/arr.h"

struct reader {
	const struct licence_list *list;        /* or NULL */
	struct span left;
	struct span token;                      /* the one at hand; empty at the end */
	unsigned depth;
	struct err *err;
};

void
licence_expr_release(struct licence_expr *expr)
{
	for (size_t i = 0; i < expr->npart; i++)
		licence_expr_release(&expr->part[i]);
	free(expr->part);
	free(expr->id);
	free(expr->exception);
	*expr = (struct licence_expr)LICENCE_EXPR_INIT;
}

static bool
is_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
		|| c == '-' || c == '.' || c == ':' || c == '+';
}

static int
refuse(const struct reader *reader, const char *wanted)
{
	if (reader->token.n == 0)
		return err_set(reader->err, ERR_SYNTAX, "wants %s, got the end", wanted);
	return err_set(reader->err, ERR_SYNTAX, "wants %s, got '%.*s'", wanted,
		(int)(reader->token.n < 64 ? reader->token.n : 64), reader->token.at);
}

static void
next_token(struct reader *reader)
{
	struct span left = reader->left;
	size_t n = 0;

	while (left.n && (left.at[0] == ' ' || left.at[0] == '\t' || left.at[0] == '\n' || left.at[0] == '\r'))
		left.at++, left.n--;
	while (n < left.n && is_name(left.at[n]))
		n++;
	if (n == 0 && left.n)
		n = 1;
	reader->token = (struct span){ left.at, n };
	reader->left = (struct span){ left.at + n, left.n - n };
}

static bool
token_is(const struct reader *reader, const char *word)
{
	return reader->token.n == strlen(word) && !strncasecmp(reader->token.at, word, reader->token.n);
}

/* Old names of the GNU licences, with and without "+", are what they mean; WITH in a name is not undone. */
static char *
modern_name(const char *id, bool plus)
{
	static const char *const family[] = { "GPL-", "LGPL-", "AGPL-", "GFDL-" };
	struct span name = span_of(id);

	for (size_t i = 0; i < 4; i++) {
		const char *version;
		size_t n;

		if (!span_starts(name, family[i]))
			continue;
		version = id + strlen(family[i]);
		n = strspn(version, "0123456789.");
		if (n && version[n] == '\0')
			return str_format("%s-%s", id, plus ? "or-later" : "only");
		if (n && !strcmp(version + n, "-only") && plus)
			return str_format("%.*s-or-later", (int)(version + n - id), id);
		if (n && span_ends(name, "-or-later"))
			return arr_dup(id);
	}
	return str_format("%s%s", id, plus ? "+" : "");
}

/* Names that SPDX gave up because they say an exception or another name. */
static const struct {
	const char *old, *id, *exception;
} renamed[] = {
	{ "GPL-2.0-with-autoconf-exception", "GPL-2.0-only", "Autoconf-exception-2.0" },
	{ "GPL-2.0-with-bison-exception", "GPL-2.0-only", "Bison-exception-2.2" },
	{ "GPL-2.0-with-classpath-exception", "GPL-2.0-only", "Classpath-exception-2.0" },
	{ "GPL-2.0-with-font-exception", "GPL-2.0-only", "Font-exception-2.0" },
	{ "GPL-2.0-with-GCC-exception", "GPL-2.0-only", "GCC-exception-2.0" },
	{ "GPL-3.0-with-autoconf-exception", "GPL-3.0-only", "Autoconf-exception-3.0" },
	{ "GPL-3.0-with-GCC-exception", "GPL-3.0-only", "GCC-exception-3.1" },
	{ "StandardML-NJ", "SMLNJ", NULL },
};

static void
rename_old(struct licence_expr *expr)
{
	for (size_t i = 0; i < sizeof(renamed) / sizeof(*renamed); i++) {
		if (strcasecmp(expr->id, renamed[i].old))
			continue;
		free(expr->id);
		expr->id = arr_dup(renamed[i].id);
		expr->exception = renamed[i].exception ? arr_dup(renamed[i].exception) : NULL;
		return;
	}
}

/* The name of a licence or an exception, spelt as the list spells it. */
static int
read_name(struct reader *reader, bool exception, char **id)
{
	struct span name = reader->token, tail;
	bool plus = !exception && span_ends(name, "+");
	const struct licence_name *known;
	const char *colon;
	char *spelt;

	if (name.n == 0 || !is_name(name.at[0]) || token_is(reader, "AND") || token_is(reader, "OR")
		|| token_is(reader, "WITH"))
		return refuse(reader, exception ? "an exception" : "a licence");
	if (plus)
		name.n--;
	colon = memchr(name.at, ':', name.n);
	tail = name;
	if (colon) {
		tail.n -= (size_t)(colon + 1 - name.at);
		tail.at = colon + 1;
		if (!span_starts(name, "DocumentRef-") || colon == name.at + strlen("DocumentRef-"))
			return refuse(reader, "'DocumentRef-NAME' before a colon");
		if (!span_starts(tail, "LicenseRef-") && !span_starts(tail, "AdditionRef-"))
			return refuse(reader, "'LicenseRef-NAME' behind the colon");
	}
	if (name.n == 0 || memchr(name.at, '+', name.n) || memchr(tail.at, ':', tail.n)
		|| span_is(tail, "LicenseRef-") || span_is(tail, "AdditionRef-") || span_is(name, "DocumentRef-"))
		return refuse(reader, "a name of letters, digits, '-' and '.'");
	known = reader->list ? licence_list_find(reader->list, name) : NULL;
	if (known && !(known->flags & LICENCE_EXCEPTION) != !exception)
		return refuse(reader, exception ? "an exception and no licence" : "a licence and no exception");
	spelt = known ? arr_dup(known->id) : span_dup(name);
	if (exception) {
		*id = spelt;
	} else {
		*id = modern_name(spelt, plus);
		free(spelt);
	}
	next_token(reader);
	return 0;
}

static int read_expression(struct reader *reader, struct licence_expr *expr);

static int
read_factor(struct reader *reader, struct licence_expr *expr)
{
	if (!token_is(reader, "(")) {
		*expr = (struct licence_expr){ .op = LICENCE_ID };
		if (read_name(reader, false, &expr->id) < 0)
			return -1;
		rename_old(expr);
		if (!token_is(reader, "WITH"))
			return 0;
		if (expr->exception)
			return refuse(reader, "one exception to a licence");
		next_token(reader);
		return read_name(reader, true, &expr->exception);
	}
	if (++reader->depth > LICENCE_EXPR_DEPTH)
		return err_set(reader->err, ERR_LIMIT, "brackets nested deeper than %d", LICENCE_EXPR_DEPTH);
	next_token(reader);
	if (read_expression(reader, expr) < 0)
		return -1;
	if (!token_is(reader, ")"))
		return refuse(reader, "AND, OR, WITH or ')'");
	reader->depth--;
	next_token(reader);
	return 0;
}

static int
compare_parts(const void *a, const void *b)
{
	struct str x = STR_INIT, y = STR_INIT;
	int order;

	licence_expr_format(a, &x);
	licence_expr_format(b, &y);
	order = span_cmp(str_span(&x), str_span(&y));
	str_release(&x);
	str_release(&y);
	return order;
}

/* Move PART, which is normal, into EXPR, which is an AND or OR. */
static void
add_part(struct licence_expr *expr, struct licence_expr *part)
{
	if (part->op == expr->op) {
		for (size_t i = 0; i < part->npart; i++)
			*arr_push(&expr->part, &expr->npart) = part->part[i];
		part->npart = 0;
		licence_expr_release(part);
	} else {
		*arr_push(&expr->part, &expr->npart) = *part;
		*part = (struct licence_expr)LICENCE_EXPR_INIT;
	}
}

/* Sort the parts, drop what is there twice; one part alone takes the place of the whole. */
static void
settle(struct licence_expr *expr)
{
	size_t n = 0;

	if (expr->npart > 1)
		qsort(expr->part, expr->npart, sizeof(*expr->part), compare_parts);
	for (size_t i = 0; i < expr->npart; i++) {
		if (n && compare_parts(&expr->part[n - 1], &expr->part[i]) == 0)
			licence_expr_release(&expr->part[i]);
		else
			expr->part[n++] = expr->part[i];
	}
	expr->npart = n;
	if (n == 1) {
		struct licence_expr only = expr->part[0];

		free(expr->part);
		*expr = only;
	}
}

typedef int read_part(struct reader *reader, struct licence_expr *expr);

/* One or more of what READ reads, with WORD between them. */
static int
read_list(struct reader *reader, struct licence_expr *expr, enum licence_op op, const char *word, read_part *read)
{
	struct licence_expr new = { .op = op }, part = LICENCE_EXPR_INIT;

	for (;;) {
		if (read(reader, &part) < 0) {
			licence_expr_release(&part);
			licence_expr_release(&new);
			return -1;
		}
		add_part(&new, &part);
		if (!token_is(reader, word))
			break;
		next_token(reader);
	}
	settle(&new);
	*expr = new;
	return 0;
}

static int
read_term(struct reader *reader, struct licence_expr *expr)
{
	return read_list(reader, expr, LICENCE_AND, "AND", read_factor);
}

static int
read_expression(struct reader *reader, struct licence_expr *expr)
{
	return read_list(reader, expr, LICENCE_OR, "OR", read_term);
}

int
licence_expr_parse(struct licence_expr *expr, const struct licence_list *list, struct span text, struct err *err)
{
	struct reader reader = { .list = list, .left = text, .err = err };
	struct licence_expr new = LICENCE_EXPR_INIT;

	if (text.n > LICENCE_EXPR_BYTES)
		return err_set(err, ERR_LIMIT, "a licence expression of more than %d bytes", LICENCE_EXPR_BYTES);
	next_token(&reader);
	if (read_expression(&reader, &new) < 0)
		return -1;
	if (reader.token.n) {
		licence_expr_release(&new);
		return refuse(&reader, "AND, OR or WITH");
	}
	*expr = new;
	return 0;
}

void
licence_expr_format(const struct licence_expr *expr, struct str *text)
{
	if (expr->op == LICENCE_ID) {
		str_adds(text, expr->id);
		if (expr->exception)
			str_addf(text, " WITH %s", expr->exception);
		return;
	}
	for (size_t i = 0; i < expr->npart; i++) {
		bool bracket = expr->op == LICENCE_AND && expr->part[i].op == LICENCE_OR;

		if (i)
			str_adds(text, expr->op == LICENCE_AND ? " AND " : " OR ");
		if (bracket)
			str_addc(text, '(');
		licence_expr_format(&expr->part[i], text);
		if (bracket)
			str_addc(text, ')');
	}
}

void
licence_expr_join(struct licence_expr *expr, enum licence_op op, struct licence_expr *a, struct licence_expr *b)
{
	struct licence_expr new = { .op = op };

	add_part(&new, a);
	add_part(&new, b);
	settle(&new);
	*expr = new;
}

static bool
has_exceptions(const struct licence_list *list)
{
	for (size_t i = 0; i < list->nname; i++) {
		if (list->name[i].flags & LICENCE_EXCEPTION)
			return true;
	}
	return false;
}

static enum licence_verdict
judge_one(const struct licence_expr *expr, const struct licence_list *list, enum licence_use use,
	const char **part, const char **why)
{
	enum licence_verdict verdict = licence_list_judge(list, expr->id, use, why), with;
	const struct licence_name *known;
	const char *why_with;

	*part = expr->id;
	if (!expr->exception)
		return verdict;
	/* An exception on the list only permits more; one that is not may take away. */
	known = licence_list_find(list, span_of(expr->exception));
	if (known && known->flags & LICENCE_EXCEPTION)
		return verdict;
	with = licence_list_judge(list, expr->exception, use, &why_with);
	if (why_with == licence_list_unknown && !has_exceptions(list))
		why_with = licence_list_none;
	if (with > verdict) {
		*part = expr->exception;
		*why = why_with;
		return with;
	}
	return verdict;
}

enum licence_verdict
licence_expr_judge(const struct licence_expr *expr, const struct licence_list *list, enum licence_use use,
	const char **part, const char **why)
{
	enum licence_verdict best;

	if (expr->op == LICENCE_ID)
		return judge_one(expr, list, use, part, why);
	best = licence_expr_judge(&expr->part[0], list, use, part, why);
	for (size_t i = 1; i < expr->npart; i++) {
		const char *other_part, *other_why;
		enum licence_verdict other =
			licence_expr_judge(&expr->part[i], list, use, &other_part, &other_why);

		if (expr->op == LICENCE_OR ? other < best : other > best) {
			best = other;
			*part = other_part;
			*why = other_why;
		}
	}
	return best;
}

static bool
names_it(const struct licence_expr *expr, const struct licence_expr *id)
{
	if (expr->op == LICENCE_ID)
		return compare_parts(expr, id) == 0;
	for (size_t i = 0; i < expr->npart; i++) {
		if (names_it(&expr->part[i], id))
			return true;
	}
	return false;
}

bool
licence_expr_within(const struct licence_expr *a, const struct licence_expr *b)
{
	if (a->op == LICENCE_ID)
		return names_it(b, a);
	for (size_t i = 0; i < a->npart; i++) {
		if (!licence_expr_within(&a->part[i], b))
			return false;
	}
	return true;
}
