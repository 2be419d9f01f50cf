// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ! of a character looks at that byte alone

int main(void) {
	char* text = "a";
	char* word = "\x00\x01z";
	show("!text[1]", !text[1]);
	show("!text[0]", !text[0]);
	show("!word[0]", !word[0]);
	show("!!word[1]", !!word[1]);
	return 0;
}
