// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// what main gives is the exit status
int main(void) {
	return 300 - 2;
}
