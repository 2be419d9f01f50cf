.intel_syntax noprefix
.set base, 0x08048000
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# catm - put files together
#
#     catm OUT IN...
#
# OUT is made, or emptied, and gets the bytes of each IN in their order.
#
# Made by          hex2 catm.hex2 catm
# System calls     open (5), read (3), write (4), exit (1) of Linux, 32-bit x86
# Exit status      0; 1, after a line on standard error, when a file fails
# Twin             catm.s assembles to the same bytes
# Registers        esi  OUT's file                edi  IN's file
#                  ebp  the name at hand, for messages    on the stack: the names to come
# Memory           08048000  this file
#                  08100000  the block: 1 MiB

ELF_base:
	.byte 0x7F, 0x45, 0x4C, 0x46 # .magic: ELF
	.byte 1, 1, 1, 3 # .class: 32 bits, little endian, version 1, Linux
	.byte 0, 0, 0, 0, 0, 0, 0, 0 # .padding:
	.byte 2, 0 # .e_type: an executable
	.byte 3, 0 # .e_machine: for x86
	.long 1 # .e_version:
	.long start # .e_entry: start
	.long 0x34 # .e_phoff: the program header comes next
	.long 0 # .e_shoff: no section headers
	.long 0 # .e_flags:
	.byte 0x34, 0 # .e_ehsize: 52
	.byte 0x20, 0 # .e_phentsize: 32
	.byte 1, 0 # .e_phnum: one
	.byte 0, 0 # .e_shentsize:
	.byte 0, 0 # .e_shnum:
	.byte 0, 0 # .e_shstrndx:

	.long 1 # .p_type: load
	.long 0 # .p_offset: from the start
	.long base # .p_vaddr: base
	.long base # .p_paddr: not used
	.long ELF_end - ELF_base # .p_filesz: this file
	.long 0x08200000 - base # .p_memsz: up to 08200000
	.long 7 # .p_flags: read, write, execute
	.long 1 # .p_align:

start:
	pop eax # argc
	pop ebx # our own name
	pop ebp # OUT, or 0
	test ebp, ebp
	je no_names
	mov ebx, ebp
	mov ecx, 0x241 # write only, create, truncate
	mov edx, 0x180 # mode 0600
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js failed
	mov esi, eax
next_file:
	pop ebp # IN, or 0 behind the last
	test ebp, ebp
	je good
	mov ebx, ebp
	xor ecx, ecx # to read
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js failed
	mov edi, eax
next_block:
	mov ebx, edi
	mov ecx, 0x08100000
	mov edx, 0x100000
	push 3
	pop eax # read
	int 0x80
	test eax, eax
	js failed
	je next_file
	mov edx, eax
write_more:
	mov ebx, esi
	push 4
	pop eax # write
	int 0x80
	test eax, eax
	jle failed
	add ecx, eax
	sub edx, eax
	jne write_more
	jmp next_block
good:
	xor ebx, ebx # status 0
leave:
	push 1
	pop eax # exit
	int 0x80

no_names:
	mov ebp, OFFSET text_names
failed:
	mov ecx, OFFSET text_failed
	call say
	mov ecx, ebp
	call say
	mov ecx, OFFSET text_end
	call say
	push 1
	pop ebx # status 1
	jmp leave

#  Print the text at ecx, up to its 0, to standard error.
say:
	or edx, -1
measure:
	inc edx
	cmp byte ptr [ecx + edx], 0
	jne measure
	push 2
	pop ebx # standard error
	push 4
	pop eax # write
	int 0x80
	ret

text_failed:
	.ascii "catm: cannot open, read or write: \0" # .text:
text_names:
	.ascii "wants OUT and IN\0" # .text:
text_end:
	.ascii "\n\0" # .text:
ELF_end:
