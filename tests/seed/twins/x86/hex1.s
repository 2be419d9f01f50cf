.intel_syntax noprefix
.set base, 0x08048000
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# hex1 - hex0 with labels of one character
#
#     hex1 IN OUT
#
#     :c     label c is here: the place of the next byte; nothing is put out
#     %c     four bytes, low one first: label c's place, counted from behind them
#
# c is any one byte. A label that is there twice stands for its last place. All
# else is as in hex0, and a comment ends at a carriage return as well. IN is gone
# through twice: first for the labels' places, then for good.
#
# Made by          hex0 hex1.hex0 hex1
# System calls     open (5), read (3), write (4), exit (1) of Linux, 32-bit x86
# Exit status      0; 1, after a line on standard error, for a label that is nowhere, half
#                  a byte before a label or at the end, a ':' or '%' at the end, and
#                  for IN or OUT that cannot be read or written
# Limits           IN is at most 15 MiB
# Twin             hex1.s assembles to the same bytes
# Registers        esi  the next character        edi  where the next byte goes
#                  ecx  the text's end            ebp  0 the first time, 1 the second
#                  edx  0, or 10h and a byte's first digit    eax  a character, its value
# Memory           08048000  this file
#                  08100000  the text
#                  09001000  256 labels of 4 bytes: the place in the output, 0 for none
#                  0A000000  the output: at most twice as long as the text

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
	.long 644 # .p_filesz: this file
	.long 0x0C000000 - base # .p_memsz: up to 0C000000
	.long 7 # .p_flags: read, write, execute
	.long 1 # .p_align:

start:
	pop eax # argc
	pop ebx # our own name
	cmp eax, 3
	mov esi, OFFSET text_usage
	mov ebp, OFFSET text_end + 1 # no name
	jb fail
	pop ebx # IN
	mov ebp, ebx # for the message
	mov esi, OFFSET text_read
	xor ecx, ecx # to read
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js fail
	xchg ebx, eax
	mov ecx, 0x08100000 # the text
more:
	mov edx, 0x09000000
	sub edx, ecx # the room that is left
	je fail # none: too long
	push 3
	pop eax # read
	int 0x80
	test eax, eax
	js fail
	lea ecx, [ecx + eax]
	jne more # flags are test's still: 0 is the end
	mov byte ptr [ecx], 10 # ends a comment that has no newline
	xor ebp, ebp # the first time

scan:
	mov esi, 0x08100000
	mov edi, 0x0A000000
	xor edx, edx # no digit yet
next:
	cmp esi, ecx
	jae ended
	xor eax, eax
	lodsb # eax is the next character
	cmp al, 0x23 # '#'
	je comment
	cmp al, 0x3B # ';'
	je comment
	cmp al, 0x3A # ':'
	je define
	cmp al, 0x25 # '%'
	je pointer
	sub al, 0x30 # '0' to '9' become 0 to 9
	cmp al, 10
	jb digit
	sub al, 0x11 # 'A' to 'F' become 0 to 5
	and al, 0xDF # 'a' to 'f', 32 higher, too
	cmp al, 6
	jae next # no digit: ignored
	add al, 10
digit:
	test edx, edx
	jne second
	lea edx, [eax + 0x10] # so that a first digit 0 is not 0
	jmp next
second:
	shl edx, 4
	or eax, edx
	stosb # its low eight bits
	xor edx, edx
	jmp next
comment:
	lodsb
	cmp al, 10 # newline; the text ends in one
	je next
	cmp al, 13 # carriage return
	jne comment
	jmp next
define:
	call take_name
	test ebp, ebp
	jne next # known from the first time
	mov [eax * 4 + 0x09001000], edi
	jmp next
pointer:
	call take_name
	add edi, 4
	test ebp, ebp
	je next # not yet
	mov ebx, [eax * 4 + 0x09001000]
	test ebx, ebx
	je unknown
	sub ebx, edi
	mov [edi - 4], ebx
	jmp next
ended:
	test edx, edx
	jne half
	inc ebp
	cmp ebp, 1
	je scan # the second time

	pop ebx # OUT
	mov ebp, ebx
	mov esi, OFFSET text_write
	mov ecx, 0x241 # write only, create, truncate
	mov edx, 0x1C0 # mode 0700: it can be run at once
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js fail
	xchg ebx, eax
	mov ecx, 0x0A000000
write_more:
	mov edx, edi
	sub edx, ecx
	je good # all is written
	push 4
	pop eax # write
	int 0x80
	test eax, eax
	jle fail
	add ecx, eax
	jmp write_more
good:
	xor ebx, ebx # status 0
leave:
	push 1
	pop eax # exit
	int 0x80

#  The label's name, after ':' or '%'.          out: eax
take_name:
	test edx, edx
	jne half
	cmp esi, ecx
	jae no_name
	lodsb
	ret

unknown:
	mov [0x09001400], al # the name; a 0 is behind it
	mov ebp, 0x09001400
	mov esi, OFFSET text_unknown
	jmp fail
half:
	mov esi, OFFSET text_half
	jmp fail_here
no_name:
	mov esi, OFFSET text_name
fail_here:
	mov ebp, OFFSET text_end + 1 # nothing more to say
#  Say our name, the text at esi, the name at ebp, and leave with status 1.
fail:
	mov ecx, OFFSET text_self
	call say
	mov ecx, esi
	call say
	mov ecx, ebp
	call say
	mov ecx, OFFSET text_end
	call say
	push 1
	pop ebx
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

text_self:
	.ascii "hex1: \0" # .text:
text_usage:
	.ascii "wants IN and OUT\0" # .text:
text_read:
	.ascii "cannot read, or too long: \0" # .text:
text_write:
	.ascii "cannot write: \0" # .text:
text_unknown:
	.ascii "a label that is nowhere: \0" # .text:
text_half:
	.ascii "half a byte, before a label or at the end\0" # .text:
text_name:
	.ascii "a label without a name at the end\0" # .text:
text_end:
	.ascii "\n\0" # .text:
