/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "halt.h"

#include <signal.h>

/* A signal handler has nowhere else to write to. */
static volatile int halted;

static void
note_signal(int number)
{
	(void)number;
	halted = 1;
}

void
halt_on_signals(void)
{
	struct sigaction action = { .sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

const volatile int *
halt_flag(void)
{
	return &halted;
}
