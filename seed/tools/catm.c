// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// catm OUT IN... - put files together; none makes an empty file
//
// Parts        base/base.c tools/stream.c tools/catm.c
// OUT          mode 0600; what it held is lost, also when an input is missing

int main(int argc, char** argv) {
	int i;
	program = "catm";
	if (argc < 2)
		fail("usage: catm OUT IN...", 0);
	open_out(argv[1], MODE_OUT);
	for (i = 2; i < argc; i = i + 1) {
		if (text_equal(argv[i], argv[1]))       // it would never end
			fail("an input is the output:", argv[i]);
		open_in(argv[i]);
		while (fill() > 0)
			send(in, in_bytes);
		sys_call(SYS_CLOSE, in_fd, 0, 0);
	}
	close_out();
	return 0;
}
