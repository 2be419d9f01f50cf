// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// m2-only: members are packed, sizes of types

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

struct mixed {
	char c;
	int i;
	short s;
	char d;
};

struct mixed m[2];

int main(void) {
	struct mixed* p = m;
	int64_t big;
	put(sizeof(struct mixed)); put(sizeof(m));
	p[1].c = 1; p[1].i = 70000; p[1].s = -3; p[1].d = 4;
	put(m[1].c); put(m[1].i); put(m[1].s); put(m[1].d); end_line();
	put(sizeof(char)); put(sizeof(short)); put(sizeof(int)); put(sizeof(long)); put(sizeof(long long)); put(sizeof(void*));
	put(sizeof(int8_t)); put(sizeof(uint8_t)); put(sizeof(int16_t)); put(sizeof(uint16_t)); put(sizeof(int32_t)); put(sizeof(uint32_t));
	put(sizeof(int64_t)); put(sizeof big); put(sizeof(uint64_t)); put(sizeof(SCM)); put(sizeof(FUNCTION)); put(sizeof(_Bool)); end_line();
	return 0;
}
