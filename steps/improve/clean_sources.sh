# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# clean_sources: sources go that no build behind this line of the manifest wants, to make room
#
# Upstream keeps those of the builds from linux on, which is what stands behind its line. Predicates are
# not asked: a source that a build might want stays.
keep_source() { # URL SHA256 NAME
    kept+=("$3")
}

wanted_sources() {
    local line directive name base_dir behind=
    while read -r line || [ -n "${line}" ]; do
        read -r directive name _ <<< "${line%%#*}"
        case ${directive} in
        improve:) [ "${name}" != clean_sources ] || behind=yes ;;
        build:)
            if [ -n "${behind}" ]; then
                base_dir=${SRCDIR}/${name}
                each_source keep_source || return
            fi
            ;;
        esac
    done < "${SRCDIR}/manifest"
    [ -n "${behind}" ] || fail "clean_sources: no such line in ${SRCDIR}/manifest"
}

kept=()
wanted_sources || return
for file in "${DISTFILES}"/*; do
    case " ${kept[*]} " in
    *" ${file##*/} "*) ;;
    *) rm -f "${file}" ;;
    esac
done
unset -f keep_source wanted_sources
unset kept file
