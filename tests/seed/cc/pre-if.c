// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// #if works out a constant expression; names that are no macros are 0
int printf(const char *format, ...);
#define THREE 3
#define NEGATIVE (-2)
#define IS(x) x == THREE
#define NOTHING
#define say(x) printf("%s\n", x)

int main(void) {
#if 1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 7 - 2 - 1 == 4
	say("precedence");
#endif
#if -7 / 2 == -3 && -7 % 2 == -1 && NEGATIVE >> 1 == -1 && 1 << 4 == 16
	say("division and shift");
#endif
#if (5 & 3) == 1 && (5 | 3) == 7 && (5 ^ 3) == 6 && ~0 == -1 && !0 && !!5 == 1
	say("bits");
#endif
#if unknown == 0 && !unknown && !defined unknown && !defined(unknown) && defined THREE && defined(THREE)
	say("names");
#endif
#if IS(3) && !IS(4) && defined(IS)
	say("macros with arguments");
#endif
#if THREE > 2 ? NEGATIVE < 0 ? 1 : 0 : 0
	say("a choice");
#endif
#if 'a' == 97 && '\n' == 10 && '\377' < 0
	say("characters");
#endif
#if 0x10 == 16 && 010 == 8 && 10L == 10 && 10UL == 10
	say("numbers");
#endif
#if defined THREE == defined NEGATIVE && defined THREE != defined FOUR
	say("defined is 0 or 1");
#endif
#if 1 < 2 == 1 && 2 >= 2 && 2 <= 2 && 3 != 4
	say("comparisons");
#endif
#if 0
	say("never");
#elif 0
	say("never");
#elif THREE
	say("the first true one");
#elif 1
	say("never");
#else
	say("never");
#endif
#ifdef NOTHING
	say("an empty macro is defined");
#endif
#ifndef NOTHING
	say("never");
#else
	say("else");
#endif
	return 0;
}
