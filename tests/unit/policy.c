/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/policy.h"
#include "test.h"

static void
severities_and_limits_are_read(void **state)
{
	static const char text[] = "audit:\n  severity:\n    bison-output: strip\n    executable: off\n"
		"verify:\n  limits:\n    seconds: 60\n    memory: 2G\n    disk: 10M\n    processes: 9\n";
	struct policy policy = POLICY_INIT;
	struct err err = ERR_INIT;
	enum severity severity = SEVERITY_BAN;

	(void)state;
	GOOD(policy_parse(&policy, "p", SPAN(text), &err));
	assert_true(policy_severity(&policy, "bison-output", &severity));
	assert_int_equal(severity, SEVERITY_STRIP);
	assert_false(policy_severity(&policy, "executable", &severity));
	severity = SEVERITY_BAN;
	assert_true(policy_severity(&policy, "other", &severity));
	assert_int_equal(severity, SEVERITY_BAN);
	assert_int_equal(policy.seconds, 60);
	assert_int_equal(policy.memory, 2ULL << 30);
	assert_int_equal(policy.disk, 10 << 20);
	assert_int_equal(policy.processes, 9);
	policy_release(&policy);
}

static void
an_empty_file_says_nothing(void **state)
{
	struct policy policy = POLICY_INIT;
	struct err err = ERR_INIT;

	(void)state;
	GOOD(policy_parse(&policy, "p", SPAN("# nothing\n"), &err));
	assert_int_equal(policy.nrule, 0);
}

static void
mistakes_are_told_with_line_and_column(void **state)
{
	static const char *const bad[][2] = {
		{ "audits:\n", "p:1:1: wants 'audit' or 'verify', got 'audits'" },
		{ "audit:\n  severity:\n    x: loud\n", "p:3:8: wants ban, strip, data, note or off, got 'loud'" },
		{ "audit:\n  severity:\n    x: ban\n    x: ban\n", "p:4:5: a key that is there already: 'x'" },
		{ "verify:\n  limits:\n    memory: 2T\n", "p:3:13: wants a number above 0, with K, M or G, got '2T'" },
		{ "verify:\n  limits:\n    seconds: 0\n", "p:3:14: wants a number above 0, got '0'" },
		{ "verify: 3\n", "p:1:9: wants 'key: value' lines" },
		{ "- a\n", "p:1:1: wants 'key: value' lines" },
		{ "audit: &x\n  severity: {}\n", "p:1:8: anchors and aliases are not taken here" },
		{ "--- {}\n--- {}\n", "p:2:1: a second document; wants one" },
	};
	struct policy policy = POLICY_INIT;
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		BAD(policy_parse(&policy, "p", span_of(bad[i][0]), &err), bad[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(severities_and_limits_are_read),
		TEST(an_empty_file_says_nothing),
		TEST(mistakes_are_told_with_line_and_column),
	};

	return RUN(tests);
}
