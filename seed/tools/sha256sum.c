// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// sha256sum FILE... [-o OUT] - write the SHA-256 of files, a line each: SUM  NAME
// sha256sum -c LIST - compare files with such a list: NAME: OK, or NAME: FAILED and both sums
//
// Parts        base/base.c tools/stream.c tools/sha256.c tools/sha256sum.c
// Exit         1 if a file differs, when all are done; at once if one is missing

char* sum_of(char* path) {
	open_in(path);
	sha_start();
	while (fill() > 0)
		sha_add(in, in_bytes);
	sys_call(SYS_CLOSE, in_fd, 0, 0);
	return sha_end();
}

// A line of the list: 64 digits, two blanks or a blank and *, the name. Does it differ?
int check_line(char* list, int line, char* text) {
	char* name = text + 66;
	char* found;
	if (hex_digits(text) != 64 || text[64] != ' ' || (text[65] != ' ' && text[65] != '*') || name[0] == 0)
		fail_at(list, line, "not a line of sha256sum", 0);
	text[64] = 0;
	found = sum_of(name);
	if (text_equal(found, text)) {
		tell(join(name, ": OK"));
		return 0;
	}
	tell(join(name, ": FAILED"));
	tell(join("Wanted:   ", text));
	tell(join("Received: ", found));
	return 1;
}

int check_list(char* path) {
	char* text = whole(path);
	int bytes = file_bytes;
	int line = 0;
	int differ = 0;
	int start = 0;
	int i;
	for (i = 0; i < bytes; i = i + 1) {
		if (text[i] == '\n' || i == bytes - 1) {        // the last newline may be missing
			if (text[i] == '\n')
				text[i] = 0;
			line = line + 1;
			differ = differ + check_line(path, line, text + start);
			start = i + 1;
		}
	}
	if (line == 0)
		fail("an empty list:", path);
	return differ > 0;
}

int main(int argc, char** argv) {
	char* list = 0;
	char* output = 0;
	int i;
	begin("sha256sum", argv);
	while (args[arg] != 0) {
		if (option("-c", "--check"))
			list = option_value();
		else if (option("-o", "--output"))
			output = option_value();
		else
			keep_name();
	}
	if (list != 0)
		return check_list(list);
	if (names == 0)
		fail("usage: sha256sum FILE... [-o OUT], or sha256sum -c LIST", 0);
	for (i = 0; i < names; i = i + 1) {
		put_text(sum_of(argv[i]));
		put_text("  ");
		put_text(argv[i]);
		put_byte('\n');
	}
	open_out(output, MODE_OUT);
	close_out();
	return 0;
}
