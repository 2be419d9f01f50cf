/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: an expression; and its normal form is read as itself */
#include <stdint.h>
#include <stdlib.h>

#include "licenceexpr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct licence_list list;
	struct licence_expr expr, again;
	struct str text = STR_INIT, second = STR_INIT;
	const char *part, *why;
	struct err err = ERR_INIT;

	if (!list.nname && licence_list_parse(&list, "list", SPAN("MIT F\nGPL-2.0-only F\nJSON N\nOdd\nX-exception X\n"),
		&err) < 0)
		abort();
	if (licence_expr_parse(&expr, &list, (struct span){ (const char *)data, size }, &err) < 0)
		return 0;
	(void)licence_expr_judge(&expr, &list, LICENCE_CODE, &part, &why);
	licence_expr_format(&expr, &text);
	/* Names may grow in it: "GPL-2.0+". */
	if (text.n <= LICENCE_EXPR_BYTES) {
		if (licence_expr_parse(&again, &list, str_span(&text), &err) < 0)
			abort();
		licence_expr_format(&again, &second);
		if (!span_eq(str_span(&text), str_span(&second)) || !licence_expr_within(&expr, &again))
			abort();
		licence_expr_release(&again);
	}
	licence_expr_release(&expr);
	str_release(&text);
	str_release(&second);
	return 0;
}
