/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash, and nothing outside: a path, a range, a list of tags */
#include <stdint.h>
#include <stdlib.h>

#include "host/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	struct digest digest = { { 0 } };
	char name[REQUEST_NAME_MAX + 1];
	uint64_t length = 0, from, n;

	if (request_path(text, name) == REQUEST_FILE && (!name[0] || name[0] == '.' || strchr(name, '/')))
		abort();
	request_has_tag(text, &digest, REQUEST_WEAK);
	for (size_t i = 0; i < 8 && i < size; i++)
		length = length << 8 | data[i];
	for (int i = 0; i < 2; i++, length = 1000) {
		if (request_range(text, length, &from, &n) == REQUEST_PART && (n == 0 || from >= length || n > length - from))
			abort();
	}
	return 0;
}
