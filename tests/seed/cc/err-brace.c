// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a function that does not end
int main(void) {
	if (1) {
	return 0;
}
