/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* config.h - make without its configure: Linux, musl, tcc */

#define PACKAGE "make"
#define PACKAGE_NAME "GNU make"
#define PACKAGE_TARNAME "make"
#define PACKAGE_VERSION "4.3"
#define PACKAGE_STRING "GNU make 4.3"
#define PACKAGE_BUGREPORT "bug-make@gnu.org"
#define PACKAGE_URL "https://www.gnu.org/software/make/"
#define VERSION "4.3"
#define MAKE_HOST "i386-pc-linux-musl"
#define PATH_SEPARATOR_CHAR ':'
#define SCCS_GET "get"
#define LOCALEDIR "/usr/share/locale"
#define LIBDIR "/usr/lib"
#define INCLUDEDIR "/usr/include"

/* The features. Without pselect make -j loses the pipe it shares among its children. */
#define MAKE_JOBSERVER 1
#define MAKE_SYMLINKS 1
#define HAVE_PSELECT 1
#define FILE_TIMESTAMP_HI_RES 1
#define ST_MTIM_NSEC st_mtim.tv_nsec
#define HAVE_SA_RESTART 1

/* Headers. */
#define STDC_HEADERS 1
#define HAVE_ALLOCA 1
#define HAVE_ALLOCA_H 1
#define HAVE_DIRENT_H 1
#define HAVE_FCNTL_H 1
#define HAVE_INTTYPES_H 1
#define HAVE_LIMITS_H 1
#define HAVE_LOCALE_H 1
#define HAVE_MEMORY_H 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define HAVE_STRINGS_H 1
#define HAVE_SYS_FILE_H 1
#define HAVE_SYS_PARAM_H 1
#define HAVE_SYS_RESOURCE_H 1
#define HAVE_SYS_SELECT_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_SYS_WAIT_H 1
#define HAVE_UNISTD_H 1
#define TIME_WITH_SYS_TIME 1

/* Functions and types. */
#define HAVE_ATEXIT 1
#define HAVE_CLOCK_GETTIME 1
#define HAVE_DECL_BSD_SIGNAL 1
#define HAVE_DUP 1
#define HAVE_DUP2 1
#define HAVE_FDOPEN 1
#define HAVE_FORK 1
#define HAVE_GETCWD 1
#define HAVE_GETGROUPS 1
#define HAVE_GETRLIMIT 1
#define HAVE_GETTIMEOFDAY 1
#define HAVE_ISATTY 1
#define HAVE_LONG_LONG_INT 1
#define HAVE_LSTAT 1
#define HAVE_MEMRCHR 1
#define HAVE_MKSTEMP 1
#define HAVE_PIPE 1
#define HAVE_READLINK 1
#define HAVE_REALPATH 1
#define HAVE_SETEGID 1
#define HAVE_SETEUID 1
#define HAVE_SETLINEBUF 1
#define HAVE_SETREGID 1
#define HAVE_SETREUID 1
#define HAVE_SETRLIMIT 1
#define HAVE_SETVBUF 1
#define HAVE_SIGACTION 1
#define HAVE_STPCPY 1
#define HAVE_STRCASECMP 1
#define HAVE_STRCOLL 1
#define HAVE_STRDUP 1
#define HAVE_STRNCASECMP 1
#define HAVE_STRNDUP 1
#define HAVE_STRSIGNAL 1
#define HAVE_STRUCT_DIRENT_D_TYPE 1
#define HAVE_SYMLINK 1
#define HAVE_TTYNAME 1
#define HAVE_UINTMAX_T 1
#define HAVE_UMASK 1
#define HAVE_UNSIGNED_LONG_LONG_INT 1
#define HAVE_WAIT3 1
#define HAVE_WAITPID 1
#define HAVE_WORKING_FORK 1
#define RETSIGTYPE void

/* What gnulib's modules would put here. */
#define _GNU_SOURCE 1
#define _GL_ATTRIBUTE_CONST
#define _GL_ATTRIBUTE_MALLOC
#define _GL_ATTRIBUTE_PURE
#define _GL_INLINE_HEADER_BEGIN
#define _GL_INLINE_HEADER_END
#define XALLOC_INLINE static inline
#define xalloc_die abort
