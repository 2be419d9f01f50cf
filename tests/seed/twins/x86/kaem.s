.intel_syntax noprefix
.set base, 0x08048000
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# kaem - run the commands of a script, one a line: the first shell
#
#     kaem [SCRIPT]                    SCRIPT is kaem.x86 unless given
#
# Words are parted by spaces and tabs. "..." gives the text inside, without
# escapes, and ends the word; '#' starts a comment, wherever it stands; '\' drops
# the next character, be it the newline, and ends the word. Each command is shown
# (" +> ", its words) and run by the path that is its first word, with our
# environment. The first that fails ends the script.
#
# Made by          hex0 kaem.hex0 kaem
# System calls     open (5), close (6), read (3), write (4), fork (2), execve (11),
#                  waitpid (7), exit (1) of Linux, 32-bit x86
# Exit status      0 at the script's end; 1, after a line on standard error, when a
#                  command fails or cannot be run, or the script cannot be read
# Limits           15 MiB a script, 1023 words a command
# Twin             kaem.s assembles to the same bytes
# Registers        esi  the next character        edi  where the word's next one goes
#                  ebp  the argv entry of the word    ebx  1 if the word is quoted
# Memory           08048000  this file
#                  08100000  the script's text; words are ended with 0 in place
#                  09001000  the environment, the text's end, a command's status
#                  09002000  argv: 1024 words of 4 bytes
#                  09004000  the line that is shown

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
	.long 689 # .p_filesz: this file
	.long 0x0A100000 - base # .p_memsz: up to 0A100000
	.long 7 # .p_flags: read, write, execute
	.long 1 # .p_align:

start:
	pop eax # argc
	lea edx, [esp + eax * 4 + 4] # the environment comes after argv and its 0
	mov [0x09001000], edx
	pop ebx # our own name
	pop ebx # SCRIPT, or 0
	test ebx, ebx
	jne named
	mov ebx, OFFSET name # kaem.x86
named:
	mov ebp, ebx # for the message
	xor ecx, ecx # to read
	push 5
	pop eax # open
	int 0x80
	test eax, eax
	js cannot_read
	xchg ebx, eax
	mov ecx, 0x08100000 # the script's text
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
	mov byte ptr [ecx], 10 # ends a last line that has no newline
	inc ecx
	push 6
	pop eax # close: no command inherits it
	int 0x80
	mov esi, 0x08100000
	mov [0x09001004], ecx # the text's end

next_line:
	mov ebp, 0x09002000 # where argv's next entry goes
	mov edi, esi # words are moved up over what is dropped
next_word:
	mov [ebp], edi
	xor ebx, ebx # 1: quoted, so a word though it may be empty
next_char:
	cmp esi, [0x09001004]
	jae finish
	lodsb
	cmp al, 10
	je end_line
	cmp al, 0x20
	je end_word
	cmp al, 9 # tab
	je end_word
	cmp al, 0x23 # '#'
	je comment
	cmp al, 0x5C # backslash
	je escape
	cmp al, 0x22 # '"'
	je quote
	stosb
	jmp next_char
comment:
	lodsb
	cmp al, 10 # the text ends in one
	jne comment
	jmp end_line
escape:
	inc esi # the next character goes, be it a newline
	jmp end_word
quote:
	inc ebx
quoted:
	cmp esi, [0x09001004]
	jae open_quote
	lodsb
	cmp al, 0x22
	je end_word
	stosb
	jmp quoted
end_word:
	call close_word
	jmp next_word
end_line:
	call close_word
	cmp ebp, 0x09002000
	je next_line # no word: nothing to do
	and dword ptr [ebp], 0 # argv ends
	call show
	push 2
	pop eax # fork
	int 0x80
	test eax, eax
	js failed
	je child
	xchg ebx, eax
	mov ecx, 0x09001008 # the status
	xor edx, edx
	push 7
	pop eax # waitpid
	int 0x80
	test eax, eax
	js failed
	cmp dword ptr [0x09001008], 0
	je next_line
failed:
	mov esi, OFFSET text_failed
	jmp fail_command
child:
	mov ebx, [0x09002000]
	mov ecx, 0x09002000
	mov edx, [0x09001000]
	push 11
	pop eax # execve
	int 0x80
	mov esi, OFFSET text_run
fail_command:
	mov ebp, [0x09002000] # the command's first word
	jmp fail

finish:
	xor ebx, ebx
leave:
	push 1
	pop eax # exit
	int 0x80

#  Put a 0 after the word, unless it is empty and not quoted.
#  in: edi after the word, ebp its argv entry, ebx      out: ebp, edi for the next
close_word:
	mov eax, edi
	sub eax, [ebp]
	or eax, ebx
	je closed # no word
	mov byte ptr [edi], 0
	inc edi
	add ebp, 4
	cmp ebp, 0x09003000
	jae too_many
closed:
	ret

#  Print " +> " and the words, each with a space, and a newline, in one write.
#  in: argv at 09002000                              keeps: esi
show:
	push esi
	mov edi, 0x09004000
	mov eax, 0x203E2B20 # " +> "
	stosd
	mov ebx, 0x09002000
show_word:
	mov esi, [ebx]
	test esi, esi
	je shown
	add ebx, 4
show_char:
	lodsb
	stosb
	test al, al
	jne show_char
	mov byte ptr [edi - 1], 0x20 # a space for the 0
	jmp show_word
shown:
	mov al, 10
	stosb
	mov ecx, 0x09004000
	mov edx, edi
	sub edx, ecx
	push 1
	pop ebx # standard output
	push 4
	pop eax # write
	int 0x80
	pop esi
	ret

too_many:
	mov esi, OFFSET text_many
	jmp fail_line
open_quote:
	mov esi, OFFSET text_quote
fail_line:
	and byte ptr [edi], 0
	mov ebp, [0x09002000] # the line's first word
	jmp fail
cannot_read:
	mov esi, OFFSET text_read
#  Say "kaem: ", the text at esi, the name at ebp, and leave with status 1.
fail:
	mov ecx, OFFSET text_kaem
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

name:
	.ascii "kaem.x86\0" # .name:
text_kaem:
	.ascii "kaem: \0" # .text:
text_failed:
	.ascii "the command failed: \0" # .text:
text_run:
	.ascii "cannot run: \0" # .text:
text_many:
	.ascii "more than 1023 words: \0" # .text:
text_quote:
	.ascii "a quote that is never closed: \0" # .text:
text_read:
	.ascii "cannot read, or too long: \0" # .text:
text_end:
	.ascii "\n\0" # .text:
end:
