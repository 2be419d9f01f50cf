// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the place of a mistake in an included file is told
#include "err-included.h"
int main(void) { return 0; }
