// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// string.c - memory and text; blocks go a word at a time

#include <string.h>

void *memcpy(void *to, const void *from, size_t size) {
	char *t = to;
	const char *f = from;
	for (; size >= 4; size -= 4, t += 4, f += 4)
		*(int *)t = *(const int *)f;
	for (; size > 0; size--)
		*t++ = *f++;
	return to;
}

void *memmove(void *to, const void *from, size_t size) {
	char *t = to;
	const char *f = from;
	if (t <= f || t >= f + size)
		return memcpy(to, from, size);
	while (size-- > 0)
		t[size] = f[size];
	return to;
}

void *memset(void *to, int c, size_t size) {
	char *t = to;
	unsigned int word = (c & 255) * 0x01010101u;
	for (; size >= 4; size -= 4, t += 4)
		*(unsigned int *)t = word;
	for (; size > 0; size--)
		*t++ = c;
	return to;
}

int memcmp(const void *a, const void *b, size_t size) {
	const unsigned char *x = a;
	const unsigned char *y = b;
	for (; size > 0; size--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

size_t strlen(const char *text) {
	const char *end = text;
	while (*end)
		end++;
	return end - text;
}

char *strcpy(char *to, const char *from) { return memcpy(to, from, strlen(from) + 1); }

int strncmp(const char *a, const char *b, size_t size) {
	for (; size > 0; size--, a++, b++)
		if (*a != *b || *a == 0)
			return (unsigned char)*a - (unsigned char)*b;
	return 0;
}

int strcmp(const char *a, const char *b) { return strncmp(a, b, -1); }

char *strchr(const char *text, int c) {
	for (; *text != (char)c; text++)
		if (*text == 0)
			return 0;
	return (char *)text;
}

char *strrchr(const char *text, int c) {
	const char *at = text + strlen(text);
	for (; *at != (char)c; at--)
		if (at == text)
			return 0;
	return (char *)at;
}

char *strstr(const char *text, const char *part) {
	size_t length = strlen(part);
	for (; strncmp(text, part, length) != 0; text++)
		if (*text == 0)
			return 0;
	return (char *)text;
}
