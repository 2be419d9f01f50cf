// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// comments.c - of both kinds, anywhere; lines with # are not read
#define X int y( {

int /* a type */ main(/* no arguments */ void) { // begins
	int a = 8 / /* half */ 2;	/* two
	lines * / */
	int b = a /**/ + 1;
#if 1
	show("in #if", a);
#endif
	show("a", a); /***/ show("b", b); /*/ still /*/
	// show("not", 1);
	show("end", 0);
	return 0;
}
