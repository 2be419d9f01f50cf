/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * halt - a person's Ctrl-C as a flag that loops look at
 */
#ifndef LBS_DRIVER_HALT_H
#define LBS_DRIVER_HALT_H

/* From now on SIGINT and SIGTERM set the flag; the second one ends the program at once. */
void halt_on_signals(void);

const volatile int *halt_flag(void);

#endif
