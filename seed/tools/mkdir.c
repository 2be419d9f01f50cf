// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// mkdir [-p|--parents] [-m|--mode OCTAL] FOLDER... - make folders
//
// Parts        base/base.c tools/stream.c tools/mkdir.c
// Mode         0755 less the umask, or exactly OCTAL
// With -p      the folders above are made, too; a failure is told, but the status is 0

enum { EEXIST_ANSWER = -17 };

void make_parents(char* path) {
	int i;
	for (i = 1; path[i] != 0; i = i + 1) {
		if (path[i] == '/') {
			path[i] = 0;
			sys_call(SYS_MKDIR, path, MODE_FOLDER, 0);
			path[i] = '/';
		}
	}
}

int main(int argc, char** argv) {
	int parents = 0;
	int mode = -1;                          // not given
	int i; int answer;
	begin("mkdir", argv);
	while (args[arg] != 0) {
		if (option("-p", "--parents"))
			parents = 1;
		else if (option("-m", "--mode"))
			mode = octal_mode(option_value());
		else
			keep_name();
	}
	if (names == 0)
		fail("usage: mkdir [-p] [-m MODE] FOLDER...", 0);
	for (i = 0; i < names; i = i + 1) {
		if (parents && argv[i][0] != 0)
			make_parents(argv[i]);
		answer = sys_call(SYS_MKDIR, argv[i], MODE_FOLDER, 0);
		if (answer >= 0 && mode >= 0)
			answer = sys_call(SYS_CHMOD, argv[i], mode, 0);
		if (answer < 0 && !(parents && answer == EEXIST_ANSWER)) {
			complain("cannot make", argv[i]);
			if (!parents)
				return 1;
		}
	}
	return 0;
}
