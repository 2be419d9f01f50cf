// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cp [-v] [-h] [-V] SOURCE... TARGET - copy files
//
// Parts        base/base.c tools/stream.c tools/cp.c
// TARGET       a folder, or several sources: TARGET/NAME; mode 0600 if it is new

// Asked by going there: the smallest kernels know chdir, but not stat.
int is_folder(char* path) {
	char* here = alloc(4096);
	sys_call(SYS_GETCWD, here, 4096, 0);
	if (sys_call(SYS_CHDIR, path, 0, 0) < 0)
		return 0;
	if (sys_call(SYS_CHDIR, here, 0, 0) < 0)
		fail("cannot go back to", here);
	return 1;
}

void copy_file(char* from, char* to) {
	if (text_equal(from, to))
		fail("source and target are the same:", from);
	open_in(from);
	if (fill() >= 0)                        // what cannot be read costs no target
		open_out(to, MODE_OUT);
	while (in_bytes > 0) {
		send(in, in_bytes);
		fill();
	}
	close_out();
	sys_call(SYS_CLOSE, in_fd, 0, 0);
}

int main(int argc, char** argv) {
	int verbose = 0;
	int i;
	char* to;
	begin("cp", argv);
	while (args[arg] != 0) {
		if (option("-v", "--verbose"))
			verbose = 1;
		else if (option("-h", "--help")) {
			tell("usage: cp [-v] [-h] [-V] SOURCE... TARGET");
			return 0;
		} else if (option("-V", "--version")) {
			tell("cp of lbs");
			return 0;
		} else
			keep_name();
	}
	if (names < 2)
		fail("usage: cp [-v] [-h] [-V] SOURCE... TARGET", 0);
	for (i = 0; i < names - 1; i = i + 1) {
		to = argv[names - 1];
		if (names > 2 || is_folder(to))
			to = join(to, join("/", last_part(argv[i])));
		copy_file(argv[i], to);
		if (verbose)
			tell(join(argv[i], join(" -> ", to)));
	}
	return 0;
}
