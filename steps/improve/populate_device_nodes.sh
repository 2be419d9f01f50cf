# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# populate_device_nodes: the devices that programs expect, where none were bound in
#
# In a sandbox nobody may make nodes, and there are those that it has, or none. A plain file in the place of a
# node was made by a redirection before this.
add_node() { # NAME MODE TYPE MAJOR MINOR
    if [ -f "/dev/$1" ] && [ ! -L "/dev/$1" ]; then
        rm "/dev/$1"
    fi
    if [ ! -e "/dev/$1" ] && ! why=$(mknod -m "$2" "/dev/$1" "$3" "$4" "$5" 2>&1) && [ "${CHROOT}" != True ]; then
        fail "populate_device_nodes: ${why}"
    fi
}

mkdir -p /dev
add_node null 666 c 1 3
add_node zero 666 c 1 5
add_node random 444 c 1 8
add_node urandom 444 c 1 9
add_node ptmx 666 c 5 2
add_node tty 666 c 5 0
for link in fd stdin stdout stderr; do
    case ${link} in
    fd) target=/proc/self/fd ;;
    stdin) target=/proc/self/fd/0 ;;
    stdout) target=/proc/self/fd/1 ;;
    stderr) target=/proc/self/fd/2 ;;
    esac
    if [ ! -L "/dev/${link}" ]; then    # -e is no question here: bash answers it for these by itself
        ln -sf "${target}" "/dev/${link}"
    fi
done
if [ "${CHROOT}" != True ]; then
    mkdir -p /dev/shm /proc
    if [ ! -e /proc/self ]; then
        mount -t proc proc /proc
    fi
    add_node console 600 c 5 1
    add_node tty1 600 c 4 1
    add_node tty2 600 c 4 2
    for disk in a b c; do
        minor=0
        case ${disk} in b) minor=16 ;; c) minor=32 ;; esac
        add_node "sd${disk}" 600 b 8 "${minor}"
        for part in 1 2 3; do
            add_node "sd${disk}${part}" 600 b 8 $((minor + part))
        done
    done
fi
unset -f add_node
unset link target disk minor part why
