// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// printf.c - the printf family, and as much of sscanf as tcc wants

#include "libc.h"

enum { MOST_PLACES = 12000 };           // behind the point; more would be zeros

// Where the text goes: a file, or memory of which `room` bytes are left.
struct sink {
	FILE *file;
	char *to;
	size_t room;
	int count;                      // characters so far, also those without room
};

static void put(struct sink *s, const char *text, int length) {
	int some = length < s->room ? length : s->room;
	s->count += length;
	if (s->file) {
		put_bytes(text, length, s->file);
		return;
	}
	memcpy(s->to, text, some);
	s->to += some;
	s->room -= some;
}

static void fill(struct sink *s, char c, int count) {
	for (; count > 0; count--)
		put(s, &c, 1);
}

// A conversion: what stands between % and its letter.
enum { LEFT, ZERO, PLUS, BLANK };
struct spec {
	char flag[4];                   // - 0 + and blank
	int width;
	int precision;                  // below 0: none
	int letter;
};

// Prefix, zeros and text, in a field of the width.
static void put_field(struct sink *s, struct spec *p, const char *prefix, int zeros, const char *text, int length) {
	int pad = p->width - strlen(prefix) - zeros - length;
	if (p->flag[ZERO] && !p->flag[LEFT] && pad > 0) {
		zeros += pad;
		pad = 0;
	}
	if (!p->flag[LEFT])
		fill(s, ' ', pad);
	put(s, prefix, strlen(prefix));
	fill(s, '0', zeros);
	put(s, text, length);
	if (p->flag[LEFT])
		fill(s, ' ', pad);
}

static void put_whole(struct sink *s, struct spec *p, const char *prefix, unsigned long long value, int base) {
	const char *symbols = p->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	int length = 0, wanted = p->precision < 0 ? 1 : p->precision;
	char text[24];
	if (p->precision >= 0)
		p->flag[ZERO] = 0;
	for (; value; value /= base)
		text[23 - length++] = symbols[value % base];
	put_field(s, p, prefix, wanted > length ? wanted - length : 0, text + 24 - length, length);
}

// Keep the first `keep` of `count` digits, to the nearest, to even at a tie. A carry may move the point.
static int round_digits(int count, int keep, int *point) {
	int i, up;
	if (keep >= count)
		return count;
	if (keep < 0)
		return 0;
	for (i = keep + 1; i < count && digits[i] == '0'; i++)
		;
	up = digits[keep] > '5' || (digits[keep] == '5' && (i < count || (keep > 0 && (digits[keep - 1] & 1))));
	for (i = keep; up && i > 0 && digits[i - 1] == '9'; i--)
		digits[i - 1] = '0';
	if (up && i > 0)
		digits[i - 1]++;
	if (up && i == 0) {
		digits[0] = '1';
		++*point;
		return keep + (keep == 0);
	}
	return keep;
}

static void put_float(struct sink *s, struct spec *p, const char *prefix, long double value) {
	static char body[MOST_PLACES + 5000];
	union long_double_words number;
	int exponent, count, point, i, first = 0, whole = 1, precision = p->precision < 0 ? 6 : p->precision;
	int style = p->letter | 32, capital = p->letter & 32 ? 0 : 32;
	char *at = body;
	number.value = value;
	if (number.word[2] & 0x8000)
		prefix = "-";
	exponent = number.word[2] & 0x7FFF;
	if (exponent == 0x7FFF) {
		const char *name = number.word[0] || number.word[1] << 1 ? "nan" : "inf";
		for (i = 0; i < 3; i++)
			body[i] = name[i] - capital;
		p->flag[ZERO] = 0;
		put_field(s, p, prefix, 0, body, 3);
		return;
	}
	if (precision > MOST_PLACES)
		precision = MOST_PLACES;
	exponent += exponent == 0;      // the least numbers have the same exponent as those above them
	count = decimal_digits((unsigned long long)number.word[1] << 32 | number.word[0], exponent - 16383 - 63, &point);
	if (count == 0)
		point = 1;
	if (style == 'g') {
		precision += precision == 0;
		count = round_digits(count, precision, &point);
		style = point < -3 || point > precision ? 'e' : 'f';
		while (count > 0 && digits[count - 1] == '0')
			count--;
		precision = count - (style == 'e' ? 1 : point);         // so many places say something
		if (precision < 0)
			precision = 0;
	} else {
		count = round_digits(count, precision + (style == 'e' ? 1 : point), &point);
	}
	if (style == 'f' && point > 0)
		whole = point;
	else if (style == 'f')
		first = point - 1;      // the 0 in front of the point
	for (i = first; i < first + whole + precision; i++) {
		if (i == first + whole)
			*at++ = '.';
		*at++ = i >= 0 && i < count ? digits[i] : '0';
	}
	if (style == 'e')
		at += sprintf(at, "%c%+03d", 'e' - capital, point - 1);
	put_field(s, p, prefix, 0, body, at - body);
}

// Literal text, then one conversion after the other.
static void convert(struct sink *s, const char *at, va_list list) {
	const char *flags = "-0+ ", *text, *prefix;
	unsigned long long value;
	struct spec p;
	int size, length;
	char byte;
	for (;; at++) {
		for (text = at; *at && *at != '%'; at++)
			;
		put(s, text, at - text);
		if (*at++ == 0)
			return;
		memset(&p, 0, sizeof p);
		for (; *at && strchr(flags, *at); at++)
			p.flag[strchr(flags, *at) - flags] = 1;
		prefix = p.flag[PLUS] ? "+" : p.flag[BLANK] ? " " : "";
		if (*at == '*') {
			at++;
			p.width = va_arg(list, int);
			if (p.width < 0) {
				p.flag[LEFT] = 1;
				p.width = -p.width;
			}
		} else {
			p.width = strtol(at, (char **)&at, 10);
		}
		p.precision = -1;
		if (*at == '.' && *++at == '*') {
			at++;
			p.precision = va_arg(list, int);
		} else if (at[-1] == '.') {
			p.precision = digit_value(*at) <= 9 ? strtol(at, (char **)&at, 10) : 0;
		}
		for (size = 0; *at == 'l' || *at == 'L' || *at == 'z'; at++)
			size += *at == 'L' ? 2 : *at == 'l';            // 2 or more: the longer type
		p.letter = *at;
		if (p.letter == 's') {
			text = va_arg(list, char *);
			text = text ? text : "(null)";
			for (length = 0; length != p.precision && text[length]; length++)
				;
			put_field(s, &p, "", 0, text, length);
		} else if (p.letter == 'c') {
			byte = va_arg(list, int);
			put_field(s, &p, "", 0, &byte, 1);
		} else if ((p.letter | 32) >= 'e' && (p.letter | 32) <= 'g') {
			put_float(s, &p, prefix, size >= 2 ? va_arg(list, long double) : va_arg(list, double));
		} else if (p.letter == '%') {
			put(s, "%", 1);
		} else {
			value = size >= 2 ? va_arg(list, unsigned long long) : va_arg(list, unsigned int);
			if (p.letter == 'd' || p.letter == 'i') {
				value = size >= 2 ? value : (int)value;
				prefix = value >> 63 ? "-" : prefix;
				value = value >> 63 ? 0 - value : value;
				put_whole(s, &p, prefix, value, 10);
			} else {
				put_whole(s, &p, p.letter == 'p' ? "0x" : "", value, p.letter == 'u' ? 10 : 16);
			}
		}
	}
}

int vfprintf(FILE *file, const char *format, va_list list) {
	struct sink s;
	memset(&s, 0, sizeof s);
	s.file = file;
	convert(&s, format, list);
	fwrite("", 1, 0, file);         // what goes to stderr goes at once
	return s.count;
}

int vsnprintf(char *to, size_t room, const char *format, va_list list) {
	struct sink s;
	memset(&s, 0, sizeof s);
	s.to = to;
	s.room = room ? room - 1 : 0;
	convert(&s, format, list);
	if (room)
		*s.to = 0;
	return s.count;
}

// va_end() has nothing to do here.
int printf(const char *format, ...) {
	va_list list;
	va_start(list, format);
	return vfprintf(stdout, format, list);
}

int fprintf(FILE *file, const char *format, ...) {
	va_list list;
	va_start(list, format);
	return vfprintf(file, format, list);
}

int sprintf(char *to, const char *format, ...) {
	va_list list;
	va_start(list, format);
	return vsnprintf(to, 0x7FFFFFFF, format, list);
}

int snprintf(char *to, size_t room, const char *format, ...) {
	va_list list;
	va_start(list, format);
	return vsnprintf(to, room, format, list);
}

// %d and text that must be there; gives how many numbers there were.
int sscanf(const char *text, const char *format, ...) {
	va_list list;
	char *end;
	int count;
	va_start(list, format);
	for (count = 0; *format; format++) {
		if (format[0] != '%' || format[1] != 'd') {
			if (*format != *text++)
				break;
			continue;
		}
		*va_arg(list, int *) = strtol(text, &end, 10);
		if (end == text)
			break;
		count++;
		text = end;
		format++;
	}
	return count;
}
