// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// replace -f IN [-o OUT] -m TEXT -r TEXT - write another text wherever the one stands
//
// Parts        base/base.c tools/stream.c tools/replace.c
// Options      --file --output --match-on --replace-with
// IN           is read whole, so OUT may be IN; its NUL bytes are dropped
// OUT          standard output if not given; mode 0600 if it is new

int main(int argc, char** argv) {
	char* file = 0;
	char* output = 0;
	char* match = 0;
	char* by = 0;
	char* text;
	int length;
	int bytes = 0;
	int i; int k;
	begin("replace", argv);
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			file = option_value();
		else if (option("-o", "--output"))
			output = option_value();
		else if (option("-m", "--match-on"))
			match = option_value();
		else if (option("-r", "--replace-with"))
			by = option_value();
		else
			fail("unknown option", args[arg]);
	}
	if (file == 0 || match == 0 || by == 0)
		fail("usage: replace -f IN [-o OUT] -m TEXT -r TEXT", 0);
	length = text_length(match);
	if (length == 0)
		fail("the text to match is empty", 0);
	text = whole(file);
	for (i = 0; i < file_bytes; i = i + 1) {
		if (text[i] != 0) {
			text[bytes] = text[i];
			bytes = bytes + 1;
		}
	}
	text[bytes] = 0;
	open_out(output, MODE_OUT);
	i = 0;
	while (i < bytes) {
		k = 0;
		while (k < length && text[i + k] == match[k])   // a NUL ends it in time
			k = k + 1;
		if (k == length) {
			put_text(by);
			i = i + length;
		} else {
			put_byte(text[i]);
			i = i + 1;
		}
	}
	close_out();
	return 0;
}
