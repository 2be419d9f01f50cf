// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// a comment that does not end
int main(void) { return 0; }
/* no end // error
int f;
