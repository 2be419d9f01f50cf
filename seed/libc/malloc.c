// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// malloc.c - memory
//
// A block has one of 54 sizes: 16, 24, 32, 48, 64, 96, ... up to 1.5 GiB. What is given back waits in
// the list of its size and serves the next wish for that size. New blocks are cut from one piece at the end
// of the program, which the kernel lengthens by a MiB or more at a time.

#include "libc.h"

enum { SIZES = 54, STEP = 1 << 20, SYS_BRK = 45 };

struct block {
	unsigned int number;            // of its size
	struct block *next;             // while it waits; the user's bytes begin 8 bytes behind the block's start
};

static struct block *waiting[SIZES];
static unsigned int top;                // where the next new block goes
static unsigned int end;                // of what the kernel gave

static unsigned int block_size(unsigned int number) { return (number & 1 ? 24 : 16) << (number >> 1); }

static int grow(unsigned int size) {
	unsigned int wish;
	if (end == 0)
		top = end = (sys_call(SYS_BRK, 0, 0, 0) + 15) & ~15;
	wish = top + (size + STEP - 1) / STEP * STEP;
	if (wish < top || (unsigned int)sys_call(SYS_BRK, wish, 0, 0) != wish)
		return 0;
	end = wish;
	return 1;
}

void *malloc(size_t size) {
	unsigned int number = 0;
	struct block *block;
	while (number < SIZES && block_size(number) - 8 < size)
		number++;
	block = number < SIZES ? waiting[number] : 0;
	if (block) {
		waiting[number] = block->next;
	} else {
		if (number == SIZES || (end - top < block_size(number) && !grow(block_size(number)))) {
			errno = ENOMEM;
			return 0;
		}
		block = (struct block *)top;
		block->number = number;
		top += block_size(number);
	}
	return (char *)block + 8;
}

void free(void *old) {
	struct block *block;
	if (old == 0)
		return;
	block = (struct block *)((char *)old - 8);
	block->next = waiting[block->number];
	waiting[block->number] = block;
}

void *realloc(void *old, size_t size) {
	unsigned int room;
	void *new;
	if (old == 0)
		return malloc(size);
	room = block_size(*(unsigned int *)((char *)old - 8)) - 8;
	if (size <= room)
		return old;
	new = malloc(size);
	if (new) {
		memcpy(new, old, room);
		free(old);
	}
	return new;
}
