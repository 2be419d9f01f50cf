/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * licenceexpr - SPDX licence expressions
 *
 *     expression = term *("OR" term)            the weakest binding
 *     term       = factor *("AND" factor)
 *     factor     = "(" expression ")" / simple ["WITH" exception]
 *     simple     = id ["+"] / "LicenseRef-" name / "DocumentRef-" name ":LicenseRef-" name
 *     id, name   = letters, digits, "-", "."
 *
 * Operators are taken in upper or lower case. The normal form: flat, parts sorted by
 * bytes, each once, brackets only round an OR inside an AND; "GPL-2.0+" and
 * "GPL-2.0" are GPL-2.0-or-later and GPL-2.0-only; names of licences that are known
 * are spelt as the list spells them. tests/unit/licenceexpr.c and
 * tests/fuzz/licenceexpr.c belong to this module.
 */
#ifndef LBS_AUDIT_LICENCEEXPR_H
#define LBS_AUDIT_LICENCEEXPR_H

#include "base/err.h"
#include "base/str.h"
#include "licencelist.h"

enum licence_op { LICENCE_ID, LICENCE_AND, LICENCE_OR };

struct licence_expr {
	enum licence_op op;
	char *id;                       /* of a LICENCE_ID; owned. With "+" at its end where that says more */
	char *exception;                /* behind WITH; owned, or NULL */
	struct licence_expr *part;      /* of the others: two or more; owned */
	size_t npart;
};

#define LICENCE_EXPR_INIT { 0 }

enum { LICENCE_EXPR_DEPTH = 32, LICENCE_EXPR_BYTES = 4096 };

/*
 * Parse TEXT and bring it into normal form. LIST may be NULL: then no name is known.
 * ERR_SYNTAX for what is no expression, ERR_LIMIT for one that is too long or deep.
 */
int licence_expr_parse(struct licence_expr *expr, const struct licence_list *list, struct span text,
	struct err *err);
void licence_expr_release(struct licence_expr *expr);

/* Append the normal form. */
void licence_expr_format(const struct licence_expr *expr, struct str *text);

/* A and B joined by OP, normal; both are moved into the result and empty afterwards. */
void licence_expr_join(struct licence_expr *expr, enum licence_op op, struct licence_expr *a,
	struct licence_expr *b);

/*
 * What it means for us: OR takes the best of its parts, AND the worst. *WHY is the reason that
 * the list has for the part that decided (borrowed), *PART the name of that part (borrowed from EXPR).
 */
enum licence_verdict licence_expr_judge(const struct licence_expr *expr, const struct licence_list *list,
	enum licence_use use, const char **part, const char **why);

/* Is every licence that is named in A named in B as well? Exceptions count as parts of a name. */
bool licence_expr_within(const struct licence_expr *a, const struct licence_expr *b);

#endif
