// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// crt1.c - where a program begins: bytes, as in machine.c, around one address

void start_main(int *stack);            // system.c

const struct {
	unsigned char before[8];
	void (*function)(int *stack);
	unsigned char after[4];
} _start __attribute__((section(".text.machine"))) = {
	{
		0x89, 0xE0,             // mov eax, esp                 # the kernel left argc, argv, environment here
		0x83, 0xEC, 0x0C,       // sub esp, 12                  # with the next, 16: clang counts on it
		0x50,                   // push eax
		0x90,                   // nop                          # the address is to begin at a whole word
		0xB9                    // mov ecx, 0                   # and start_main in place of the 0
	},
	start_main,
	{
		0xFF, 0xD1,             // call ecx                     # never comes back
		0xF4                    // hlt
	}
};
