/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* version.h - what tools/version.sh would write */

#define VERSION "1.2.5"
