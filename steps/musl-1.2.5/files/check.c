/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* check.c - one of each that tcc and musl could do wrong between them: the exit status says whether all is well */

#include <ctype.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <wctype.h>

static int nbad;

static void check(const char *what, int holds)
{
	printf("%s: %s\n", what, holds ? "right" : "WRONG");
	nbad += !holds;
}

static const char *print(const char *format, ...)
{
	static char text[200];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	return text;
}

static void *add_one(void *number)
{
	++*(int *)number;
	return number;
}

int main(void)
{
	pthread_t thread;
	int gs, number = 41;
	void *result = 0;
	sigjmp_buf place;
	sigset_t set;
	volatile int jumps = 0;
	time_t at = 4102444800;         /* 2100-01-01: more than 32 bits hold */
	int status = 0;
	pid_t child;

	check("long long", strcmp(print("%lld %llx", -1234567890123LL, 1ULL << 63), "-1234567890123 8000000000000000") == 0);
	check("double", strcmp(print("%.15g %a", 0.1 + 0.2, 1.0 / 3), "0.3 0x1.5555555555555p-2") == 0);
	check("long double", strcmp(print("%.18Lg", 1.0L / 3), "0.333333333333333333") == 0);
	check("strtod", strtod("2.2250738585072014e-308", 0) == 0x1p-1022);
	check("rounding", lrint(2.5) == 2 && rint(-3.5) == -4.0 && floor(-0.5) == -1.0);
	check("roots and logs", sqrt(2) == 0x1.6a09e667f3bcdp+0 && fabs(log(exp(1.5)) - 1.5) < 1e-15);
	check("64 bits of time", strcmp(print("%d", gmtime(&at)->tm_year), "200") == 0);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	if (sigsetjmp(place, 1) == 0) {
		sigprocmask(SIG_BLOCK, &set, 0);
		jumps++;
		siglongjmp(place, 1);
	}
	sigprocmask(SIG_BLOCK, 0, &set);
	check("sigsetjmp", jumps == 1 && !sigismember(&set, SIGUSR1));
	jumps = 0;
	if (sigsetjmp(place, 0) == 0) {
		jumps++;
		siglongjmp(place, 1);
	}
	check("sigsetjmp without a mask", jumps == 1);
	__asm__("mov %%gs, %0" : "=r"(gs));
	check("set_thread_area", (gs & 4) == 0);        /* 4: it was modify_ldt */
	pthread_create(&thread, 0, add_one, &number);
	pthread_join(thread, &result);
	check("a thread", result == &number && number == 42);
	fflush(stdout);
	child = fork();
	if (child == 0)
		_exit(7);
	check("fork", waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 7);
	check("letters", iswalpha('z') && !iswalpha('0') && towupper('q') == 'Q' && iswpunct('_') && !iswpunct(' '));
	free(realloc(malloc(100000), 1000000));
	return nbad != 0;
}
