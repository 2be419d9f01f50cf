// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// packed.c - this compiler's own: members lie one behind the other without gaps

struct odd {
	char tag;
	int number;
	char text[7];
	struct odd* next;
	int row[3];
	char last;
};

struct holder {
	char c;
	struct odd inner;
	int behind;
};

int main(void) {
	struct odd* o = room(100);
	struct holder* h = room(100);
	char* bytes = o;
	int i;
	show("size", sizeof(struct odd));
	show("pointer", sizeof(struct odd*));
	show("char", sizeof(char));
	show("int", sizeof(int));
	o->tag = 'T';
	o->number = 0x01020304;
	o->next = o;
	o->last = -2;
	for (i = 0; i < 7; i = i + 1)
		o->text[i] = 'a' + i;
	for (i = 0; i < 3; i = i + 1)
		o->row[i] = i + 100;
	show("tag", o->tag);
	show("last", o->last);
	show("number", bytes[1]);
	show("number", bytes[4]);
	show("text", bytes[5]);
	show("text", o->next->text[6]);
	show("row", bytes[16]);
	show("row", o->row[2]);
	show("last", bytes[28]);
	show("holder", sizeof(struct holder));
	h->behind = 5;
	h->inner->number = 6;
	h->inner->row[1] = 7;
	bytes = h;
	show("behind", bytes[30]);
	show("inner", bytes[2]);
	show("inner row", bytes[1 + 20]);
	return 0;
}
