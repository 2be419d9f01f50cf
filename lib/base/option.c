/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"

enum { WORD_HELP = 1, WORD_VERSION = 2 };

const char *
option_variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

char *
option_cache(void)
{
	const char *cache = option_variable("LBS_CACHE"), *xdg = option_variable("XDG_CACHE_HOME");
	const char *home = option_variable("HOME");

	if (cache)
		return arr_dup(cache);
	if (xdg && xdg[0] == '/')
		return io_join(xdg, "lbs");
	return home ? io_join(home, ".cache/lbs") : NULL;
}

char *
option_tree(const char *installed)
{
	const char *told = option_variable("LBS_TREE");
	struct stat st;

	if (told)
		return arr_dup(told);
	return arr_dup(stat("steps/manifest", &st) == 0 ? "." : installed);
}

void
option_set(char **text, const char *value)
{
	free(*text);
	*text = arr_dup(value);
}

int
option_number(unsigned *number, const char *name, const char *text, unsigned max)
{
	long long value = span_number(span_of(text), max);

	if (value < 1)
		return msg_usage("--%s: wants a number from 1 to %u, got '%s'", name, max, text);
	*number = (unsigned)value;
	return -1;
}

static int
take(const struct option_reader *reader, int word, const char *argument)
{
	switch (word) {
	case 'h':
	case WORD_HELP:
		fputs(reader->usage, stdout);
		return msg_finish(EXIT_GOOD);
	case WORD_VERSION:
		return msg_version();
	case ':':
		return msg_usage("'%s' wants a value", argument);
	case '?':
		return msg_usage("unknown option '%s'", argument);
	default:
		return reader->take(reader->data, word);
	}
}

int
option_read(const struct option_reader *reader, int argc, char **argv)
{
	struct option *options = arr_new(reader->nrow + 3, sizeof(*options));
	size_t n = 0;
	int word, status = -1;

	for (size_t i = 0; i < reader->nrow; i++) {
		if (reader->row[i].set & reader->set)
			options[n++] = reader->row[i].option;
	}
	options[n++] = (struct option){ "help", no_argument, NULL, WORD_HELP };
	options[n++] = (struct option){ "version", no_argument, NULL, WORD_VERSION };
	optind = 1;
	opterr = 0;
	while (status < 0 && (word = getopt_long(argc, argv, ":h", options, NULL)) != -1)
		status = take(reader, word, argv[optind - 1]);
	free(options);
	return status;
}
