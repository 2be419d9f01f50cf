// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// struct.c - members, through one and several pointers

struct list {
	int value;
	char* name;
	struct list* next;
	struct tail* tail;
};

struct tail {
	struct list* back;
	char** names;
};

struct list* made;

struct list* make(int value, char* name, struct list* next) {
	struct list* l = room(sizeof(struct list));
	l->value = value;
	l->name = name;
	l->next = next;
	l->tail = room(sizeof(struct tail));
	l->tail->back = l;
	l->tail->names = room(40);
	l->tail->names[0] = "zero";
	l->tail->names[value] = name;
	return l;
}

struct list** table;

int main(void) {
	struct list* l;
	int i = 1;
	made = make(1, "one\n", make(2, "two\n", make(3, "three\n", 0)));
	for (l = made; l; l = l->next) {
		show("value", l->value);
		print(l->name);
		show("third letter", l->name[2]);
	}
	show("next next", made->next->next->value);
	show("back", made->next->tail->back->value);
	print(made->tail->names[i]);
	show("letter", made->next->tail->names[2][1]);
	made->next->value = made->next->value + made->value;
	show("sum", made->next->value);
	made->next->tail->back->next->value = 77;
	show("set", made->next->next->value);
	show("call ->", make(5, "five", made)->next->value);
	table = room(400);
	table[0] = made;
	table[i] = made->next;
	table[i + 1] = table[i]->next;
	show("table", table[0]->value + table[1]->value + table[i + 1]->value);
	table[i]->value = 9;
	show("table", made->next->value);
	show("compare", made->value < made->next->value);
	show("difference", made->next->next->value - made->next->value * 2);
	i = made->value = made->next->value = 4;
	show("chain", i + made->value + made->next->value);
	return 0;
}
