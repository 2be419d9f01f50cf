// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// pointers and arrays where M2 and C agree

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

int numbers[5];
char letters[4];
short shorts[3];
int table[2][3];

void set(int* where, int n) {
	*where = n;
}

void twice(int** p) {
	p[0][0] = p[0][0] * 2;
	**p = **p + 1;
}

int total(int a[], int n) {
	int sum = 0;
	while (n--)
		sum += a[n];
	return sum;
}

int main(void) {
	int i;
	int x = 4;
	int* p;
	int* q;
	char* s;
	unsigned char* u;
	char* words[2];
	int local[6];
	char bytes[5];
	set(&x, 21); put(x);
	p = &x; *p = *p + 1; put(x);
	twice(&p); put(x); end_line();
	for (i = 0; i < 5; i++)
		numbers[i] = i * i;
	p = numbers;
	put(p[2]); put(*p); p++; put(*p); p += 2; put(*p); p--; put(p[0]); put(*++p); put(*p++); put(p - numbers == 16 || p - numbers == 4);
	p -= 1; put(p[-1]); put(numbers[x - 41]); end_line();
	for (i = 0; i < 6; i++)
		local[i] = 10 - i;
	put(total(local, 6)); put(total(numbers, 5)); q = local; put(q[1]); q = &local[4]; put(*q); put(q > local); put(q == &local[4]); end_line();
	letters[0] = 200; letters[1] = 'b'; letters[2] = 0x1FF; letters[3] = 5;
	put(letters[0]); put(letters[1]); put(letters[2]); put(letters[3]);
	u = letters; put(u[0]); put(u[2]);
	shorts[0] = -1; shorts[1] = 70000; shorts[2] = 7; put(shorts[0]); put(shorts[1]); put(shorts[2]); end_line();
	s = "text"; put(s[0]); put(*(s + 1)); s = s + 2; put(s[0]); put("abc"[1]);
	bytes[0] = 'o'; bytes[1] = 'k'; bytes[2] = 0; put_text(bytes); put_text(&bytes[1]); put(sizeof bytes); put(sizeof(local)); put(sizeof *p); end_line();
	words[0] = "one"; words[1] = "two"; put_text(words[1]); put_text(words[0]); put(words[1][2]); end_line();
	i = 1; local[i]++; local[i]++; ++local[i]; local[i] += 5; local[i] *= 2; put(local[i]); put(local[0]); put(local[2]);
	local[i]--; put(local[i]--); put(local[i]); bytes[1]++; put(bytes[1]); put(bytes[0]); end_line();
	table[1][2] = 5; table[0][2] = 6; table[1][0] = 7; put(table[1][2]); put(table[0][2]); put(*(table[1])); put(sizeof(table[0])); end_line();
	p = 0;
	if (p)
		put(1);
	if (!p)
		put(2);
	if (p == 0 && q != 0)
		put(3);
	end_line();
	return 0;
}
