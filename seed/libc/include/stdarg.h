// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// arguments lie on the stack in order, each in whole words; gcc and clang must not be told so
#ifndef _STDARG_H
#define _STDARG_H
#ifdef __GNUC__
typedef __builtin_va_list va_list;
#define va_start __builtin_va_start
#define va_arg __builtin_va_arg
#define va_end __builtin_va_end
#define va_copy __builtin_va_copy
#else
typedef char *va_list;
#define va_start(list, last) ((list) = (char *)&(last) + ((sizeof(last) + 3) & ~3))
#define va_arg(list, type) (*(type *)(((list) += (sizeof(type) + 3) & ~3) - ((sizeof(type) + 3) & ~3)))
#define va_end(list) ((void)(list))
#define va_copy(to, from) ((to) = (from))
#endif
#endif
