// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// negative-constant.c - floating constants as whole numbers

int whole[] = { (int)-2.9, (short)-70.5, 3.9 };
long long wide[] = { -9e18, (long long)-1.5f };
