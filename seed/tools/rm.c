// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// rm FILE... - remove files; one that cannot be is told, but the status is 0
//
// Parts        base/base.c tools/rm.c

int main(int argc, char** argv) {
	int i;
	program = "rm";
	if (argc < 2)
		fail("usage: rm FILE...", 0);
	for (i = 1; i < argc; i = i + 1) {
		if (sys_call(SYS_UNLINK, argv[i], 0, 0) < 0)
			complain("cannot remove", argv[i]);
	}
	return 0;
}
