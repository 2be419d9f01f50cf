// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two defaults
int main(void) {
	switch (1) {
	default: return 1;
	default: return 2; // error
	}
}
