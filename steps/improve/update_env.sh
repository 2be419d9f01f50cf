# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# update_env: add to env what helpers.sh would set anyway, for scripts of upstream's that read it.
# A tree whose env has all of it (ours) stays as it is.
add_env() { # NAME WORDS
    local line
    while read -r line; do
        if [[ ${line} == "$1="* ]]; then
            return 0
        fi
    done < /steps/env
    printf '%s=%s\n' "$1" "$2" >> /steps/env
}

# shellcheck disable=SC2016 # they are for env to expand
{
    add_env DESTDIR /tmp/destdir
    add_env DISTFILES /external/distfiles
    add_env SRCDIR /steps
    add_env MAKEJOBS '-j${JOBS}'
    add_env HOME /tmp
    add_env SHELL /usr/bin/bash
    add_env SOURCE_DATE_EPOCH 0
    add_env KBUILD_BUILD_TIMESTAMP @0
}
# shellcheck source=/dev/null
. /steps/env
unset -f add_env
