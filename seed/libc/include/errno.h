// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
extern int errno;
#define ENOENT 2
#define EINTR 4
#define ENOMEM 12
#define ERANGE 34
