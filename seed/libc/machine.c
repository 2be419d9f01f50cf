// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// machine.c - what C can't say, as bytes
// These arrays are functions: others declare them so. A row is `bytes, // instruction # reason`;
// tests/seed/libc.sh assembles the second column and compares. Here the names are arrays: no header may be included.

#define CODE const unsigned char
#define IN_TEXT __attribute__((section(".text.machine")))       // where bytes may run; cc runs all of them

// int sys_call(int number, int a, int b, int c)
CODE sys_call[] IN_TEXT = {
	0x53,                           // push ebx                     # belongs to the caller
	0x8B, 0x44, 0x24, 0x08,         // mov eax, [esp + 8]           # number
	0x8B, 0x5C, 0x24, 0x0C,         // mov ebx, [esp + 12]          # a
	0x8B, 0x4C, 0x24, 0x10,         // mov ecx, [esp + 16]          # b
	0x8B, 0x54, 0x24, 0x14,         // mov edx, [esp + 20]          # c
	0xCD, 0x80,                     // int 0x80
	0x5B,                           // pop ebx
	0xC3                            // ret                          # eax: the answer
};

// int setjmp(jmp_buf place)
CODE setjmp[] IN_TEXT = {
	0x8B, 0x44, 0x24, 0x04,         // mov eax, [esp + 4]           # place
	0x8B, 0x0C, 0x24,               // mov ecx, [esp]               # where we were called from
	0x89, 0x18,                     // mov [eax], ebx
	0x89, 0x70, 0x04,               // mov [eax + 4], esi
	0x89, 0x78, 0x08,               // mov [eax + 8], edi
	0x89, 0x68, 0x0C,               // mov [eax + 12], ebp
	0x89, 0x60, 0x10,               // mov [eax + 16], esp
	0x89, 0x48, 0x14,               // mov [eax + 20], ecx
	0x31, 0xC0,                     // xor eax, eax                 # the first time: 0
	0xC3                            // ret
};

// void longjmp(jmp_buf place, int value)
CODE longjmp[] IN_TEXT = {
	0x8B, 0x54, 0x24, 0x04,         // mov edx, [esp + 4]           # place
	0x8B, 0x44, 0x24, 0x08,         // mov eax, [esp + 8]           # value: what setjmp now gives
	0x85, 0xC0,                     // test eax, eax
	0x75, 0x01,                     // jne .+3
	0x40,                           // inc eax                      # but never 0
	0x8B, 0x1A,                     // mov ebx, [edx]
	0x8B, 0x72, 0x04,               // mov esi, [edx + 4]
	0x8B, 0x7A, 0x08,               // mov edi, [edx + 8]
	0x8B, 0x6A, 0x0C,               // mov ebp, [edx + 12]
	0x8B, 0x62, 0x10,               // mov esp, [edx + 16]
	0x8B, 0x4A, 0x14,               // mov ecx, [edx + 20]
	0x89, 0x0C, 0x24,               // mov [esp], ecx               # the word may have been used since
	0xC3                            // ret
};
