// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// strings.c - texts of every kind

int main(void) {
	char* s = ":colon";
	print(s);
	print("\n");
	print(" :blank and colon\n");
	print("\t:tab and colon\n");
	print("a 'quoted' \"text\", # and ; and // and /* in it\n");
	print("\\ and \x41\x42\103 and tab\tand \x7e\n");
	print("");
	print("a text that is longer than one line of the output may be, so it is put out as several pieces: 0123456789\n");
	print("%d !x @y &z $w ~v\n");
	print("ABCDEF 41 42\n");
	show("empty", ""[0]);
	show("[]", "abc"[1]);
	print("same\n");
	print("same\n");
	return 0;
}
