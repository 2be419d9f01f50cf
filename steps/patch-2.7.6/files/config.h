/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* config.h - patch without its configure: Linux, musl, tcc */

#define PACKAGE_NAME "GNU patch"
#define PACKAGE_VERSION "2.7.6"
#define PACKAGE_BUGREPORT "bug-patch@gnu.org"
#define PACKAGE_URL "https://savannah.gnu.org/projects/patch/"
#define EDITOR_PROGRAM "/usr/bin/ed"
#define NULL_DEVICE "/dev/null"
#define _GNU_SOURCE 1
#define ENABLE_NLS 0

/* Headers and functions that musl has. */
#define HAVE_ALLOCA 1
#define HAVE_ALLOCA_H 1
#define HAVE_DECL_CLEARERR_UNLOCKED 1
#define HAVE_DECL_GETENV 1
#define HAVE_DECL_STRERROR_R 1
#define HAVE_DECL_PROGRAM_INVOCATION_NAME 1
#define HAVE_DECL_PROGRAM_INVOCATION_SHORT_NAME 1
#define HAVE_DIRENT_H 1
#define HAVE_FCNTL_H 1
#define HAVE_FUTIMENS 1
#define HAVE_GEID 1
#define HAVE_GETTIMEOFDAY 1
#define HAVE_INTTYPES_H 1
#define HAVE_LIMITS_H 1
#define HAVE_LONG_LONG_INT 1
#define HAVE_LUTIMES 1
#define HAVE_MKDIR 1
#define HAVE_RAISE 1
#define HAVE_RENAMEAT 1
#define HAVE_SIGACTION 1
#define HAVE_SIGPROCMASK 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRERROR_R 1
#define HAVE_STRING_H 1
#define HAVE_STRUCT_STAT_ST_ATIM_TV_NSEC 1
#define HAVE_STRUCT_TIMESPEC 1
#define HAVE_STRUCT_UTIMBUF 1
#define HAVE_STRUCT_TM_TM_ZONE 1
#define HAVE_SYS_STAT_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_TM_GMTOFF 1
#define HAVE_TM_ZONE 1
#define HAVE_TZNAME 1
#define HAVE_UNISTD_H 1
#define HAVE_UNSIGNED_LONG_LONG_INT 1
#define HAVE_UTIMENSAT 1
#define HAVE_UTIME_H 1
#define HAVE_WCHAR_H 1
#define TYPEOF_STRUCT_STAT_ST_ATIM_IS_STRUCT_TIMESPEC 1
#define STDC_HEADERS 1
#define USE_UNLOCKED_IO 0
#define GNULIB_DIRNAME 1
#define GNULIB_FD_SAFER_FLAG 1
#define FLEXIBLE_ARRAY_MEMBER

/* What gnulib's modules and headers would put here. */
#define _GL_ATTRIBUTE_CONST
#define _GL_ATTRIBUTE_MALLOC
#define _GL_ATTRIBUTE_PURE
#define _GL_ATTRIBUTE_FORMAT(x)
#define _GL_ATTRIBUTE_FORMAT_PRINTF(a, b)
#define _GL_ARG_NONNULL(x)
#define _GL_EXTERN_INLINE static inline
#define _GL_INLINE static inline
#define _GL_INLINE_HEADER_BEGIN
#define _GL_INLINE_HEADER_END
#define _GL_UNUSED
#define _GL_UNUSED_LABEL
#define _GL_UNUSED_PARAMETER
/* Numbered backups alone want more: that nothing is overwritten. */
#define renameat2(from_folder, from, to_folder, to, flags) renameat(from_folder, from, to_folder, to)
#define O_BINARY 0
#define O_TEXT 0
#define S_IRWXUGO 0777
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
typedef struct tm_zone *timezone_t;
timezone_t tzalloc(const char *name);
void tzfree(timezone_t zone);
struct tm *localtime_rz(timezone_t zone, const time_t *at, struct tm *to);
time_t mktime_z(timezone_t zone, struct tm *from);
const char *getprogname(void);
/* lib/nstrftime.c knows more letters than anything here asks for. */
#define nstrftime(to, room, format, time, zone, nanoseconds) strftime(to, room, format, time)
