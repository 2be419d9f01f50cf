/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * self - where this program lies, to find those beside it
 */
#ifndef LBS_VERIFY_SELF_H
#define LBS_VERIFY_SELF_H

#include "base/err.h"

/* The folder of the running program; *FOLDER is owned. */
int self_folder(char **folder, struct err *err);

#endif
