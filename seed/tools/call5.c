// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// call5.c - a system call with five arguments, as bytes: wrap's mount wants them
//
// Made and tested like libc/machine.c: `bytes, // instruction # reason`. In this file the name
// is an array, elsewhere int call5(int number, int a, int b, int c, int d, int e).

const unsigned char call5[] __attribute__((section(".text.machine"))) = {
	0x53,                           // push ebx                     # these three belong to the caller
	0x56,                           // push esi
	0x57,                           // push edi
	0x8B, 0x44, 0x24, 0x10,         // mov eax, [esp + 16]          # number
	0x8B, 0x5C, 0x24, 0x14,         // mov ebx, [esp + 20]          # a
	0x8B, 0x4C, 0x24, 0x18,         // mov ecx, [esp + 24]          # b
	0x8B, 0x54, 0x24, 0x1C,         // mov edx, [esp + 28]          # c
	0x8B, 0x74, 0x24, 0x20,         // mov esi, [esp + 32]          # d
	0x8B, 0x7C, 0x24, 0x24,         // mov edi, [esp + 36]          # e
	0xCD, 0x80,                     // int 0x80
	0x5F,                           // pop edi
	0x5E,                           // pop esi
	0x5B,                           // pop ebx
	0xC3                            // ret                          # eax: the answer
};
