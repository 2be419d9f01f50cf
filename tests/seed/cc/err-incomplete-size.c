// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the size of a struct that is not described
struct s;
int main(void) { return sizeof(struct s); } // error
