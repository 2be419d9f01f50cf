// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// case outside of a switch
int main(void) {
	switch (1) { }
	case 1: // error
	return 0;
}
