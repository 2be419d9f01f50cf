// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a case that is no constant
int main(void) {
	int a = 1;
	switch (1) {
	case a: return 1; // error
	}
	return 0;
}
