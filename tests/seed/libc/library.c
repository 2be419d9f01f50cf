// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// library.c - tables and pseudo-random values through the library; the output is compared with glibc's

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned long long state = 88172645463325252ULL;

static unsigned any(void) {
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return state >> 32;
}

static long long any_wide(void) {
	long long high = (long long)any() << 32;
	high |= any();
	return high >> any() % 64;
}

static void show(const void *value, int size) {
	const unsigned char *at = value;
	while (size-- > 0)
		printf("%02x", at[size]);
}

// A text through all readers of floating numbers: value, how far it was read, errno.
static void read_all(const char *text) {
	char *end;
	float f;
	double d;
	long double l;
	errno = 0;
	f = strtof(text, &end);
	show(&f, 4);
	printf(" %d %d ", (int)(end - text), errno);
	errno = 0;
	d = strtod(text, &end);
	show(&d, 8);
	printf(" %d %d ", (int)(end - text), errno);
	errno = 0;
	l = strtold(text, &end);
	show(&l, 10);
	printf(" %d %d\n", (int)(end - text), errno);
}

static const char *const numbers[] = {
	"0", "-0", "1", "+1.5", "  \t\n-2.5e3x", ".5", "5.", ".", "", "-", "e5", "1e", "1e+", "1e5", "1E-5", "0x", "0x.", "0xg", "0x1", "0x1p", "0x1p+",
	"0x.8", "0x1.8p4", "0X1.FFFFFFP127", "0x1.ffffffp127", "0x1.fffffefp127", "0x1.fffffffp127", "0x1p-1074", "0x1p-1075", "0x1.8p-1075",
	"0x1p-16445", "0x1p-16446", "0x1.00000001p-16446", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7fffp1023", "0x1p99999999999",
	"0x123456789abcdef01", "0x1234567890abcdef8000000000000000000000000001p-200", "0x0.0000000000000000000000000000000001p0",
	"in", "na", "1e308", "1e309", "1.7976931348623157e308", "1.7976931348623158e308",
	"1.7976931348623159e308", "179769313486231580793e289", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.5e-324", "1e-400",
	"2.2250738585072014e-308", "2.2250738585072012e-308", "2.2250738585072011e-308", "2.22507385850720113e-308", "2.225073858507201136e-308",
	"3.4028234e38", "3.4028235677973366e38", "3.4028235677973365e38", "1.1754943e-38", "1.17549435e-38", "1.175494321e-38", "7e-46", "7.1e-46",
	"1.18973149535723176502e4932", "1.18973149535723176506e4932", "1.19e4932", "3.36210314311209350626e-4932", "3.3621031431120935e-4932",
	"3.6451995318824746025e-4951", "1.8225997659412373e-4951", "1.8225997659412372e-4951", "1e-4960", "1e4940", "9007199254740993",
	"9007199254740992.99999999999999999999999999", "9007199254740993.00000000000000000000000000000000001", "16777217", "16777219", "1e23", "8.5e22",
	"18446744073709551616", "18446744073709551617", "36893488147419103233", "36893488147419103234.0000000000000000001", "1e-9999999999999", "1e99999999999",
	"0e99999999999", "0.0000000000000000000000000000000000001e37", "100000000000000000000000000000000000000e-38", "1_000", "1.2.3", "12e3.4", "0001.5",
	0
};

static void reading(void) {
	char text[12100];
	int i, k;
	for (i = 0; numbers[i]; i++) {
		printf("[%s] ", numbers[i]);
		read_all(numbers[i]);
	}
	for (i = 0; i < 6000; i++) {
		char *at = text;
		for (k = any() % 30; k >= 0; k--)
			*at++ = '0' + any() % 10;
		if (i & 1)
			*at++ = '.';
		for (k = any() % 10; k > 0; k--)
			*at++ = '0' + any() % 10;
		k = i % 5 ? 45 : i % 7 ? 350 : 5000;
		sprintf(at, "e%d", (int)(any() % (2 * k)) - k);
		read_all(text);
	}
	for (i = 0; i < 2000; i++) {
		unsigned a = any() >> i % 32, b = any(), c = any() & (i % 3 ? -1 : 0xF0000000);
		k = i % 4 ? 140 : 1150;
		sprintf(text, "0x%x.%08x%08x%sp%d", a, b, c, i % 4 ? "" : "8000000000", (int)(any() % (2 * k)) - k);
		read_all(text);
	}
	for (i = 0; i < 11; i++) {              // very long ones: half-way cases with all their digits, and a bit beside
		memset(text, '0' + i % 10, 12000);
		sprintf(text + 12000, "e%d", -12000 + (i - 5) * 900);
		text[0] = '1';
		read_all(text);
	}
	sprintf(text, "%.1100f", 0x1p-1074);
	for (i = strlen(text) - 1; text[i] == '0'; i--)
		;
	strcpy(text + i + 1, "5");              // a digit more than the least double has
	read_all(text);
	sprintf(text, "%.0f.5", 0x1p53);
	read_all(text);
	strcpy(text + strlen(text), "00000000000000000000000000000000001");
	read_all(text);
}

static void writing(void) {
	static const char *const formats[] = {
		"%g", "%.17g", "%e", "%f", "%.0f", "%.0e", "%.3f", "%.20e", "%G", "%E", "%+g", "% g", "%020.3f", "%-20.5gx", "%20gx",
		"%.1f", "%.2f", "%.15g", "%.16g", "%.1g", "%.0g", "%.40f", "%-+12.2ex", "%010g", "%F"
	};
	static const double some[] = {
		0, -0.0, 1, -1, 0.5, 1.5, 2.5, 0.125, 0.375, 9.5, 99.5, 999999.5, 9999995, 0.0001, 0.00001, 0.00009999995, 1e15, 1e16, 1e17, 123456789,
		1e22, 1e23, 1e100, 1.7976931348623157e308, 4.9e-324, 2.2250738585072014e-308, 0.1, 1.0 / 3, 5e-5, 0.05, 0.95, 0.995, 1e-7, 10, 100000, 1000000
	};
	union { double d; unsigned w[2]; } u;
	union { long double l; unsigned w[3]; } v;
	double infinity = 1e308 * 10, r;
	char text[6000];
	int i, k;
	float f;
	for (i = 0; i < sizeof some / sizeof *some; i++)
		for (k = 0; k < sizeof formats / sizeof *formats; k++) {
			printf("[%s] ", formats[k]);
			printf(formats[k], some[i]);
			printf("\n");
		}
	for (k = 0; k < sizeof formats / sizeof *formats; k++) {
		printf(formats[k], infinity);
		printf(formats[k], -infinity);
		u.w[0] = 1;
		u.w[1] = 0x7FF80000;
		printf(formats[k], u.d);
		printf("\n");
	}
	for (i = 0; i < 20000; i++) {
		u.w[0] = any();
		u.w[1] = any();
		v.w[0] = any();
		v.w[1] = any() | 0x80000000;
		v.w[2] = any() & (i % 100 ? 0x803F : 0xFFFF);
		v.w[2] = i % 100 ? v.w[2] + 0x3FE0 : v.w[2];
		if ((u.w[1] >> 20 & 0x7FF) == 0x7FF || (v.w[2] & 0x7FFF) == 0x7FFF)
			continue;
		sprintf(text, "%.17g", u.d);
		r = strtod(text, 0);
		printf("%s %d ", text, memcmp(&r, &u.d, 8));
		f = u.d;
		sprintf(text, "%.9g", f);
		printf("%s %d ", text, f - f != 0 || strtof(text, 0) == f);
		sprintf(text, "%.21Lg", v.l);
		printf("%s %d ", text, strtold(text, 0) == v.l);
		k = any() % 25;
		printf("%.*g %.*Le ", k, u.d, k, v.l);
		u.w[1] = (u.w[1] & 0x800FFFFF) | (0x3C0 + any() % 128) << 20;
		printf("%.*f %g\n", k, u.d, ldexp(u.d, (int)(any() % 2400) - 1200));
	}
	v.l = 1;
	v.w[0] = 1;
	v.w[1] = 0;
	v.w[2] = 0;
	printf("%Lg %.30Le %.5000Lf\n", v.l, v.l, v.l);
	v.w[1] = v.w[0] = -1;
	v.w[2] = 0x7FFE;
	printf("%Lg %.30Le %Lf\n", v.l, v.l, v.l);
}

static void whole_numbers(void) {
	static const char *const formats[] = {
		"%d", "%5d", "%-5dx", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%08.3d", "%-8.3dx", "%.0d", "%x", "%X", "%08x", "%08x",
		"%u", "%i", "%ld", "%lu", "%lx", "%zu", "%+.5d", "%.0x", "%-+7dx", "%02x", "%04x", "%c", "%3cx", "%-3cx"
	};
	static const int some[] = { 0, 1, -1, 42, 255, 256, 65535, 65536, 2147483647, -2147483647 - 1, 0x12345678, 100, 'a' };
	static const long long wide[] = { 0, 1, -1, 4294967296LL, 9223372036854775807LL, -9223372036854775807LL - 1, 123456789012345LL };
	static const char *const texts[] = {
		"0", "-1", "  +42x", "0x1f", "0x", "0xg", "077", "08", "zz", "", "-", "+-1", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295",
		"4294967296", "-4294967295", "-4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
		"18446744073709551615", "18446744073709551616", "-18446744073709551615", "99999999999999999999999999", "-0x80000000", "0X7fffffffffffffffffff", "7zZ", "\v\f\r 9"
	};
	static const int bases[] = { 0, 10, 16, 8, 2, 36 };
	char *end, text[40];
	int i, k, n;
	for (i = 0; i < sizeof some / sizeof *some; i++)
		for (k = 0; k < sizeof formats / sizeof *formats; k++) {
			n = printf(formats[k], some[i]);
			printf(" %d\n", n);
		}
	for (i = 0; i < sizeof wide / sizeof *wide; i++)
		printf("%lld %llu %llx %llX %20lld %-20lldx %020lld %.25lld %+lld\n", wide[i], wide[i], wide[i], wide[i], wide[i], wide[i], wide[i], wide[i], wide[i]);
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		for (k = 0; k < sizeof bases / sizeof *bases; k++) {
			errno = 0;
			printf("%ld", strtol(texts[i], &end, bases[k]));
			printf(" %d %d", (int)(end - texts[i]), errno);
			errno = 0;
			printf(" %lu", strtoul(texts[i], &end, bases[k]));
			printf(" %d %d", (int)(end - texts[i]), errno);
			errno = 0;
			printf(" %lld", strtoll(texts[i], &end, bases[k]));
			printf(" %d %d", (int)(end - texts[i]), errno);
			errno = 0;
			printf(" %llu", strtoull(texts[i], &end, bases[k]));
			printf(" %d %d %d\n", (int)(end - texts[i]), errno, bases[k] == 10 && strlen(texts[i]) < 9 ? atoi(texts[i]) : 0);
		}
	for (i = 0; i < 3000; i++) {
		long long a = any_wide(), b = any_wide();
		unsigned long long u = a, v = b ? b : 1;
		b = b ? b : -7;
		if (a + 1 == -9223372036854775807LL && b == -1)
			continue;
		k = any() % 64;
		printf("%lld %lld %llu %llu %lld %llu %lld\n", a / b, a % b, u / v, u % v, a >> k, u >> k, a << k);
	}
	printf("%s|%10s|%-10s|%.2s|%10.2s|%.*s|%*s|%-*s|%*d|%s\n", "abc", "abc", "abc", "abc", "abc", 1, "abc", 6, "abc", 6, "abc", -6, 7, (char *)0);
	printf("%%|%p|%.0s|%.s\n", (void *)0x1234, "x", "y");
	for (i = 0; i < 8; i++) {
		memset(text, '#', 20);
		n = snprintf(text, i, "%s%d", "abc", 45);
		text[19] = 0;
		printf("%d %s\n", n, text);
	}
	n = sscanf("0.9.27", "%d.%d.%d", &i, &k, &n);
	printf("%d %d %d\n", n, i, k);
	printf("%d %d\n", sscanf("12x", "%d.%d", &i, &k), sscanf("x", "%d", &i));
}

struct pair { int key; char order; };

static int by_key(const void *a, const void *b) {
	return ((const struct pair *)a)->key - ((const struct pair *)b)->key;
}

static void memory(void) {
	static struct pair pairs[3000];
	static unsigned char *block[500];
	static int size[500];
	char a[64], b[64];
	int i, k, n, wrong = 0;
	for (n = 0; n < 3000; n = n * 2 + 1) {
		for (i = 0; i < n; i++) {
			pairs[i].key = any() % 97;
			pairs[i].order = i;
		}
		qsort(pairs, n, sizeof *pairs, by_key);
		for (i = 1; i < n; i++)
			wrong += pairs[i - 1].key > pairs[i].key;
		for (i = 0; i < n; i++)
			printf("%d ", pairs[i].key);
		printf("sorted %d\n", wrong);
	}
	for (i = 0; i < 60000; i++) {           // each block is filled with its number; nobody may change it
		k = any() % 500;
		n = any() % 100 ? any() % 300 : any() % 100000;
		if (block[k] && (block[k][0] != k % 251 || block[k][size[k] - 1] != k % 251))
			wrong++;
		if (any() % 3 == 0) {
			free(block[k]);
			block[k] = 0;
			continue;
		}
		if (block[k] == 0 || any() % 2) {
			free(block[k]);
			block[k] = malloc(n + 1);
			size[k] = 0;
		} else {
			block[k] = realloc(block[k], n + 1);
			wrong += size[k] <= n && block[k][size[k] - 1] != k % 251;
		}
		memset(block[k], k % 251, n + 1);
		size[k] = n + 1;
		if ((int)block[k] & 7)
			wrong++;
	}
	printf("malloc %d\n", wrong);
	for (i = 0; i < 20000; i++) {
		for (k = 0; k < 64; k++)
			a[k] = b[k] = any() % 3;
		k = any() % 20;
		n = any() % 20;
		memmove(a + k, a + n, any() % 40);
		memcpy(b + n, a + k, any() % 40);
		i & 1 ? memset(b + n, i, k) : memset(a + k, 0, n);
		k = memcmp(a + k, b + n, any() % 10);
		printf("%d ", k < 0 ? -1 : k > 0);
		a[40 + any() % 20] = 0;
		k = any() % 20;
		n = (a[k + 1] = 0, strncmp(a + k, b, any() % 5));
		printf("%d", n < 0 ? -1 : n > 0);
		for (n = 0, k = 0; k < 64; k++)
			n = n * 31 + a[k] * 7 + b[k];
		printf(" %d\n", n);
	}
	printf("%s %s %d %d %s %s\n", strchr("hello", 'l'), strrchr("hello", 'l'), strchr("hello", 'x') == 0, *strchr("hello", 0), strstr("hello", "ll"), strstr("abab", ""));
	printf("%d %d %d\n", strstr("aab", "aac") == 0, strcmp("a", "b") < 0, strcmp("\xff", "a") > 0);
}

static jmp_buf place;

static void deep(int n) {
	char some[100];
	some[n] = n;
	if (n == 50)
		longjmp(place, n);
	deep(n + 1);
	printf("%d", some[n]);
}

static void files(void) {
	static char bytes[200000], back[200001];
	FILE *file;
	int i, k, n;
	for (i = 0; i < 200000; i++)
		bytes[i] = any();
	file = fopen("some.bin", "wb+");
	for (i = 0; i < 200000; i += n) {
		n = any() % 10 ? any() % 200 : any() % 90000;
		n = n > 200000 - i ? 200000 - i : n;
		if (n > 0 && any() % 4 == 0) {
			n = 1;
			printf("%d ", fputc(bytes[i], file));
		} else {
			printf("%d ", (int)fwrite(bytes + i, 1, n, file));
		}
		if (any() % 50 == 0)
			printf("(%ld) ", ftell(file));
	}
	fseek(file, 0, SEEK_END);
	printf("%ld\n", ftell(file));
	for (i = 0; i < 300; i++) {
		k = any() % 200000;
		n = any() % 10 ? any() % 200 : any() % 90000;
		fseek(file, k, SEEK_SET);
		n = fread(back, 1, n, file);
		printf("%d ", n);
		printf("%d %ld\n", memcmp(back, bytes + k, n), ftell(file));
		if (any() % 4 == 0) {
			fseek(file, any() % 200000, SEEK_SET);
			fputc(bytes[ftell(file)], file);
		}
	}
	fseek(file, 0, SEEK_SET);
	n = fread(back, 1000, 300, file);
	printf("%d %d\n", n, memcmp(back, bytes, 200000));
	printf("%d\n", fclose(file));
	file = fopen("some.bin", "a");
	fprintf(file, "%s %d", "appended", 7);
	fputs("\n", file);
	fclose(file);
	i = open("some.bin", O_RDONLY);
	printf("%ld ", (long)lseek(i, -11, SEEK_END));
	printf("%d ", (int)read(i, back, 100));
	printf("%.11s", back);
	file = fdopen(i, "r");
	fseek(file, -4, SEEK_CUR);
	n = fread(back, 2, 10, file);
	printf("%d %d %d\n", n, back[0], fclose(file));
	file = fopen("no/such", "r");
	printf("%d %d\n", file == 0, errno == ENOENT);
	file = fopen("/dev/full", "w");
	fputs("x", file);
	printf("%d\n", fclose(file));
	printf("%d\n", remove("some.bin"));
	printf("%d\n", unlink("some.bin"));
}

int main(int argc, char **argv) {
	int value = setjmp(place);
	printf("%d %s\n", argc, argv[1]);
	if (value == 0)
		deep(0);
	printf("%d %s %d\n", value, getenv("SOME"), getenv("SOM") == 0);
	whole_numbers();
	writing();
	reading();
	memory();
	files();
	fprintf(stderr, "%s %d\n", "to stderr", 5);
	exit(7);
}
