/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * m4table - a table of known .m4 files in the making: lbs-m4index(1)
 *
 * Files are added in any order, by any thread; the same files give the same bytes.
 * tests/unit/m4index.c belongs to it.
 */
#ifndef LBS_AUDIT_M4TABLE_H
#define LBS_AUDIT_M4TABLE_H

#include <pthread.h>

#include "base/str.h"
#include "m4text.h"

enum { M4_WITNESSES = 3 };              /* packages that must agree */

struct m4_table_file;
struct m4_table_macro;

struct m4_table {
	pthread_mutex_t lock;           /* of all below */
	struct m4_table_file *file;
	size_t nfile;
	struct m4_table_macro *macro;
	size_t nmacro;
};

void m4_table_init(struct m4_table *table);
void m4_table_release(struct m4_table *table);

/*
 * A file called NAME with TEXT in it was seen in the package WHERE. If that begins with "+", it has copies of what others
 * make: they count for names that others have, too, and when M4_WITNESSES packages have the same. OLDER: the package carries it
 * as an older version's.
 */
void m4_table_add(struct m4_table *table, struct span name, const struct m4_text *text, const char *where,
	bool older);

/*
 * Append the lines, sorted. WHERE lists a package once, with the first version that had the file, as versions go.
 * A serial above those that the newest versions of packages have is an old one: another count was used once, or the file
 * lives on elsewhere.
 * Left out is what is about names that never have a serial.
 */
void m4_table_format(struct m4_table *table, struct str *text);

/* What a file or folder called PATH is a package and version of: its last part without the endings of archives; owned. */
char *m4_table_label(const char *path);

#endif
