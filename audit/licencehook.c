/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licencehook.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arr.h"

/* What was said of one file. */
struct told {
	char *path;             /* owned */
	char *lines;            /* owned */
};

struct licence_hook {
	pthread_mutex_t lock;   /* of all below */
	struct licences **idle; /* one a thread that was ever at work, when it is not */
	size_t nidle;
	char *path;             /* of the user's policy */
	char *policy;           /* its text */
	struct licence_summary summary;
	struct told *told;
	size_t ntold, bytes;
	uint64_t left_out;
};

/* A reader for one file; made when no other thread has left one. */
static struct licences *
borrow(struct licence_hook *hook, struct err *err)
{
	struct licences *licences = NULL;

	pthread_mutex_lock(&hook->lock);
	if (hook->nidle)
		licences = hook->idle[--hook->nidle];
	pthread_mutex_unlock(&hook->lock);
	if (licences || licences_new(&licences, err) < 0)
		return licences;
	if (licences_add_policy(licences, hook->path, span_of(hook->policy), err) < 0) {
		licences_free(licences);
		return NULL;
	}
	return licences;
}

static void
give_back(struct licence_hook *hook, struct licences *licences)
{
	*arr_push(&hook->idle, &hook->nidle) = licences;
}

static void
keep(struct licence_hook *hook, const char *path, const struct licence_file *file)
{
	struct str lines = STR_INIT;

	if (hook->bytes > LICENCE_KEPT) {
		hook->left_out++;
		return;
	}
	licence_file_format(path, file, &lines);
	hook->bytes += lines.n + strlen(path);
	*arr_push(&hook->told, &hook->ntold) = (struct told){ arr_dup(path), str_take(&lines) };
}

static int
look(void *data, struct inspection *inspection, const char *path, struct span head, bool whole, struct err *err)
{
	struct licence_hook *hook = data;
	struct record_audit found = { .name = NULL };
	size_t want = licence_is_named(path) ? LICENCE_WHOLE : LICENCE_FIRST;
	bool cut = !whole || head.n > want;
	struct licences *licences;
	struct licence_file file;

	/* A program has no licence to read. */
	if (inspection->kind != MAGIC_NONE || head.n == 0)
		return 0;
	licences = borrow(hook, err);
	if (!licences)
		return -1;
	licence_look(licences, path, (struct span){ head.at, head.n < want ? head.n : want }, cut, &file);
	licence_add_findings(&found, NULL, path, &file);
	for (size_t i = 0; i < found.nfinding; i++) {
		inspect_say_at(inspection, found.finding[i].rule, path, found.finding[i].line, 0,
			found.finding[i].evidence);
		finding_release(&found.finding[i]);
	}
	free(found.finding);
	pthread_mutex_lock(&hook->lock);
	licence_summary_add(&hook->summary, path, &file);
	if (file.expression[0] || file.nmark)
		keep(hook, path, &file);
	give_back(hook, licences);
	pthread_mutex_unlock(&hook->lock);
	licence_file_release(&file);
	return 0;
}

int
licence_hook_new(struct licence_hook **hook, const char *path, struct span policy, struct err *err)
{
	struct licence_hook *new = arr_new(1, sizeof(*new));
	struct licences *first;

	pthread_mutex_init(&new->lock, NULL);
	new->path = arr_dup(path);
	new->policy = span_dup(policy);
	/* Whatever is wrong with the policy is said before the work begins. */
	first = borrow(new, err);
	if (!first) {
		licence_hook_free(new);
		return -1;
	}
	give_back(new, first);
	*hook = new;
	return 0;
}

void
licence_hook_free(struct licence_hook *hook)
{
	if (!hook)
		return;
	for (size_t i = 0; i < hook->nidle; i++)
		licences_free(hook->idle[i]);
	for (size_t i = 0; i < hook->ntold; i++) {
		free(hook->told[i].path);
		free(hook->told[i].lines);
	}
	free(hook->idle);
	free(hook->told);
	free(hook->path);
	free(hook->policy);
	licence_summary_release(&hook->summary);
	pthread_mutex_destroy(&hook->lock);
	free(hook);
}

struct inspect_hook
licence_hook_of(struct licence_hook *hook)
{
	return (struct inspect_hook){ look, hook };
}

static int
compare_told(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : strcmp(x->lines, y->lines);
}

void
licence_hook_format(struct licence_hook *hook, bool quiet, struct str *text)
{
	if (hook->ntold)
		qsort(hook->told, hook->ntold, sizeof(*hook->told), compare_told);
	for (size_t i = 0; !quiet && i < hook->ntold; i++)
		str_adds(text, hook->told[i].lines);
	if (!quiet && hook->left_out)
		str_addf(text, "and %llu files more\n", (unsigned long long)hook->left_out);
	if (hook->nidle && licences_count_names(hook->idle[0]) == 0)
		str_adds(text, "this lbs was built without a list of licences: what the policy does not name stays undecided\n");
	if (hook->nidle && licences_count(hook->idle[0]) == 0)
		str_adds(text, "this lbs was built without licence texts: tags and headers alone are known\n");
	licence_summary_format(&hook->summary, text);
}
