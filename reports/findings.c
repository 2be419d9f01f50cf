/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arr.h"

/* The record has them by path: their places in it decide where nothing else does. */
static int
compare_findings(const void *a, const void *b)
{
	const struct finding *left = *(const struct finding *const *)a, *right = *(const struct finding *const *)b;
	bool settled = left->state != FINDING_OPEN, other = right->state != FINDING_OPEN;

	if (settled != other)
		return settled - other;
	if (left->severity != right->severity)
		return (left->severity < right->severity) - (left->severity > right->severity);
	return (left > right) - (left < right);
}

const struct finding **
findings_order(const struct record_audit *audit)
{
	const struct finding **order = NULL;
	size_t n = 0;

	for (size_t i = 0; i < audit->nfinding; i++)
		*arr_push(&order, &n) = &audit->finding[i];
	if (n)
		qsort(order, n, sizeof(*order), compare_findings);
	return order;
}

static int
rank(const struct record_licence *licence)
{
	return !strcmp(licence->verdict, "non-free") ? 0 : !strcmp(licence->verdict, "free") ? 2 : 1;
}

static int
compare_kinds(const struct record_licence *left, const struct record_licence *right)
{
	int ret = rank(left) - rank(right);

	if (!ret)
		ret = strcmp(left->expression, right->expression);
	return ret ? ret : left->document - right->document;
}

static int
compare_licences(const void *a, const void *b)
{
	const struct record_licence *left = *(const struct record_licence *const *)a;
	const struct record_licence *right = *(const struct record_licence *const *)b;
	int ret = compare_kinds(left, right);

	return ret ? ret : (left > right) - (left < right);
}

static int
compare_groups(const void *a, const void *b)
{
	const struct licence_group *left = a, *right = b;
	int ret = rank(left->licence[0]) - rank(right->licence[0]);

	if (!ret)
		ret = (left->n < right->n) - (left->n > right->n);
	return ret ? ret : compare_licences(left->licence, right->licence);
}

void
licence_groups(const struct record_audit *audit, struct licence_group **group, size_t *n)
{
	const struct record_licence **order = NULL;
	size_t norder = 0;

	*group = NULL;
	*n = 0;
	for (size_t i = 0; i < audit->nlicence; i++)
		*arr_push(&order, &norder) = &audit->licence[i];
	if (norder)
		qsort(order, norder, sizeof(*order), compare_licences);
	for (size_t i = 0; i < norder; i++) {
		struct licence_group *last = *n ? &(*group)[*n - 1] : NULL;

		if (!last || compare_kinds(last->licence[0], order[i])) {
			last = arr_push(group, n);
			*last = (struct licence_group){ .n = 0 };
		}
		*arr_push(&last->licence, &last->n) = order[i];
	}
	if (*n)
		qsort(*group, *n, sizeof(**group), compare_groups);
	free(order);
}

void
licence_groups_free(struct licence_group *group, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(group[i].licence);
	free(group);
}
