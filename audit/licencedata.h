/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licencedata - what licencebuild made of audit/licence/ and of the licence texts
 */
#ifndef LBS_AUDIT_LICENCEDATA_H
#define LBS_AUDIT_LICENCEDATA_H

#include <stddef.h>
#include <stdint.h>

struct licence_data {
	const char *list;               /* licencelist.h; empty where no source of it was named */
	const char *policy, *phrases;   /* the files of audit/licence/ */
	const uint32_t *index;                  /* licenceindex.h */
	size_t nindex;
};

extern const struct licence_data licence_data;

#endif
