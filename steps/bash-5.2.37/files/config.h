/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * config.h - bash without its configure: Linux, musl, tcc
 *
 * Left out: line editing, history and completion (READLINE and so on), other languages, /dev/tcp, its own
 * malloc, and HAVE_DEV_FD: process substitution uses named pipes in /tmp, which work without /proc.
 */
#include "config-top.h"

/* Features. */
#define JOB_CONTROL 1
#define ALIAS 1
#define PUSHD_AND_POPD 1
#define BRACE_EXPANSION 1
#define HELP_BUILTIN 1
#define RESTRICTED_SHELL 1
#define PROCESS_SUBSTITUTION 1
#define PROMPT_STRING_DECODE 1
#define SELECT_COMMAND 1
#define COMMAND_TIMING 1
#define ARRAY_VARS 1
#define DPAREN_ARITHMETIC 1
#define EXTENDED_GLOB 1
#define COND_COMMAND 1
#define COND_REGEXP 1
#define COPROCESS_SUPPORT 1
#define ARITH_FOR_COMMAND 1
#define DEBUGGER 1
#define CASEMOD_ATTRS 1
#define CASEMOD_EXPANSIONS 1
#define GLOBASCII_DEFAULT 1
#define FUNCTION_IMPORT 1
#define TRANSLATABLE_STRINGS 1         /* without it $"x" keeps its dollar */
#define EXTGLOB_DEFAULT 0

/* Names that stand in the program. */
#define PROGRAM "bash"
#define PACKAGE "bash"
#define LOCALEDIR "/usr/share/locale"
#define CONF_HOSTTYPE "i386"
#define CONF_OSTYPE "linux-musl"
#define CONF_MACHTYPE "i386-pc-linux-musl"
#define CONF_VENDOR "pc"
#define DEFAULT_MAIL_DIRECTORY "/var/mail"

/* Sizes and types. */
#define SIZEOF_INT 4
#define SIZEOF_LONG 4
#define SIZEOF_CHAR_P 4
#define SIZEOF_SIZE_T 4
#define SIZEOF_DOUBLE 8
#define SIZEOF_INTMAX_T 8
#define SIZEOF_LONG_LONG 8
#define SIZEOF_WCHAR_T 4
#define bits16_t short
#define u_bits16_t unsigned short
#define bits32_t int
#define u_bits32_t unsigned int
#define bits64_t long long
#define RLIMTYPE rlim_t
#define GETGROUPS_T gid_t
#define WEXITSTATUS_OFFSET 8
#define FLEXIBLE_ARRAY_MEMBER

/* The compiler and its types. */
#define _GNU_SOURCE 1
#define PROTOTYPES 1
#define __PROTOTYPES 1
#define HAVE_STRINGIZE 1
#define HAVE_LONG_DOUBLE 1
#define HAVE_LONG_LONG 1
#define HAVE_LONG_LONG_INT 1
#define HAVE_UNSIGNED_LONG_LONG_INT 1
#define HAVE_ALLOCA 1
#define HAVE_ALLOCA_H 1
#define HAVE_MBSTATE_T 1
#define HAVE_WCHAR_T 1
#define HAVE_WCTYPE_T 1
#define HAVE_WINT_T 1
#define HAVE_QUAD_T 1
#define HAVE_TIMEVAL 1
#define HAVE_STRUCT_TIMEZONE 1
#define HAVE_STRUCT_TIMESPEC 1
#define TIME_H_DEFINES_STRUCT_TIMESPEC 1
#define HAVE_TM_ZONE 1
#define HAVE_TZNAME 1
#define HAVE_STRUCT_DIRENT_D_INO 1
#define GWINSZ_IN_SYS_IOCTL 1
#define STRUCT_WINSIZE_IN_SYS_IOCTL 1
#define MAJOR_IN_SYSMACROS 1
#define HAVE_STRUCT_STAT_ST_BLOCKS 1
#define HAVE_STRUCT_STAT_ST_ATIM_TV_NSEC 1
#define TYPEOF_STRUCT_STAT_ST_ATIM_IS_STRUCT_TIMESPEC 1

/* How the system behaves. */
#define HAVE_POSIX_SIGNALS 1
#define HAVE_POSIX_SIGSETJMP 1
#define GETPGRP_VOID 1
#define CAN_REDEFINE_GETENV 1
#define HAVE_STD_PUTENV 1
#define HAVE_STD_UNSETENV 1
#define HAVE_PRINTF_A_FORMAT 1
#define HAVE_LANGINFO_CODESET 1
#define HAVE_HASH_BANG_EXEC 1
#define HAVE_GETPW_DECLS 1

/* What musl declares. */
#define HAVE_DECL_CONFSTR 1
#define HAVE_DECL_PRINTF 1
#define HAVE_DECL_SBRK 1
#define HAVE_DECL_STRCPY 1
#define HAVE_DECL_STRSIGNAL 1
#define HAVE_DECL_STRTOLD 1
#define HAVE_DECL_STRTOIMAX 1
#define HAVE_DECL_STRTOL 1
#define HAVE_DECL_STRTOLL 1
#define HAVE_DECL_STRTOUL 1
#define HAVE_DECL_STRTOULL 1
#define HAVE_DECL_STRTOUMAX 1
#define HAVE_DECL_SETREGID 1
#define HAVE_DECL_SETRESGID 1
#define HAVE_DECL_SETRESUID 1
#define HAVE_DECL_FPURGE 0
#define HAVE_DECL_AUDIT_USER_TTY 0

/* What musl has. A function that is not declared is a link error where it knows the time: the header renames it. */
#define HAVE_ASPRINTF 1
#define HAVE_BCOPY 1
#define HAVE_BZERO 1
#define HAVE_CONFSTR 1
#define HAVE_DPRINTF 1
#define HAVE_DUP2 1
#define HAVE_EACCESS 1
#define HAVE_FACCESSAT 1
#define HAVE___FPURGE 1
#define HAVE_GETCWD 1
#define HAVE_GETDTABLESIZE 1
#define HAVE_GETENTROPY 1
#define HAVE_GETGROUPS 1
#define HAVE_GETHOSTNAME 1
#define HAVE_GETPWENT 1
#define HAVE_GETPWNAM 1
#define HAVE_GETPWUID 1
#define HAVE_GETRANDOM 1
#define HAVE_GETRLIMIT 1
#define HAVE_GETRUSAGE 1
#define HAVE_GETTIMEOFDAY 1
#define HAVE_IMAXDIV 1
#define HAVE_ISASCII 1
#define HAVE_ISBLANK 1
#define HAVE_ISGRAPH 1
#define HAVE_ISPRINT 1
#define HAVE_ISSPACE 1
#define HAVE_ISWCTYPE 1
#define HAVE_ISWLOWER 1
#define HAVE_ISWUPPER 1
#define HAVE_ISXDIGIT 1
#define HAVE_KILLPG 1
#define HAVE_LOCALECONV 1
#define HAVE_LSTAT 1
#define HAVE_MBRLEN 1
#define HAVE_MBRTOWC 1
#define HAVE_MBSNRTOWCS 1
#define HAVE_MBSRTOWCS 1
#define HAVE_MEMMOVE 1
#define HAVE_MKDTEMP 1
#define HAVE_MKFIFO 1
#define HAVE_MKSTEMP 1
#define HAVE_NL_LANGINFO 1
#define HAVE_PATHCONF 1
#define HAVE_PSELECT 1
#define HAVE_RANDOM 1
#define HAVE_READLINK 1
#define HAVE_REGCOMP 1
#define HAVE_REGEXEC 1
#define HAVE_RENAME 1
#define HAVE_SELECT 1
#define HAVE_SETITIMER 1
#define HAVE_SETLINEBUF 1
#define HAVE_SETLOCALE 1
#define HAVE_SETRESGID 1
#define HAVE_SETRESUID 1
#define HAVE_SETVBUF 1
#define HAVE_SIGINTERRUPT 1
#define HAVE_SNPRINTF 1
#define HAVE_STRCASECMP 1
#define HAVE_STRCASESTR 1
#define HAVE_STRCHR 1
#define HAVE_STRCHRNUL 1
#define HAVE_STRCOLL 1
#define HAVE_STRERROR 1
#define HAVE_STRFTIME 1
#define HAVE_STRNLEN 1
#define HAVE_STRPBRK 1
#define HAVE_STRSIGNAL 1
#define HAVE_STRTOD 1
#define HAVE_STRTOL 1
#define HAVE_STRTOLL 1
#define HAVE_STRTOUL 1
#define HAVE_STRTOULL 1
#define HAVE_SYSCONF 1
#define HAVE_TCGETATTR 1
#define HAVE_TIMES 1
#define HAVE_TOWLOWER 1
#define HAVE_TOWUPPER 1
#define HAVE_TTYNAME 1
#define HAVE_TZSET 1
#define HAVE_UNAME 1
#define HAVE_VPRINTF 1
#define HAVE_VSNPRINTF 1
#define HAVE_WAITPID 1
#define HAVE_WAIT3 1
#define HAVE_WCSDUP 1
#define HAVE_WCSWIDTH 1
#define HAVE_WCTYPE 1
#define HAVE_WCWIDTH 1

/* Its headers. */
#define HAVE_DIRENT_H 1
#define HAVE_GRP_H 1
#define HAVE_INTTYPES_H 1
#define HAVE_LIMITS_H 1
#define HAVE_LOCALE_H 1
#define HAVE_PWD_H 1
#define HAVE_REGEX_H 1
#define HAVE_STDARG_H 1
#define HAVE_STDDEF_H 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRINGS_H 1
#define HAVE_STRING_H 1
#define HAVE_SYS_FILE_H 1
#define HAVE_SYS_PARAM_H 1
#define HAVE_SYS_RANDOM_H 1
#define HAVE_SYS_RESOURCE_H 1
#define HAVE_SYS_SELECT_H 1
#define HAVE_SYS_TIMES_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_WAIT_H 1
#define HAVE_TERMIOS_H 1
#define HAVE_UNISTD_H 1
#define HAVE_WCHAR_H 1
#define HAVE_WCTYPE_H 1

#include "config-bot.h"
