// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// m2-only --bootstrap-mode: lines with # are nothing, FILE is known

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

#include <stdio.h>
#define main nothing
#if 0
enum {
	EOF = 0xFFFFFFFF,
	LIMIT = 3,
};

struct item {
	int number;
	FILE* file;
	char name[6];
	struct item* next;
};

FILE* output;
size_t size;
struct item* items;
int memory;

void* reserve(int bytes) {
	if (0 == memory)
		memory = system_call(45, 0, 0, 0);
	memory = system_call(45, memory + bytes, 0, 0);
	return memory - bytes;
}
#endif

void each(FUNCTION f, struct item* list) {
	while (0 != list) {
		f(list);
		list = list->next;
	}
}

void show(struct item* i) {
	put(i->number);
	put_text(i->name);
}

int main() {
	int i;
	struct item* new;
	for (i = 1; i <= LIMIT; i = i + 1) {
		new = reserve(sizeof(struct item));
		new->next = items;
		new->number = i * 100;
		new->name[0] = 'a' + i;
		new->name[1] = 0;
		items = new;
	}
	each(show, items);
	output = 0;
	do {
		if (i == EOF) goto out;
		i = i - 1;
	} while (1);
out:
	put(i); put(sizeof(struct item)); end_line();
	return 3;
}
