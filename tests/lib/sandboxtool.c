/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-sandboxtool - run a program in a sandbox, for tests/host/sandbox.sh
 *
 *     lbs-sandboxtool [wall=SECONDS] [memory=MB] [disk=MB] [processes=N] [log=BYTES] [scratch=disk]
 *                     LOWER WORK LOG PROGRAM ARGUMENT...
 *
 * Prints what the program did to the root, as a layer (lbs-layer(5)), then how it ended.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/msg.h"
#include "chain/root.h"
#include "host/farm.h"
#include "host/sandbox.h"

/* What collect() is given: the folder that was below, and a store to put contents into. */
struct shown {
	const char *lower;
	struct store store;
};

static bool
is_volatile(const char *path, void *data)
{
	(void)data;
	return root_is_volatile(path);
}

static int
show_layer(int upper, void *data, struct err *err)
{
	struct shown *shown = data;
	struct layer nothing = LAYER_INIT, before = LAYER_INIT, raw = LAYER_INIT, layer = LAYER_INIT;
	struct str text = STR_INIT;
	int lower = open(shown->lower, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int ret = -1;

	if (lower < 0) {
		err_sys(err, "%s", shown->lower);
	} else if (farm_read(&shown->store, lower, &nothing, NULL, NULL, &before, err) == 0
		&& farm_read(&shown->store, upper, &before, is_volatile, NULL, &raw, err) == 0) {
		root_reduce(&raw, &before, &layer);
		layer_format(&layer, &text);
		ret = io_write(1, "standard output", str_span(&text), err);
	}
	str_release(&text);
	layer_release(&layer);
	layer_release(&raw);
	layer_release(&before);
	io_drop(&lower);
	return ret;
}

static bool
set_word(struct sandbox *sandbox, const char *word)
{
	unsigned long long value = strtoull(strchr(word, '=') ? strchr(word, '=') + 1 : "0", NULL, 10);

	if (!strncmp(word, "wall=", 5))
		sandbox->limits.wall_ns = (long long)value * 1000000000LL;
	else if (!strncmp(word, "memory=", 7))
		sandbox->limits.memory = value << 20;
	else if (!strncmp(word, "disk=", 5))
		sandbox->limits.disk = value << 20;
	else if (!strncmp(word, "processes=", 10))
		sandbox->limits.processes = (unsigned)value;
	else if (!strncmp(word, "log=", 4))
		sandbox->limits.log = value;
	else if (!strcmp(word, "scratch=disk"))
		sandbox->scratch = SANDBOX_DISK;
	else
		return false;
	return true;
}

int
main(int argc, char **argv)
{
	static char *const environment[] = { NULL };
	struct sandbox sandbox = { .envp = environment, .collect = show_layer };
	struct shown shown = { NULL, STORE_INIT };
	struct sandbox_result result;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	msg_init("lbs-sandboxtool");
	if (argc == 2 && !strcmp(argv[1], "probe")) {
		if (sandbox_probe(&err) == 0)
			return EXIT_GOOD;
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	while (argc > 1 && set_word(&sandbox, argv[1])) {
		argv++;
		argc--;
	}
	if (argc < 5)
		return msg_usage("wants LOWER WORK LOG PROGRAM");
	sandbox.lower = argv[1];
	sandbox.work = argv[2];
	sandbox.log = argv[3];
	sandbox.argv = argv + 4;
	sandbox.data = &shown;
	shown.lower = sandbox.lower;
	if (store_open(&shown.store, "tool-store", 0, &err) < 0 || sandbox_run(&sandbox, &result, &err) < 0) {
		msg_err(&err);
		store_close(&shown.store);
		return EXIT_NOANSWER;
	}
	store_close(&shown.store);
	sandbox_describe(&result, &text);
	puts(text.at);
	str_release(&text);
	return result.end == SANDBOX_EXITED ? result.status : EXIT_FOUND;
}
