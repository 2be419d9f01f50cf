// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// asm.c - this compiler's own: the lines pass; arguments at [ebp - 4], [ebp - 8] ..., locals behind
// the return address, result in eax

int sum(int a, int b) {
	asm("'8B45FC'   # mov eax, [ebp - 4]"
	    "'0345F8'   # add eax, [ebp - 8]");
}

int set_local(int a) {
	int first = 0;
	int second = 0;
	asm("'C745F405000000'   # mov dword ptr [ebp - 12], 5"
	    "'C745F006000000'   # mov dword ptr [ebp - 16], 6");
	return first * 10 + second + a;
}

int none(void) {
	int first = 0;
	asm("'C745F807000000'   # mov dword ptr [ebp - 8], 7");
	return first;
}

int global;
int name_of_global(void) {
	asm("'B802000000'" "'0305' &GLOBAL_global");
}

int main(void) {
	int first = 0;
	show("sum", sum(40, 2));
	show("locals", set_local(100));
	show("none", none());
	global = 50;
	show("global", name_of_global());
	asm("'C745EC09000000'   # mov dword ptr [ebp - 20], 9");
	show("main", first);
	asm("'B807000000'   # mov eax, 7" "'E8' %FUNCTION_twice_eax");
	asm("'8945EC'   # mov [ebp - 20], eax");
	show("from asm", first);
	return 0;
}

void twice_eax(void) {
	asm("'01C0'   # add eax, eax");
}
