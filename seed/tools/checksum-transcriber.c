// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// checksum-transcriber SOURCES - make SOURCES.SHA256SUM, which sha256sum -c can check
//
// Parts        base/base.c tools/stream.c tools/checksum-transcriber.c
// A line       "f URL SHA256 [NAME]" with single blanks, at most 4095 bytes and 8 words; "file"
//              is as good as "f"; what stands behind NAME is not looked at
// gives        "SHA256  $DISTFILES/NAME"; DISTFILES is taken from the environment, NAME is
//              the last part of URL if not given

char* sources;
int line_number;

void wrong(char* what, char* detail) {
	fail_at(sources, line_number, what, detail);
}

int main(int argc, char** argv, char** envp) {
	char** word = alloc(8 * 4);
	char* text;
	int at = 0;                             // in text
	int start; int words;
	int i = 0;
	int c;
	program = "checksum-transcriber";
	if (argc != 2)
		fail("usage: checksum-transcriber SOURCES", 0);
	while (envp[i] != 0 && !begins(envp[i], "DISTFILES="))
		i = i + 1;
	if (envp[i] == 0)
		fail("not in the environment: DISTFILES", 0);
	sources = argv[1];
	text = whole(sources);
	while (at < file_bytes) {
		line_number = line_number + 1;
		start = at;
		words = 0;
		do {                            // a word, and what ends it
			if (words == 8)
				wrong("more than 8 words", 0);
			word[words] = text + at;
			while (text[at] != ' ' && text[at] != '\n' && text[at] != 0)
				at = at + 1;
			c = text[at];
			if (c == 0)
				wrong("no newline at the end, or a NUL", 0);
			text[at] = 0;
			if (word[words][0] == 0)
				wrong("a blank too many, or an empty line", 0);
			at = at + 1;
			words = words + 1;
		} while (c == ' ');
		if (at - start > 4096)
			wrong("a line of more than 4095 bytes", 0);
		if (!text_equal(word[0], "f") && !text_equal(word[0], "file"))
			wrong("neither f nor file:", word[0]);
		if (words < 3)
			wrong("wanted f URL SHA256 [NAME]", 0);
		if (hex_digits(word[2]) != 64 || word[2][64] != 0)
			wrong("not 64 small hexadecimal digits:", word[2]);
		if (words == 3)
			word[3] = last_part(word[1]);
		if (word[3][0] == 0 || text_equal(word[3], "_"))
			wrong("no name for", word[1]);
		put_text(word[2]);
		put_text("  ");
		put_text(envp[i] + 10);
		put_byte('/');
		put_text(word[3]);
		put_byte('\n');
	}
	open_out(join(sources, ".SHA256SUM"), MODE_OUT);
	close_out();
	return 0;
}
