/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arr - memory that cannot overflow its own arithmetic
 *
 * Sizes are bytes unless a name says n (a count). Out of memory ends the
 * program with one line and status 2: there is nothing that a caller could do
 * about it that is better. tests/unit/arr.c belongs to this module.
 */
#ifndef LBS_BASE_ARR_H
#define LBS_BASE_ARR_H

#include <stddef.h>

/* malloc of N times SIZE bytes, zeroed; never NULL; owned. */
void *arr_new(size_t n, size_t size);

/* Resize PTR (or NULL) to N times SIZE bytes; never NULL; owned. New bytes are not set. */
void *arr_resize(void *ptr, size_t n, size_t size);

/* A copy of TEXT; owned. */
char *arr_dup(const char *text);

/* A copy of N bytes and a NUL after them; owned. */
char *arr_dupn(const void *bytes, size_t n);

/* A + B and A * B; the program stops rather than wrap round. */
size_t arr_sum(size_t a, size_t b);
size_t arr_product(size_t a, size_t b);

/*
 * Make room for one more element in the array PTR that holds N: for use as
 * *arr_push(&x->item, &x->nitem) = value. The capacity is the next power of two,
 * worked out from N, so that records need no third field.
 */
void *arr_room(void *ptr, size_t n, size_t size);
#define arr_push(ptr, n) \
	((*(ptr) = arr_room(*(ptr), *(n), sizeof(**(ptr)))), *(ptr) + (*(n))++)

#endif
