// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// simple-patch FILE BEFORE AFTER - replace the one place in FILE where the bytes of the
// file BEFORE stand by the bytes of the file AFTER
//
// Parts        base/base.c tools/stream.c tools/simple-patch.c
// All are read whole, every byte counts, also the last newline. FILE is written in place.

int main(int argc, char** argv) {
	char* text;
	char* before;
	char* after;
	int bytes; int length;
	int place = -1;
	int i; int k;
	program = "simple-patch";
	if (argc != 4)
		fail("usage: simple-patch FILE BEFORE AFTER", 0);
	text = whole(argv[1]);
	bytes = file_bytes;
	before = whole(argv[2]);
	length = file_bytes;
	after = whole(argv[3]);
	if (length == 0)
		fail("nothing to look for in", argv[2]);
	for (i = 0; i + length <= bytes; i = i + 1) {
		k = 0;
		while (k < length && text[i + k] == before[k])
			k = k + 1;
		if (k == length && place >= 0)
			fail("stands there more than once: the text of", argv[2]);
		if (k == length)
			place = i;
	}
	if (place < 0)
		fail(join(argv[1], ": not there: the text of"), argv[2]);
	open_out(argv[1], MODE_OUT);
	put_bytes(text, place);
	put_bytes(after, file_bytes);
	put_bytes(text + place + length, bytes - place - length);
	close_out();
	return 0;
}
