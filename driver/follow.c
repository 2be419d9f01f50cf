/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "follow.h"

#include <stdlib.h>

#include "base/arr.h"
#include "base/io.h"

enum { LINE_LIMIT = 8192, LAST_LIMIT = 200 };

void
follow_start(struct follow *follow, const struct chain *chain, struct progress *progress, int log)
{
	*follow = (struct follow){ .chain = chain, .progress = progress, .log = log };
}

void
follow_release(struct follow *follow)
{
	free(follow->package);
	free(follow->last);
	str_release(&follow->line);
	*follow = (struct follow){ .log = -1 };
}

const char *
follow_step(const struct follow *follow)
{
	return follow->working ? follow->chain->step[follow->done - 1].name : NULL;
}

static void
finish_step(struct follow *follow, const char *word)
{
	long long ms = (io_now() - follow->began) / 1000000;
	char *line;

	if (!follow->working)
		return;
	line = str_format("%-8s %6lld.%lld s  %s", word, ms / 1000, ms % 1000 / 100, follow_step(follow));
	progress_done(follow->progress, line);
	free(line);
	follow->working = false;
}

/* The step AT begins, so the ones before it are over. */
static void
begin_step(struct follow *follow, size_t at)
{
	finish_step(follow, "built");
	/* Steps that were not seen: their output was not what we know. */
	follow->progress->done = at;
	follow->done = at + 1;
	follow->working = true;
	follow->began = io_now();
	progress_at(follow->progress, follow_step(follow));
}

/* From the step at work on: which is it? Steps come in order, so an earlier one is none. */
static bool
find_step(const struct follow *follow, struct span package, unsigned long long pass, size_t *at)
{
	struct str name = STR_INIT;
	bool found = false;

	str_add(&name, package);
	if (pass > 1)
		str_addf(&name, ".pass%llu", pass);
	for (size_t i = follow->done; i < follow->chain->nstep && !found; i++) {
		found = !strcmp(follow->chain->step[i].name, name.at ? name.at : "");
		*at = i;
	}
	str_release(&name);
	return found;
}

/* The N of "passN.kaem" or "passN.sh"; 0 when it is none. */
static unsigned long long
pass_of(struct span script)
{
	const char *dot = memchr(script.at, '.', script.n);
	long long n;

	if (!span_starts(script, "pass") || !dot)
		return 0;
	n = span_number((struct span){ script.at + 4, (size_t)(dot - script.at) - 4 }, 1 << 20);
	return n < 1 ? 0 : (unsigned long long)n;
}

/* A command as a kaem shows it. */
static void
take_command(struct follow *follow, struct span command)
{
	static const char kaem[] = "kaem --file ";
	size_t at;

	for (size_t i = follow->done; i < follow->chain->nstep && follow->chain->step[i].command[0]; i++) {
		if (span_is(command, follow->chain->step[i].command)) {
			begin_step(follow, i);
			return;
		}
	}
	if (span_starts(command, "pkg=")) {
		free(follow->package);
		follow->package = span_dup((struct span){ command.at + 4, command.n - 4 });
	} else if (span_starts(command, kaem) && follow->package) {
		struct span script = { command.at + sizeof(kaem) - 1, command.n - (sizeof(kaem) - 1) };

		if (pass_of(script) && find_step(follow, span_of(follow->package), pass_of(script), &at))
			begin_step(follow, at);
	}
}

/* The first words of a build by bash. */
static bool
take_build(struct follow *follow, struct span text)
{
	static const char *const begins[] = { ": beginning build using script ", ": building " };
	const char *place, *script;
	size_t at = 0;

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++) {
		place = span_find(text, span_of(begins[i]));
		if (!place)
			continue;
		/* Its last word is the script. */
		script = text.at + text.n;
		while (script > text.at && script[-1] != ' ')
			script--;
		if (pass_of((struct span){ script, (size_t)(text.at + text.n - script) })
			&& find_step(follow, (struct span){ text.at, (size_t)(place - text.at) },
				pass_of((struct span){ script, (size_t)(text.at + text.n - script) }), &at)) {
			begin_step(follow, at);
			return true;
		}
	}
	/* A package that was there: of which pass it is, is not said. */
	place = span_ends(text, " is preseeded") ? span_find(text, SPAN(": ")) : NULL;
	for (at = follow->done; place && at < follow->chain->nstep; at++) {
		if (span_is((struct span){ text.at, (size_t)(place - text.at) }, follow->chain->step[at].package)) {
			begin_step(follow, at);
			return true;
		}
	}
	return false;
}

static void
take_kernel_line(struct follow *follow, struct span line)
{
	const char *code;

	if (span_find(line, SPAN("no ext3 on /dev/sda1 to /dev/sdd1"))) {
		follow->no_root = true;
	} else if (span_is(line, FOLLOW_AS_RECORDED)) {
		follow->as_recorded = true;
	} else if (span_find(line, SPAN("Kernel panic - not syncing"))) {
		code = span_find(line, SPAN("exitcode=0x"));
		follow->panic = true;
		follow->no_root = follow->no_root || span_find(line, SPAN("Unable to mount root fs"));
		follow->exitcode = 0xff00;
		if (code && strlen("exitcode=0x") + 8 <= line.n - (size_t)(code - line.at)) {
			follow->exitcode = 0;
			for (size_t i = 0; i < 8; i++)
				follow->exitcode = follow->exitcode << 4
					| (unsigned)(span_digit(code[strlen("exitcode=0x") + i]) & 15);
		}
	} else if (span_find(line, SPAN("reboot: Power down")) || span_find(line, SPAN("reboot: System halted"))) {
		follow->powered_off = true;
	}
}

/* What every kaem on the way out says; and a kernel whose first process is gone. */
static bool
says_nothing(struct span text)
{
	return span_is(text, "ABORTING HARD") || span_starts(text, "Subprocess error ")
		|| (span_starts(text, "kaem: ") && span_find(text, SPAN("the command failed: ")))
		|| span_find(text, SPAN("Kernel panic - not syncing"));
}

static void
take_line(struct follow *follow, struct span line)
{
	struct span text = span_trim(line);

	if (text.n && !follow->panic && !says_nothing(text)) {
		free(follow->last);
		follow->last = span_dup((struct span){ text.at, text.n < LAST_LIMIT ? text.n : LAST_LIMIT });
	}
	if (span_starts(text, "+> ")) {
		take_command(follow, span_trim((struct span){ text.at + 3, text.n - 3 }));
	} else if (take_build(follow, text)) {
		return;
	} else if (span_ends(text, ": build successful") && follow->working) {
		struct span package = { text.at, text.n - strlen(": build successful") };

		if (span_is(package, follow->chain->step[follow->done - 1].package))
			finish_step(follow, "built");
	} else {
		take_kernel_line(follow, text);
	}
}

void
follow_take(struct follow *follow, struct span bytes)
{
	struct err err;

	if (follow->log >= 0 && !follow->log_failed && io_write(follow->log, "the log", bytes, &err) < 0) {
		follow->log_failed = true;
		progress_note(follow->progress, err.text);
	}
	for (size_t i = 0; i < bytes.n; i++) {
		if (bytes.at[i] == '\n' || follow->line.n >= LINE_LIMIT) {
			take_line(follow, str_span(&follow->line));
			str_clear(&follow->line);
		}
		if (bytes.at[i] != '\n')
			str_addc(&follow->line, bytes.at[i]);
	}
	if (follow_step(follow))
		progress_at(follow->progress, follow_step(follow));
}

void
follow_end(struct follow *follow, enum follow_how how)
{
	static const char *const word[] = { "built", "failed", "stopped" };
	const char *step;

	if (follow->line.n) {
		take_line(follow, str_span(&follow->line));
		str_clear(&follow->line);
	}
	step = follow_step(follow);
	finish_step(follow, word[how]);
	follow->failed = how == FOLLOW_GOOD ? NULL : step;
}
