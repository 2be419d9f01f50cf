/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-store - check, sweep or measure the store
 *
 * lbs-store.1 beside this file is the manual page.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/msg.h"
#include "host/store.h"
#include "options.h"
#include "tree.h"

static const char usage[] =
	"usage: lbs store [OPTION ...] check | gc | size\n"
	"\n"
	"  check             hash everything; name and drop what is damaged\n"
	"  gc                drop what no recorded layer of the tree reaches\n"
	"  size              count objects, layers, results and bytes\n"
	"\n"
	"  --tree DIR        the checkout whose checksums/ gc keeps\n"
	"  --store DIR       the store (default: ~/.cache/lbs/store)\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 done, nothing damaged; 1 something was damaged; 2 no answer.\n";

static void
say_line(void *data, const char *line)
{
	(void)data;
	msg_line("%s", line);
}

static void
print_count(const struct store_count *count)
{
	printf("%llu objects, %llu bytes; %llu layers; %llu results\n", count->nobject, count->bytes,
		count->nlayer, count->nresult);
}

static int
sweep(struct store *store, const struct options *options, struct store_count *count, struct err *err)
{
	struct tree tree = TREE_INIT;
	struct digest *keep = NULL;
	size_t nkeep = 0;
	int ret = tree_read(&tree, options->tree, options->arch, NULL, err);

	if (ret == 0)
		ret = tree_recorded_layers(&tree, &keep, &nkeep, err);
	if (ret == 0)
		ret = store_sweep(store, keep, nkeep, count, err);
	free(keep);
	tree_release(&tree);
	return ret;
}

static int
do_word(const char *word, const struct options *options, struct err *err)
{
	struct store store = STORE_INIT;
	struct store_count count = { 0 };
	bool gc = !strcmp(word, "gc");
	int ret = store_open(&store, options->store, gc ? STORE_ALONE : 0, err);

	if (ret < 0)
		return -1;
	if (gc)
		ret = sweep(&store, options, &count, err);
	else if (!strcmp(word, "check"))
		ret = store_check(&store, say_line, NULL, &count, err);
	else
		ret = store_measure(&store, &count, err);
	store_close(&store);
	if (ret < 0)
		return -1;
	print_count(&count);
	if (gc)
		printf("%llu files dropped, %llu bytes\n", count.ndropped, count.dropped_bytes);
	if (!strcmp(word, "check"))
		printf("%llu damaged\n", count.nbad);
	return !strcmp(word, "check") && count.nbad ? EXIT_FOUND : EXIT_GOOD;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-store");
	status = options_read(&options, argc, argv, OPTION_COMMON, usage);
	if (status < 0) {
		const char *word = options.narguments == 1 ? options.argument[0] : "";

		if (strcmp(word, "check") && strcmp(word, "gc") && strcmp(word, "size")) {
			status = msg_usage("wants one of 'check', 'gc', 'size'");
		} else {
			status = do_word(word, &options, &err);
			if (status < 0) {
				msg_err(&err);
				status = EXIT_NOANSWER;
			}
			status = msg_finish(status);
		}
	}
	options_release(&options);
	return status;
}
