/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/arr.h"
#include "hint.h"
#include "test.h"

static const char tools[] = "class: x\nrules:\n"
	"  - {id: r, title: t, severity: ban, by: program, tools: [bison], advice: a}\n"
	"  - {id: s, title: t, severity: ban, by: program, tools: [lex, msgfmt], advice: a}\n"
	"  - {id: none, title: t, severity: ban, by: program, advice: a}\n"
	"tools:\n"
	"  - {tool: bison, like: [byacc]}\n"
	"  - {tool: byacc, programs: [byacc, yacc]}\n"
	"  - {tool: msgfmt, packages: [gettext]}\n";

static void
add(struct hints *hints, const char *step, const char *text)
{
	struct layer layer = LAYER_INIT;
	struct err err = ERR_INIT;
	struct str whole = STR_INIT;

	str_addf(&whole, "lbs-layer 1\n%s", text);
	GOOD(layer_parse(&layer, "l", str_span(&whole), &err));
	hints_add(hints, step, &layer);
	layer_release(&layer);
	str_release(&whole);
}

#define HEX "5b5802bad2982544701a4c01a23b4413d994e3a87c5d9560758989aa59a7f739"

static void
expect(const struct hints *hints, const struct rules *rules, const char *rule, const char *line)
{
	char *got = hint_line(hints, rules, rules_find(rules, rule));

	if (line)
		assert_string_equal(got, line);
	else
		assert_null(got);
	free(got);
}

static void
what_steps_bring_is_told(void **state)
{
	struct rules rules = RULES_INIT;
	struct hints hints = { .step = arr_dup("frob-1") };
	struct err err = ERR_INIT;

	(void)state;
	GOOD(rules_add(&rules, "r", span_of(tools), &err));
	expect(&hints, &rules, "r", "before frob-1: the chain has no bison");
	expect(&hints, &rules, "none", NULL);
	add(&hints, "byacc-2", "l yacc /usr/bin/byacc\n");
	expect(&hints, &rules, "r", "before frob-1: the chain has no bison, but byacc: /usr/bin/byacc, of byacc-2");
	/* Neither a folder's name nor a file that nobody can run. */
	add(&hints, "x-1", "d 0755 /usr/bin/bison\nf 0644 " HEX " 1 /usr/lib/bison\n");
	expect(&hints, &rules, "r", "before frob-1: the chain has no bison, but byacc: /usr/bin/byacc, of byacc-2");
	add(&hints, "bison-3", "f 0755 " HEX " 1 /usr/bin/bison-3.8\n");
	expect(&hints, &rules, "r", "before frob-1: the chain has bison: /usr/bin/bison-3.8, of bison-3");
	expect(&hints, &rules, "s", "before frob-1: the chain has no lex, msgfmt");
	*arr_push(&hints.unrecorded, &hints.nunrecorded) = arr_dup("gettext-0.21");
	expect(&hints, &rules, "s", "before frob-1: the chain has no lex; gettext-0.21 is to bring msgfmt; nothing of it is recorded");
	/* What is taken away again is not there. */
	add(&hints, "gone-1", "- /usr/bin\n");
	expect(&hints, &rules, "r", "before frob-1: the chain has no bison");
	hints_release(&hints);
	rules_release(&rules);
}

static void
tools_out_of_form_are_refused(void **state)
{
	static const char *const bad[][2] = {
		{ "class: x\nrules: []\ntools: a\n", "r:3:8: wants a list, '- value' lines" },
		{ "class: x\nrules: []\ntools: [{like: [a]}]\n", "r:3:9: a tool wants 'tool', its name" },
		{ "class: x\nrules: []\ntools: [{tool: a}, {tool: a}]\n", "r:3:20: a tool is called so already: 'a'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct rules rules = RULES_INIT;
		struct err err = ERR_INIT;

		BAD(rules_add(&rules, "r", span_of(bad[i][0]), &err), bad[i][1]);
		rules_release(&rules);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_steps_bring_is_told),
		TEST(tools_out_of_form_are_refused),
	};

	return RUN(tests);
}
