/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/config.h"

#include <stdlib.h>

#include "base/arr.h"

void
config_release(struct config *config)
{
	for (size_t i = 0; i < config->nline; i++) {
		free(config->line[i].name);
		free(config->line[i].value);
	}
	free(config->line);
	*config = (struct config)CONFIG_INIT;
}

int
config_parse(struct config *config, const char *path, struct span text, struct err *err)
{
	struct config new = CONFIG_INIT;
	struct span line;
	unsigned long nr = 0;

	while (span_line(&text, &line)) {
		const char *equals = line.n ? memchr(line.at, '=', line.n) : NULL;
		size_t n = equals ? (size_t)(equals - line.at) : 0;
		const char *why = NULL;

		nr++;
		if (line.n && memchr(line.at, '\0', line.n))
			why = "a NUL byte; wants text";
		else if (!equals)
			why = line.n ? "wants NAME=value" : "an empty line; wants NAME=value";
		else if (n == 0)
			why = "wants a name before '='";
		if (why) {
			config_release(&new);
			return err_set(err, ERR_SYNTAX, "%s:%lu: %s", path, nr, why);
		}
		*arr_push(&new.line, &new.nline) = (struct config_line){
			.name = arr_dupn(line.at, n),
			.value = arr_dupn(line.at + n + 1, line.n - n - 1),
		};
	}
	*config = new;
	return 0;
}

static struct config_line *
find_first(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->nline; i++) {
		if (!strcmp(config->line[i].name, name))
			return &config->line[i];
	}
	return NULL;
}

const char *
config_first(const struct config *config, const char *name)
{
	const struct config_line *line = find_first(config, name);

	return line ? line->value : "";
}

const char *
config_last(const struct config *config, const char *name)
{
	for (size_t i = config->nline; i-- > 0;) {
		if (!strcmp(config->line[i].name, name))
			return config->line[i].value;
	}
	return NULL;
}

void
config_set(struct config *config, const char *name, const char *value)
{
	struct config_line *line = find_first(config, name);

	if (!line) {
		line = arr_push(&config->line, &config->nline);
		*line = (struct config_line){ .name = arr_dup(name) };
	}
	free(line->value);
	line->value = arr_dup(value);
}

void
config_format(const struct config *config, struct str *text)
{
	for (size_t i = 0; i < config->nline; i++)
		str_addf(text, "%s=%s\n", config->line[i].name, config->line[i].value);
}
