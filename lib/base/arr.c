/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arr.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Noreturn void
give_up(const char *line)
{
	ssize_t ignored = write(2, line, strlen(line));

	(void)ignored;
	_exit(2);
}

size_t
arr_sum(size_t a, size_t b)
{
	if (b > SIZE_MAX - a)
		give_up("lbs: a size does not fit in this machine's memory\n");
	return a + b;
}

size_t
arr_product(size_t a, size_t b)
{
	if (b != 0 && a > SIZE_MAX / b)
		give_up("lbs: a size does not fit in this machine's memory\n");
	return a * b;
}

void *
arr_new(size_t n, size_t size)
{
	void *ptr;

	arr_product(n, size);
	ptr = calloc(n ? n : 1, size ? size : 1);
	if (!ptr)
		give_up("lbs: out of memory\n");
	return ptr;
}

void *
arr_resize(void *ptr, size_t n, size_t size)
{
	size_t bytes = arr_product(n, size);

	ptr = realloc(ptr, bytes ? bytes : 1);
	if (!ptr)
		give_up("lbs: out of memory\n");
	return ptr;
}

char *
arr_dupn(const void *bytes, size_t n)
{
	char *copy = arr_resize(NULL, arr_sum(n, 1), 1);

	if (n)
		memcpy(copy, bytes, n);
	copy[n] = '\0';
	return copy;
}

char *
arr_dup(const char *text)
{
	return arr_dupn(text, strlen(text));
}

void *
arr_room(void *ptr, size_t n, size_t size)
{
	if (n == 0)
		return arr_resize(ptr, 4, size);
	if (n >= 4 && (n & (n - 1)) == 0)
		return arr_resize(ptr, arr_product(n, 2), size);
	return ptr;
}
