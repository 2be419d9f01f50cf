/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, no crash: an .m4 file, whose normal form is not longer */
#include <stdint.h>
#include <stdlib.h>

#include "base/arr.h"
#include "m4text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str normal = STR_INIT;
	struct m4_text text;
	/* A copy of its own, so that a byte read too far is seen. */
	char *file = size ? arr_dupn(data, size - 1) : NULL;
	struct span bytes = { file, size ? size - 1 : 0 };

	m4_text_read(&text, bytes);
	if (text.serial.n && (!m4_serial_is(text.serial) || text.serial.at < bytes.at || text.serial_line > size))
		abort();
	m4_text_normal(bytes, &normal);
	if (normal.n > bytes.n + 1 || (text.code.byte[0] != digest_of(str_span(&normal)).byte[0]))
		abort();
	m4_text_release(&text);
	str_release(&normal);
	free(file);
	return 0;
}
