# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash-5.2.37, pass 2: the shell, built by itself
#
# Why here       everything that it is built with has had its second pass
# Brings         a package; and a proof: the tools and the library of the second passes, called by bash, come to the
#                program that kaem called them for
# Deletes        as pass 1
# Makes again    as pass 1
# Changes        as pass 1
# Left out       as pass 1
# Reproducible   the version has no date and counts no builds

src_prepare() {
    default

    rm configure configure.orig configure.ac.orig
    rm y.tab.c y.tab.h parser-built parse.y.orig
    rm lib/intl/plural.c
    rm po/*.gmo
    rm doc/*.0 doc/*.html doc/*.info doc/*.pdf doc/*.ps doc/*.dvi
    rm -r examples m4

    mv pipesize.h builtins/pipesize.h
}

src_install() {
    default
    same_as_before
}
