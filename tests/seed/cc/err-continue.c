// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// continue in a switch that stands in no loop
int main(void) {
	switch (1) {
	case 1: break;
	case 2: continue; // error
	}
	return 0;
}
