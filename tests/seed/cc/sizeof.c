// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// sizeof works nothing out, takes types and expressions, and is unsigned
int printf(const char *format, ...);
typedef int row[5];
struct s { char c[3]; short h; };
static int f(void) { printf("never\n"); return 0; }
static int size(int a[10], char s[]) { return sizeof(a) * 10 + sizeof s; }

int main(void) {
	char c = 'c', s[] = "hello", *p = s;
	short h = 1;
	int i = 1, m[3][4];
	long long ll = 1;
	float fl = 1;
	struct s x, *q = &x;
#define P(e) printf("%d\n", (int)sizeof(e))
	P(char); P(short int); P(int); P(unsigned long); P(long long); P(float); P(double); P(long double);
	P(void *); P(row); P(row *); P(struct s); P(int (*)(void)); P(char[3][7]);
	P(c); P(+c); P(c + c); P(h << 1); P(ll + i); P(fl); P(fl + 1); P(fl + 1.0); P(fl + 1.0L);
	P(s); P(p); P(*p); P(m); P(m[0]); P(*m[1]); P(&m); P("text"); P(x.c); P(q->h); P(*q);
	P(i++); P(f()); P(c ? c : c); P(c ? i : ll); P((c, h)); P(i = ll); P(c = i); P(!ll); P(ll == ll); P(&c); P((char)i); P('a');
	printf("%d %d\n", i, (int)sizeof(int) * 2);
	printf("%d %d\n", (int)sizeof i + 1, (int)(sizeof(i) - 5 > 0));
	printf("%d\n", (int)(sizeof(s) / sizeof(s[0])));
	printf("%d\n", size(m[0], s));
	printf("%d %d\n", (int)sizeof(int) - 5 < 0, (int)sizeof -1);
	printf("%d\n", (int)sizeof(m)[0]);
	printf("%d\n", (int)sizeof(row) / (int)sizeof(int));
	return 0;
}
