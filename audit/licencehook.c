/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licencehook.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arr.h"

/* What was said of one file. */
struct told {
	const char *audit;      /* the name of its record_audit: that very string */
	char *path;             /* owned */
	struct licence_file file;
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

/* Takes FILE over. */
static void
keep(struct licence_hook *hook, const char *audit, const char *path, struct licence_file *file)
{
	if (hook->bytes > LICENCE_KEPT) {
		hook->left_out++;
		licence_file_release(file);
		return;
	}
	hook->bytes += sizeof(struct told) + strlen(path) + file->nmark * 2 * sizeof(*file->mark) + strlen(file->why);
	*arr_push(&hook->told, &hook->ntold) = (struct told){ audit, arr_dup(path), *file };
	*file = (struct licence_file){ 0 };
}

static bool
wants_all(void *data, const char *path)
{
	(void)data;
	return licence_is_named(path);
}

/* Nothing is said at the beginning of HEAD, which is all of the file: some say it at the end. */
static void
look_at_end(struct licences *licences, const char *path, struct span head, struct licence_file *file)
{
	struct span last = { head.at + head.n - LICENCE_LAST, LICENCE_LAST }, line;
	struct licence_file other;
	uint32_t before = 0;

	span_line(&last, &line);
	licence_look(licences, path, last, true, &other);
	if (!other.expression[0]) {
		licence_file_release(&other);
		return;
	}
	for (const char *at = head.at; at < last.at; at++)
		before += *at == '\n';
	for (size_t i = 0; i < other.nmark; i++) {
		other.mark[i].first_line += before;
		other.mark[i].last_line += before;
	}
	/* It speaks of lines of the piece. */
	if (other.conflict[0])
		other.conflict[0] = '\0';
	licence_file_release(file);
	*file = other;
}

static int
look(void *data, struct inspection *inspection, const char *path, struct span head, bool whole, struct err *err)
{
	struct licence_hook *hook = data;
	struct record_audit found = { .name = NULL };
	size_t want = licence_is_named(path) ? LICENCE_WHOLE : LICENCE_FIRST;
	bool all = whole && head.n <= want;
	struct licences *licences;
	struct licence_file file;

	/* A program has no licence to read. */
	if (inspection->kind != MAGIC_NONE || head.n == 0)
		return 0;
	licences = borrow(hook, err);
	if (!licences)
		return -1;
	licence_look(licences, path, (struct span){ head.at, head.n < want ? head.n : want }, !all, &file);
	if (whole && !all && !file.expression[0] && head.n > want + LICENCE_LAST)
		look_at_end(licences, path, head, &file);
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
		keep(hook, inspection->audit->name, path, &file);
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
		licence_file_release(&hook->told[i].file);
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
	return (struct inspect_hook){ .file = look, .data = hook, .wants_all = wants_all, .wants_others = true };
}

void
licence_hook_each(const struct licence_hook *hook, void (*each)(void *data, const char *path, const char *expression),
	void *data)
{
	for (size_t i = 0; i < hook->ntold; i++) {
		if (hook->told[i].file.expression[0])
			each(data, hook->told[i].path, hook->told[i].file.expression);
	}
}

static int
compare_told(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order == 0)
		order = strcmp(x->file.expression, y->file.expression);
	if (order == 0 && x->file.nmark && y->file.nmark)
		return x->file.mark[0].first_line < y->file.mark[0].first_line ? -1
			: x->file.mark[0].first_line > y->file.mark[0].first_line;
	return order;
}

/* The least sure of the signs that are sure; where none is, the best of the others. */
static unsigned
confidence_of(const struct licence_file *file)
{
	unsigned least = 101, best = 0;

	for (size_t i = 0; i < file->nmark; i++) {
		unsigned one = file->mark[i].sign == LICENCE_BROKEN ? 0 : file->mark[i].confidence;

		least = one >= 80 && one < least ? one : least;
		best = one > best ? one : best;
	}
	return least <= 100 ? least : best;
}

static void
record(struct record_licence *new, const struct told *told)
{
	const struct licence_file *file = &told->file;

	*new = (struct record_licence){
		.path = arr_dup(told->path),
		.expression = arr_dup(file->expression),
		.verdict = arr_dup(licence_verdict_word(file->verdict)),
		.document = file->use == LICENCE_DOCUMENT,
		.confidence = confidence_of(file),
	};
	for (size_t i = 0; i < file->nmark; i++)
		*arr_push(&new->sign, &new->nsign) = (struct record_sign){
			.kind = arr_dup(licence_sign_word(file->mark[i].sign)),
			.expression = arr_dup(file->mark[i].expression),
			.confidence = file->mark[i].confidence,
			.first_line = file->mark[i].first_line,
			.last_line = file->mark[i].last_line,
		};
}

void
licence_hook_record(struct licence_hook *hook, struct record_audit *audit, size_t n)
{
	if (hook->ntold)
		qsort(hook->told, hook->ntold, sizeof(*hook->told), compare_told);
	for (size_t i = 0; i < n; i++) {
		audit[i].has_licences = true;
		for (size_t k = 0; k < hook->ntold; k++) {
			if (hook->told[k].audit == audit[i].name)
				record(arr_push(&audit[i].licence, &audit[i].nlicence), &hook->told[k]);
		}
	}
}

void
licence_hook_format(struct licence_hook *hook, bool quiet, struct str *text)
{
	if (hook->ntold)
		qsort(hook->told, hook->ntold, sizeof(*hook->told), compare_told);
	for (size_t i = 0; !quiet && i < hook->ntold; i++)
		licence_file_format(hook->told[i].path, &hook->told[i].file, text);
	if (!quiet && hook->left_out)
		str_addf(text, "and %llu files more\n", (unsigned long long)hook->left_out);
	if (hook->nidle && licences_count_names(hook->idle[0]) == 0)
		str_adds(text, "this lbs was built without a list of licences: what the policy does not name stays undecided\n");
	if (hook->nidle && licences_count(hook->idle[0]) == 0)
		str_adds(text, "this lbs was built without licence texts: tags and headers alone are known\n");
	licence_summary_format(&hook->summary, text);
}
