# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# main.mk - compiles patch; called in patch's own folder

src := inp patch pch safe util version
lib := argmatch backup-find backupfile basename-lgpl basename c-strcasecmp dirname-lgpl dirname dup-safer-flag error \
	exitfail full-write getprogname gettime gl_linked_list hash opendir-safer parse-datetime progname quotearg \
	safe-write tempname time_rz xmalloc xmemdup0 xstrndup

patch: $(src:%=src/%.c) charset.c $(lib:%=lib/%.c)
	tcc -static -o $@ -I . -I lib -I src $^

# 31 conflicts, as the grammar expects.
lib/parse-datetime.c: lib/parse-datetime.y
	cd lib && yacc -o parse-datetime.c parse-datetime.y

install: patch
	install -D -m 755 patch $(DESTDIR)$(PREFIX)/bin/patch

.PHONY: install
