// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// names.c - long ones, ones that begin alike or like keywords, with digits and _

int a_name_that_is_much_longer_than_any_name_needs_to_be_but_that_somebody_may_still_write_down_one_day_0123456789;
int a_name_that_is_much_longer_than_any_name_needs_to_be_but_that_somebody_may_still_write_down_one_day_012345678;
int integer;
int iff;
int whilenot;
int _;
int __x9;
int Integer;
int structure;
int returns;

int f_1(void) {
	int f = 2;
	if (f == 2)
		return 1;
	return 0;
}

int f(void) {
	int f_1 = 3;
	while (f_1 > 1)
		f_1 = f_1 - 1;
	return f_1;
}

int main(void) {
	a_name_that_is_much_longer_than_any_name_needs_to_be_but_that_somebody_may_still_write_down_one_day_0123456789 = 5;
	a_name_that_is_much_longer_than_any_name_needs_to_be_but_that_somebody_may_still_write_down_one_day_012345678 = 6;
	show("long", a_name_that_is_much_longer_than_any_name_needs_to_be_but_that_somebody_may_still_write_down_one_day_0123456789);
	integer = iff = whilenot = _ = __x9 = 1;
	Integer = 2;
	structure = returns = 3;
	show("sum", integer + iff + whilenot + _ + __x9 + Integer + structure + returns);
	show("f", f());
	show("f_1", f_1());
	return 0;
}
