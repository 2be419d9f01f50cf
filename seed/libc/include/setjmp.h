// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef _SETJMP_H
#define _SETJMP_H
typedef int jmp_buf[6];         // ebx, esi, edi, ebp, esp, eip
int setjmp(jmp_buf place);
void longjmp(jmp_buf place, int value);
#endif
