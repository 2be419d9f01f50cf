/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-parse - what a reader made of a file, for tests/cases/parse
 *
 *     lbs-parse manifest FILE [BOOTSTRAP.CFG [ENV]]    the files that script-generator writes
 *     lbs-parse sources|sums|layer|record|config|kaem|policy|hex0 FILE
 *
 * Status 0, or 2 with the reader's own message.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/msg.h"
#include "chain/kaem.h"
#include "chain/plan.h"
#include "format/hex0.h"
#include "format/policy.h"
#include "format/record.h"
#include "format/sources.h"
#include "format/sums.h"

static int
read_text(const char *path, struct str *text, struct err *err)
{
	return path ? io_read_file(AT_FDCWD, path, 1 << 24, text, err) : 0;
}

static int
show_manifest(char **path, struct span text, struct str *out, struct err *err)
{
	struct manifest manifest = MANIFEST_INIT;
	struct config config = CONFIG_INIT;
	struct plan plan = PLAN_INIT;
	struct str config_text = STR_INIT, env = STR_INIT;
	int ret = -1;

	if (manifest_parse(&manifest, path[0], text, err) < 0
		|| read_text(path[1], &config_text, err) < 0
		|| config_parse(&config, path[1] ? path[1] : "", str_span(&config_text), err) < 0
		|| read_text(path[1] ? path[2] : NULL, &env, err) < 0
		|| plan_make(&plan, &manifest, &config, str_span(&env), err) < 0)
		goto out;
	for (size_t i = 0; i < manifest.ndirective; i++) {
		if (manifest.directive[i].ignored)
			str_addf(out, "ignored in line %lu: %s\n", manifest.directive[i].line,
				manifest.directive[i].ignored);
	}
	for (size_t i = 0; i < plan.nfile; i++)
		str_addf(out, "== %s\n%s", plan.file[i].path, str_span(&plan.file[i].text).at);
	str_adds(out, "== bootstrap.cfg\n");
	config_format(&plan.config, out);
	ret = 0;
out:
	plan_release(&plan);
	config_release(&config);
	manifest_release(&manifest);
	str_release(&config_text);
	str_release(&env);
	return ret;
}

static int
show_sources(const char *path, struct span text, struct str *out, struct err *err)
{
	struct sources sources = SOURCES_INIT;

	if (sources_parse(&sources, path, text, err) < 0)
		return -1;
	for (size_t i = 0; i < sources.nsource; i++) {
		const struct source *source = &sources.source[i];

		str_addf(out, "%s name=%s url=%s repo=%s ref=%s sha256=%.8s\n",
			source->kind == SOURCE_GIT ? "git" : "file", source->name, source->url, source->repo,
			source->ref, digest_text(&source->digest).text);
	}
	sources_release(&sources);
	return 0;
}

static int
show_kaem(const char *path, struct span text, struct str *out, struct err *err)
{
	struct kaem kaem = KAEM_INIT;

	if (kaem_parse(&kaem, path, text, err) < 0)
		return -1;
	for (size_t i = 0; i < kaem.ncommand; i++) {
		str_addf(out, "%lu:", kaem.command[i].line);
		for (size_t k = 0; k < kaem.command[i].nword; k++)
			str_addf(out, " [%s]", kaem.command[i].word[k]);
		str_addc(out, '\n');
	}
	kaem_release(&kaem);
	return 0;
}

static int
show_policy(const char *path, struct span text, struct str *out, struct err *err)
{
	struct policy policy = POLICY_INIT;

	if (policy_parse(&policy, path, text, err) < 0)
		return -1;
	for (size_t i = 0; i < policy.nrule; i++)
		str_addf(out, "%s: %s\n", policy.rule[i].rule,
			policy.rule[i].off ? "off" : severity_word(policy.rule[i].severity));
	str_addf(out, "seconds %lld, memory %llu, disk %llu, processes %u\n", policy.seconds, policy.memory,
		policy.disk, policy.processes);
	policy_release(&policy);
	return 0;
}

static int
show_hex0(const char *path, struct span text, struct str *out, struct err *err)
{
	struct str bytes = STR_INIT;

	if (hex0_parse(&bytes, path, text, err) < 0)
		return -1;
	for (size_t i = 0; i < bytes.n; i++)
		str_addf(out, "%02x", (unsigned char)bytes.at[i]);
	str_addc(out, '\n');
	str_release(&bytes);
	return 0;
}

/* Readers whose text can be written again: what comes out is that. */
#define SHOW_AGAIN(type, INIT) \
	static int \
	show_##type(const char *path, struct span text, struct str *out, struct err *err) \
	{ \
		struct type type = INIT; \
		int ret = type##_parse(&type, path, text, err); \
	\
		if (ret == 0) \
			type##_format(&type, out); \
		type##_release(&type); \
		return ret; \
	}
SHOW_AGAIN(sums, SUMS_INIT)
SHOW_AGAIN(layer, LAYER_INIT)
SHOW_AGAIN(config, CONFIG_INIT)
SHOW_AGAIN(record, RECORD_INIT)

static const struct {
	const char *word;
	int (*show)(const char *path, struct span text, struct str *out, struct err *err);
} kinds[] = {
	{ "sources", show_sources }, { "kaem", show_kaem }, { "policy", show_policy }, { "hex0", show_hex0 },
	{ "sums", show_sums }, { "layer", show_layer }, { "config", show_config }, { "record", show_record },
};

int
main(int argc, char **argv)
{
	struct str text = STR_INIT, out = STR_INIT;
	struct err err = ERR_INIT;
	int ret = -2;

	msg_init("lbs-parse");
	if (argc < 3)
		return msg_usage("wants a kind and a file");
	if (read_text(argv[2], &text, &err) < 0)
		ret = -1;
	else if (!strcmp(argv[1], "manifest"))
		ret = show_manifest(argv + 2, str_span(&text), &out, &err);
	for (size_t i = 0; ret == -2 && i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!strcmp(argv[1], kinds[i].word))
			ret = kinds[i].show(argv[2], str_span(&text), &out, &err);
	}
	if (ret == 0)
		fputs(str_span(&out).at, stdout);
	else if (ret == -1)
		msg_err(&err);
	str_release(&text);
	str_release(&out);
	return ret == -2 ? msg_usage("'%s': no such kind", argv[1]) : msg_finish(ret ? EXIT_NOANSWER : EXIT_GOOD);
}
