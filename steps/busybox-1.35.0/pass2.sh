# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# busybox-1.35.0, pass 2: the small tools once more, with headers and makefiles by busybox's own script
#
# Why here       make's second pass is done. The tools that build this are pass 1's
# Brings         a package; and a proof: scripts/gen_build_files.sh, in ash and sed, and pass 1's files/generate.c
#                lead to the same program
# Deletes        as pass 1
# Makes again    as pass 1
# Changes        as pass 1
# Reproducible   the banner has no date; nothing else knew one

src_prepare() {
    default

    rm scripts/kconfig/lex.zconf.c_shipped
    rm scripts/kconfig/zconf.tab.c_shipped
    rm scripts/kconfig/zconf.hash.c_shipped

    sed -i '/get_cached_\(user\|group\)name(statbuf/d' archival/tar.c

    # Options are kconfig's, which is left out.
    tcc -static -o generate generate.c
    find . -type d | sort | xargs ./generate config options include/autoconf.h config.mk
    sh scripts/gen_build_files.sh . . > generated
    mv common_bufsiz.h include/common_bufsiz.h
    : > include/usage_compressed.h
    tcc -static -o applet_tables applets/applet_tables.c
    ./applet_tables include/applet_tables.h include/NUM_APPLETS.h
}

src_install() {
    default
    same_as_before
}
