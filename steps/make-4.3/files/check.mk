# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check.mk - patterns, functions and two jobs at once, before there is a shell

words := $(sort $(patsubst %.c,%.copy,$(notdir $(wildcard src/*r.c))))

ifneq ($(words),ar.copy dir.copy)
$(error wrong words: $(words))
endif

check: $(words)
	cmp src/ar.c ar.copy
	cmp src/dir.c dir.copy

%.copy: src/%.c
	cp $< $@

.PHONY: check
