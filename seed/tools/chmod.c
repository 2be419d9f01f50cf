// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// chmod [-v] MODE FILE... - give files an octal mode
//
// Parts        base/base.c tools/stream.c tools/chmod.c

int main(int argc, char** argv) {
	int verbose;
	int mode;
	begin("chmod", argv);
	verbose = args[arg] != 0 && option("-v", "--verbose");
	if (args[arg] == 0 || args[arg + 1] == 0)
		fail("usage: chmod [-v] MODE FILE...", 0);
	mode = octal_mode(args[arg]);
	for (arg = arg + 1; args[arg] != 0; arg = arg + 1) {
		if (sys_call(SYS_CHMOD, args[arg], mode, 0) < 0)
			fail("cannot change the mode of", args[arg]);
		if (verbose)
			tell(args[arg]);
	}
	return 0;
}
