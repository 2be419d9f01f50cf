/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* common_bufsiz.h - the buffer that applets share; its own script would measure how large it can be for nothing */

enum { COMMON_BUFSIZE = 1024 };
extern char bb_common_bufsiz1[];
#define setup_common_bufsiz() ((void)0)
