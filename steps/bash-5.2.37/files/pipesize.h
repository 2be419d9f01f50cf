/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* pipesize.h - what ulimit -p says; psize.sh would measure the machine that builds */

#define PIPESIZE 65536
