// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the rows of pre-include-again.c
ROW(first, 10)
ROW(second, 20)
ROW(last, 12)
