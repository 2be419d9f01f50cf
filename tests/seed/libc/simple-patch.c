// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// simple-patch.c - a stand-in for the seed's tool: FILE BEFORE AFTER, the only BEFORE in FILE becomes AFTER

#include <stdio.h>
#include <string.h>

static char text[3][1 << 20];

int main(int argc, char **argv) {
	FILE *file;
	char *at;
	int i;
	for (i = 0; i < 3; i++) {
		file = argc == 4 ? fopen(argv[i + 1], "rb") : 0;
		if (file == 0)
			return 1;
		text[i][fread(text[i], 1, sizeof text[i] - 1, file)] = 0;
		fclose(file);
	}
	at = strstr(text[0], text[1]);
	if (at == 0 || strstr(at + 1, text[1]))
		return 1;
	file = fopen(argv[1], "wb");
	fprintf(file, "%.*s%s%s", (int)(at - text[0]), text[0], text[2], at + strlen(text[1]));
	return fclose(file);
}
