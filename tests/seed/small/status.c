// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// status.c - what main gives is the exit status; it need not be the last function

int seven(void);

int main(void) {
	print("leaves\n");
	return seven();
}

int seven(void) {
	return 7;
}
