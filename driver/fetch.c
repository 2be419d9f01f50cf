/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-fetch - bring the sources of the chain into the distfiles folder
 *
 * lbs-fetch.1 beside this file is the manual page.
 */
#include <stdlib.h>

#include "base/arr.h"
#include "base/msg.h"
#include "bring.h"
#include "halt.h"

static const char usage[] =
	"usage: lbs fetch [OPTION ...] [STEP ...]\n"
	"\n"
	"Bring every source of the chain, or of the steps that are named, into the\n"
	"distfiles folder. Every place is tried until one has the right bytes.\n"
	"\n"
	"  --all               every build of the manifest, whatever its condition says\n"
	"                      (so it is, too, when no configuration is given)\n"
	"  --before-network    those alone that a target must have from the start\n"
	"  --qemu, --internal-ci pass1, ... what lbs bootstrap takes: the configuration that it\n"
	"                      would write\n"
	"  --config-file FILE  or a bootstrap.cfg, as configurator leaves it\n"
	"  --config K=V        on top of it, one variable; may be given again\n"
	"  --build-guix-also   steps-guix/manifest, too\n"
	"  --distfiles DIR     where they go (default: ~/.cache/lbs/distfiles)\n"
	"  --mirrors PLACE     a folder, file:// or http(s):// address; may be given again\n"
	"  --offline           use folders alone\n"
	"  --no-debian         do not ask the Debian source archive\n"
	"  --no-git            do not make archives from repositories\n"
	"  --jobs N            downloads at once (default: 4)\n"
	"  --stall SECONDS     leave a place that sends nothing for so long (default: 30)\n"
	"  --arch ARCH         x86 (default)\n"
	"  --tree DIR          the checkout (default: $LBS_TREE, here, or the installed one)\n"
	"  --quiet             tell nothing but what is missing\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 all are there; 1 some are nowhere, or another file is in the way; 2 no answer.\n";

static int
fetch(const struct words *words, struct err *err)
{
	struct wanted_options manifest = words_wanted(words);
	struct wanted wanted = WANTED_INIT;
	struct wanted_files files = WANTED_FILES_INIT;
	struct fetch_result *result = NULL;
	struct progress progress;
	int status = -1;

	if (wanted_read(&wanted, &manifest, err) < 0
		|| wanted_list(&wanted, words->argument, (size_t)words->narguments,
			words->before_network ? WANTED_BEFORE_NETWORK : WANTED_ALWAYS, &files, err) < 0)
		goto out;
	progress_start(&progress, 2, words->quiet, files.nfile);
	result = arr_new(files.nfile + 1, sizeof(*result));
	status = bring_files(&(struct bring){ words, words->distfiles, words->cache, NULL, &progress }, &files, result, err);
	progress_end(&progress);
	if (status < 0)
		goto out;
	bring_tell(&files, result, words->quiet);
	for (size_t i = 0; i < files.nfile; i++) {
		if (result[i].end == FETCH_MISSING)
			status = EXIT_FOUND;
	}
	fetch_results_release(result, files.nfile);
out:
	free(result);
	wanted_files_release(&files);
	wanted_release(&wanted);
	return status;
}

int
main(int argc, char **argv)
{
	struct words words;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-fetch");
	status = words_read(&words, argc, argv, WORDS_TREE | WORDS_CONFIG | WORDS_PLACES | WORDS_JOBS | WORDS_QUIET
		| WORDS_BOOTSTRAP, usage);
	if (status < 0) {
		halt_on_signals();
		status = fetch(&words, &err);
		if (status < 0) {
			msg_err(&err);
			status = EXIT_NOANSWER;
		}
		status = msg_finish(status);
	}
	words_release(&words);
	return status;
}
