// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// m2-only: asm() with the arguments where libraries look for them, and registers lost

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

int global_word;

/* arguments: the last one is at [esp + 4] */
int difference(int a, int b) {
	asm("load_eax_from_esp %8"
	    "load_ebx_from_esp %4"
	    "'29D8'		# sub eax, ebx"
	    ":difference_end");
}

/* and the first one at [ebp - 4] */
int first(int a, int b, int c) {
	asm("load_eax_from_ebp %-4");
}

void lose_registers(void) {
	asm("eax_is %1" "ebx_is %1" "esi_is %1" "'BF01000000 BA01000000 B901000000'");
}

int called(void) {
	asm("push_eax" "load_eax_from_esp %0" "'59'" "eax_is &GLOBAL_global_word" "'8B00'");
}

int main(int argc, char** argv) {
	int a = 5;
	int b = 6;
	put(difference(10, 3)); put(first(7, 8, 9));
	lose_registers();
	put(a); put(b); put(argc);
	put(a + difference(b, a) * 2 + a);
	global_word = 77;
	put(called());
	a = global_word; lose_registers(); b = a; put(b);
	end_line();
	return 0;
}
