/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/sums.h"

#include <stdlib.h>

#include "base/arr.h"

void
sums_release(struct sums *sums)
{
	for (size_t i = 0; i < sums->nsum; i++)
		free(sums->sum[i].name);
	free(sums->sum);
	*sums = (struct sums)SUMS_INIT;
}

static int
add_line(struct sums *sums, struct span line, unsigned long nr, const char *path, struct err *err)
{
	struct sum sum = { .line = nr };
	struct span name;

	if (line.n < DIGEST_HEX || !digest_parse((struct span){ line.at, DIGEST_HEX }, &sum.want))
		return err_set(err, ERR_SYNTAX, "%s:%lu: wants 64 hexadecimal digits first", path, nr);
	name = (struct span){ line.at + DIGEST_HEX, line.n - DIGEST_HEX };
	if (!span_starts(name, "  ") && !span_starts(name, " *"))
		return err_set(err, ERR_SYNTAX, "%s:%lu: wants two spaces after the digits", path, nr);
	name.at += 2;
	name.n -= 2;
	if (name.n == 0)
		return err_set(err, ERR_SYNTAX, "%s:%lu: wants a name after the digits", path, nr);
	if (memchr(name.at, '\0', name.n))
		return err_set(err, ERR_SYNTAX, "%s:%lu: a NUL byte in a name", path, nr);
	sum.name = span_dup(name);
	*arr_push(&sums->sum, &sums->nsum) = sum;
	return 0;
}

static int
compare_sums(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order)
		return order;
	return x->line < y->line ? -1 : x->line > y->line;
}

static int
sort_unique(struct sums *sums, const char *path, struct err *err)
{
	size_t n = 0;

	if (sums->nsum == 0)
		return 0;
	qsort(sums->sum, sums->nsum, sizeof(*sums->sum), compare_sums);
	for (size_t i = 0; i < sums->nsum; i++) {
		struct sum *last = n ? &sums->sum[n - 1] : NULL;

		if (!last || strcmp(last->name, sums->sum[i].name)) {
			sums->sum[n++] = sums->sum[i];
			continue;
		}
		if (!digest_eq(&last->want, &sums->sum[i].want)) {
			err_set(err, ERR_SYNTAX, "%s:%lu: '%s' is recorded already, with another sum, in line %lu",
				path, sums->sum[i].line, last->name, last->line);
			/* What was moved down must not be freed twice. */
			memmove(&sums->sum[n], &sums->sum[i], (sums->nsum - i) * sizeof(*sums->sum));
			sums->nsum -= i - n;
			return -1;
		}
		free(sums->sum[i].name);
	}
	sums->nsum = n;
	return 0;
}

int
sums_parse(struct sums *sums, const char *path, struct span text, struct err *err)
{
	struct sums new = SUMS_INIT;
	struct span line;
	unsigned long nr = 0;
	int ret = -1;

	while (span_line(&text, &line)) {
		if (add_line(&new, line, ++nr, path, err) < 0)
			goto out;
	}
	if (sort_unique(&new, path, err) < 0)
		goto out;
	*sums = new;
	new = (struct sums)SUMS_INIT;
	ret = 0;
out:
	sums_release(&new);
	return ret;
}

/* Where NAME is, or would go. */
static size_t
place_of(const struct sums *sums, struct span name)
{
	size_t low = 0, high = sums->nsum;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_cmp(span_of(sums->sum[middle].name), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct sum *
sums_find(const struct sums *sums, struct span name)
{
	size_t i = place_of(sums, name);

	return i < sums->nsum && span_is(name, sums->sum[i].name) ? &sums->sum[i] : NULL;
}

void
sums_put(struct sums *sums, const char *name, const struct digest *want)
{
	size_t i = place_of(sums, span_of(name));

	if (i == sums->nsum || strcmp(sums->sum[i].name, name)) {
		(void)arr_push(&sums->sum, &sums->nsum);
		memmove(&sums->sum[i + 1], &sums->sum[i], (sums->nsum - 1 - i) * sizeof(*sums->sum));
		sums->sum[i] = (struct sum){ .name = arr_dup(name) };
	}
	sums->sum[i].want = *want;
}

void
sums_format(const struct sums *sums, struct str *text)
{
	for (size_t i = 0; i < sums->nsum; i++)
		str_addf(text, "%s  %s\n", digest_text(&sums->sum[i].want).text, sums->sum[i].name);
}
