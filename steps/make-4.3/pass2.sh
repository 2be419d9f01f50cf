# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-4.3, pass 2: make, made by make
#
# Why here       musl's second pass is done, with which this is linked
# Brings         a package; and a proof: what is compiled file by file, two at once, is pass 1's program
# Deletes        as pass 1
# Makes again    as pass 1; the makefile is mk/main.mk
# Reproducible   nothing in it knows a time or a folder

src_prepare() {
    default

    rm lib/Makefile.in
    rm src/config.h.in
    rm lib/Makefile.am m4/gnulib-comp.m4
    rm src/config.h-vms
    rm Basic.mk
    rm po/stamp-po po/*.gmo

    mv config.h src/config.h
    cp lib/glob.in.h lib/glob.h
    cp lib/fnmatch.in.h lib/fnmatch.h
}

src_install() {
    default
    same_as_before
}
