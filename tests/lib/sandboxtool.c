/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-sandboxtool - run a program in a sandbox, for tests/host/sandbox.sh
 *
 *     lbs-sandboxtool [wall=SECONDS] [memory=MB] [disk=MB] [processes=N] [log=BYTES] [scratch=disk]
 *                     LOWER WORK LOG PROGRAM ARGUMENT...
 *
 * Prints how it ended, then what the upper folder holds, a name a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/msg.h"
#include "host/sandbox.h"

static int
show_upper(int upper, void *data, struct err *err)
{
	char **names;
	size_t n;

	(void)data;
	if (io_list(upper, ".", &names, &n, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		dprintf(1, "upper: %s\n", names[i]);
	io_free_names(names, n);
	return 0;
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
	struct sandbox sandbox = { .envp = environment, .collect = show_upper };
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
	if (sandbox_run(&sandbox, &result, &err) < 0) {
		msg_err(&err);
		return EXIT_NOANSWER;
	}
	sandbox_describe(&result, &text);
	puts(text.at);
	str_release(&text);
	return result.end == SANDBOX_EXITED ? result.status : EXIT_FOUND;
}
