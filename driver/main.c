/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-bootstrap - prepare a system that builds itself from the seed, and start it
 *
 * lbs-bootstrap.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/progress.h"
#include "chain.h"
#include "check.h"
#include "compare.h"
#include "follow.h"
#include "launch.h"
#include "machine.h"
#include "options.h"
#include "prepare.h"
#include "state.h"
#include "target.h"

/* Of what is there at the start, as a rule of thumb: unpacked sources, objects, what is built. */
enum { ROOM_FACTOR = 8, ROOM_MORE = 256 << 20 };

/* A signal handler has nowhere else to write to. */
static volatile int stopped;

static void
note_signal(int number)
{
	(void)number;
	stopped = 1;
}

static void
stop_on_signals(void)
{
	/* No SA_RESTART: poll() must come back. SA_RESETHAND: the second one is final. */
	struct sigaction action = { .sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

/* One run, from the checks to its end. */
struct work {
	const struct options *options;
	struct chain chain;
	struct state state;
	struct target target;
	struct progress progress;
	char *root;                     /* owned: where the files go */
};

static bool
is_machine(const struct options *options)
{
	return options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL;
}

static bool
goes_on(const struct options *options)
{
	return options->internal_ci && strcmp(options->internal_ci, "pass1");
}

static void
show_write(void *data, const char *path)
{
	progress_at(data, path);
}

static int
mount_tmpfs(const struct options *options, struct err *err)
{
	char *words;
	int ret = 0;

	if (!options->tmpfs)
		return 0;
	words = str_format("size=%s,mode=0755", options->tmpfs_size);
	if (mount("lbs-target", options->target, "tmpfs", 0, words) < 0)
		ret = err_sys(err, "--tmpfs: mounting %s of --tmpfs-size '%s'", options->target, options->tmpfs_size);
	free(words);
	return ret;
}

static int
write_files(struct work *work, struct err *err)
{
	struct target_progress at = { show_write, &work->progress };
	int dir = -1, ret = -1;

	if (io_mkdirs(AT_FDCWD, work->root, 0755, err) < 0)
		return -1;
	dir = open(work->root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir < 0)
		err_sys(err, "%s", work->root);
	else
		ret = target_write(&work->target, dir, &at, &stopped, err) < 0 ? err_at(err, "%s", work->root) : 0;
	io_drop(&dir);
	return ret;
}

/* The kept target of the pass before is refreshed with sources alone. */
static int
refresh_sources(struct work *work, struct err *err)
{
	for (size_t i = 0; i < work->chain.nsource; i++) {
		const struct fetch_item *item = &work->chain.source[i];
		char *from = io_join(work->options->distfiles, item->name);
		char *to = str_format("%s/external/distfiles/%s", work->root, item->name);
		int in = open(from, O_RDONLY | O_CLOEXEC), ret = -1;
		struct str text = STR_INIT;

		if (in < 0)
			err_sys(err, "%s", from);
		else if (io_read(in, from, (size_t)4 << 30, &text, err) == 0)
			ret = io_replace(AT_FDCWD, to, 0644, str_span(&text), IO_PLAIN, err);
		str_release(&text);
		io_drop(&in);
		free(to);
		free(from);
		if (ret < 0)
			return -1;
	}
	return 0;
}

/* What an earlier run finished: in its folder, or on its disk. */
static int
salvage(struct work *work, struct err *err)
{
	const struct options *options = work->options;
	char *folder;
	int ret;

	if (!is_machine(options))
		return prepare_salvage(options, &work->state, work->root, &work->progress, err);
	folder = state_path(&work->state, "disk");
	ret = machine_take_packages(options, folder, err);
	if (ret == 0)
		ret = prepare_salvage(options, &work->state, folder, &work->progress, err);
	if (ret == 0)
		ret = io_remove(AT_FDCWD, folder, err);
	free(folder);
	return ret;
}

/* From sources to a target (and image) that can be started. */
static int
prepare(struct work *work, struct err *err)
{
	const struct options *options = work->options;
	struct digest files = { { 0 } };
	unsigned long long bytes;

	if (prepare_sources(options, &work->chain, &work->progress, &stopped, err) < 0)
		return -1;
	if (goes_on(options))
		return refresh_sources(work, err);
	/* From the first byte on it is known whose this is. */
	if (work->state.at == STATE_NEW && state_write(&work->state, options->mode, &files, STATE_PREPARING, err) < 0)
		return -1;
	if (io_mkdirs(AT_FDCWD, options->target, 0755, err) < 0 || mount_tmpfs(options, err) < 0)
		return -1;
	if (work->state.at != STATE_NEW && salvage(work, err) < 0)
		return -1;
	if (prepare_list(options, &work->chain, &work->state, &work->target, err) < 0)
		return -1;
	bytes = target_bytes(&work->target);
	if (check_space(options->target, bytes * (is_machine(options) ? 3 : ROOM_FACTOR)
		+ (is_machine(options) ? 0 : ROOM_MORE), err) < 0)
		return -1;
	files = target_digest(&work->target);
	if (state_write(&work->state, options->mode, &files, STATE_PREPARING, err) < 0 || write_files(work, err) < 0)
		return -1;
	if (is_machine(options) && machine_make_image(options, err) < 0)
		return -1;
	return 0;
}

static int
launch(struct work *work, struct follow *follow, struct launch_result *result, struct err *err)
{
	const struct options *options = work->options;
	struct stages init = STAGES_INIT;
	const struct stages *first = &work->chain.first;
	char **command;
	int ret;

	if (options->mode == MODE_QEMU) {
		command = machine_command(options, !options->external_sources && work->chain.needs_network);
		{
			char *program = check_find_program(command[0]);

			if (program) {
				free(command[0]);
				command[0] = program;
			}
		}
		ret = launch_machine(options, (const char *const *)command, follow, &stopped, result, err);
		machine_free_command(command);
		return ret;
	}
	if (goes_on(options) && stages_parse(&init, "/init", SPAN("/init /init\n"), err) < 0)
		return -1;
	if (goes_on(options)) {
		free(init.stage[0].word[--init.stage[0].nword]);
		first = &init;
	} else if (options->early_preseed) {
		const char *script = "/script-generator /steps/manifest\n"
			"/usr/bin/kaem --file /preseed-jump.kaem\n";

		if (stages_parse(&init, "early-preseed", span_of(script), err) < 0)
			return -1;
		first = &init;
	}
	ret = options->mode == MODE_CHROOT ? launch_chroot(options, first, follow, &stopped, result, err)
		: launch_bwrap(options, first, follow, &stopped, result, err);
	stages_release(&init);
	return ret;
}

/* Says how it ended; returns the status to leave with. */
static int
tell_end(struct work *work, const struct follow *follow, const struct launch_result *result, long long ns,
	const char *log)
{
	const char *step = follow->failed;
	char *where = step ? str_format("%s: ", step) : arr_dup("");
	int status = EXIT_GOOD;

	if (result->end == LAUNCH_STOPPED) {
		msg_line("%sinterrupted; the same command goes on", where);
		status = EXIT_NOANSWER;
	} else if (result->end == LAUNCH_FAILED) {
		msg_line("%s%s; last words: %s", where, result->why, follow->last ? follow->last : "none");
		if (!work->options->interactive)
			msg_line("the log is %s", log);
		/* Nothing of the chain has run then: QEMU did not start, or the kernel found no root. */
		status = follow->no_root || (is_machine(work->options) && !follow->done && !follow->panic)
			? EXIT_NOANSWER : EXIT_FOUND;
	} else if (!work->options->quiet) {
		printf("built    %zu steps in %lld.%lld s; the system is in %s%s\n", work->chain.nstep, ns / 1000000000,
			ns / 100000000 % 10, work->options->target,
			work->options->initramfs ? "/initramfs as it was at the start; the result was in memory" : "");
	}
	free(where);
	return status;
}

/* The chain runs. Returns the status to leave with. */
static int
run(struct work *work, struct err *err)
{
	const struct options *options = work->options;
	char *log_path = state_path(&work->state, "log");
	struct launch_result result = { LAUNCH_FAILED, NULL };
	struct follow follow = { .log = -1 };
	long long began;
	int log = -1, status = EXIT_NOANSWER, ret;

	log = open(log_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (log < 0) {
		err_sys(err, "%s", log_path);
		msg_err(err);
		goto out;
	}
	follow_start(&follow, &work->chain, &work->progress, log);
	if (state_write(&work->state, options->mode, &work->state.files, STATE_RUNNING, err) < 0) {
		msg_err(err);
		goto out;
	}
	began = io_now();
	ret = launch(work, &follow, &result, err);
	follow_end(&follow, ret < 0 || result.end == LAUNCH_FAILED ? FOLLOW_FAILED
		: result.end == LAUNCH_GOOD ? FOLLOW_GOOD : FOLLOW_STOPPED);
	progress_end(&work->progress);
	if (ret < 0) {
		msg_err(err);
		goto out;
	}
	status = tell_end(work, &follow, &result, io_now() - began, log_path);
	if (result.end == LAUNCH_STOPPED)
		goto out;
	if (result.end == LAUNCH_GOOD && options->initramfs && !follow.as_recorded
		&& target_find(&work->target, "external/answers")) {
		msg_line("the machine ended without a word about its files: they were not compared; the log is %s", log_path);
		status = EXIT_NOANSWER;
	} else if (result.end == LAUNCH_GOOD) {
		status = compare_result(options, &work->chain, &work->target, work->root);
	}
	if (state_write(&work->state, options->mode, &work->state.files,
		result.end == LAUNCH_GOOD ? STATE_DONE : STATE_FAILED, err) < 0) {
		msg_err(err);
		status = EXIT_NOANSWER;
	}
out:
	free(result.why);
	follow_release(&follow);
	io_drop(&log);
	free(log_path);
	return status;
}

static int
work_on(struct work *work)
{
	const struct options *options = work->options;
	struct err err = ERR_INIT;

	if (chain_read(&work->chain, options, &err) < 0)
		goto fail;
	if (check_before(options, &work->chain) > 0)
		return EXIT_NOANSWER;
	check_mirrors(options);
	work->root = is_machine(options) ? io_join(options->target, "disk") : arr_dup(options->target);
	if (state_open(&work->state, options->target, &err) < 0 || check_target(options, &work->state, &err) < 0)
		goto fail;
	progress_start(&work->progress, 2, options->quiet, work->chain.nstep);
	if (prepare(work, &err) < 0)
		goto fail;
	progress_end(&work->progress);
	if (options->mode == MODE_BARE_METAL) {
		if (state_write(&work->state, options->mode, &work->state.files, STATE_DONE, &err) < 0)
			goto fail;
		machine_tell_bare_metal(options);
		return EXIT_GOOD;
	}
	return run(work, &err);
fail:
	progress_end(&work->progress);
	if (stopped)
		msg_line("interrupted; the same command goes on");
	else
		msg_err(&err);
	return EXIT_NOANSWER;
}

/* One run; returns the status to leave with. */
static int
bootstrap(const struct options *options)
{
	struct work work = { .options = options, .chain = CHAIN_INIT, .state = STATE_INIT, .target = TARGET_INIT };
	int status = work_on(&work);

	target_release(&work.target);
	state_close(&work.state);
	chain_release(&work.chain);
	free(work.root);
	return status;
}

/* Was a pass cut short, or did it fail? Then what the pass before it left is not there any more. */
static bool
is_cut(const struct options *options)
{
	struct state state = STATE_INIT;
	struct err ignored;
	bool cut = goes_on(options) && state_open(&state, options->target, &ignored) == 0
		&& state.at != STATE_NEW && state.at != STATE_DONE && state.mode == options->mode;

	state_close(&state);
	return cut;
}

/*
 * A chain in three runs of which one was cut short: from the first pass on again, up to the one that is
 * asked for. A target that is half built is never gone on with, but its finished packages are taken over.
 */
static int
run_passes(struct options *options)
{
	static const char *const pass[] = { "pass1", "pass2", "pass3" };
	const char *asked = options->internal_ci;
	int status = EXIT_NOANSWER;

	msg_line("--internal-ci %s: a pass was cut short or failed in %s: it is made again from pass1 on", asked,
		options->target);
	for (size_t i = 0; i < sizeof(pass) / sizeof(*pass); i++) {
		options->internal_ci = pass[i];
		status = bootstrap(options);
		if (status != EXIT_GOOD || !strcmp(pass[i], asked))
			break;
	}
	return status;
}

int
main(int argc, char **argv)
{
	struct options options;
	int status;

	msg_init("lbs-bootstrap");
	status = options_read(&options, argc, argv);
	if (status < 0) {
		stop_on_signals();
		umask(022);
		status = msg_finish(is_cut(&options) ? run_passes(&options) : bootstrap(&options));
	}
	options_release(&options);
	return status;
}
