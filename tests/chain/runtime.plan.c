// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// runtime.plan - does script-generator write what lib/chain/plan.c plans?
//
// runtime.plan PROGRAM ROOT compare          the texts that lie in ROOT/steps
// runtime.plan PROGRAM ROOT random SEED N    N random ones, put there
// PROGRAM is run in ROOT: after chroot(2) if it begins with '/', as a path below "." if it
// was built to write there. It must end with 1 and the very message of the host's reader
// where that finds an error, and then have written nothing.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chain/plan.h"

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

static void
write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f))
		die(path);
}

static char *
read_text(const char *path)
{
	static char room[1 << 20];
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		return NULL;
	n = fread(room, 1, sizeof(room) - 1, f);
	room[n] = 0;
	fclose(f);
	return strdup(room);
}

/* Random texts, mostly in form. */

static unsigned long long state;

static unsigned
below(unsigned n)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(state >> 33) % n;
}

static bool chance(unsigned percent) { return below(100) < percent; }

static const char *
one_of(const char *const *words)
{
	unsigned n = 0;

	while (words[n])
		n++;
	return words[below(n)];
}

static const char *const packages[] = { "a-1", "a-1", "b-2", "bash-1", "bash-", "bashful", "next", "\xc3\xa4-3", "x(y", NULL };
static const char *const names[] = { "A", "B", "C", "CHROOT", "INTERACTIVE", "NONE", NULL };
static const char *const values[] = { "True", "False", "1", "", "\"q q\"", "x", NULL };
static const char *const words[] = { "True", "False", "1", "\"q", "x", "True", NULL };
static const char *const noise[] = { " ", "  ", "(", ")", " )", "\t", "\r", "#", "==", "= ", " && True", "build:", "\x7f", "\n", "!=", NULL };

static void
add_logic(struct str *s)
{
	str_adds(s, "( ");
	for (;;) {
		if (chance(8)) {
			str_addf(s, "%s )", one_of(words));
			return;
		}
		str_addf(s, "%s %s %s ", one_of(names), chance(50) ? "==" : "!=", chance(15) ? "" : one_of(words));
		if (chance(60)) {
			str_adds(s, ")");
			return;
		}
		str_adds(s, chance(50) ? "|| " : "&& ");
	}
}

static void
add_line(struct str *s)
{
	unsigned kind = below(20);

	if (kind < 9) {
		str_addf(s, "build: %s", one_of(packages));
	} else if (kind < 11) {
		str_addf(s, "improve: %s", one_of(packages));
	} else if (kind < 13) {
		str_addf(s, "jump: %s", one_of(packages));
	} else if (kind < 15) {
		str_adds(s, "uninstall:");
		do
			str_addf(s, " %s", one_of(packages));
		while (chance(40));
	} else if (kind < 18) {
		str_addf(s, "define: %s = ", one_of(names));
		if (chance(50))
			add_logic(s);
		else
			str_adds(s, one_of(words));
	} else if (kind < 19) {
		str_adds(s, "# a ( comment");
	}
	if (kind < 18 && chance(40)) {
		str_addc(s, ' ');
		add_logic(s);
	}
	if (chance(5))
		str_adds(s, " ");
	if (chance(5))
		str_adds(s, " # why");
	str_addc(s, '\n');
}

/* Put noise into every so manieth text, or cut bytes out of it. */
static void
spoil(struct str *s, unsigned percent)
{
	while (s->n && chance(percent)) {
		struct str new = STR_INIT;
		size_t at = below((unsigned)s->n + 1), skip = chance(50) ? below(4) : 0;

		if (skip > s->n - at)
			skip = s->n - at;
		str_add(&new, (struct span){ s->at, at });
		if (chance(60))
			str_adds(&new, one_of(noise));
		str_add(&new, (struct span){ s->at + at + skip, s->n - at - skip });
		str_release(s);
		*s = new;
	}
}

static void
make_texts(void)
{
	struct str manifest = STR_INIT, config = STR_INIT;
	unsigned n = below(24);

	str_adds(&manifest, "");
	str_adds(&config, "");
	for (unsigned i = 0; i < n; i++)
		add_line(&manifest);
	n = below(6);
	for (unsigned i = 0; i < n; i++)
		str_addf(&config, "%s=%s\n", one_of(names), one_of(values));
	spoil(&manifest, 25);
	spoil(&config, 5);
	write_text("steps/manifest", n || manifest.n ? manifest.at : "");
	if (chance(95))
		write_text("steps/bootstrap.cfg", config.n ? config.at : "");
	else
		unlink("steps/bootstrap.cfg");
	write_text("steps/env", chance(90) ? "# env\nPREFIX=/usr\n" : "");
	str_release(&manifest);
	str_release(&config);
}

/* One comparison. */

static const char *program;

static int
run(void)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		die("fork");
	if (child == 0) {
		int fd = open("log", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(fd, 1);
		dup2(fd, 2);
		if (program[0] == '/' && chroot("."))
			_exit(126);
		execl(program, program, program[0] == '/' ? "/steps/manifest" : "steps/manifest", (char *)NULL);
		_exit(127);
	}
	if (waitpid(child, &status, 0) < 0)
		die("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* "./steps/0.sh" and so on, up to one beyond what can be there; DROP removes them. */
static unsigned
count_written(bool drop)
{
	static const char *const forms[] = { "steps/%u.sh", "kaem.run.%u", "init.%u", NULL };
	char path[64];
	unsigned found = 0;

	for (unsigned k = 0; forms[k]; k++) {
		for (unsigned i = 0; i < 40; i++) {
			snprintf(path, sizeof(path), forms[k], i);
			found += access(path, F_OK) == 0;
			if (drop)
				unlink(path);
		}
	}
	found += access("preseed-jump.kaem", F_OK) == 0;
	if (drop)
		unlink("preseed-jump.kaem");
	return found;
}

static bool
same(const char *path, const char *want)
{
	char *got = read_text(path);
	bool equal = got && !strcmp(got, want);

	if (!equal)
		printf("# %s: wanted\n%s# got\n%s# end\n", path, want, got ? got : "(no file)\n");
	free(got);
	return equal;
}

static bool
compare(void)
{
	struct manifest manifest = MANIFEST_INIT;
	struct config config = CONFIG_INIT;
	struct plan plan = PLAN_INIT;
	struct err err = ERR_INIT;
	char *manifest_text = read_text("steps/manifest"), *config_text = read_text("steps/bootstrap.cfg");
	char *env = read_text("steps/env"), *log;
	const char *slash = program[0] == '/' ? "/" : "";
	char manifest_name[40], config_name[40];
	bool good = true, parsed;
	int status;

	snprintf(manifest_name, sizeof(manifest_name), "%ssteps/manifest", slash);
	snprintf(config_name, sizeof(config_name), "%ssteps/bootstrap.cfg", slash);
	count_written(true);
	parsed = config_parse(&config, config_name, span_of(config_text ? config_text : ""), &err) == 0
		&& manifest_parse(&manifest, manifest_name, span_of(manifest_text), &err) == 0;
	status = run();
	log = read_text("log");
	if (!parsed) {
		/* The message, in the words of the host's reader; control characters differ in how they are shown. */
		good = status == 1 && count_written(false) == 0 && strstr(log, err.text);
		if (good && config_text)
			good = same("steps/bootstrap.cfg", config_text);
		if (!good)
			printf("# status %d, %u files, wanted the message\n# %s\n# got\n# %s", status, count_written(false), err.text, log);
	} else {
		struct str after = STR_INIT;

		plan_make(&plan, &manifest, &config, span_of(env), &err);
		for (size_t i = 0; i < plan.nfile; i++)
			good = same(plan.file[i].path + 1, str_span(&plan.file[i].text).at) && good;
		str_adds(&after, "");
		config_format(&plan.config, &after);
		good = same("steps/bootstrap.cfg", str_span(&after).at) && good;
		if (status != 0 || count_written(false) != plan.nfile) {
			printf("# status %d, %u files, wanted %zu; %s", status, count_written(false), plan.nfile, log);
			good = false;
		}
		str_release(&after);
	}
	if (!good)
		printf("# manifest\n%s# bootstrap.cfg\n%s# end\n", manifest_text, config_text ? config_text : "");
	plan_release(&plan);
	manifest_release(&manifest);
	config_release(&config);
	free(manifest_text);
	free(config_text);
	free(env);
	free(log);
	return good;
}

int
main(int argc, char **argv)
{
	unsigned n = 1, broken = 0;

	if (argc < 4)
		return 2;
	program = argv[1];
	if (chdir(argv[2]))
		die(argv[2]);
	if (argc == 4)
		return !compare();
	n = (unsigned)atoi(argv[5]);
	for (unsigned i = 0; i < n; i++) {
		state = (unsigned long long)atoi(argv[4]) * 1000003 + i;
		below(2);
		make_texts();
		if (!compare()) {
			printf("# seed %s, text %u\n", argv[4], i);
			if (++broken == 3)
				break;
		}
	}
	printf("# %u texts, %u wrong\n", n, broken);
	return broken > 0;
}
