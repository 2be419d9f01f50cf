// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// structs and unions where M2 and C agree

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

struct node;

struct node {
	int value;
	struct node* next;
};

struct inner {
	int x;
	int y;
};

struct outer {
	char name[8];
	struct inner in;
	struct inner list[2];
	struct inner* link;
	union {
		int word;
		char byte[4];
	};
	struct {
		int deep;
	} named;
	int (*f)(int);
};

typedef struct {
	int a, b;
	char* text;
} record;

union both {
	int number;
	unsigned char bytes[4];
};

struct outer global;
struct inner pairs[3];
union both both;

int doubled(int n) {
	return n * 2;
}

int length(struct node* list) {
	int n = 0;
	for (; list; list = list->next)
		n = n + list->value;
	return n;
}

struct inner* second(struct inner* p) {
	return &p[1];
}

int main(void) {
	struct node a;
	struct node b;
	struct outer o;
	struct outer* p = &o;
	record r;
	a.value = 3; a.next = &b; b.value = 4; b.next = 0;
	put(length(&a)); put(a.next->value); end_line();
	o.in.x = 1; o.in.y = 2; o.list[1].y = 9; p->list[0].x = 8; p->link = &o.list[1]; p->name[0] = 'n'; p->name[1] = 0;
	put(p->in.y); put(o.list[0].x); put(p->link->y); put((*p).in.x); put_text(o.name); put_text(p->name);
	p->word = 0x01020304; put(o.byte[0]); put(o.byte[3]); o.named.deep = 6; put(p->named.deep);
	p->f = doubled; put(p->f(4)); put((*p->f)(5)); put((p->f)(6)); end_line();
	global.in.y = 5; global.list[1].x = 6; global.link = &global.in; put(global.link->y); put(global.list[1].x); end_line();
	pairs[1].y = 3; pairs[2].x = 4; put(second(pairs)->y); put(second(&pairs[1])->x); p->in.x++; p->in.x += 3; --p->in.y; put(o.in.x); put(o.in.y); end_line();
	r.a = 1; r.b = 2; r.text = "rec"; put(r.a + r.b); put_text(r.text); put(r.text[1]); put(sizeof(record)); put(sizeof(struct inner)); put(sizeof pairs); put(sizeof(union both)); end_line();
	both.number = -2; put(both.bytes[0]); put(both.bytes[3]); both.bytes[3] = 0; put(both.number); end_line();
	return 0;
}
