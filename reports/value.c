/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "value.h"

#include <stdlib.h>

#include "base/str.h"

json_t *
report_value(const char *bytes)
{
	json_t *value = json_string(bytes);
	struct str safe = STR_INIT;

	if (value)
		return value;
	str_add_escaped(&safe, span_of(bytes));
	value = json_string(safe.at);
	str_release(&safe);
	return value;
}

void
report_dump(const json_t *object, struct str *out)
{
	char *dump = json_dumps(object, JSON_INDENT(2) | JSON_SORT_KEYS);

	if (!dump)
		abort();
	str_adds(out, dump);
	str_addc(out, '\n');
	free(dump);
}
