/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan.h"

#include <hs.h>
#include <stdlib.h>

#include "base/arr.h"

enum { LINE_BYTES = 256, TAIL_BYTES = 160 };

struct scanner {
	hs_database_t *database;
	hs_scratch_t *scratch;
	hs_stream_t *stream;
	const struct rule **rule;       /* by Hyperscan's number */
	size_t nrule;
	bool *met;                      /* a row that was met already */
	struct scan_hit *hit;
	size_t nhit;
	/* Where we are in the file. */
	struct span block;
	uint64_t block_at;              /* the block's place in the file, bytes */
	uint64_t counted;               /* newlines are counted up to here */
	uint64_t newlines;
	struct str tail;                /* the last line so far, from before this block */
};

static int
fail(struct err *err, const char *what)
{
	return err_set(err, ERR_SYSTEM, "markers: %s", what);
}

int
scanner_new(struct scanner **scanner, struct err *err)
{
	struct scanner *new = arr_new(1, sizeof(*new));
	const char **marker = NULL;
	unsigned *flags = NULL, *id = NULL;
	size_t nmarker = 0, nflags = 0, nid = 0, n;
	const struct rule *rule = rules_all(&n);
	hs_compile_error_t *why = NULL;
	int ret = -1;

	for (size_t i = 0; i < n; i++) {
		if (!rule[i].marker)
			continue;
		*arr_push(&marker, &nmarker) = rule[i].marker;
		*arr_push(&flags, &nflags) = HS_FLAG_MULTILINE;
		*arr_push(&id, &nid) = (unsigned)new->nrule;
		*arr_push(&new->rule, &new->nrule) = &rule[i];
	}
	if (hs_compile_multi(marker, flags, id, (unsigned)nmarker, HS_MODE_STREAM, NULL, &new->database,
		&why) != HS_SUCCESS) {
		err_set(err, ERR_SYSTEM, "markers: %s", why ? why->message : "cannot be compiled");
		hs_free_compile_error(why);
		goto out;
	}
	if (hs_alloc_scratch(new->database, &new->scratch) != HS_SUCCESS) {
		fail(err, "no memory");
		goto out;
	}
	new->met = arr_new(new->nrule, sizeof(*new->met));
	*scanner = new;
	new = NULL;
	ret = 0;
out:
	free(marker);
	free(flags);
	free(id);
	scanner_free(new);
	return ret;
}

static void
forget_hits(struct scanner *scanner)
{
	for (size_t i = 0; i < scanner->nhit; i++)
		free(scanner->hit[i].text);
	scanner->nhit = 0;
}

void
scanner_free(struct scanner *scanner)
{
	if (!scanner)
		return;
	forget_hits(scanner);
	if (scanner->stream)
		hs_close_stream(scanner->stream, NULL, NULL, NULL);
	hs_free_scratch(scanner->scratch);
	hs_free_database(scanner->database);
	str_release(&scanner->tail);
	free(scanner->rule);
	free(scanner->met);
	free(scanner->hit);
	free(scanner);
}

int
scan_start(struct scanner *scanner, struct err *err)
{
	forget_hits(scanner);
	for (size_t i = 0; i < scanner->nrule; i++)
		scanner->met[i] = false;
	scanner->block = (struct span)SPAN_INIT;
	scanner->block_at = scanner->counted = scanner->newlines = 0;
	str_clear(&scanner->tail);
	if (scanner->stream) {
		hs_close_stream(scanner->stream, NULL, NULL, NULL);
		scanner->stream = NULL;
	}
	if (hs_open_stream(scanner->database, 0, &scanner->stream) != HS_SUCCESS)
		return fail(err, "no memory");
	return 0;
}

/* Count newlines up to the place TO of the file, which is in the block or before it. */
static void
count_to(struct scanner *scanner, uint64_t to)
{
	while (scanner->counted < to) {
		const char *from = scanner->block.at + (scanner->counted - scanner->block_at);
		const char *found = memchr(from, '\n', (size_t)(to - scanner->counted));

		if (!found) {
			scanner->counted = to;
			return;
		}
		scanner->newlines++;
		scanner->counted += (uint64_t)(found - from) + 1;
	}
}

/* The line that the place TO is in, with what of it came in earlier blocks. */
static char *
line_at(const struct scanner *scanner, uint64_t to)
{
	size_t end = (size_t)(to - scanner->block_at), begin = end, stop = end;
	struct str text = STR_INIT;

	while (begin > 0 && scanner->block.at[begin - 1] != '\n')
		begin--;
	while (stop < scanner->block.n && scanner->block.at[stop] != '\n' && stop - begin < LINE_BYTES)
		stop++;
	if (begin == 0)
		str_add(&text, str_span(&scanner->tail));
	str_add(&text, (struct span){ scanner->block.at + begin, stop - begin });
	return str_take(&text);
}

static int
on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *data)
{
	struct scanner *scanner = data;
	const struct rule *rule = scanner->rule[id];

	(void)from;
	(void)flags;
	if (scanner->met[id])
		return 0;
	count_to(scanner, to > scanner->counted ? to : scanner->counted);
	if (rule->last_line && scanner->newlines + 1 > rule->last_line)
		return 0;
	scanner->met[id] = true;
	*arr_push(&scanner->hit, &scanner->nhit) = (struct scan_hit){
		.rule = rule,
		.line = scanner->newlines + 1,
		.text = line_at(scanner, to),
	};
	return 0;
}

int
scan_block(struct scanner *scanner, struct span block, struct err *err)
{
	size_t last = block.n;

	if (block.n == 0)
		return 0;
	scanner->block = block;
	if (hs_scan_stream(scanner->stream, block.at, (unsigned)block.n, 0, scanner->scratch, on_match,
		scanner) != HS_SUCCESS)
		return fail(err, "scanning failed");
	count_to(scanner, scanner->block_at + block.n);
	scanner->block_at += block.n;
	/* Keep the beginning of a line that is not finished. */
	while (last > 0 && block.at[last - 1] != '\n')
		last--;
	if (last > 0)
		str_clear(&scanner->tail);
	if (scanner->tail.n < TAIL_BYTES) {
		size_t n = block.n - last;

		if (n > TAIL_BYTES - scanner->tail.n)
			n = TAIL_BYTES - scanner->tail.n;
		str_add(&scanner->tail, (struct span){ block.at + last, n });
	}
	return 0;
}

static int
compare_hits(const void *a, const void *b)
{
	const struct scan_hit *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->rule->id, y->rule->id);
}

int
scan_end(struct scanner *scanner, const struct scan_hit **hit, size_t *n, struct err *err)
{
	/* The end of the file may end a match ("$"): its place is the end of the last block. */
	hs_error_t ret = hs_close_stream(scanner->stream, scanner->scratch, on_match, scanner);

	scanner->stream = NULL;
	if (ret != HS_SUCCESS)
		return fail(err, "scanning failed");
	if (scanner->nhit)
		qsort(scanner->hit, scanner->nhit, sizeof(*scanner->hit), compare_hits);
	*hit = scanner->hit;
	*n = scanner->nhit;
	return 0;
}
