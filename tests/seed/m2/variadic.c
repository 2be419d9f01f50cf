// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a list of arguments of unknown length

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

#ifdef __M2__
#define va_list __va_list
#define va_start __va_start
#define va_arg __va_arg
#define va_end __va_end
#else
#include <stdarg.h>
#endif

int sum(int count, ...) {
	va_list list;
	int total = 0;
	int i;
	va_start(list, count);
	for (i = 0; i < count; i++)
		total += va_arg(list, int);
	va_end(list);
	return total;
}

void show(char* format, ...) {
	va_list list;
	int n;
	char* s;
	va_start(list, format);
	while (*format) {
		if (*format == 'd') {
			n = va_arg(list, int);
			put(n);
		} else if (*format == 's') {
			s = va_arg(list, char*);
			put_text(s);
		} else {
			put_char(*format);
		}
		format++;
	}
	va_end(list);
}

int main(void) {
	put(sum(0)); put(sum(1, 5)); put(sum(5, 1, 2, 3, 4, sum(2, 7, 8))); end_line();
	show("d-s+s.d", 1, "one", "two", 3); end_line();
	return 0;
}
