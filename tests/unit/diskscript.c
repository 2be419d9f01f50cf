/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "format/diskscript.h"
#include "test.h"

static const struct diskscript_limits no_spare = { 0, 0 };

/* A script that has all commands, as one that was never written by us. */
#define WHOLE "src 0 .\nsrc 0 ./x86\nsrc 0 ./High Level\nsrc 5 ./x86/h.hex0\n90 90src 1 ./High Level/a b\nx" \
	"src 0 /bootstrap\nhex0 /x86/h.hex0 /bootstrap/seed\nf\n/bootstrap/seed /kaem.x86\n/later \n\0"

static int
parse(struct diskscript *script, struct span text, struct err *err)
{
	diskscript_start(script, "d", 0, text.n);
	while (!script->done) {
		struct span rest = { text.at + script->at, text.n - (size_t)script->at };

		if (rest.n > DISKSCRIPT_LINE)
			rest.n = DISKSCRIPT_LINE;
		if (diskscript_feed(script, rest, err) < 0)
			return -1;
	}
	return diskscript_fits(script, &no_spare, err);
}

static void
refused(const char *text, size_t n, const char *message)
{
	struct diskscript script;
	struct err err = ERR_INIT;

	BAD(parse(&script, (struct span){ text, n }, &err), message);
	diskscript_release(&script);
}
#define REFUSED(literal, message) refused(literal, sizeof(literal) - 1, message)

static void
every_command_is_read(void **state)
{
	struct diskscript script;
	struct err err = ERR_INIT;
	const struct diskscript_command *c;

	(void)state;
	GOOD(parse(&script, SPAN(WHOLE), &err));
	c = script.command;
	assert_int_equal(script.ncommand, 10);
	assert_string_equal(c[0].path, "");
	assert_string_equal(c[3].path, "x86/h.hex0");
	assert_memory_equal(&WHOLE[c[3].at], "90 90", 5);
	assert_string_equal(c[4].path, "High Level/a b");
	assert_int_equal(c[6].kind, DISKSCRIPT_HEX0);
	assert_string_equal(c[6].argument, "x86/h.hex0");
	assert_int_equal(c[6].size, 2);
	assert_int_equal(c[7].kind, DISKSCRIPT_FLUSH);
	assert_string_equal(c[8].path, "bootstrap/seed");
	assert_string_equal(c[8].argument, "/kaem.x86");
	assert_string_equal(c[9].argument, "");
	assert_int_equal(script.at, sizeof(WHOLE) - 2);
	/* /e820, seven files and folders, one of hex0 */
	assert_int_equal(script.nfile, 8);
	assert_int_equal(script.nbyte, 5 + 1 + 2);
	diskscript_release(&script);
}

static void
what_hangs_the_kernel_is_refused_with_its_byte(void **state)
{
	(void)state;
	REFUSED("", "d: byte 0: ends without the zero byte that ends a script");
	REFUSED("src 0 .\n", "d: byte 8: ends without the zero byte that ends a script");
	REFUSED("src 0 .", "d: byte 0: wants a newline behind the command 'src 0 .'");
	REFUSED("src x ./a\n\0", "d: byte 0: wants a size and a path: 'src x ./a'");
	REFUSED("src 1x ./a\n\0", "d: byte 0: wants a size and a path: 'src 1x ./a'");
	REFUSED("src 3 ./a\nab", "d: byte 12: ends in 'a', 1 bytes too early");
	REFUSED("src 0 ./a/b\n\0", "d: byte 0: no folder was made before for 'a/b'");
	REFUSED("src 1 ./a\nxsrc 0 ./a/b\n\0", "d: byte 11: a file is above 'a/b'");
	REFUSED("src 0 ./a\nsrc 0 /a\n\0", "d: byte 10: made twice: '/a'");
	REFUSED("src 0 ./a/../b\n\0", "d: byte 0: a part that begins with a dot, which the kernel mishandles, in './a/../b'");
	REFUSED("src 0 ./.x\n\0", "d: byte 0: a part that begins with a dot, which the kernel mishandles, in './.x'");
	REFUSED("src 0 ./a//b\n\0", "d: byte 0: an empty part in the path './a//b'");
	REFUSED("src 0 ./a/\n\0", "d: byte 0: an empty part in the path './a/'");
	REFUSED("hex0 /a /b\n\0", "d: byte 0: hex0 of a file that was not made before: 'a'");
	REFUSED("src 1 /a\nxhex0 /a /b c\n\0", "d: byte 10: wants two paths without spaces: 'hex0 /a /b c'");
	REFUSED("/a\n\0", "d: byte 0: wants a space behind the program, even without an argument: '/a'");
	REFUSED("/a b\n\0", "d: byte 0: runs a program that was not made before: '/a'");
	REFUSED("kaem b\n\0", "d: byte 0: wants src, hex0, f or the whole path of a program: 'kaem b'");
	REFUSED("ff\n\0", "d: byte 0: wants a space behind the program, even without an argument: 'ff'");
}

static void
long_paths_and_arguments_are_refused(void **state)
{
	struct diskscript script;
	struct err err = ERR_INIT;
	struct str line = STR_INIT, text = STR_INIT, name = STR_INIT;

	(void)state;
	for (int i = 0; i < 1022; i++)
		str_addc(&name, 'n');
	diskscript_start(&script, "d", 0, UINT64_MAX);
	/* "./" and 1021 bytes are 1023. */
	GOOD(diskscript_add_file(&script, (struct span){ name.at, 1021 }, 1, &line, &err));
	assert_int_equal(diskscript_add_file(&script, str_span(&name), 1, &line, &err), -1);
	assert_int_equal(err.kind, ERR_LIMIT);
	GOOD(diskscript_add_file(&script, SPAN("p"), 1, &line, &err));
	str_adds(&text, "/p ");
	str_add(&text, (struct span){ name.at, 255 });
	GOOD(diskscript_add_line(&script, str_span(&text), &line, &err));
	str_addc(&text, 'x');
	assert_int_equal(diskscript_add_line(&script, str_span(&text), &line, &err), -1);
	assert_non_null(strstr(err.text, "longer than 255 bytes"));
	diskscript_release(&script);
	str_release(&line);
	str_release(&text);
	str_release(&name);
}

static void
what_is_written_is_read_again(void **state)
{
	struct diskscript script;
	struct err err = ERR_INIT;
	struct str line = STR_INIT;

	(void)state;
	diskscript_start(&script, "d", 0, UINT64_MAX);
	GOOD(diskscript_add_file(&script, SPAN(""), 0, &line, &err));
	GOOD(diskscript_add_file(&script, SPAN("a b"), 3, &line, &err));
	str_adds(&line, "xyz");
	GOOD(diskscript_add_line(&script, SPAN("src 0 /c"), &line, &err));
	BAD(diskscript_add_line(&script, SPAN("src 1 /d"), &line, &err), "d: bytes are wanted for 'src 1 /d'");
	BAD(diskscript_add_file(&script, SPAN("a\nb"), 0, &line, &err), "d: a control byte in the path './a\nb'");
	diskscript_release(&script);
	assert_string_equal(line.at, "src 0 .\nsrc 3 ./a b\nxyzsrc 0 /c\nsrc 0 ./a\nb");
	str_clear(&line);
	str_adds(&line, "src 0 .\nsrc 3 ./a b\nxyzsrc 0 /c\n");
	str_addc(&line, '\0');
	GOOD(parse(&script, str_span(&line), &err));
	assert_int_equal(diskscript_size(&script, SPAN("a b")), 3);
	assert_int_equal(diskscript_size(&script, SPAN("a")), -1);
	diskscript_release(&script);
	str_release(&line);
}

static void
how_much_is_over_is_told(void **state)
{
	static const struct diskscript_limits spare = { 14330, 0x68000000 - 100 };
	struct diskscript script;
	struct err err = ERR_INIT;
	struct str line = STR_INIT;

	(void)state;
	diskscript_start(&script, "d", 0, UINT64_MAX);
	GOOD(diskscript_add_file(&script, SPAN("a"), 70, &line, &err));
	GOOD(diskscript_fits(&script, &spare, &err));
	GOOD(diskscript_add_file(&script, SPAN("b"), 75, &line, &err));
	BAD(diskscript_fits(&script, &spare, &err), "d: 3 files and folders, 1 more than the 2 that the kernel can hold");
	BAD(diskscript_fits(&script, &(struct diskscript_limits){ 0, 0x68000000 - 100 }, &err),
		"d: 145 bytes in files, 45 more than the 100 that the kernel can hold; the largest: 'b' 75, 'a' 70");
	BAD(diskscript_add_file(&script, SPAN("c"), 0x68000001, &line, &err),
		"d: 'c' has 1744830465 bytes, 1 more than the kernel can hold");
	/* The last place, and one more. */
	for (int i = 0; i < 14332 - 3; i++) {
		char name[16];

		snprintf(name, sizeof(name), "n%d", i);
		GOOD(diskscript_add_file(&script, span_of(name), 0, &line, &err));
	}
	GOOD(diskscript_fits(&script, &no_spare, &err));
	GOOD(diskscript_add_file(&script, SPAN("more"), 0, &line, &err));
	BAD(diskscript_fits(&script, &no_spare, &err),
		"d: 14333 files and folders, 1 more than the 14332 that the kernel can hold");
	diskscript_release(&script);
	str_release(&line);
}

static unsigned
number(unsigned *state, size_t below)
{
	*state = *state * 1103515245 + 12345;
	return (unsigned)((*state >> 8) % below);
}

static void
ten_thousand_broken_ones_are_read_or_refused_in_one_line(void **state)
{
	unsigned random = 1, good = 0;
	char bytes[sizeof(WHOLE)];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		struct diskscript script;
		struct err err = ERR_INIT;
		size_t n = sizeof(WHOLE) - 1;

		memcpy(bytes, WHOLE, n);
		for (unsigned k = number(&random, 4); k > 0; k--)
			bytes[number(&random, n)] = number(&random, 3) ? (char)number(&random, 256) : " /.s0\n"[number(&random, 6)];
		if (number(&random, 8) == 0)
			n = number(&random, n);
		if (parse(&script, (struct span){ bytes, n }, &err) == 0) {
			good++;
		} else {
			assert_true(err.kind == ERR_SYNTAX || err.kind == ERR_LIMIT);
			assert_non_null(strstr(err.text, "d: "));
		}
		diskscript_release(&script);
	}
	assert_in_range(good, 1000, 9000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_command_is_read),
		TEST(what_hangs_the_kernel_is_refused_with_its_byte),
		TEST(long_paths_and_arguments_are_refused),
		TEST(what_is_written_is_read_again),
		TEST(how_much_is_over_is_told),
		TEST(ten_thousand_broken_ones_are_read_or_refused_in_one_line),
	};

	return RUN(tests);
}
