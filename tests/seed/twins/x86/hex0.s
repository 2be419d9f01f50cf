.intel_syntax noprefix
.set base, 0x06FF0000
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# hex0 - turn commented hexadecimal text into bytes: the one binary to begin with
#
#     hex0 IN OUT
#
# Two digits make a byte, the high one first; '#' or ';' starts a comment, up to
# the newline; every other character is ignored. A last digit alone is dropped.
# IN is read into memory whole and converted in place: a byte needs two
# characters, so the place to write to never overtakes the place to read from.
#
# Made by          sed 's/[;#].*//' hex0.hex0 | xxd -r -p > hex0
# Size             180 bytes: 76 headers, 104 code
# System calls     open (5), creat (8), read (3), write (4), exit (1) of Linux, 32-bit x86
# Exit status      0
# Limits           IN is at most 32 MiB, and a plain file: it is read at once
# Twin             hex0.s assembles to the same bytes
# Registers        esi  the next character      edi  the next byte's place
#                  ebp  the end of the text     ecx  the buffer
#                  edx  0, or -1 after the first digit of a byte
#                  al   a character, then its value    ebx  a file
# Memory           06FF0000  this file
#                  07000000  the buffer, zeros at first: room for 32 MiB
#
# The program header begins inside the ELF header: its first eight bytes are
# the last eight of that one, where 1 and 0 mean the right thing for both.

	.byte 0x7F, 0x45, 0x4C, 0x46 # .magic: ELF
	.byte 1, 1, 1, 3 # .class: 32 bits, little endian, version 1, Linux
	.byte 0, 0, 0, 0, 0, 0, 0, 0 # .padding:
	.byte 2, 0 # .e_type: an executable
	.byte 3, 0 # .e_machine: for x86
	.long 1 # .e_version:
	.long start # .e_entry: start
	.long 0x2C # .e_phoff: the program header, 32 bytes before the code
	.long 0 # .e_shoff: no section headers
	.long 0 # .e_flags:
	.byte 0x34, 0 # .e_ehsize: 52
	.byte 0x20, 0 # .e_phentsize: 32
	.long 1 # .p_type: load; also e_phnum 1, e_shentsize 0
	.long 0 # .p_offset: from the start; also e_shnum, e_shstrndx
	.long base # .p_vaddr: base
	.long base # .p_paddr: not used
	.long 180 # .p_filesz: this file
	.long 0x02010000 # .p_memsz: up to 09000000
	.long 7 # .p_flags: read, write, execute
	.long 1 # .p_align:

start:
	pop eax # how many arguments: a small number
	pop ebx # our own name
	pop ebx # IN
	xor ecx, ecx # to read
	mov al, 5 # open
	int 0x80
	pop ebx # OUT
	push eax # keep IN's file
	mov al, 8 # creat
	mov cx, 0x1C0 # with mode 0700: it can be run at once
	int 0x80
	pop ebx # IN's file
	push eax # keep OUT's
	shl ecx, 18 # 1C0 becomes 07000000, the buffer
	mov edx, ecx # at most that many bytes: enough
	mov al, 3 # read
	int 0x80
	pop ebx # OUT's file
	mov esi, ecx # text is taken from here
	mov edi, ecx # bytes are put here
	lea ebp, [ecx + eax] # the text's end
	mov byte ptr [ebp], 10 # ends a comment that has no newline
	cdq # 0: no digit yet
next:
	cmp esi, ebp
	jae done
	lodsb # al is the next character
	cmp al, 0x23 # '#'
	je comment
	cmp al, 0x3B # ';'
	jne digit
comment:
	lodsb
	cmp al, 10 # newline
	jne comment
digit:
	sub al, 0x30 # '0' to '9' become 0 to 9
	cmp al, 10
	jb found
	sub al, 0x11 # 'A' to 'F' become 0 to 5
	and al, 0xDF # 'a' to 'f', 32 higher, too
	cmp al, 6
	jae next # no digit: ignored, a newline too
	add al, 10
found:
	shl byte ptr [edi], 4 # what was there moves up, and out
	or [edi], al
	sub edi, edx # on to the next place after a second digit
	not edx # first, second, first, ...
	jmp next
done:
	sub edi, ecx # how many bytes there are
	mov edx, edi
	push 4
	pop eax # write
	int 0x80
	xor ebx, ebx # status 0
	push 1
	pop eax # exit
	int 0x80
