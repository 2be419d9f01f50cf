# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# musl_target: from here on libraries go to a folder of the target's name, in trees like upstream's, whose first
# C library was another one. Our manifest does not call it: it has musl in /usr/lib from the start.
case ${ARCH} in
x86) TARGET=i686-unknown-linux-musl ;;
amd64) TARGET=x86_64-unknown-linux-musl ;;
*) TARGET=${ARCH}-unknown-linux-musl ;;
esac
{
    while read -r line || [ -n "${line}" ]; do
        case ${line} in
        LIBDIR=* | TARGET=*) ;;
        *) printf '%s\n' "${line}" ;;
        esac
    done < /steps/env
    # shellcheck disable=SC2016 # for env to expand
    printf '%s\n' 'LIBDIR=${PREFIX}/lib/'"${TARGET}" "TARGET=${TARGET}"
} > /steps/env.new
mv /steps/env.new /steps/env
unset line
# shellcheck source=/dev/null
. /steps/env
