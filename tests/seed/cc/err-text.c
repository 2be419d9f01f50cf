// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a text that does not end on its line
const char *s = "abc // error
;
int main(void) { return 0; }
