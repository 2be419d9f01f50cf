/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>

#include "base/io.h"
#include "state.h"
#include "test.h"

static void
what_was_written_is_read_again(void **unused)
{
	struct digest files = digest_of(SPAN("files"));
	struct state state = STATE_INIT;
	struct err err = ERR_INIT;

	(void)unused;
	GOOD(state_open(&state, "t", &err));
	assert_int_equal(state.at, STATE_NEW);
	GOOD(state_write(&state, MODE_BARE_METAL, &files, STATE_RUNNING, &err));
	state_close(&state);
	GOOD(state_open(&state, "t", &err));
	assert_int_equal(state.at, STATE_RUNNING);
	assert_int_equal(state.mode, MODE_BARE_METAL);
	assert_true(digest_eq(&state.files, &files));
	state_close(&state);
}

static void
a_target_has_one_run_at_a_time(void **unused)
{
	struct state one = STATE_INIT, two = STATE_INIT;
	struct err err = ERR_INIT;

	(void)unused;
	GOOD(state_open(&one, "u", &err));
	assert_int_equal(state_open(&two, "u", &err), -1);
	assert_non_null(strstr(err.text, "another run works in this target"));
	state_close(&one);
	GOOD(state_open(&two, "u", &err));
	state_close(&two);
}

static void
a_state_out_of_form_is_refused(void **unused)
{
	static const char head[] = "lbs-bootstrap 1\nmode chroot\nfiles "
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n";
	static const char *const tail[] = { "", "at\n", "at nowhere\n", "at new\n", "at done\nmore\n", "at done \n" };
	struct err err = ERR_INIT;

	(void)unused;
	GOOD(io_mkdirs(AT_FDCWD, "v.lbs", 0755, &err));
	for (size_t i = 0; i < sizeof(tail) / sizeof(*tail); i++) {
		char *text = str_format("%s%s", head, tail[i]);
		struct state state = STATE_INIT;

		GOOD(io_replace(AT_FDCWD, "v.lbs/state", 0644, span_of(text), IO_PLAIN, &err));
		assert_int_equal(state_open(&state, "v", &err), -1);
		assert_non_null(strstr(err.text, "not written by this program"));
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read_again),
		cmocka_unit_test(a_target_has_one_run_at_a_time),
		cmocka_unit_test(a_state_out_of_form_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
