# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# patch-2.7.6, pass 2: patch, with the parser of dates that the second yacc writes
#
# Why here       byacc's second pass is done
# Brings         a package; and a proof: the tools and the library of the second passes come to pass 1's program
# Deletes        as pass 1
# Makes again    as pass 1
# Left out       as pass 1
# Reproducible   nothing in it knows a time or a folder

src_prepare() {
    default

    rm configure
    rm Makefile.in lib/Makefile.in src/Makefile.in tests/Makefile.in
    rm aclocal.m4
    rm config.hin
    rm lib/parse-datetime.c
    rm lib/gnulib.mk m4/gnulib-comp.m4
}

src_install() {
    default
    same_as_before
}
