/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-mirror - a folder with every source of the tree: made, brought up to date, verified, served
 *
 * lbs-mirror.1 beside this file is the manual page.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "bring.h"
#include "halt.h"
#include "host/serve.h"
#include "stock.h"

static const char usage[] =
	"usage: lbs mirror make|update|verify|serve DIR [OPTION ...] [STEP ...]\n"
	"\n"
	"  make DIR            a new folder with every source of steps/ and steps-guix/\n"
	"  update DIR          fetch what is missing or wrong in it; the rest is not touched\n"
	"  verify DIR          hash all, name what is missing, wrong or superfluous\n"
	"  serve DIR           hash all, then give the right files out over HTTP\n"
	"\n"
	"a part alone, by the words of lbs fetch (the rest is neither looked at nor touched):\n"
	"  STEP ...            of these steps\n"
	"  --before-network    what a target must have from the start\n"
	"  --config K=V, --config-file FILE, --all, --build-guix-also, --qemu and so on\n"
	"                      what the manifest builds in that configuration\n"
	"make, update:\n"
	"  --distfiles DIR     a folder to look into first (default: ~/.cache/lbs/distfiles)\n"
	"  --mirrors PLACE     a folder, file:// or http(s):// address; may be given again\n"
	"  --offline           use folders alone\n"
	"  --no-debian         do not ask the Debian source archive\n"
	"  --no-git            do not make archives from repositories\n"
	"  --stall SECONDS     leave a place that sends nothing for so long (default: 30)\n"
	"  --prune             remove superfluous files (of a folder that make made)\n"
	"verify, serve:\n"
	"  --strict            superfluous names are wrong, too; serve nothing unless all is right\n"
	"serve:\n"
	"  --listen ADDR:PORT  127.0.0.1:8000 (default), [::1]:8000, *:8000; port 0: any\n"
	"  --clients N         connections at once, up to 8192 (default: 512)\n"
	"  --patience SECONDS  for slow clients (default: 30)\n"
	"all:\n"
	"  --jobs N            downloads, or files hashed, at once (default: 4, 2)\n"
	"  --tree DIR          the checkout (default: $LBS_TREE, here, or the installed one)\n"
	"  --quiet             tell nothing but what is missing or wrong; no log\n"
	"  --help, --version\n"
	"\n"
	"Status: 0 all is right; 1 something is missing or wrong; 2 no answer.\n";

/* Making and updating. */

static char *
state_path(const struct stock *stock, const char *name)
{
	char *state = io_join(stock->path, STOCK_STATE), *path = io_join(state, name);

	free(state);
	return path;
}

/* Hold the mirror for this run alone: *LOCK. */
static int
lock_mirror(const struct stock *stock, int *lock, struct err *err)
{
	char *new = state_path(stock, "new"), *path = state_path(stock, "lock");
	int ret = io_mkdirs(AT_FDCWD, new, 0755, err);

	if (ret == 0) {
		*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
		if (*lock < 0)
			ret = err_sys(err, "%s", path);
		else if (flock(*lock, LOCK_EX | LOCK_NB) < 0)
			ret = errno == EWOULDBLOCK ? err_set(err, ERR_LIMIT, "%s: another run is at work in it", stock->path)
				: err_sys(err, "%s", path);
	}
	free(path);
	free(new);
	return ret;
}

/*
 * What an earlier run that was killed has brought already is used if it is whole;
 * everything else goes from the waiting room.
 */
static int
clear_room(const char *room, const struct wanted_files *files, struct err *err)
{
	struct shelf shelf = SHELF_INIT;
	int ret = -1;

	shelf.dir = open(room, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (shelf.dir < 0)
		return err_sys(err, "%s", room);
	if (shelf_refresh(&shelf, &(struct shelf_options){ .jobs = 2 }, err) == 0) {
		ret = 0;
		for (size_t i = 0; i < shelf.nfile && ret == 0; i++) {
			const struct shelf_file *file = &shelf.file[i];
			const struct wanted_file *want = wanted_find(files, file->name);

			if (!want || file->kind != SHELF_FILE || !digest_eq(&file->digest, &want->item.digest))
				ret = io_remove(shelf.dir, file->name, err);
		}
	}
	io_drop(&shelf.dir);
	shelf_release(&shelf);
	return ret;
}

/* From the waiting room to its place, in one move. */
static int
move_in(const struct stock *stock, const char *name, struct err *err)
{
	char *from = str_format("%s/new/%s", STOCK_STATE, name);
	int ret = renameat(stock->shelf.dir, from, stock->shelf.dir, name);

	if (ret < 0)
		err_sys(err, "%s/%s", stock->path, name);
	free(from);
	return ret;
}

/* The files of STOCK that are not right. The list is owned, what is in it is borrowed. */
static struct wanted_files
find_lacking(const struct stock *stock)
{
	struct wanted_files lacking = WANTED_FILES_INIT;

	for (size_t i = 0; i < stock->files.nfile; i++) {
		if (stock->end[i] != STOCK_RIGHT)
			*arr_push(&lacking.file, &lacking.nfile) = stock->files.file[i];
	}
	return lacking;
}

static int
bring_lacking(const struct words *words, const struct stock *stock, struct progress *progress, struct err *err)
{
	struct wanted_files lacking = find_lacking(stock);
	struct fetch_result *result = arr_new(lacking.nfile + 1, sizeof(*result));
	char *room = state_path(stock, "new"), *state = io_join(stock->path, STOCK_STATE);
	const char *first = words->distfiles && access(words->distfiles, X_OK) == 0 ? words->distfiles : NULL;
	int ret = clear_room(room, &lacking, err);

	progress->total = lacking.nfile;
	if (ret == 0)
		ret = bring_files(&(struct bring){ words, room, state, first, progress }, &lacking, result, err);
	if (ret == 0) {
		for (size_t i = 0; i < lacking.nfile && ret == 0; i++) {
			if (result[i].end != FETCH_MISSING)
				ret = move_in(stock, lacking.file[i].item.name, err);
		}
		progress_end(progress);
		if (lacking.nfile)
			bring_tell(&lacking, result, words->quiet);
		fetch_results_release(result, lacking.nfile);
	}
	free(state);
	free(room);
	free(result);
	free(lacking.file);
	return ret;
}

static int
write_sums(const struct stock *stock, struct err *err)
{
	if (stock->sums_end == STOCK_RIGHT)
		return 0;
	if (io_replace(stock->shelf.dir, STOCK_STATE "/new/" STOCK_SUMS, 0644, str_span(&stock->sums), IO_DURABLE, err) < 0)
		return -1;
	return move_in(stock, STOCK_SUMS, err);
}

/* Folders stay: whatever they are, no mirror of ours made them. */
static int
prune(const struct stock *stock, bool quiet, struct err *err)
{
	for (size_t i = 0; i < stock->nstray; i++) {
		struct stat st;

		if (fstatat(stock->shelf.dir, stock->stray[i], &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISDIR(st.st_mode))
			continue;
		if (unlinkat(stock->shelf.dir, stock->stray[i], 0) < 0)
			return err_sys(err, "%s/%s", stock->path, stock->stray[i]);
		if (!quiet)
			msg_line("removed %s", stock->stray[i]);
	}
	return 0;
}

static int
tell_stock(const struct stock *stock, struct err *err)
{
	struct str text = STR_INIT;
	int ret = 0;

	stock_tell(stock, &text);
	if (fwrite(text.at, 1, text.n, stdout) != text.n)
		ret = err_sys(err, "standard output");
	str_release(&text);
	return ret;
}

static int
update(const struct words *words, struct stock *stock, struct progress *progress, struct err *err)
{
	struct stat st;
	bool ours = fstatat(stock->shelf.dir, STOCK_STATE, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
	int lock = -1, ret;

	if (words->prune && !ours)
		return err_set(err, ERR_LIMIT, "%s: --prune: not a folder that 'lbs mirror make' made; nothing was removed",
			stock->path);
	ret = lock_mirror(stock, &lock, err);
	if (ret == 0)
		ret = stock_take(stock, words->jobs, progress, err);
	if (ret == 0)
		ret = bring_lacking(words, stock, progress, err);
	if (ret == 0)
		ret = write_sums(stock, err);
	if (ret == 0 && words->prune)
		ret = prune(stock, words->quiet, err);
	if (ret == 0 && fsync(stock->shelf.dir) < 0)
		ret = err_sys(err, "%s", stock->path);
	if (ret == 0)
		ret = stock_take(stock, words->jobs, progress, err);
	progress_end(progress);
	if (ret == 0 && !words->quiet)
		ret = tell_stock(stock, err);
	io_drop(&lock);
	return ret < 0 ? -1 : stock_is_good(stock, false) ? EXIT_GOOD : EXIT_FOUND;
}

/* MAKE wants nothing there, UPDATE a folder. */
static int
prepare(const char *path, bool make, struct err *err)
{
	char **name;
	size_t n;

	if (make && io_mkdirs(AT_FDCWD, path, 0755, err) < 0)
		return -1;
	if (io_list(AT_FDCWD, path, &name, &n, err) < 0)
		return err->sys == ENOENT ? err_set(err, ERR_SYSTEM, "%s: not there: 'lbs mirror make' makes it", path) : -1;
	io_free_names(name, n);
	return make && n ? err_set(err, ERR_LIMIT, "%s: not empty: 'lbs mirror update' brings it up to date", path) : 0;
}

/* Serving. */

struct desk {
	const struct words *words;
	const struct stock *stock;
};

static bool
may(void *data, const char *name, const struct digest *digest)
{
	const struct desk *desk = data;

	return stock_may(desk->stock, name, digest, desk->words->strict);
}

static void
log_line(void *data, const char *line)
{
	(void)data;
	printf("%s\n", line);
	fflush(stdout);
}

static void
ready(void *data, const char *address, unsigned clients)
{
	const struct desk *desk = data;

	if (desk->words->clients && clients < desk->words->clients)
		msg_line("this system grants descriptors for %u clients at once, not %u (ulimit -n)", clients, desk->words->clients);
	printf("serving %s at %s to at most %u clients at once\n", desk->stock->path, address, clients);
	fflush(stdout);
}

static int
serve(const struct words *words, struct stock *stock, struct progress *progress, struct err *err)
{
	struct desk desk = { words, stock };
	struct str text = STR_INIT;
	struct span left, line;
	bool good;

	/* A client that goes away in the midst of our words must not end us. */
	signal(SIGPIPE, SIG_IGN);
	if (stock_take(stock, words->jobs, progress, err) < 0)
		return -1;
	progress_end(progress);
	good = stock_is_good(stock, words->strict);
	if (!good) {
		stock_tell(stock, &text);
		left = str_span(&text);
		while (span_line(&left, &line))
			msg_line("%.*s", (int)line.n, line.at);
		str_release(&text);
	}
	if (!good && words->strict) {
		msg_line("%s: not served (--strict): 'lbs mirror update' sets it right", stock->path);
		return EXIT_FOUND;
	}
	return serve_folder(&stock->shelf, &(struct serve_options){
		.listen = words->listen ? words->listen : "127.0.0.1:8000",
		.clients = words->clients,
		.patience = words->patience,
		.stop = halt_flag(),
		.may = may,
		.ready = ready,
		.log = words->quiet ? NULL : log_line,
		.data = &desk,
	}, err);
}

static bool
asks_manifest(const struct words *words)
{
	return words->before_network || words->all || words->build_guix_also || words->nconfig || words->config_file
		|| words->settings;
}

static int
do_word(const char *word, const struct words *words, struct err *err)
{
	const char *path = words->argument[1];
	bool make = !strcmp(word, "make");
	struct wanted_options manifest = words_wanted(words);
	struct stock_choice choice = {
		.step = words->argument + 2,
		.nstep = (size_t)words->narguments - 2,
		.manifest = asks_manifest(words) ? &manifest : NULL,
		.when = words->before_network ? WANTED_BEFORE_NETWORK : WANTED_ALWAYS,
	};
	struct stock stock = { .shelf = SHELF_INIT };
	struct progress progress;
	int ret = -1;

	progress_start(&progress, 2, words->quiet, 0);
	if ((make || !strcmp(word, "update")) && prepare(path, make, err) < 0)
		return -1;
	if (stock_open(&stock, path, words->tree, choice.nstep || choice.manifest ? &choice : NULL, err) < 0)
		goto out;
	if (!strcmp(word, "serve")) {
		ret = serve(words, &stock, &progress, err);
	} else if (!strcmp(word, "verify")) {
		ret = stock_take(&stock, words->jobs, &progress, err);
		progress_end(&progress);
		if (ret == 0 && (!words->quiet || !stock_is_good(&stock, words->strict)))
			ret = tell_stock(&stock, err);
		if (ret == 0)
			ret = stock_is_good(&stock, words->strict) ? EXIT_GOOD : EXIT_FOUND;
	} else {
		ret = update(words, &stock, &progress, err);
	}
out:
	progress_end(&progress);
	stock_close(&stock);
	return ret;
}

/* An option that another of the four words takes is a mistake, not a wish to be ignored. */
static int
check_words(const char *word, const struct words *words)
{
	bool fetches = !strcmp(word, "make") || !strcmp(word, "update"), serves = !strcmp(word, "serve");

	if (!fetches && !serves && strcmp(word, "verify"))
		return msg_usage("'%s': wants one of 'make', 'update', 'verify', 'serve'", word);
	if (words->narguments < 2)
		return msg_usage("%s: wants a folder", word);
	if (!fetches && (words->nmirror || words->offline || words->no_debian || words->no_git || words->prune || words->stall))
		return msg_usage("%s: takes no option that is for fetching", word);
	if (!serves && (words->listen || words->clients || words->patience))
		return msg_usage("%s: takes no option that is for serving", word);
	if (words->prune && (words->narguments > 2 || asks_manifest(words)))
		return msg_usage("%s: --prune: a part alone says nothing about what is superfluous", word);
	if (fetches && words->strict)
		return msg_usage("%s: --strict is for 'verify' and 'serve'", word);
	return -1;
}

int
main(int argc, char **argv)
{
	struct words words;
	struct err err = ERR_INIT;
	int status;

	msg_init("lbs-mirror");
	status = words_read(&words, argc, argv, WORDS_TREE | WORDS_CONFIG | WORDS_PLACES | WORDS_JOBS | WORDS_QUIET
		| WORDS_MIRROR | WORDS_SERVE | WORDS_BOOTSTRAP, usage);
	if (status < 0)
		status = check_words(words.narguments ? words.argument[0] : "", &words);
	if (status < 0) {
		halt_on_signals();
		status = do_word(words.argument[0], &words, &err);
		if (status < 0) {
			msg_err(&err);
			status = EXIT_NOANSWER;
		}
		status = msg_finish(status);
	}
	words_release(&words);
	return status;
}
