/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "gatediff.h"

#include <stdlib.h>

#include "base/arr.h"
#include "gatechange.h"
#include "gatefiles.h"

void
gate_say(struct gate_side *new, const char *rule, const char *path, uint64_t line, char *evidence)
{
	inspect_say_at(new->seen, rule, path, line, 0, evidence);
	free(evidence);
}

/* Which findings are new ones. */

static bool
is_match(const struct finding *old, const struct finding *finding, const struct gate_file *was, bool same_evidence)
{
	if (old->change != FINDING_UNCOMPARED || strcmp(old->rule, finding->rule))
		return false;
	if (same_evidence && strcmp(old->evidence, finding->evidence))
		return false;
	return !was || !strcmp(old->path, was->path);
}

/* The first of OLD's findings at PATH; the end when there is none. They are sorted by path. */
static size_t
first_at(const struct record_audit *old, const char *path)
{
	size_t low = 0, high = old->nfinding;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(old->finding[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* OLD's finding that FINDING was, or NULL: one with the same evidence before any other. */
static struct finding *
find_old(struct record_audit *old, const struct gate_side *new, const struct finding *finding)
{
	const struct gate_file *file = gate_tree_find(&new->tree, finding->path);

	if (file && !file->other)
		return NULL;
	for (int same = 1; same >= 0; same--) {
		for (size_t i = file ? first_at(old, file->other->path) : 0; i < old->nfinding; i++) {
			if (is_match(&old->finding[i], finding, file ? file->other : NULL, same))
				return &old->finding[i];
			if (file && strcmp(old->finding[i].path, file->other->path))
				break;
		}
	}
	return NULL;
}

static void
compare_findings(struct gate_side *old, struct gate_side *new)
{
	struct record_audit *audit = new->seen->audit;
	size_t n = audit->nfinding;
	struct finding **was = arr_new(n, sizeof(struct finding *));

	for (size_t i = 0; i < n; i++) {
		const struct gate_file *file = gate_tree_find(&new->tree, audit->finding[i].path);

		was[i] = find_old(old->seen->audit, new, &audit->finding[i]);
		audit->finding[i].change = !was[i] ? FINDING_NEW
			: !file || digest_eq(&file->digest, &file->other->digest) ? FINDING_UNCHANGED : FINDING_UPDATED;
		if (was[i])
			was[i]->change = FINDING_UNCHANGED;
	}
	/* Of several findings about one file, one that knows the input tells why it changed. The array may move. */
	for (int known = 1; known >= 0; known--) {
		for (size_t i = 0; i < n; i++) {
			if (audit->finding[i].change == FINDING_UPDATED && (audit->finding[i].from[0] != '\0') == known)
				gate_change(new, &audit->finding[i], was[i], gate_tree_find(&new->tree, audit->finding[i].path));
		}
	}
	free(was);
}

/* Only what the new side has no more is left of the old one. */
static void
keep_absent(struct gate_side *old, const struct gate_side *new)
{
	struct record_audit *audit = old->seen->audit;
	size_t kept = 0;

	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];

		if (finding->change == FINDING_UNCHANGED) {
			finding_release(finding);
			continue;
		}
		finding->change = FINDING_ABSENT;
		finding->state = FINDING_KNOWN;
		free(finding->why);
		finding->why = str_format("%s has it no more", new->seen->audit->name);
		audit->finding[kept++] = *finding;
	}
	audit->nfinding = kept;
}

static void
count_files(const struct gate_side *old, const struct gate_side *new, struct gate_counts *counts)
{
	*counts = (struct gate_counts){ .nold = old->tree.nfile, .nnew = new->tree.nfile };
	for (size_t i = 0; i < old->tree.nfile; i++)
		counts->gone += !old->tree.file[i].other;
	for (size_t i = 0; i < new->tree.nfile; i++) {
		const struct gate_file *file = &new->tree.file[i];

		counts->added += !file->other;
		counts->moved += file->moved;
		counts->changed += file->other && !digest_eq(&file->digest, &file->other->digest);
	}
}

void
gate_diff(struct gate_side *old, struct gate_side *new, const struct gate_options *options, struct gate_counts *counts)
{
	struct record_audit *audit = new->seen->audit;

	count_files(old, new, counts);
	compare_findings(old, new);
	gate_files(old, new, options);
	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];

		/* What changed was there before. */
		if (finding->change == FINDING_UNCOMPARED)
			finding->change = !strncmp(finding->rule, "changed-", 8) ? FINDING_UPDATED : FINDING_NEW;
	}
	inspect_finish(new->seen);
	keep_absent(old, new);
}

/*
 * A finding about the update that says more of the file PATH than FINDING, which fails nothing, does. What is inside an archive
 * is part of that.
 */
static const struct finding *
told_at(const struct record_audit *audit, const char *path, const struct finding *finding)
{
	for (size_t i = first_at(audit, path); i < audit->nfinding; i++) {
		const struct finding *other = &audit->finding[i];

		if (strcmp(other->path, path))
			break;
		if (!strcmp(other->class_, "update") && (strstr(other->rule, "test-blob")
			? finding->severity < SEVERITY_STRIP : !strcmp(other->rule, "new-network-call")
			&& !strcmp(finding->class_, "download")))
			return other;
	}
	return NULL;
}

static const struct finding *
told_as(const struct record_audit *audit, const struct finding *finding)
{
	const struct finding *other = told_at(audit, finding->path, finding);
	const char *inner = strchr(finding->path, '!');
	char *outer;

	if (other || !inner)
		return other;
	outer = arr_dupn(finding->path, (size_t)(inner - finding->path));
	other = told_at(audit, outer, finding);
	free(outer);
	return other;
}

static char *
why_known(const struct record_audit *audit, const struct finding *finding)
{
	const struct finding *other;

	if (!strcmp(finding->class_, "update") || !strcmp(finding->class_, "waiver"))
		return NULL;
	if (finding->change == FINDING_UNCHANGED)
		return arr_dup("the old version has it, too");
	other = told_as(audit, finding);
	if (other)
		return str_format("told as %s", other->rule);
	if (finding->change == FINDING_UPDATED && (gate_is_generated(finding) || finding->severity < SEVERITY_STRIP
		|| !strcmp(finding->class_, "licence")))
		return arr_dup("the old version has one, too, with other bytes");
	return NULL;
}

void
gate_settle(struct gate_side *new)
{
	struct record_audit *audit = new->seen->audit;

	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];
		char *why = finding->state == FINDING_OPEN ? why_known(audit, finding) : NULL;

		if (why) {
			finding->state = FINDING_KNOWN;
			finding->why = why;
		}
	}
}
