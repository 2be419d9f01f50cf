/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspect.h"

#include <math.h>
#include <stdlib.h>

#include "base/arr.h"
#include "tail.h"

void
inspection_forget_paths(struct inspection *inspection)
{
	for (size_t i = 0; i < inspection->npath; i++)
		free(inspection->path[i]);
	free(inspection->path);
	inspection->path = NULL;
	inspection->npath = 0;
}

void
inspection_release(struct inspection *inspection)
{
	inspection_forget_paths(inspection);
	for (size_t i = 0; i < inspection->ndigest; i++)
		free(inspection->digest[i].path);
	free(inspection->digest);
	free(inspection->buffer);
	str_release(&inspection->kept);
}

/* Findings. */

/* Text for one line of a report: escaped, and not longer than EVIDENCE_BYTES. */
static char *
shorten(const char *text)
{
	struct str escaped = STR_INIT;
	size_t n;

	str_add_escaped(&escaped, span_trim(span_of(text)));
	n = escaped.n;
	if (n > EVIDENCE_BYTES) {
		n = EVIDENCE_BYTES - 3;
		/* Not in the middle of a character of UTF-8. */
		while (n > 0 && ((unsigned char)escaped.at[n] & 0xc0) == 0x80)
			n--;
		escaped.n = n;
		escaped.at[n] = '\0';
		str_adds(&escaped, "...");
	}
	return str_take(&escaped);
}

static void
add_finding(struct inspection *inspection, const struct rule *rule, unsigned confidence, const char *path,
	uint64_t line, uint64_t offset, const char *evidence)
{
	struct record_audit *audit = inspection->audit;
	enum severity severity = rule->severity;
	enum path_class where = path_classify(path);
	bool of_text = rule->by == RULE_BY_MARKER || rule->by == RULE_BY_MEASURE;

	if (of_text && where == PATH_DOCUMENT && !(rule->flags & RULE_IN_DOCUMENTS))
		return;
	if ((rule->flags & RULE_NOT_IN_SKELETONS) && where == PATH_SKELETON)
		return;
	if (path_in_tests(path) && !(rule->flags & RULE_ALSO_IN_TESTS) && severity > SEVERITY_DATA)
		severity = SEVERITY_DATA;
	if (!policy_severity(inspection->policy, rule->id, &severity))
		return;
	if (audit->nfinding > FINDINGS_MAX)
		return;
	if (audit->nfinding == FINDINGS_MAX) {
		rule = rules_find(inspection->rules, "too-many-findings");
		severity = SEVERITY_BAN;
		evidence = "there are more; they are not shown";
	}
	*arr_push(&audit->finding, &audit->nfinding) = (struct finding){
		.rule = arr_dup(rule->id),
		.class_ = arr_dup(rule->class_),
		.severity = severity,
		.path = arr_dup(path),
		.line = line,
		.offset = offset,
		.evidence = shorten(evidence),
		.from = arr_dup(""),
		.advice = arr_dup(rule->advice),
		.confidence = confidence,
	};
}

void
inspect_say_at(struct inspection *inspection, const char *id, const char *path, uint64_t line, uint64_t offset,
	const char *evidence)
{
	const struct rule *rule = rules_find(inspection->rules, id);

	if (rule)
		add_finding(inspection, rule, rule->confidence, path, line, offset, evidence);
}

void
inspect_say(struct inspection *inspection, const char *id, const char *path, const char *evidence)
{
	inspect_say_at(inspection, id, path, 0, 0, evidence);
}

/* Files. */

static void
begin(struct inspection *inspection, const char *path)
{
	size_t room = strlen(path) + 1;

	inspection->file = path;
	inspection->given = NULL;
	inspection->audit->nfile++;
	if (inspection->path_bytes + room <= INSPECT_PATHS) {
		inspection->path_bytes += room;
		*arr_push(&inspection->path, &inspection->npath) = arr_dup(path);
	}
}

void
inspect_given(struct inspection *inspection, const char *path, struct span bytes)
{
	begin(inspection, path);
	inspection->given = bytes.n ? bytes.at : "";
	inspection->nhead = bytes.n;
	inspection->whole = true;
	inspection->kind = magic_find(bytes, &inspection->format);
}

int
inspect_begin(struct inspection *inspection, const char *path, inspect_read *read, void *data, struct err *err)
{
	ssize_t n;

	if (!inspection->buffer)
		inspection->buffer = arr_new(INSPECT_CARRY + INSPECT_BLOCK, 1);
	begin(inspection, path);
	n = read(data, inspection->buffer + INSPECT_CARRY, INSPECT_BLOCK, err);
	if (n < 0)
		return -1;
	inspection->nhead = (size_t)n;
	inspection->whole = n < INSPECT_BLOCK;
	inspection->kind = magic_find(inspect_head(inspection), &inspection->format);
	return 0;
}

struct span
inspect_head(const struct inspection *inspection)
{
	return (struct span){ inspection->given ? inspection->given : inspection->buffer + INSPECT_CARRY, inspection->nhead };
}

void
inspect_forget(struct inspection *inspection)
{
	size_t n = inspection->npath;

	inspection->audit->nfile--;
	if (n && !strcmp(inspection->path[n - 1], inspection->file)) {
		inspection->path_bytes -= strlen(inspection->file) + 1;
		free(inspection->path[n - 1]);
		inspection->npath--;
	}
}

/* What an archive may call a file, to fool who reads the list or unpacks it. */
static void
look_at_path(struct inspection *inspection)
{
	const char *path = inspection->file;

	if (!str_is_plain(span_of(path)))
		inspect_say(inspection, "hidden-in-name", path, "bytes of its name are written as digits here");
	if (!strncmp(path, "../", 3) || strstr(path, "/../") || strstr(path, "!../"))
		inspect_say(inspection, "path-leads-out", path, path);
}

static void
use_name(struct inspection *inspection)
{
	size_t n;
	const struct rule *const *named = scan_named(inspection->scanner, &n);

	for (size_t i = 0; i < n; i++) {
		const struct rule *rule = named[i];

		if (rule->by == RULE_BY_NAME)
			add_finding(inspection, rule, rule->confidence, inspection->file, 0, 0, rule->title);
	}
}

static void
use_bytes(struct inspection *inspection)
{
	static const char *const words[] = {
		[MAGIC_EXECUTABLE] = "executable", [MAGIC_OBJECT] = "object", [MAGIC_BYTECODE] = "bytecode",
		[MAGIC_ARCHIVE] = "archive", [MAGIC_CATALOGUE] = "catalogue", [MAGIC_TRANSLATION] = "translation", [MAGIC_PICTURE] = "picture",
		[MAGIC_PAPER] = "paper", [MAGIC_DATA] = "data", [MAGIC_POLYGLOT] = "polyglot",
		[MAGIC_UNKNOWN] = "unknown",
	};
	const struct rule *rule;

	if (inspection->kind == MAGIC_NONE)
		return;
	rule = rules_find_by(inspection->rules, RULE_BY_BYTES, words[inspection->kind]);
	if (rule && rule_takes(rule, inspection->file))
		add_finding(inspection, rule, rule->confidence, inspection->file, 0, 0, inspection->format);
}

/* Does the hit I, of a marker, stand, given all others? */
static bool
stands(const struct scan_hit *hit, size_t n, size_t i)
{
	const struct rule *rule = hit[i].rule;
	size_t also = 0;

	for (size_t k = 0; k < n; k++) {
		bool same = hit[k].rule == rule;

		/* One finding a rule: that of its first marker that is not weak, or else its first. */
		if (same && hit[k].marker && k != i
			&& (hit[k].marker->weak == hit[i].marker->weak ? k < i : hit[i].marker->weak))
			return false;
		for (size_t u = 0; same && u < rule->nunless; u++) {
			if (hit[k].other == &rule->unless[u])
				return false;
		}
		for (size_t a = 0; same && a < rule->nalso; a++)
			also += hit[k].other == &rule->also[a];
		/* One that is weak gives way to any other of its class. */
		if (hit[i].marker->weak && hit[k].marker && !hit[k].marker->weak && !same
			&& !strcmp(hit[k].rule->class_, rule->class_))
			return false;
	}
	return also == rule->nalso;
}

/* Is some other rule met that counts for more? */
static bool
gives_way(const struct scan_hit *hit, size_t n, size_t i)
{
	for (size_t k = 0; (hit[i].rule->flags & RULE_LAST) && k < n; k++) {
		/* Of two of the last, the first one. */
		if (hit[k].marker && hit[k].rule != hit[i].rule && (!(hit[k].rule->flags & RULE_LAST) || k < i)
			&& hit[k].rule->severity > SEVERITY_NOTE && stands(hit, n, k))
			return true;
	}
	return false;
}

static bool
use_hits(struct inspection *inspection)
{
	size_t n, before = inspection->audit->nfinding;
	const struct scan_hit *hit = scan_end(inspection->scanner, &n);

	for (size_t i = 0; i < n; i++) {
		if (hit[i].marker && stands(hit, n, i) && !gives_way(hit, n, i))
			add_finding(inspection, hit[i].rule, hit[i].marker->confidence, inspection->file, hit[i].line, 0,
				hit[i].text);
	}
	for (size_t i = before; i < inspection->audit->nfinding; i++) {
		if (inspection->audit->finding[i].severity == SEVERITY_BAN)
			return true;
	}
	return false;
}

static void
use_measures(struct inspection *inspection, struct measured *measured)
{
	measure_end(measured, inspection->format);
	for (enum measure m = 0; m < NMEASURE; m++) {
		const struct rule *rule;
		char *evidence;

		if (!measured->found[m])
			continue;
		rule = rules_find_by(inspection->rules, RULE_BY_MEASURE, measure_word(m));
		if (!rule || !rule_takes(rule, inspection->file))
			continue;
		evidence = measure_evidence(measured, m);
		add_finding(inspection, rule, rule->confidence, inspection->file, 0, measured->at[m], evidence);
		free(evidence);
	}
}

/* The next block behind what is left of the last line; PIECE is both. */
static int
read_more(struct inspection *inspection, struct span left, inspect_read *read, void *data, struct span *piece,
	struct err *err)
{
	char *at = inspection->buffer + INSPECT_CARRY;
	ssize_t n;

	memmove(at - left.n, left.at, left.n);
	n = read(data, at, INSPECT_BLOCK, err);
	if (n < 0)
		return -1;
	inspection->whole = n < INSPECT_BLOCK;
	*piece = (struct span){ at - left.n, left.n + (size_t)n };
	return 0;
}

/* Cut what PIECE has of an unfinished line off its end, if there is more to come. */
static struct span
cut_line(struct span *piece, bool whole)
{
	size_t n = 0;

	if (whole)
		return (struct span){ piece->at, 0 };
	while (n < INSPECT_CARRY && n < piece->n && piece->at[piece->n - 1 - n] != '\n')
		n++;
	/* A line without end is not waited for. */
	if (n == INSPECT_CARRY || n == piece->n)
		n = 0;
	piece->n -= n;
	return (struct span){ piece->at + piece->n, n };
}

static bool
wants_digest(const struct inspection *inspection)
{
	const struct policy *policy = inspection->policy;

	for (size_t i = 0; i < policy->nwaiver; i++) {
		if (!strcmp(policy->waiver[i].path, inspection->file)
			&& !strcmp(policy->waiver[i].archive, inspection->audit->name))
			return true;
	}
	return false;
}

static void
keep(struct inspection *inspection, struct span piece)
{
	size_t room = INSPECT_KEPT - inspection->kept.n;

	str_add(&inspection->kept, (struct span){ piece.at, piece.n < room ? piece.n : room });
}

/* Ask the hooks; at the END of a file that is longer than its head those that want all of it, before that the others. */
static int
use_hooks(struct inspection *inspection, bool end, struct err *err)
{
	bool head_is_all = inspection->whole && !end;
	struct span text = end ? str_span(&inspection->kept) : inspect_head(inspection);

	for (size_t i = 0; i < inspection->nhook; i++) {
		const struct inspect_hook *hook = &inspection->hook[i];

		bool all = hook->wants_all && hook->wants_all(hook->data, inspection->file);

		if (end ? !all : hook->wants_all && !all && !hook->wants_others)
			continue;
		if (all && !end && !head_is_all) {
			inspection->keeps = true;
			continue;
		}
		if (hook->file(hook->data, inspection, inspection->file, text,
			end ? text.n < INSPECT_KEPT : inspection->whole, err) < 0)
			return -1;
	}
	return 0;
}

/* A list of files. */

bool
inspect_lists(const struct inspection *inspection)
{
	for (size_t i = 0; i < inspection->nhook; i++) {
		if (inspection->hook[i].end)
			return true;
	}
	return false;
}

void
inspect_sums_start(struct inspect_sums *sums)
{
	memset(sums, 0, sizeof(*sums));
	digest_start(&sums->digest);
}

void
inspect_sums_add(struct inspect_sums *sums, struct span bytes)
{
	digest_add(&sums->digest, bytes.at, bytes.n);
	sums->size += bytes.n;
	for (size_t i = 0; i < bytes.n; i++)
		sums->seen[(unsigned char)bytes.at[i]]++;
}

void
inspect_tell(struct inspection *inspection, struct inspect_sums *sums, struct inspect_told *told)
{
	double bits = 0;

	for (unsigned i = 0; i < 256; i++) {
		double share = sums->size ? (double)sums->seen[i] / (double)sums->size : 0;

		if (share > 0)
			bits -= share * log2(share);
	}
	told->digest = digest_end(&sums->digest);
	told->size = sums->size;
	told->entropy = (unsigned)(bits * 100 + 0.5);
	for (size_t i = 0; i < inspection->nhook; i++) {
		const struct inspect_hook *hook = &inspection->hook[i];

		if (hook->end)
			hook->end(hook->data, told);
	}
}

void
inspect_tell_link(struct inspection *inspection, const char *path, const char *target)
{
	for (size_t i = 0; i < inspection->nhook; i++) {
		const struct inspect_hook *hook = &inspection->hook[i];

		if (hook->link)
			hook->link(hook->data, path, target);
	}
}

/* A program that is longer than its headers say, and a zip archive, which is read from its end, behind something else. */
static void
use_tail(struct inspection *inspection, struct tail_program *program, const struct measured *measured)
{
	const char *last = measured->last + (measured->nlast >= 22 ? measured->nlast - 22 : 0);
	const struct rule *rule = rules_find_by(inspection->rules, RULE_BY_BYTES, "polyglot");
	char *evidence;

	tail_program_end(program);
	evidence = tail_evidence(&program->tail, "what its headers tell of");
	if (evidence)
		inspect_say_at(inspection, "program-tail", inspection->file, 0, program->tail.place, evidence);
	free(evidence);
	if (rule && inspection->kind != MAGIC_ARCHIVE && measured->nlast >= 22 && memcmp(last, "PK\5\6", 4) == 0
		&& last[20] == 0 && last[21] == 0)
		add_finding(inspection, rule, rule->confidence, inspection->file, 0, measured->size - 22,
			"the end of a zip archive, behind something else");
}

/*
 * Bytes of a known form hold no line that a generator wrote: programs are findings themselves, and the rest is nothing
 * that a build reads as text. One that has no NUL soon may be a text that begins like it.
 */
static bool
may_have_markers(const struct inspection *inspection)
{
	struct span head = inspect_head(inspection);

	switch (inspection->kind) {
	case MAGIC_EXECUTABLE:
	case MAGIC_OBJECT:
	case MAGIC_BYTECODE:
	case MAGIC_CATALOGUE:
	case MAGIC_PICTURE:
	case MAGIC_DATA:
		return !memchr(head.at, '\0', head.n < MAGIC_BYTES ? head.n : MAGIC_BYTES);
	default:
		return true;
	}
}

static int
read_all(struct inspection *inspection, struct measured *measured, struct tail_program *program,
	struct inspect_sums *sums, inspect_read *read, void *data, struct err *err)
{
	struct span piece = inspect_head(inspection), left;
	bool middle = false, marked = may_have_markers(inspection);

	for (;;) {
		bool whole = inspection->whole;
		char last = piece.n ? piece.at[piece.n - 1] : '\n';

		left = cut_line(&piece, whole);
		if (left.n)
			last = '\n';
		inspection->audit->nbyte += piece.n;
		if (sums)
			inspect_sums_add(sums, piece);
		measure_piece(measured, piece);
		tail_program_add(program, piece);
		if (inspection->keeps)
			keep(inspection, piece);
		if (marked && scan_piece(inspection->scanner, piece, (middle ? SCAN_MIDDLE : 0) | (whole ? 0 : SCAN_MORE), err) < 0)
			return -1;
		if (whole)
			return 0;
		middle = last != '\n';
		if (read_more(inspection, left, read, data, &piece, err) < 0)
			return -1;
	}
}

int
inspect_rest(struct inspection *inspection, inspect_read *read, void *data, struct err *err)
{
	bool lists = inspect_lists(inspection), waived = wants_digest(inspection);
	struct inspect_told told = { .path = inspection->file, .meta = inspection->meta, .kind = inspection->kind,
		.format = inspection->format };
	struct inspect_sums sums;
	struct measured measured;
	struct tail_program program;
	int ret;

	scan_start(inspection->scanner, inspection->file);
	look_at_path(inspection);
	use_name(inspection);
	use_bytes(inspection);
	str_clear(&inspection->kept);
	inspection->keeps = false;
	if (use_hooks(inspection, false, err) < 0)
		return -1;
	if (lists || waived)
		inspect_sums_start(&sums);
	measure_start(&measured, inspection->kind);
	tail_program_begin(&program, inspect_head(inspection));
	ret = read_all(inspection, &measured, &program, lists || waived ? &sums : NULL, read, data, err);
	if (lists || waived)
		inspect_tell(inspection, &sums, &told);
	if (waived)
		*arr_push(&inspection->digest, &inspection->ndigest) =
			(struct inspect_digest){ arr_dup(inspection->file), told.digest };
	if (ret == 0 && inspection->keeps)
		ret = use_hooks(inspection, true, err);
	use_tail(inspection, &program, &measured);
	/* What is generated anyway need not be told to look odd, too. */
	if (ret == 0 && !use_hits(inspection))
		use_measures(inspection, &measured);
	return ret;
}

/* All together. */

void
inspection_join(struct inspection *into, struct inspection *from)
{
	struct record_audit *audit = into->audit, *other = from->audit;

	audit->nfile += other->nfile;
	audit->nbyte += other->nbyte;
	for (size_t i = 0; i < other->nfinding; i++)
		*arr_push(&audit->finding, &audit->nfinding) = other->finding[i];
	for (size_t i = 0; i < from->npath; i++)
		*arr_push(&into->path, &into->npath) = from->path[i];
	for (size_t i = 0; i < from->ndigest; i++)
		*arr_push(&into->digest, &into->ndigest) = from->digest[i];
	other->nfinding = from->npath = from->ndigest = 0;
}

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
has_path(const struct inspection *inspection, const char *path)
{
	return inspection->npath && bsearch(&path, inspection->path, inspection->npath,
		sizeof(*inspection->path), compare_text);
}

static struct span
folder_of(const char *path)
{
	struct span folder = span_of(path);

	while (folder.n && folder.at[folder.n - 1] != '/' && folder.at[folder.n - 1] != '!')
		folder.n--;
	return folder;
}

/* FOLDER and NAME, if such a file is there and is not PATH itself; owned, or NULL. */
static char *
look_for(const struct inspection *inspection, struct span folder, struct span name, const char *path)
{
	struct str text = STR_INIT;

	/* "../x.y" from here, as a marker may say */
	while (span_starts(name, "../") && folder.n) {
		folder.n--;
		while (folder.n && folder.at[folder.n - 1] != '/' && folder.at[folder.n - 1] != '!')
			folder.n--;
		name = (struct span){ name.at + 3, name.n - 3 };
	}
	while (span_starts(name, "./"))
		name = (struct span){ name.at + 2, name.n - 2 };
	str_add(&text, folder);
	str_add(&text, name);
	if (name.n && has_path(inspection, text.at) && strcmp(text.at, path))
		return str_take(&text);
	str_release(&text);
	return NULL;
}

/* The file that a marker names behind "from": "generated by automake 1.15 from Makefile.am." */
static char *
find_named(const struct inspection *inspection, const struct finding *finding)
{
	struct span evidence = span_of(finding->evidence), name;
	const char *at = span_find(evidence, SPAN(" from "));
	char *found;

	if (!at)
		return NULL;
	name.at = at + 6;
	name.n = strcspn(name.at, " \t,;:()*");
	while (name.n && strchr(".\"'`<>", name.at[name.n - 1]))
		name.n--;
	while (name.n && strchr("\"'`<", name.at[0]))
		name = (struct span){ name.at + 1, name.n - 1 };
	found = look_for(inspection, folder_of(finding->path), name, finding->path);
	/* Named from somewhere else: its last part may lie here. */
	if (!found && memchr(name.at, '/', name.n)) {
		const char *slash = name.at + name.n;

		while (slash > name.at && slash[-1] != '/')
			slash--;
		found = look_for(inspection, folder_of(finding->path),
			(struct span){ slash, (size_t)(name.at + name.n - slash) }, finding->path);
	}
	return found;
}

/* The input of FINDING's file that lies beside it, owned, or NULL. */
static char *
find_pair(const struct inspection *inspection, const struct finding *finding, const struct rule *rule)
{
	struct span folder = folder_of(finding->path), stem = span_of(finding->path);

	while (stem.n > folder.n && stem.at[stem.n - 1] != '.')
		stem.n--;
	stem.n = stem.n > folder.n ? stem.n - 1 : strlen(finding->path);
	for (size_t i = 0; i < rule->npair; i++) {
		struct span pair = span_of(rule->pair[i]);
		char *found;

		if (pair.at[0] == '.' && pair.at[1] != '.') {
			struct str name = STR_INIT;

			/* parse.tab.c comes from parse.y */
			str_add(&name, (struct span){ stem.at + folder.n, stem.n - folder.n });
			if (span_ends(str_span(&name), ".tab"))
				name.n -= 4;
			str_add(&name, pair);
			found = look_for(inspection, folder, str_span(&name), finding->path);
			str_release(&name);
		} else {
			found = look_for(inspection, folder, pair, finding->path);
		}
		if (found)
			return found;
	}
	return find_named(inspection, finding);
}

char *
inspect_advice(const struct rule *rule, const char *path, const char *from)
{
	struct span rest = span_of(rule->again), part;
	struct str text = STR_INIT;

	str_adds(&text, rule->advice);
	if (!rule->again[0])
		return str_take(&text);
	str_adds(&text, ": ");
	while (span_cut(&rest, '{', &part)) {
		struct span word;

		str_add(&text, part);
		if (rest.n == 0 || !memchr(rest.at, '}', rest.n))
			continue;
		span_cut(&rest, '}', &word);
		if (span_is(word, "path"))
			str_add_escaped(&text, span_of(path));
		else if (span_is(word, "folder"))
			str_add_escaped(&text, folder_of(path).n ? folder_of(path) : SPAN("."));
		else if (span_is(word, "from"))
			str_add_escaped(&text, from[0] ? span_of(from) : SPAN("INPUT"));
	}
	return str_take(&text);
}

static int
compare_findings(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	order = strcmp(x->rule, y->rule);
	return order ? order : strcmp(x->evidence, y->evidence);
}

void
inspect_finish(struct inspection *inspection)
{
	struct record_audit *audit = inspection->audit;
	size_t kept = 0;

	if (inspection->npath)
		qsort(inspection->path, inspection->npath, sizeof(*inspection->path), compare_text);
	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];
		const struct rule *rule = rules_find(inspection->rules, finding->rule);
		char *pair = find_pair(inspection, finding, rule);

		if (!pair && !finding->from[0] && (rule->flags & RULE_WANTS_PAIR)) {
			finding_release(finding);
			continue;
		}
		if (pair) {
			free(finding->from);
			finding->from = pair;
		}
		free(finding->advice);
		finding->advice = inspect_advice(rule, finding->path, finding->from);
		audit->finding[kept++] = *finding;
	}
	audit->nfinding = kept;
	if (audit->nfinding)
		qsort(audit->finding, audit->nfinding, sizeof(*audit->finding), compare_findings);
}
