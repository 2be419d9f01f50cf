# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# main.mk - generates bash's parser, tables and builtins, and compiles; called in bash's own folder

# builtins/NAME.def becomes builtins/NAME.c; reserved.def has the help of words alone, complete.def wants completion.
defs := $(sort $(wildcard builtins/*.def))
builtins := $(filter-out builtins/reserved builtins/complete,$(defs:.def=)) \
	builtins/builtins builtins/common builtins/evalfile builtins/evalstring builtins/getopt builtins/bashgetopt

top := shell eval y.tab general make_cmd print_cmd dispose_cmd execute_cmd variables copy_cmd error expr flags jobs \
	subst hashcmd hashlib mailcheck trap input unwind_prot pathexp sig test version alias array arrayfunc assoc \
	braces bracecomp bashhist bashline siglist list stringlib locale findcmd redir pcomplete pcomplib syntax xmalloc

# netopen is for /dev/tcp.
sh := $(addprefix lib/sh/,clktck clock getenv oslib setlinebuf strnlen itos zread zwrite shtty shmatch eaccess netconn \
	timeval makepath pathcanon pathphys tmpfile stringlist stringvec spell shquote strtrans snprintf mailstat \
	fmtulong fmtullong fmtumax zcatfd zmapfd winsize wcsdup fpurge zgetline mbschr mbscmp uconvert ufuncs casemod \
	input_avail mbscasecmp fnxform unicode shmbchar strvis utf8 random gettimeofday timers wcsnwidth)

glob := $(addprefix lib/glob/,glob strmatch smatch xmbsrtowcs gmisc)

objects := $(addsuffix .o,$(top) $(builtins) $(sh) $(glob) lib/tilde/tilde)
headers := signames.h pathnames.h y.tab.h builtins/builtext.h

flags := \
	-DHAVE_CONFIG_H \
	-DSHELL \
	-I. \
	-Iinclude \
	-Ilib \
	-Ilib/sh \
	-Ilib/glob \
	-Ibuiltins

bash: $(objects)
	@tcc -static -o $@ $^

$(objects): $(headers)

%.o: %.c
	@tcc -c $(flags) -o $@ $<

# byacc keeps the parser's stack in one place, and bash parses while it parses: $(...) in a command. The stack moves
# into the function, as bison has it.
y.tab.c: parse.y
	yacc -d parse.y
	sed -i \
		-e '/^static YYSTACKDATA yystack;/d' \
		-e '/^YYPARSE_DECL()/{n;s/{/{ YYSTACKDATA yystack = {0}; int yyerrflag; YYSTYPE yyval;/}' \
		y.tab.c
	grep -q 'YYSTACKDATA yystack = {0};' y.tab.c

y.tab.h: y.tab.c

pathnames.h: pathnames.h.in
	sed 's/@DEBUGGER_START_FILE@//' pathnames.h.in >$@

# Names of signals, and which character means what.
signames.h: support/mksignames.c support/signames.c
	tcc -static -o mksignames $(flags) -DBUILDTOOL $^
	./mksignames $@

syntax.c: mksyntax.c
	tcc -static -o mksyntax $(flags) $<
	./mksyntax -o $@

# The builtins: headers, a table, and each .def as C.
mkbuiltins: builtins/mkbuiltins.c
	tcc -static -o $@ $(flags) $<

builtins/builtext.h: mkbuiltins $(defs)
	cd builtins && ../mkbuiltins -externfile builtext.h -includefile builtext.h -structfile builtins.c -noproduction -D . \
		$(notdir $(defs))

builtins/builtins.c: builtins/builtext.h

builtins/%.c: builtins/%.def mkbuiltins
	@cd builtins && ../mkbuiltins -D . $*.def

# Keep what is between .def and .o.
.SECONDARY:

install: bash
	install -D -m 755 bash $(DESTDIR)$(PREFIX)/bin/bash

.PHONY: install
