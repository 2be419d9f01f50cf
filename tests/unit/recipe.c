/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "recipe.h"
#include "test.h"

static bool
handles(enum recipe_kind kind, const char *text, const char *file, const char *tool)
{
	struct recipe recipe = RECIPE_INIT;
	char *tools = (char *)tool, *why;
	bool handled;

	recipe_read(&recipe, "r", kind, span_of(text));
	why = recipe_handles(&recipe, file, &tools, tool ? 1 : 0);
	handled = why != NULL;
	free(why);
	recipe_release(&recipe);
	return handled;
}

#define KAEM "mkdir build\ncd build\nuntar --file x.tar\ncd x-1\n"

static void
what_kaem_deletes(void **state)
{
	(void)state;
	assert_true(handles(RECIPE_KAEM, KAEM "rm a.c src/b.c\n", "x-1/src/b.c", NULL));
	assert_true(handles(RECIPE_KAEM, KAEM "cd src\nrm \\\n    a.c \\\n    b.c\n", "x-1/src/b.c", NULL));
	assert_true(handles(RECIPE_KAEM, KAEM "cp ../../files/c.h src/c.h\n", "x-1/src/c.h", NULL));
	assert_false(handles(RECIPE_KAEM, KAEM "rm b.c\n", "x-1/src/b.c", NULL));
	assert_false(handles(RECIPE_KAEM, KAEM "rm src/b.c\n", "b.c", NULL));
	assert_false(handles(RECIPE_KAEM, KAEM "# rm b.c\necho \"rm b.c\"\n", "x-1/b.c", NULL));
	assert_false(handles(RECIPE_KAEM, "rm x-1/b.c\n" KAEM, "x-1/../x-1/b.c", NULL));
	assert_false(handles(RECIPE_KAEM, KAEM "cd ../..\nrm x-1/b.c\n", "x-1/b.c", NULL));
	/* Where the archive has no folder of its own. */
	assert_true(handles(RECIPE_KAEM, "cd build\nmkdir x\ncd x\nuntar --file y\ncd ..\nrm x/configure\n", "configure", NULL));
}

static void
what_the_shell_deletes(void **state)
{
	(void)state;
	assert_true(handles(RECIPE_SH, "src_prepare() {\n  rm configure {a,b}/Makefile.in\n}\n", "x-1/b/Makefile.in", NULL));
	assert_true(handles(RECIPE_SH, "find . -name '*.gmo' -delete\n", "x-1/po/de.gmo", NULL));
	assert_true(handles(RECIPE_SH, "find doc -name '*.info*' -exec rm {} +\n", "x-1/doc/a/b.info-2", NULL));
	assert_true(handles(RECIPE_SH, "find . -name '*.o' | xargs rm\n", "x-1/a.o", NULL));
	assert_true(handles(RECIPE_SH, "rm -f $(find . -name '*.o')\n", "x-1/b/a.o", NULL));
	assert_true(handles(RECIPE_SH, "rm -rf doc\n", "x-1/doc/a/b", NULL));
	assert_true(handles(RECIPE_SH, "for f in a b; do rm \"$f.c\"; done\n", "x-1/b.c", NULL));
	assert_true(handles(RECIPE_SH, "(cd po && rm de.gmo)\n", "x-1/po/de.gmo", NULL));
	assert_true(handles(RECIPE_SH, "d=tests; rm -r ${d}/data\n", "x-1/tests/data/x.tar!y", NULL));
	assert_true(handles(RECIPE_SH, "bison -o src/p.c src/p.y\n", "x-1/src/p.c", "bison"));
	assert_true(handles(RECIPE_SH, "autoreconf-2.69 -fi\n", "x-1/sub/configure", "autoconf"));
	assert_false(handles(RECIPE_SH, "autoreconf-2.69 -fi\n", "x-1/src/p.c", "bison"));
	assert_false(handles(RECIPE_SH, "rm doc\n", "x-1/doc/a", NULL));
	assert_false(handles(RECIPE_SH, "rm -rf \"$unknown\"\n", "x-1/doc/a", NULL));
	assert_false(handles(RECIPE_SH, "find . -name '*.o' -newer x -delete\n", "x-1/a.o", NULL));
	assert_false(handles(RECIPE_SH, "(cd po; rm de.gmo); rm x\n", "x-1/po/x", NULL));
	assert_false(handles(RECIPE_SH, "rm ../../x-1/a\n", "x-1/a", NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(what_kaem_deletes), TEST(what_the_shell_deletes) };

	return RUN(tests);
}
