# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# merged_usr: /bin, /lib and /sbin are names for folders of /usr; what lies in them moves there
#
# What is in /usr already stays: /bin/sh is often a link to it, which would come to lead to itself.
move_into() { # FROM TO
    local file name
    mkdir -p "$2"
    for file in "$1"/* "$1"/.[!.]*; do
        name=${file##*/}
        if [ -d "${file}" ] && [ ! -L "${file}" ] && [ -d "$2/${name}" ]; then
            move_into "${file}" "$2/${name}"
        elif [ ! -e "$2/${name}" ] && { [ -e "${file}" ] || [ -L "${file}" ]; }; then
            mv "${file}" "$2/${name}"
        fi
    done
}

merge_folder() { # FOLDER TARGET
    if [ -d "$1" ] && [ ! -L "$1" ]; then
        move_into "$1" "/usr/${2##*/}"
        rm -rf "$1"
    fi
    if [ ! -L "$1" ]; then
        ln -s "$2" "$1"
    fi
}

merge_folder /usr/sbin bin
merge_folder /bin usr/bin
merge_folder /lib usr/lib
merge_folder /sbin usr/bin
unset -f merge_folder move_into
hash -r
