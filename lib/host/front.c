/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "host/front.h"

#include <signal.h>
#include <unistd.h>

bool
front_is_ours(void)
{
	return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

void
front_give(pid_t group)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;

	/* Who asks from the background would be stopped. */
	sigaction(SIGTTOU, &ignore, &before);
	(void)tcsetpgrp(STDIN_FILENO, group);
	sigaction(SIGTTOU, &before, NULL);
}
