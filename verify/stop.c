/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "stop.h"

#include <signal.h>
#include <stddef.h>

/* A signal handler has nowhere else to write to. */
static volatile int stopped;

static void
note_signal(int number)
{
	(void)number;
	stopped = 1;
}

void
stop_on_signals(void)
{
	/* No SA_RESTART: poll() must come back. SA_RESETHAND: the second one is final. */
	struct sigaction action = { .sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

const volatile int *
stop_flag(void)
{
	return &stopped;
}
