/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings - the options as bootstrap.cfg says them to the target, lbs-config(5)
 *
 * The variables, their order and their values are upstream's. Pure data: nothing
 * is opened. tests/unit/settings.c belongs to this module.
 */
#ifndef LBS_DRIVER_SETTINGS_H
#define LBS_DRIVER_SETTINGS_H

#include "format/config.h"
#include "options.h"

/* CONFIG is empty or released; afterwards what the options say, also with --no-create-config. */
void settings_make(struct config *config, const struct options *options);

/* Does the second disk carry what the first cannot? */
bool settings_external_disk(const struct options *options);

#endif
