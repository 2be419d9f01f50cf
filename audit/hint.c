/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hint.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "format/manifest.h"

enum { TEXT_LIMIT = 64 << 20 };

void
hints_release(struct hints *hints)
{
	for (size_t i = 0; i < hints->nprogram; i++) {
		free(hints->program[i].path);
		free(hints->program[i].step);
	}
	free(hints->program);
	io_free_names(hints->unrecorded, hints->nunrecorded);
	free(hints->step);
	*hints = (struct hints){ 0 };
}

/* Programs. */

static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
is_program(const char *path)
{
	struct span folder = { path, (size_t)(base_of(path) - path) };

	return span_ends(folder, "/bin/") || span_ends(folder, "/sbin/");
}

static bool
is_gone(const struct layer_entry *entry, const char *path)
{
	size_t n = strlen(entry->path);

	return entry->type == LAYER_GONE && !strncmp(path, entry->path, n) && (!path[n] || path[n] == '/');
}

void
hints_add(struct hints *hints, const char *step, const struct layer *layer)
{
	for (size_t i = 0; i < layer->nentry; i++) {
		const struct layer_entry *entry = &layer->entry[i];
		bool brought = is_program(entry->path)
			&& (entry->type == LAYER_LINK || (entry->type == LAYER_FILE && entry->mode & 0111));
		size_t kept = 0;

		if (!brought && entry->type != LAYER_GONE)
			continue;
		for (size_t k = 0; k < hints->nprogram; k++) {
			struct hint_program *program = &hints->program[k];

			if (is_gone(entry, program->path) || (brought && !strcmp(program->path, entry->path))) {
				free(program->path);
				free(program->step);
			} else {
				hints->program[kept++] = *program;
			}
		}
		hints->nprogram = kept;
		if (brought)
			*arr_push(&hints->program, &hints->nprogram) =
				(struct hint_program){ arr_dup(entry->path), arr_dup(step) };
	}
}

/* Is NAME "bison", or "bison-3.4.1" of "bison"? */
static bool
is_called(const char *name, const char *wanted)
{
	size_t n = strlen(wanted);

	return !strncmp(name, wanted, n) && (!name[n] || (name[n] == '-' && isdigit((unsigned char)name[n + 1])));
}

/* The one that came last counts: it is what the next step would find. */
static const struct hint_program *
find_program(const struct hints *hints, const struct tool *tool, const char *name)
{
	size_t n = tool && tool->nprogram ? tool->nprogram : 1;

	for (size_t i = 0; i < n; i++) {
		const char *wanted = tool && tool->nprogram ? tool->program[i] : name;

		for (size_t k = hints->nprogram; k-- > 0;) {
			if (is_called(base_of(hints->program[k].path), wanted))
				return &hints->program[k];
		}
	}
	return NULL;
}

static const char *
find_unrecorded(const struct hints *hints, const struct tool *tool, const char *name)
{
	size_t n = tool && tool->npackage ? tool->npackage : 1;

	for (size_t i = 0; i < n; i++) {
		const char *wanted = tool && tool->npackage ? tool->package[i] : name;

		for (size_t k = 0; k < hints->nunrecorded; k++) {
			if (is_called(hints->unrecorded[k], wanted))
				return hints->unrecorded[k];
		}
	}
	return NULL;
}

/* Words. */

/* What the chain has goes to TEXT; a name of which there is nothing to say to MISSING. */
static void
tell_tool(const struct hints *hints, const struct rules *rules, const char *name, struct str *text, struct str *missing)
{
	const struct tool *tool = rules_find_tool(rules, name);
	const struct hint_program *program = find_program(hints, tool, name), *other = NULL;
	const char *unrecorded = find_unrecorded(hints, tool, name), *like = "";

	for (size_t i = 0; tool && i < tool->nlike && !other; i++) {
		like = tool->like[i];
		other = find_program(hints, rules_find_tool(rules, like), like);
	}
	if (!program && !unrecorded && !other) {
		str_addf(missing, "%s%s", missing->n ? ", " : "", name);
		return;
	}
	if (text->n)
		str_adds(text, "; ");
	if (program)
		str_addf(text, "the chain has %s: %s, of %s", name, program->path, program->step);
	else if (unrecorded)
		str_addf(text, "%s is to bring %s; nothing of it is recorded", unrecorded, name);
	else
		str_addf(text, "the chain has no %s, but %s: %s, of %s", name, like, other->path, other->step);
}

char *
hint_line(const struct hints *hints, const struct rules *rules, const struct rule *rule)
{
	struct str text = STR_INIT, missing = STR_INIT, all = STR_INIT, escaped = STR_INIT;

	if (!rule || rule->ntool == 0)
		return NULL;
	for (size_t i = 0; i < rule->ntool; i++)
		tell_tool(hints, rules, rule->tool[i], &text, &missing);
	str_addf(&all, "%s%s: ", *hints->step ? "before " : "at its end", hints->step);
	if (missing.n)
		str_addf(&all, "the chain has no %s%s", missing.at, text.n ? "; " : "");
	str_add(&all, str_span(&text));
	str_add_escaped(&escaped, str_span(&all));
	str_release(&all);
	str_release(&missing);
	str_release(&text);
	return str_take(&escaped);
}

void
hints_apply(const struct hints *hints, const struct rules *rules, struct record_audit *audit)
{
	for (size_t i = 0; i < audit->nfinding; i++) {
		struct finding *finding = &audit->finding[i];

		if (finding->state == FINDING_HANDLED)
			continue;
		free(finding->chain);
		finding->chain = hint_line(hints, rules, rules_find(rules, finding->rule));
	}
}

/* Reading. */

/* The layer that is recorded for STEP, of whatever architecture: all have the same programs. 1: none is. */
static int
read_layer(const char *tree, const char *step, struct layer *layer, struct err *err)
{
	char *folder = io_join(tree, "checksums"), **arch;
	struct err ignored;
	size_t n;
	int ret = 1;

	if (strchr(step, '/') || io_list(AT_FDCWD, folder, &arch, &n, &ignored) < 0) {
		free(folder);
		return 1;
	}
	for (size_t i = 0; i < n && ret == 1; i++) {
		char *path = str_format("%s/%s/%s", folder, arch[i], step);
		struct str text = STR_INIT;

		if (access(path, R_OK) == 0) {
			ret = io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err);
			if (ret == 0)
				ret = layer_parse(layer, path, str_span(&text), err);
		}
		str_release(&text);
		free(path);
	}
	io_free_names(arch, n);
	free(folder);
	return ret;
}

static int
add_step(struct hints *hints, const char *tree, const char *step, struct err *err)
{
	struct layer layer = LAYER_INIT;
	int ret = read_layer(tree, step, &layer, err);

	if (ret == 0)
		hints_add(hints, step, &layer);
	else if (ret > 0)
		*arr_push(&hints->unrecorded, &hints->nunrecorded) = arr_dup(step);
	layer_release(&layer);
	return ret < 0 ? -1 : 0;
}

static bool
builds(const struct manifest *manifest, const char *step)
{
	for (size_t i = 0; i < manifest->ndirective; i++) {
		if (manifest->directive[i].kind == MANIFEST_BUILD && !strcmp(manifest->directive[i].argument, step))
			return true;
	}
	return false;
}

/* What is recorded and not in the manifest is of the seed, which comes before all of it. */
static int
add_seed(struct hints *hints, const char *tree, const struct manifest *manifest, struct err *err)
{
	char *folder = io_join(tree, "checksums"), **arch;
	struct err ignored;
	size_t n;
	int ret = 0;

	if (io_list(AT_FDCWD, folder, &arch, &n, &ignored) == 0) {
		for (size_t i = 0; i < n && i < 1 && ret == 0; i++) {
			char *path = io_join(folder, arch[i]), **step;
			size_t nstep;

			if (io_list(AT_FDCWD, path, &step, &nstep, &ignored) == 0) {
				for (size_t k = 0; k < nstep && ret == 0; k++) {
					if (!builds(manifest, step[k]))
						ret = add_step(hints, tree, step[k], err);
				}
				io_free_names(step, nstep);
			}
			free(path);
		}
		io_free_names(arch, n);
	}
	free(folder);
	return ret;
}

int
hints_read(struct hints *hints, const char *tree, const char *step, struct err *err)
{
	struct manifest manifest = MANIFEST_INIT;
	struct str text = STR_INIT;
	char *path = io_join(tree, "steps/manifest");
	int ret = 0;

	hints->step = arr_dup(step);
	if (access(path, F_OK) == 0) {
		ret = io_read_file(AT_FDCWD, path, TEXT_LIMIT, &text, err);
		if (ret == 0)
			ret = manifest_parse(&manifest, path, str_span(&text), err);
	}
	if (ret == 0)
		ret = add_seed(hints, tree, &manifest, err);
	for (size_t i = 0; ret == 0 && i < manifest.ndirective; i++) {
		const struct manifest_directive *directive = &manifest.directive[i];

		if (directive->kind != MANIFEST_BUILD)
			continue;
		if (*step && !strcmp(directive->argument, step))
			break;
		ret = add_step(hints, tree, directive->argument, err);
	}
	manifest_release(&manifest);
	str_release(&text);
	free(path);
	return ret;
}
