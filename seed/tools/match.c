// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// match A B - exit 0 if the two texts are equal, 1 if not
//
// Parts        base/base.c tools/match.c

int main(int argc, char** argv) {
	program = "match";
	if (argc != 3)
		fail("usage: match A B", 0);
	return !text_equal(argv[1], argv[2]);
}
