/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* version.h - what support/mkversion.sh would write, at the first build; PATCHLEVEL is in patchlevel.h */

#define DISTVERSION "5.2"
#define BUILDVERSION 1
#define RELSTATUS "release"
#define DEFAULT_COMPAT_LEVEL 52
#define SCCSVERSION "@(#)Bash version 5.2.37(1) release GNU"
