# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# musl-1.2.5, pass 2: the C library once more, by its own makefile
#
# Why here       make, sed and a shell are there, which pass 1 did without. What is built next is linked with this
# Brings         a package; libxnet.a; and a proof: musl's makefile and sed scripts, with a tcc for each file, come to
#                the same bytes as pass 1, whose headers and lists are files/prepare.c's
# Deletes        as pass 1
# Makes again    as pass 1
# Changes        as pass 1
# Left out       configure, which is written by hand: it has tcc write to /dev/null, and tcc removes what it
#                writes to before. files/config.mak has its answers.
#                Scrt1.o, rcrt1.o: tcc makes no programs that can lie anywhere
# Reproducible   nothing in it knows a time or a folder

src_prepare() {
    default

    rm src/ctype/alpha.h src/ctype/casemap.h src/ctype/nonspacing.h src/ctype/punct.h src/ctype/wide.h
    rm src/locale/big5.h src/locale/codepages.h src/locale/gb18030.h src/locale/hkscs.h src/locale/jis0208.h
    rm src/locale/ksc.h src/locale/legacychars.h src/locale/revjis.h
    rm src/locale/iconv.c src/locale/iconv_close.c include/iconv.h
    rm src/ctype/iswalpha.c src/ctype/iswpunct.c src/ctype/towctrans.c src/ctype/wcwidth.c
    rm -r src/complex
    rm src/fenv/i386/fenv.s src/math/i386/*.c
    rm crt/Scrt1.c crt/rcrt1.c

    mv wide.c src/ctype/wide.c
    sed -i 's/jecxz 1f/test %ecx,%ecx; jz 1f/' src/signal/i386/sigsetjmp.s
    sed -i '/call 1f/,/pop %ecx/c mov $4f,%ecx' src/thread/i386/__set_thread_area.s

    # Names that pass 1 needs; an object has the name of its source in it.
    mv src/linux/clone.c src/linux/clone_call.c
    mv src/malloc/free.c src/malloc/free_call.c
    mv src/malloc/realloc.c src/malloc/realloc_call.c
}

src_compile() {
    # The makefile would make these of nothing at all, which is no archive for tcc.
    mkdir lib
    : > empty.c
    tcc -c empty.c
    for name in crypt dl m pthread resolv rt util xnet; do
        tcc -ar "lib/lib${name}.a" empty.o
    done

    make "${MAKEJOBS}" --silent
}

src_install() {
    make --silent DESTDIR="${DESTDIR}" install

    # The sed script puts an empty line behind each type.
    same_as_before usr/include/bits/alltypes.h usr/lib/libxnet.a
    test "$(grep . "${DESTDIR}${INCDIR}/bits/alltypes.h")" = "$(grep . "${INCDIR}/bits/alltypes.h")"
}
