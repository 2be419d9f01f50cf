/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "chain/stage.h"

#include <stdlib.h>

#include "base/arr.h"

static void
stage_release(struct stage *stage)
{
	free(stage->name);
	for (size_t i = 0; i < stage->nword; i++)
		free(stage->word[i]);
	free(stage->word);
	free(stage->script);
	for (size_t i = 0; i < stage->npath; i++)
		free(stage->path[i]);
	free(stage->path);
}

void
stages_release(struct stages *stages)
{
	for (size_t i = 0; i < stages->nstage; i++)
		stage_release(&stages->stage[i]);
	free(stages->stage);
	*stages = (struct stages)STAGES_INIT;
}

static void
add_path(struct stage *stage, const char *path)
{
	size_t at = 0;

	if (path[0] != '/')
		return;
	while (at < stage->npath && strcmp(stage->path[at], path) < 0)
		at++;
	if (at < stage->npath && !strcmp(stage->path[at], path))
		return;
	(void)arr_push(&stage->path, &stage->npath);
	memmove(&stage->path[at + 1], &stage->path[at], (stage->npath - 1 - at) * sizeof(*stage->path));
	stage->path[at] = arr_dup(path);
}

static int
read_stage(struct stage *stage, const struct kaem_command *command, const char *path, struct err *err)
{
	const char *last = command->word[command->nword - 1];
	const char *slash = strrchr(last, '/');
	struct span name = span_of(slash ? slash + 1 : last);
	bool scripted = span_ends(name, ".kaem");

	if (command->word[0][0] != '/')
		return err_set(err, ERR_SYNTAX, "%s:%lu: '%s': wants the program's absolute path", path,
			command->line, command->word[0]);
	if (scripted)
		name.n -= strlen(".kaem");
	if (name.n == 0 || last[0] != '/')
		return err_set(err, ERR_SYNTAX,
			"%s:%lu: '%s': the last word wants to be an absolute path that names the stage", path,
			command->line, last);
	stage->name = span_dup(name);
	stage->line = command->line;
	if (scripted)
		stage->script = arr_dup(last);
	for (size_t i = 0; i < command->nword; i++) {
		*arr_push(&stage->word, &stage->nword) = arr_dup(command->word[i]);
		add_path(stage, command->word[i]);
	}
	return 0;
}

int
stages_parse(struct stages *stages, const char *path, struct span text, struct err *err)
{
	struct stages new = STAGES_INIT;
	struct kaem kaem = { 0 };
	int ret = -1;

	if (kaem_parse(&kaem, path, text, err) < 0)
		return -1;
	for (size_t i = 0; i < kaem.ncommand; i++) {
		struct stage stage = { 0 };

		if (read_stage(&stage, &kaem.command[i], path, err) < 0) {
			stage_release(&stage);
			goto out;
		}
		for (size_t k = 0; k < new.nstage; k++) {
			if (strcmp(new.stage[k].name, stage.name))
				continue;
			err_set(err, ERR_SYNTAX, "%s:%lu: stage '%s' is there already, in line %lu", path,
				stage.line, stage.name, new.stage[k].line);
			stage_release(&stage);
			goto out;
		}
		*arr_push(&new.stage, &new.nstage) = stage;
	}
	*stages = new;
	new = (struct stages)STAGES_INIT;
	ret = 0;
out:
	stages_release(&new);
	kaem_release(&kaem);
	return ret;
}

int
stage_add_script(struct stage *stage, const char *path, struct span text, struct err *err)
{
	struct kaem kaem = { 0 };

	if (kaem_parse(&kaem, path, text, err) < 0)
		return -1;
	for (size_t i = 0; i < kaem.ncommand; i++) {
		for (size_t k = 0; k < kaem.command[i].nword; k++)
			add_path(stage, kaem.command[i].word[k]);
	}
	kaem_release(&kaem);
	return 0;
}
