# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# main.mk - compiles make, as pass1.kaem does without one; called in make's own folder

src := ar arscan commands default dir expand file function getopt getopt1 guile hash implicit job load loadapi main misc \
	output posixos read remake remote-stub rule signame strcache variable version vpath
lib := concat-filename findprog-in fnmatch glob xconcat-filename

objects := $(src:%=src/%.o) $(lib:%=lib/%.o)

make: $(objects)
	tcc -static -o $@ $^

%.o: %.c
	tcc -c -DHAVE_CONFIG_H -I src -I lib -o $@ $<

install: make
	install -D -m 755 make $(DESTDIR)$(PREFIX)/bin/make

.PHONY: install
