# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# byacc-2.0.20221106, pass 2: yacc, by its own makefile
#
# Why here       busybox's second pass is done, whose awk makes the parser's skeleton
# Brings         a package; and a proof: byacc's makefile comes to pass 1's program
# Deletes        as pass 1
# Makes again    as pass 1; makefile from makefile.in, which is written by hand
# Left out       the manual page: nothing here shows it
# Reproducible   what yacc writes has no date and no folder

src_prepare() {
    default

    rm configure
    rm config_h.in
    rm yaccpar.c btyaccpar.c
    rm -r test
}

src_configure() {
    # What configure would put in; recipes of manual pages and tags go, all other @NAMES@ are empty.
    sed \
        -e '/@INSTALL_DATA@/d; /(mandir)/d; /@MAKE_UPPER_TAGS@/d' \
        -e 's|@CC@|tcc|' \
        -e 's|@LDFLAGS@|-static|' \
        -e 's|@AWK@|awk|' \
        -e 's|@INSTALL_PROGRAM@|install -m 755|' \
        -e 's|@srcdir@|.|' \
        -e "s|@bindir@|${BINDIR}|" \
        -e 's|@SKELETON@|yaccpar|' \
        -e 's|@OBJEXT@|o|' \
        -e 's|@[A-Za-z_]*@||' \
        makefile.in > makefile
}

src_compile() {
    # All at once, the skeleton last, as in pass 1.
    make OBJS='$(filter-out yaccpar.c,$(C_FILES)) yaccpar.c'
}

src_install() {
    make OBJS= DESTDIR="${DESTDIR}" install
    ln -s yacc "${DESTDIR}${BINDIR}/byacc"
    same_as_before
}
