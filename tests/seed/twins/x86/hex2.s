.intel_syntax noprefix
.set base, 0x08048000
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# hex2 - hex0 with labels of any name: the linker
#
#     hex2 IN [OUT]                    OUT is standard output unless given
#
#     :name        the label is here; nothing is put out
#     !name        one byte: the label's place, counted from behind that byte
#     @name        two bytes: the same         %name  four bytes: the same
#     $name        two bytes: the label's address, its low half
#     &name        four bytes: the address; the file begins at 08048000
#     %name>from   a place counted from label "from"; with ! and @ too; after & and $
#                  it is read and means nothing
#
# A name ends at a space, tab, newline or '>'. A label that is there twice stands for
# its last place. All else is as in hex0; a comment ends at a carriage return, too.
# IN is gone through twice: first for the labels' places, then for good.
#
# Made by          hex0 hex2.hex0 hex2
# System calls     open (5), read (3), write (4), exit (1) of Linux, 32-bit x86
# Exit status      0; 1, after a line on standard error, for a label that is nowhere, one
#                  that is too far away for its bytes, half a byte before a label or at
#                  the end, a label without a name, and files that fail
# Limits           IN is at most 15 MiB; 60000 labels
# Twin             hex2.s assembles to the same bytes
# Registers        esi  the next character        edi  where the next byte goes
#                  ecx  the text's end            ebp  0 the first time, 1 the second
#                  edx  0, or 10h and a byte's first digit    eax  a character, its value
#                  ebx  a label's row in the table
# Memory           08048000  this file
#                  08100000  the text
#                  09001400  the name at hand: where it is, its length; 9001408 a count of labels
#                  09001500  a 0: no name
#                  0A000000  the output: at most twice as long as the text
#                  0D000000  labels: 65536 rows of 16 bytes: name, its length, place in
#                            the output; a row is found by a sum over the name's
#                            characters, and if it is taken the next free one serves

	.byte 0x7F, 0x45, 0x4C, 0x46 # .magic: ELF
	.byte 1, 1, 1, 3 # .class: 32 bits, little endian, version 1, Linux
	.byte 0, 0, 0, 0, 0, 0, 0, 0 # .padding:
	.byte 2, 0 # .e_type: an executable
	.byte 3, 0 # .e_machine: for x86
	.long 1 # .e_version:
	.long 0x08048054 # .e_entry: start
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
	.long 1015 # .p_filesz: this file
	.long 0x0D100000 - base # .p_memsz: up to 0D100000
	.long 7 # .p_flags: read, write, execute
	.long 1 # .p_align:

start:
	pop eax # argc
	pop ebx # our own name
	pop ebx # IN, or 0
	mov ebp, 0x09001500
	test ebx, ebx
	jne named
	call fail
	.ascii "wants IN\0" # .text:
named:
	mov ebp, ebx # for the message
	xor ecx, ecx # to read
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js cannot_read
	xchg ebx, eax
	mov ecx, 0x08100000 # the text
more:
	mov edx, 0x09000000
	sub edx, ecx # the room that is left
	je cannot_read # none: too long
	push 3
	pop eax # read
	int 0x80
	test eax, eax
	js cannot_read
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
	push 1 # bytes of the first kind of pointer
	cmp al, 0x21 # '!'
	je pointer
	inc dword ptr [esp] # 2
	cmp al, 0x40 # '@'
	je pointer
	inc byte ptr [esp + 1] # 2, and not relative
	cmp al, 0x24 # '$'
	je pointer
	shl byte ptr [esp], 1 # 4, and not relative
	cmp al, 0x26 # '&'
	je pointer
	dec byte ptr [esp + 1] # 4
	cmp al, 0x25 # '%'
	je pointer
	pop ebx # no pointer at all
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
clear:
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
	cmp [ebx], ebp
	jne again # the name is in its row already
	mov eax, [0x09001400]
	mov [ebx], eax
	mov eax, [0x09001404]
	mov [ebx + 4], eax
	inc dword ptr [0x09001408]
	cmp dword ptr [0x09001408], 60000
	ja too_many
again:
	mov [ebx + 8], edi
	jmp next

#  On the stack: how many bytes, and 100h for an address rather than a distance.
pointer:
	call take_name
	call take_place
	pop eax
	push edx # the label's place
	movzx edx, al
	add edi, edx
	mov edx, edi # distances are counted from behind the pointer
	cmp byte ptr [esi], 0x3E # '>'; behind the text there is a newline
	jne from_here
	inc esi
	push eax
	xor edx, edx # take_name looks at it
	call take_name
	call take_place
	pop eax
from_here:
	pop ebx # the place
	test ebp, ebp
	je clear # the first time only the size counts
	test ah, ah
	jne address
	sub ebx, edx
	cmp al, 2
	ja put_four
	je close
	movsx edx, bl
	cmp ebx, edx
	jne too_far
	mov [edi - 1], bl
	jmp clear
close:
	movsx edx, bx
	cmp ebx, edx
	jne too_far
put_two:
	mov [edi - 2], bx
	jmp clear
address:
	sub ebx, 0x01FB8000 # 0A000000 is 08048000
	cmp al, 2
	je put_two
put_four:
	mov [edi - 4], ebx
	jmp clear

ended:
	test edx, edx
	jne half
	inc ebp
	cmp ebp, 1
	je scan # the second time
	mov ebp, 0x09001500
	pop ebx # OUT, or 0
	push 1
	pop eax # standard output
	test ebx, ebx
	je opened
	mov ebp, ebx
	mov ecx, 0x241 # write only, create, truncate
	mov edx, 0x1C0 # mode 0700: it can be run at once
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js cannot_write
opened:
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
	jle cannot_write
	add ecx, eax
	jmp write_more
good:
	xor ebx, ebx # status 0
leave:
	push 1
	pop eax # exit
	int 0x80

#  Find the name at esi in the table.
#  in: esi, edx                                  out: esi behind it, ebx its row, whose
#  name is 0 when it is a free one                keeps: ecx, edi, ebp
take_name:
	test edx, edx
	jne half
	mov [0x09001400], esi
	xor ebx, ebx # the sum
	xor eax, eax
take_char:
	cmp esi, ecx
	jae taken
	mov al, [esi]
	cmp al, 0x20
	je taken
	cmp al, 9 # tab
	je taken
	cmp al, 10 # newline
	je taken
	cmp al, 0x3E # '>'
	je taken
	imul ebx, ebx, 31
	add ebx, eax
	inc esi
	jmp take_char
taken:
	mov eax, esi
	sub eax, [0x09001400]
	mov [0x09001404], eax
	je no_name
	imul ebx, ebx, 0x9E3779B1 # spreads the sum over all bits; the highest 16 count
	shr ebx, 16
	shl ebx, 4
	add ebx, 0x0D000000
probe:
	cmp dword ptr [ebx], 0
	je known # a free row
	mov eax, [ebx + 4]
	cmp eax, [0x09001404]
	jne probe_next
	push esi
	push edi
	push ecx
	mov esi, [ebx]
	mov edi, [0x09001400]
	mov ecx, eax
	repe cmpsb
	pop ecx
	pop edi
	pop esi
	je known
probe_next:
	add ebx, 16
	cmp ebx, 0x0D100000
	jb probe
	mov ebx, 0x0D000000 # from the last row on to the first
	jmp probe

#  The place of the label in row ebx.              out: edx
take_place:
	mov edx, [ebx + 8]
	test ebp, ebp
	je known # the first time it may come later
	test edx, edx
	je unknown
known:
	ret

unknown:
	call fail_name
	.ascii "a label that is nowhere: \0" # .text:
too_far:
	call fail_name
	.ascii "too far away: \0" # .text:
too_many:
	call fail_name
	.ascii "more than 60000 labels, at: \0" # .text:
no_name:
	call fail_plain
	.ascii "a label without a name\0" # .text:
half:
	call fail_plain
	.ascii "half a byte, before a label or at the end\0" # .text:
cannot_read:
	call fail
	.ascii "cannot read, or too long: \0" # .text:
cannot_write:
	call fail
	.ascii "cannot write: \0" # .text:

#  Each of these is called right before its text, so that "ret" would find it.
fail_name:
	mov ebp, [0x09001400]
	mov eax, [0x09001404]
	and byte ptr [ebp + eax], 0
	jmp fail
fail_plain:
	mov ebp, 0x09001500
fail:
	call show
	.ascii "hex2: \0" # .text:
	pop ecx
	call say
	mov ecx, ebp
	call say
	call show
	.ascii "\n\0" # .text:
	push 1
	pop ebx # status 1
	jmp leave

#  Print the text behind the call, and go on behind it.
show:
	pop ecx
	call say
	lea ecx, [ecx + edx + 1]
	jmp ecx

#  Print the text at ecx, up to its 0, to standard error.    out: edx its length
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
