/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config - bootstrap.cfg: the settings that a chain is made with
 *
 * Lines NAME=value; the value is all after the first '=', quotes included.
 * Upstream's readers differ: predicates take the first line of a name, shells
 * the last. A line without '=' (an empty one, too) is an error for all of them.
 * A last line without newline is taken whole here (upstream's script-generator
 * loses its last character). lbs-config(5).
 *
 * Bytes come in, records go out. tests/unit/config.c and tests/fuzz/config.c belong to it.
 */
#ifndef LBS_FORMAT_CONFIG_H
#define LBS_FORMAT_CONFIG_H

#include "base/err.h"
#include "base/str.h"

struct config_line {
	char *name;             /* owned; not empty */
	char *value;            /* owned; may be "" */
};

struct config {
	struct config_line *line;       /* in the order of the file; a name may be there more than once */
	size_t nline;
};

#define CONFIG_INIT { NULL, 0 }

int config_parse(struct config *config, const char *path, struct span text, struct err *err);
void config_release(struct config *config);

/* What predicates see: the first value of NAME; "" if there is none. Borrowed. */
const char *config_first(const struct config *config, const char *name);

/* What shells see: the last value; NULL if there is none. Borrowed. */
const char *config_last(const struct config *config, const char *name);

/* Change the first line of NAME, or add one at the end. */
void config_set(struct config *config, const char *name, const char *value);

void config_format(const struct config *config, struct str *text);

#endif
