.intel_syntax noprefix
.set base, 0x08048000
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# M0 - the first assembler: names for pieces of hexadecimal text
#
#     M0 IN OUT                        OUT is for hex2
#
# Words are parted by spaces, tabs and newlines; '#' or ';' at the beginning of a
# word starts a comment, up to the newline. Each word is put out on a line:
#
#     DEFINE name value    nothing; from here on the word "name" is put out as "value",
#                          which is a word, or the inside of "..." or '...'
#     "text"               the text's bytes as hexadecimal digits, and 00
#     'text'               the text as it is
#     @10  %-1  !0x2A      a number, low byte first: two bytes after '@', four after '%',
#                          one after any other character
#     all else             as it is: hexadecimal digits, labels, pointers
#
# A number is decimal, maybe with '-', or hexadecimal: 0x and digits, letters being
# capitals. A word is a number if what stands behind its first character is, and is
# not 0 or begins with the digit 0.
#
# Made by          hex2 M0.hex2 M0
# System calls     open (5), read (3), write (4), exit (1) of Linux, 32-bit x86
# Exit status      0; 1, after a line on standard error, for a quote that is never
#                  closed, a DEFINE without name or value, a number that does not
#                  fit its bytes, and files that fail
# Limits           IN is at most 31 MiB, OUT 128 MiB; 60000 names
# Twin             M0.s assembles to the same bytes
# Registers        esi  the next character        edi  where the output goes on
#                  ecx  the text's end            ebx  a name's row in the table
# Memory           08048000  this file
#                  08100000  the text
#                  0A000000  the output
#                  12000000  names: 65536 rows of 16 bytes: name, its length, value, its
#                            length; a row is found by a sum over the name's
#                            characters, and if it is taken the next free one serves
#                  12100000  the word at hand: where it is, its length; 12100008 the
#                            number of names; 1210000C IN's or OUT's name

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
	.long 0x12100010 - base # .p_memsz: up to 12100010
	.long 7 # .p_flags: read, write, execute
	.long 1 # .p_align:

start:
	pop eax # argc
	pop ebx # our own name
	cmp eax, 3
	mov ebp, OFFSET text_usage
	jb fail_plain
	pop ebx # IN
	mov [0x1210000C], ebx # for the message
	mov ebp, OFFSET text_read
	xor ecx, ecx # to read
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js fail_file
	xchg ebx, eax
	mov ecx, 0x08100000
more:
	mov edx, 0x0A000000
	sub edx, ecx # the room that is left
	je fail_file # none: too long
	push 3
	pop eax # read
	int 0x80
	test eax, eax
	js fail_file
	lea ecx, [ecx + eax]
	jne more # flags are test's still: 0 is the end
	mov byte ptr [ecx], 10 # ends a comment that has no newline
	mov esi, 0x08100000
	mov edi, 0x0A000000

next_word:
	call skip
	jae ended
	cmp al, 0x22 # '"'
	je string
	cmp al, 0x27 # "'"
	je raw
	call take_word
	cmp dword ptr [ebx], 0
	jne macro
	cmp dword ptr [0x12100004], 6
	jne number
	mov eax, [0x12100000]
	cmp dword ptr [eax], 0x49464544 # "DEFI"
	jne number
	cmp word ptr [eax + 4], 0x454E # "NE"
	je define
number:
	call read_number
	jc as_it_is
	call put_number
	jmp next_word
as_it_is:
	mov eax, [0x12100000]
	mov edx, [0x12100004]
	call put_text
	jmp next_word
macro:
	mov eax, [ebx + 8]
	mov edx, [ebx + 12]
	call put_text
	jmp next_word
raw:
	call take_quoted
	jmp as_it_is
string:
	call take_quoted
	mov edx, [0x12100004]
	call make_room
	mov ebx, [0x12100000]
	add edx, ebx # the string's end
string_byte:
	cmp ebx, edx
	je string_end
	mov al, [ebx]
	call put_byte
	inc ebx
	jmp string_byte
string_end:
	mov al, 0
	call put_byte
	mov al, 10
	stosb
	jmp next_word

define:
	mov ebp, OFFSET text_define
	call skip
	jae fail_plain # no name
	call take_word
	cmp dword ptr [ebx], 0
	jne named
	inc dword ptr [0x12100008]
	cmp dword ptr [0x12100008], 60000
	mov ebp, OFFSET text_many
	ja fail_plain
	mov eax, [0x12100000]
	mov [ebx], eax
	mov eax, [0x12100004]
	mov [ebx + 4], eax
named:
	push ebx
	mov ebp, OFFSET text_define
	call skip
	jae fail_plain # no value
	cmp al, 0x22
	je define_quoted
	cmp al, 0x27
	je define_quoted
	call take_word
	jmp define_value
define_quoted:
	call take_quoted
define_value:
	pop ebx
	mov eax, [0x12100000]
	mov [ebx + 8], eax
	mov eax, [0x12100004]
	mov [ebx + 12], eax
	jmp next_word

ended:
	mov ebp, OFFSET text_write
	pop ebx # OUT
	mov [0x1210000C], ebx
	mov ecx, 0x241 # write only, create, truncate
	mov edx, 0x180 # mode 0600: this is text
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js fail_file
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
	jle fail_file
	add ecx, eax
	jmp write_more
good:
	xor ebx, ebx # status 0
leave:
	push 1
	pop eax # exit
	int 0x80

#  On to the next word, over blanks and comments.
#  out: esi at it, al its first character; the flags of esi compared with the end
skip:
	cmp esi, ecx
	jae skipped
	mov al, [esi]
	inc esi
	cmp al, 0x20
	je skip
	cmp al, 9 # tab
	je skip
	cmp al, 10 # newline
	je skip
	cmp al, 0x23 # '#'
	je comment
	cmp al, 0x3B # ';'
	je comment
	dec esi
	cmp esi, ecx
skipped:
	ret
comment:
	lodsb
	cmp al, 10 # the text ends in one
	jne comment
	jmp skip

#  Take the word at esi, and find it in the table.
#  out: esi behind it, ebx its row, whose name is 0 when it is a free one
take_word:
	mov [0x12100000], esi
	xor ebx, ebx # the sum
	xor eax, eax
take_char:
	cmp esi, ecx
	jae taken
	mov al, [esi]
	cmp al, 0x20
	je taken
	cmp al, 9
	je taken
	cmp al, 10
	je taken
	imul ebx, ebx, 31
	add ebx, eax
	inc esi
	jmp take_char
taken:
	mov eax, esi
	sub eax, [0x12100000]
	mov [0x12100004], eax
	imul ebx, ebx, 0x9E3779B1 # spreads the sum over all bits; the highest 16 count
	shr ebx, 16
	shl ebx, 4
	add ebx, 0x12000000
probe:
	cmp dword ptr [ebx], 0
	je probed # a free row
	mov eax, [ebx + 4]
	cmp eax, [0x12100004]
	jne probe_next
	push esi
	push edi
	push ecx
	mov esi, [ebx]
	mov edi, [0x12100000]
	mov ecx, eax
	repe cmpsb
	pop ecx
	pop edi
	pop esi
	je probed
probe_next:
	add ebx, 16
	cmp ebx, 0x12100000
	jb probe
	mov ebx, 0x12000000 # from the last row on to the first
	jmp probe
probed:
	ret

#  Take what is between the quote at esi and the next one of its kind.
#  out: esi behind that
take_quoted:
	lodsb # the quote
	mov [0x12100000], esi
	mov ebp, OFFSET text_quote
quoted_char:
	cmp esi, ecx
	jae fail_plain
	cmp [esi], al
	je quoted
	inc esi
	jmp quoted_char
quoted:
	mov eax, esi
	sub eax, [0x12100000]
	mov [0x12100004], eax
	inc esi
	ret

#  The number behind the first character of the word at hand.
#  out: carry set if there is none; else eax, and bl the character
read_number:
	push esi
	push ecx
	mov esi, [0x12100000]
	mov ecx, [0x12100004]
	mov bl, [esi]
	inc esi
	xor edx, edx # the value
	mov bh, [esi] # the second character: is it '0'?
	dec ecx # characters left
	je digits_end
	cmp word ptr [esi], 0x7830 # "0x"
	je hex_number
	xor ebp, ebp # 1: below 0
	cmp byte ptr [esi], 0x2D # '-'
	jne decimal
	inc ebp
	inc esi
	dec ecx
	je digits_end
decimal:
	xor eax, eax
	lodsb
	sub al, 0x30
	cmp al, 9
	ja no_digit
	imul edx, edx, 10
	add edx, eax
	dec ecx
	jne decimal
	test ebp, ebp
	je digits_end
	neg edx
	jmp digits_end
hex_number:
	inc esi
	dec ecx # "x" takes the place of the digit before
hex_digit:
	inc esi
	dec ecx
	je digits_end
	xor eax, eax
	mov al, [esi]
	sub al, 0x30
	cmp al, 10
	jb hex_found
	sub al, 0x11 # 'A'
	cmp al, 6
	jae no_digit
	add al, 10
hex_found:
	shl edx, 4
	or edx, eax
	jmp hex_digit
no_digit:
	xor edx, edx # then all of it counts nothing
digits_end:
	pop ecx
	pop esi
	mov eax, edx
	test edx, edx
	jne is_number
	cmp byte ptr [0x12100004], 1 # a word of one character has no second one
	je not_number
	cmp bh, 0x30
	je is_number
not_number:
	stc
	ret
is_number:
	clc
	ret

#  Put out the number eax as the character bl wants it.
put_number:
	xor edx, edx
	call make_room
	mov ebp, OFFSET text_fit
	push eax
	mov dl, 4
	cmp bl, 0x25 # '%'
	je put_next
	mov dl, 2
	cmp bl, 0x40 # '@'
	je two_bytes
	mov dl, 1
	add eax, 128
	cmp eax, 384 # -128 to 255
	jae fail_word
	jmp put_next
two_bytes:
	add eax, 0x8000
	cmp eax, 0x18000 # -32768 to 65535
	jae fail_word
put_next:
	mov al, [esp]
	call put_byte
	shr dword ptr [esp], 8
	dec edx
	jne put_next
	pop eax
	mov al, 10
	stosb
	ret

#  Put out the edx characters at eax, and a newline.
put_text:
	call make_room
	push esi
	push ecx
	mov esi, eax
	mov ecx, edx
	rep movsb
	pop ecx
	pop esi
	mov al, 10
	stosb
	ret

#  Put out al as two digits.                        keeps: all but eax
put_byte:
	push eax
	shr al, 4
	call put_digit
	pop eax
	and al, 15
put_digit:
	cmp al, 10
	jb put_low
	add al, 7 # from '9' on to 'A'
put_low:
	add al, 0x30
	stosb
	ret

#  Is there room for edx characters twice, and some more?    keeps: all
make_room:
	push edx
	lea edx, [edi + edx * 2 + 16]
	cmp edx, 0x12000000
	pop edx
	mov ebp, OFFSET text_long
	ja fail_plain
	ret

fail_file:
	mov esi, [0x1210000C]
	jmp fail
fail_word:
	mov esi, [0x12100000]
	mov eax, [0x12100004]
	and byte ptr [esi + eax], 0
	jmp fail
fail_plain:
	mov esi, OFFSET text_nothing
#  Say our name, the text at ebp, the name at esi, and leave with status 1.
fail:
	mov ecx, OFFSET text_self
	call say
	mov ecx, ebp
	call say
	mov ecx, esi
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
	.ascii "M0: \0" # .text:
text_usage:
	.ascii "wants IN and OUT\0" # .text:
text_read:
	.ascii "cannot read, or too long: \0" # .text:
text_write:
	.ascii "cannot write: \0" # .text:
text_quote:
	.ascii "a quote that is never closed\0" # .text:
text_define:
	.ascii "a DEFINE without name or value at the end\0" # .text:
text_many:
	.ascii "more than 60000 names\0" # .text:
text_fit:
	.ascii "a number that does not fit: \0" # .text:
text_long:
	.ascii "the output is longer than 128 MiB\0" # .text:
text_end:
	.ascii "\n\0" # .text:
text_nothing:
	.ascii "\0" # .text:
ELF_end:
