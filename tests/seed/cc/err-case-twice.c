// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// two cases of one value
int main(void) {
	switch (1) {
	case 1: return 1;
	case 2: return 2;
	case 3 - 2: return 3; // error
	}
	return 0;
}
