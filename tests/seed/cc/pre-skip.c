// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// what #if leaves out need not be C
int printf(const char *format, ...);

int main(void) {
#if 0
	it's "not closed
#if 1
#frob
#else
#endif
#ifdef X
#elif
#endif
	# 12 strange '
	/* #endif */
	/*
#endif
	*/
#	include <not there>
#else
	printf("else\n");
#endif
# if 1
#  ifndef UNKNOWN
	printf("nested\n");
#  else
	wrong
#  endif
# else
	wrong
# endif
#
#ifdef UNKNOWN
#error not reached
#endif
#pragma whatever it says
	printf("end\n");
	return 0;
}
