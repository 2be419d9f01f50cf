/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* config.h - tcc without its configure: a 32-bit x86 compiler that is itself a static program */

#define TCC_VERSION "0.9.27"
#define TCC_TARGET_I386 1
#define CONFIG_TCC_STATIC 1

/* {B} is the folder of tcc's own files, which -B changes. */
#define CONFIG_TCCDIR "/usr/lib/tcc"
#define CONFIG_TCC_SYSINCLUDEPATHS "{B}/include:/usr/include"
#define CONFIG_TCC_LIBPATHS "/usr/lib"
#define CONFIG_TCC_CRTPREFIX "/usr/lib"
#define CONFIG_TCC_ELFINTERP "/lib/ld-musl-i386.so.1"

/* tcc says that it is for Linux if the compiler it is built by does, and so for ever. cc does not. */
#undef __linux__
#define __linux__ 1

/* A compiler that says it is for this machine would bring -run and the bounds checker with it, and they
   signal handlers and mprotect. cc does not say so, tcc and gcc do. */
#undef __i386__
/* What is left of it: long double constants are computed when they are compiled, in our own long double. */
#define TCC_IS_NATIVE_387
