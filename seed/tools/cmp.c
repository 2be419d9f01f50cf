// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cmp A B - exit 0 if the two files are equal; else one line, exit 1
//
// Parts        base/base.c tools/stream.c tools/cmp.c
// Both files are read whole.

int main(int argc, char** argv) {
	char* a;
	char* b;
	int bytes;
	int i = 0;
	program = "cmp";
	if (argc != 3)
		fail("usage: cmp A B", 0);
	a = whole(argv[1]);
	bytes = file_bytes;
	b = whole(argv[2]);
	while (i < bytes && i < file_bytes && a[i] == b[i])
		i = i + 1;
	if (i < bytes && i < file_bytes)
		fail(join("they differ, the first time in byte ", decimal(i + 1)), 0);
	if (i < bytes)
		fail("this one ends first:", argv[2]);
	if (i < file_bytes)
		fail("this one ends first:", argv[1]);
	return 0;
}
