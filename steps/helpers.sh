#!/bin/bash
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# helpers.sh - build a step, pack what it installs, take a package away: for all scripts behind bash
#
# Sourced by /steps/N.sh, behind bootstrap.cfg and env. `build NAME passN.sh' goes through the phases
#
#     src_get src_unpack src_prepare src_configure src_compile src_install src_postprocess
#
# A step has its own one by defining a function of that name; inside it, `default' calls the one that
# stands here. Then all that lies in DESTDIR becomes the package NAME_REV.tar.bz2, the same bytes on
# every machine; it is compared with its line in SHA256SUMS.pkgs, and is unpacked over /.
#
# A step runs in a subshell: nothing that it sets, defines or exports reaches the next one.
# Wanted: bash 4 or later, and of busybox (or GNU) bzip2 chmod chown cp find gzip make mkdir mv patch
# rm rmdir sha256sum sort tar touch. /dev may still be empty, so nothing is sent to /dev/null.
#
# The scripts of steps set variables that are used here, and use what is set here.
# They call `set -e' before, so a cd that fails is the end.
# shellcheck disable=SC2034,SC2153,SC2154,SC2164

umask 022

REPO=/external/repo                     # packages that were made here
REPO_PRESEEDED=/external/repo-preseeded # packages that were made elsewhere
PKG_SUMS=/steps/SHA256SUMS.pkgs         # what each package must be

# A tree that was written for upstream has an env without these.
: "${SRCDIR:=/steps}" "${DISTFILES:=/external/distfiles}" "${DESTDIR:=/tmp/destdir}" "${PREFIX:=/usr}"
: "${JOBS:=1}" "${MAKEJOBS:=-j${JOBS}}" "${HOME:=/tmp}" "${SHELL:=/usr/bin/bash}"
: "${SOURCE_DATE_EPOCH:=0}" "${KBUILD_BUILD_TIMESTAMP:=@0}"

# kaem gives every variable to its children. From here on programs get these alone.
while read -r _ _ word; do
    word=${word%%=*}
    if [[ ${word} =~ ^[A-Za-z_][A-Za-z_0-9]*$ ]]; then
        export -n "${word?}"
    fi
done <<< "$(export -p)"
unset word
export HOME SHELL PATH SOURCE_DATE_EPOCH KBUILD_BUILD_TIMESTAMP
if [ "${INTERACTIVE}" = True ]; then
    export TERM
fi

# ---- small things -----------------------------------------------------------------------

# Tell what is wrong, and fail, so that `set -e' or a trap acts.
fail() {
    printf '%s\n' "${place:-${pkg:-helpers.sh}}: $*" >&2
    return 1
}

fn_exists() {
    [ "$(type -t "$1")" = function ]
}

has_program() {
    [ -n "$(type -P "$1")" ]
}

sum_of() { # FILE
    local sum
    sum=$(sha256sum "$1") || return 1
    sum=${sum#\\}                       # GNU's mark for odd names
    printf '%s\n' "${sum%% *}"
}

# _grep PATTERN FILE...: grep; before there is one, the lines that bash's regular expression finds.
_grep() {
    local line file found=1
    if has_program grep; then
        grep "$@"
        return
    fi
    for file in "${@:2}"; do
        while read -r line || [ -n "${line}" ]; do
            if [[ ${line} =~ $1 ]]; then
                printf '%s\n' "${line}"
                found=0
            fi
        done < "${file}"
    done
    return ${found}
}

# The words, a line each; in another order only where RANDOMIZE=True asks for it.
randomize() {
    local words=("$@") i k word
    for ((i = $# - 1; i > 0; i--)); do
        [ "${RANDOMIZE}" = True ] || break
        k=$((RANDOM % (i + 1)))
        word=${words[i]} words[i]=${words[k]} words[k]=${word}
    done
    [ $# -eq 0 ] || printf '%s\n' "${words[@]}"
}

get_perl_version() {
    perl -e 'printf "%vd", $^V'
}

# All that is in a folder (by default this one), sorted by bytes: ., ./a, ./a/b
get_files() (
    LC_ALL=C
    cd "${1:-.}" || exit 1
    if has_program find && has_program sort; then
        export LC_ALL
        find . | sort
    else
        shopt -s dotglob globstar nullglob
        names=(./**)                    # the first is ./
        printf '%s\n' . "${names[@]:1}"
    fi
)

# ---- sources ----------------------------------------------------------------------------

# source_line_action ACTION FIELD...: run ACTION URL SHA256 NAME for a line of a sources file.
source_line_action() {
    local action=$1 url sum name
    shift
    case $1 in
    f | file) shift ;;
    g | git) shift 2 ;;                 # the repository is for mirrors; URL is a snapshot of it
    git://*) shift ;;
    *://*) ;;
    *) fail "wants 'f URL SHA256 [NAME]' or 'g REPO~REF URL SHA256 [NAME]', got '$*'" || return ;;
    esac
    url=$1 sum=$2 name=${3:-${1##*/}}
    if [[ $# -gt 3 || ! ${sum} =~ ^[0-9a-f]{64}$ ]]; then
        fail "wants a URL, a SHA-256 and perhaps a name, got '$*'" || return
    fi
    case ${name} in
    '' | _ | . | .. | */*) fail "wants a plain file name, got '${name}'" || return ;;
    esac
    "${action}" "${url}" "${sum}" "${name}"
}

# The same for each line of the step's sources. A step without that file has none.
each_source() { # ACTION
    local lines line fields number=0 place
    [ -e "${base_dir}/sources" ] || return 0
    mapfile -t lines < "${base_dir}/sources"
    for line in "${lines[@]}"; do
        number=$((number + 1))
        place=${base_dir}/sources:${number}
        case ${line} in
        '' | ' '* | '#'* | *'  '*) fail "fields are parted by one space; no empty line, no comment" || return ;;
        esac
        read -r -a fields <<< "${line}"
        source_line_action "$1" "${fields[@]}"
    done
}

get_from() { # URL FILE
    local url=$1
    if [ "${QEMU}" = True ]; then       # a server on the host
        url=${url/#'http://127.0.0.1'/http://10.0.2.2}
    fi
    case ${url} in
    _) return 1 ;;
    file://*) cp "${url#file://}" "$2" ;;
    *)
        if has_program curl; then
            curl --fail --retry 3 --location "${url}" --output "$2"
        elif has_program wget; then
            wget -O "$2" "${url}"
        else
            fail "${url}: neither curl nor wget is there to fetch it"
        fi
        ;;
    esac
}

# Try all mirrors, then the URL. No file gets the name whose bytes have not that sum.
get_source() { # URL SHA256 NAME
    local mirror mirrors from
    if [ -e "$3" ] && [ "$(sum_of "$3")" = "$2" ]; then
        return 0
    fi
    read -r -a mirrors <<< "${MIRRORS}"
    for from in $(randomize "${mirrors[@]/%//$3}") "$1"; do
        if get_from "${from}" .part && [ "$(sum_of .part)" = "$2" ]; then
            mv .part "$3"
            return 0
        elif [ -e .part ]; then
            printf '%s\n' "$3: not the recorded bytes: ${from}" >&2
            rm -f .part
        fi
    done
}

check_source() { # URL SHA256 NAME
    if [ ! -e "$3" ]; then
        fail "$3 is not in ${DISTFILES}, and could not be fetched"
    elif [ "$(sum_of "$3")" != "$2" ]; then
        fail "$3 in ${DISTFILES} is not what is recorded: wants $2, has $(sum_of "$3")"
    fi
}

# tar may stop before its input does; the rest must be taken, or what writes it dies.
drain() {
    while read -r -N 4096 _; do
        :
    done
}

# Unpack a source here; copy it if it is no archive, or none to be unpacked.
extract_file() { # URL [SHA256 NAME]
    local name=${3:-${1##*/}} unpacker
    local file=${DISTFILES}/${name}
    case ${name} in
    *.tar) unpacker='cat' ;;
    *.tar.gz | *.tgz | *.tar.Z) unpacker='gzip -dc' ;;
    *.tar.bz2) unpacker='bzip2 -dc' ;;
    *.tar.lz) unpacker='lzip -dc' ;;
    *.tar.zst) unpacker='zstd -dc' ;;
    *.tar.xz | *.tar.lzma)
        unpacker='unxz --file'          # of the seed
        if has_program xz; then
            unpacker='xz -dc'
        fi
        if [[ ${name} == *.lzma ]] && has_program unlzma; then
            unpacker='unlzma -c'
        fi
        ;;
    *.tar*) unpacker=tar ;;
    *) unpacker=copy ;;
    esac
    case ${noextract} in *"${name}"*) unpacker=copy ;; esac
    # shellcheck disable=SC2086 # words
    case ${unpacker} in
    copy) cp "${file}" . ;;
    tar) tar -xof "${file}" ${extract} ;;
    *)
        (
            set -o pipefail
            ${unpacker} "${file}" | { tar -xof - ${extract} || exit; drain; }
        )
        ;;
    esac
}

unpack_source() { # URL SHA256 NAME
    case " ${unpacked} " in *" $3 "*) return 0 ;; esac      # another place for the same file
    extract_file "$@"
    [ -n "${unpacked}" ] || choose_folder
    unpacked="${unpacked} $3"
}

# The source folder: what the first source brought, whatever its name.
choose_folder() {
    local folders=(*/)
    if [ ! -e "./${dirname}" ]; then
        dirname=.
        if [ -d "${folders[0]}" ]; then
            dirname=${folders[0]%/}
        fi
    fi
}

# ---- the phases -------------------------------------------------------------------------

default_src_get() {
    mkdir -p "${DISTFILES}"
    (
        cd "${DISTFILES}"
        each_source get_source
        each_source check_source
    )
}

default_src_unpack() {
    local unpacked=
    each_source unpack_source
    if [ -z "${unpacked}" ]; then
        choose_folder
    fi
}

# Patches name files from one folder above the source folder: pkg-1.2/file.c
default_src_prepare() {
    local file
    for file in "${patch_dir}"/*.patch; do
        if [ -e "${file}" ]; then
            printf '%s\n' "${pkg}: patch ${file##*/}"
            (cd .. && patch -Np0 -i "${file}")
        fi
    done
    if [ -e "${mk_dir}/main.mk" ]; then
        cp "${mk_dir}/main.mk" Makefile
    fi
    for file in "${files_dir}"/*; do
        if [ -e "${file}" ]; then
            cp -R "${file}" .
        fi
    done
}

default_src_configure() {
    :
}

default_src_compile() {
    make "${MAKEJOBS}" -f Makefile PREFIX="${PREFIX}"
}

default_src_install() {
    make -f Makefile install PREFIX="${PREFIX}" DESTDIR="${DESTDIR}"
}

# Take symbols and debug information away, where find, file and strip can tell what and how.
default_src_postprocess() {
    local file kind how locked
    if ! has_program find || ! has_program file || ! has_program strip; then
        return 0
    fi
    while read -r file; do
        how=
        kind=
        if [ -n "${file}" ]; then
            kind=$(file -b "${file}")
        fi
        case ${kind} in
        *'no machine'*) ;;
        *ELF*'shared object'* | *ELF*'pie executable'*) how=--strip-unneeded ;;
        *ELF*executable*) how=--strip-all ;;
        *'ar archive'*) how=--strip-debug ;;
        esac
        if [ -n "${how}" ]; then
            locked=
            if [[ $(find "${file}" ! -perm -200) ]]; then
                locked=yes
                chmod u+w "${file}"
            fi
            strip "${how}" "${file}"
            if [ -n "${locked}" ]; then
                chmod u-w "${file}"
            fi
        fi
    done <<< "$(find "${DESTDIR}" -type f)"
}

default() {
    "default_${build_stage}"
}

# A phase: the step's own function, or the default.
call() { # PHASE
    build_stage=$1
    if fn_exists "$1"; then
        "$1"
    else
        "default_$1"
    fi
}

# The sums of files and the targets of links.
what_is() ( # FOLDER NAME...
    cd "$1" || exit 1
    files=() links=()
    for name in "${@:2}"; do
        if [ -L "${name}" ]; then
            links+=("${name}")
        elif [ -f "${name}" ]; then
            files+=("${name}")
        fi
    done
    [ ${#files[@]} -eq 0 ] || sha256sum "${files[@]}" || exit
    [ ${#links[@]} -eq 0 ] || stat -c %N "${links[@]}"
)

# A later pass that builds the same in another way says so: all files and links in DESTDIR but these
# must lie in / already, the same bytes. What the pass before has tried of them need not be tried again.
same_as_before() { # NAME...
    local name names lists=${TMPDIR:-/tmp}/same
    names=$(cd "${DESTDIR}" && find . ! -type d | sort)$'\n'
    for name; do
        names=${names/"./${name}"$'\n'}
    done
    mapfile -t names <<< "${names}"
    what_is / "${names[@]}" > "${lists}.before"
    what_is "${DESTDIR}" "${names[@]}" > "${lists}.now"
    if ! diff -U 0 "${lists}.before" "${lists}.now"; then
        fail "not what the pass before has installed" || return
    fi
    rm "${lists}.before" "${lists}.now"
}

# ---- packages ---------------------------------------------------------------------------

# How many packages of that name were made: upstream counts names that begin with it, and so must
# we to give the same numbers.
get_revision() { # NAME; sets revision
    local file
    revision=0
    for file in "${REPO}/$1"*; do
        if [ -e "${file}" ]; then
            revision=$((revision + 1))
            file=${file##*/}
            if [[ ! ${file#"$1"} =~ ^_[0-9]+\.tar\.bz2$ ]]; then
                printf '%s\n' "$1: ${file} counts as a package of it: its name begins the same" >&2
            fi
        fi
    done
}

recorded_sum() { # NAME_REV.tar.bz2; prints nothing if there is none
    local sum name
    if [ -e "${PKG_SUMS}" ]; then
        while read -r sum name || [ -n "${name}" ]; do
            if [ "${name#\*}" = "$1" ]; then
                printf '%s\n' "${sum}"
                return 0
            fi
        done < "${PKG_SUMS}"
    fi
}

# Pack DESTDIR: times 1970, owner 0, modes as a umask of 022 gives them, names in a fixed order.
# busybox's tar takes the owner's name from /etc/passwd, GNU's takes none and has another order:
# so the sums are those of one kind of tar, and passwd is to be there or not, but always the same.
src_pkg() { # FILE
    local help i files list=${TMPDIR:-/tmp}/package.list
    cd "${DESTDIR}"
    get_files > "${list}"
    mapfile -t files < "${list}"
    for i in "${files[@]}"; do
        if [ ! -e "${i}" ] && [ ! -L "${i}" ]; then
            fail "${DESTDIR}: a name with a newline cannot be packed, near '${i}'" || return
        fi
    done
    for ((i = 0; i < ${#files[@]}; i += 500)); do
        TZ=UTC0 touch -h -t 197001010000.00 "${files[@]:i:500}"
    done
    help=$(tar --help 2>&1) || :
    (
        set -o pipefail
        case ${help} in
        *--sort=*)                      # GNU tar since 1.28
            tar --sort=name --hard-dereference --numeric-owner --owner=0 --group=0 --mode=go=rX,u+rw -cf - .
            ;;
        *)
            chown -hR 0:0 .
            chmod -R go=rX,u+rw .
            if [[ ${help} == *-T* ]]; then
                tar -cf - --no-recursion --numeric-owner -T "${list}"
            else                        # a busybox with less in it; there is a limit to this
                tar -cf - --no-recursion --numeric-owner "${files[@]}"
            fi
            ;;
        esac | bzip2 -9 > "$1"
    )
    rm "${list}"
}

# Is it the package that is recorded under this name?
src_checksum() { # FILE NAME_REV.tar.bz2
    local wanted made
    wanted=$(recorded_sum "$2")
    made=$(sum_of "$1")
    if [ "${UPDATE_CHECKSUMS}" = True ]; then
        printf '%s\n' "$2: sum not compared, ${made}"
    elif [ -z "${wanted}" ]; then
        fail "$2 has no line in ${PKG_SUMS}; it is ${made}, in $1"
    elif [ "${wanted}" != "${made}" ]; then
        fail "$2 is not as recorded: wants ${wanted}, got ${made}, in $1"
    fi
}

unpack_package() { # FILE FOLDER
    (
        set -o pipefail
        bzip2 -dc "$1" | { tar -C "$2" -xpf - || exit; drain; }
    )
}

# tar makes each file anew, so a running bash, tar or bzip2 stays whole until it ends. But what is deleted while it
# runs keeps a disk from being mounted read only at the end; so if the new bash is the same, this shell's file stays.
src_apply() { # FILE
    local kept=${BASH}.kept
    case ${pkg} in bash-*) ln -f "${BASH}" "${kept}" ;; esac
    unpack_package "$1" /
    if [ -e "${kept}" ]; then
        if cmp -s "${kept}" "${BASH}"; then
            touch -r "${BASH}" "${kept}"
            mv -f "${kept}" "${BASH}"
        else
            rm -f "${kept}"
        fi
    fi
}

# Was this very package made elsewhere? Never taken unseen, also when sums are to be updated.
is_preseeded() { # NAME_REV.tar.bz2
    local file=${REPO_PRESEEDED}/$1
    [ -e "${file}" ] || return 1
    if [ "$(recorded_sum "$1")" != "$(sum_of "${file}")" ]; then
        printf '%s\n' "${file} is not the recorded package: it is made here" >&2
        return 1
    fi
}

# ---- build ------------------------------------------------------------------------------

phase() { # PHASE DOING
    printf '%s\n' "${pkg}: $2..."
    call "$1"
}

# In a subshell, in the folder build/ of the step; the package is left at FILE.
run_phases() { # FILE NAME_REV.tar.bz2
    build_stage=${script_name}
    if [ -e "${build_script}" ]; then
        # shellcheck source=/dev/null
        . "${build_script}"
    fi
    phase src_get 'getting sources'
    phase src_unpack 'unpacking'
    cd "${dirname}"
    phase src_prepare 'preparing'
    phase src_configure 'configuring'
    phase src_compile 'compiling'
    phase src_install 'installing to the package folder'
    phase src_postprocess 'postprocessing'
    build_stage=src_pkg
    printf '%s\n' "${pkg}: creating package..."
    src_pkg "$1"
    build_stage=src_checksum
    src_checksum "$1" "$2"
    build_stage=
}

# At the end of that subshell, be it at a failure or an exit.
tell_end() { # STATUS
    if [ -n "${build_stage}" ]; then
        printf '%s\n' "${pkg}: ${script_name}: ${build_stage} ended with status $1; its folder stays: ${base_dir}/build" >&2
        exit $(($1 ? $1 : 1))
    fi
}

build() { # NAME [passN.sh [FOLDER]]
    local package new
    pkg=$1
    script_name=${2:-pass1.sh}
    dirname=${3:-${pkg}}
    base_dir=${SRCDIR}/${pkg}
    build_script=${base_dir}/${script_name}
    mk_dir=${base_dir}/mk
    files_dir=${base_dir}/files
    patch_dir=${base_dir}/patches
    if [ -e "${patch_dir}-${script_name%.sh}" ]; then
        patch_dir=${patch_dir}-${script_name%.sh}
    fi
    if [ ! -d "${base_dir}" ]; then
        fail "there is no step ${base_dir}" || return
    fi
    get_revision "${pkg}"
    package=${pkg}_${revision}.tar.bz2
    new=${REPO}/.new-${package}         # no name that begins with the step's
    mkdir -p "${REPO}"
    if is_preseeded "${package}"; then
        printf '%s\n' "${pkg}: ${package} is preseeded"
        mv "${REPO_PRESEEDED}/${package}" "${REPO}/${package}"
    else
        printf '%s\n' "${pkg}: building ${package} with ${script_name}"
        rm -rf "${base_dir}/build" "${DESTDIR}"
        mkdir -p "${base_dir}/build" "${DESTDIR}"
        cd "${base_dir}/build"
        (
            build_stage=build
            trap 'tell_end $?' EXIT
            run_phases "${new}" "${package}"
        )
        cd "${SRCDIR}"
        mv "${new}" "${REPO}/${package}"
        rm -rf "${base_dir}/build" "${DESTDIR}"
    fi
    src_apply "${REPO}/${package}"
    printf '%s\n' "${pkg}: build successful"
}

# ---- uninstall --------------------------------------------------------------------------

is_empty() ( # FOLDER
    shopt -s dotglob nullglob
    set -- "$1"/*
    [ $# -eq 0 ]
)

# Take away what the newest package of a step brought: files that are still the same, then links
# that lead nowhere, then folders that are empty.
uninstall_package() { # NAME
    local removing=${TMPDIR:-/tmp}/removing newest=-1 file revision names links=() folders=() i
    for file in "${REPO}/$1"_*.tar.bz2; do
        revision=${file#"${REPO}/$1"_}
        revision=${revision%.tar.bz2}
        if [[ ${revision} =~ ^[0-9]+$ ]] && [ "${revision}" -gt "${newest}" ]; then
            newest=${revision}
        fi
    done
    if [ "${newest}" -lt 0 ]; then
        fail "uninstall $1: there is no package of it in ${REPO}" || return
    fi
    printf '%s\n' "$1: uninstalling $1_${newest}.tar.bz2"
    rm -rf "${removing}"
    mkdir "${removing}"
    unpack_package "${REPO}/$1_${newest}.tar.bz2" "${removing}"
    mapfile -t names <<< "$(get_files "${removing}")"
    for ((i = ${#names[@]} - 1; i > 0; i--)); do    # the first is the folder itself
        file=${names[i]#.}
        if [ -L "${removing}${file}" ]; then
            links+=("${file}")
        elif [ -d "${removing}${file}" ]; then
            folders+=("${file}")
        elif [ -f "${file}" ] && [ ! -L "${file}" ] && [ "$(sum_of "${file}")" = "$(sum_of "${removing}${file}")" ]; then
            rm -f "${file}"
        fi
    done
    for file in "${links[@]}"; do
        if [ -L "${file}" ] && [ ! -e "${file}" ]; then
            rm -f "${file}"
        fi
    done
    for file in "${folders[@]}"; do
        if [ -d "${file}" ] && [ ! -L "${file}" ] && is_empty "${file}"; then
            rmdir "${file}"
        fi
    done
    rm -rf "${removing}"
}

uninstall() { # NAME or /PATH...
    local what
    for what; do
        case ${what} in
        /*) rm -f "${what}" ;;
        *) uninstall_package "${what}" ;;
        esac
    done
}
