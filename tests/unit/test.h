/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test - what every unit test begins with
 *
 * tests/run starts each in an empty folder of its own: files can be made anywhere in it.
 */
#ifndef LBS_TESTS_UNIT_TEST_H
#define LBS_TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define RUN(tests) cmocka_run_group_tests(tests, NULL, NULL)
#define TEST(name) cmocka_unit_test(name)
#define GOOD(call) do { err.text[0] = '\0'; if ((call) < 0) fail_msg("%s", err.text); } while (0)
#define BAD(call, message) do { assert_int_equal(call, -1); assert_string_equal(err.text, message); } while (0)

#endif
