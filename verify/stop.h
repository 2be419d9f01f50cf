/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stop - a person's Ctrl-C as a flag that loops look at
 */
#ifndef LBS_VERIFY_STOP_H
#define LBS_VERIFY_STOP_H

/* From now on SIGINT and SIGTERM set the flag (the second one ends the program at once). */
void stop_on_signals(void);

const volatile int *stop_flag(void);

#endif
