# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# finalize_fhs: the folders and files that a usual system has, and without CHROOT its mounts
for folder in bin boot dev etc home lib mnt opt proc root run sbin srv sys tmp usr usr/bin usr/include \
    usr/lib usr/libexec usr/sbin usr/share usr/src var var/cache var/lib var/log var/spool var/tmp; do
    if [ ! -e "/${folder}" ]; then
        mkdir -p "/${folder}"
    fi
done
unset folder
chmod 1777 /tmp /var/tmp
if [ ! -e /var/run ]; then
    ln -s ../run /var/run
fi

if [ "${CHROOT}" != True ]; then
    while read -r what type where; do
        if ! grep -q " ${where} " /proc/mounts; then
            mkdir -p "${where}"
            mount -t "${type}" "${what}" "${where}"
        fi
    done <<END
proc proc /proc
devtmpfs devtmpfs /dev
sysfs sysfs /sys
tmpfs tmpfs /tmp
tmpfs tmpfs /dev/shm
END
    unset what type where
    # A new devtmpfs has the devices that the kernel knows, and no links.
    for link in fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do
        if [ ! -L "/dev/${link%:*}" ]; then     # -e is no question here: bash answers it for these by itself
            ln -s "/proc/self/${link#*:}" "/dev/${link%:*}"
        fi
    done
    unset link
    ln -sf /proc/mounts /etc/mtab
    printf 'nameserver 1.1.1.1\n' > /etc/resolv.conf
fi

# The names in packages come from here: written once, and then left alone.
if [ ! -e /etc/passwd ]; then
    printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' > /etc/passwd
fi
if [ ! -e /etc/group ]; then
    printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' > /etc/group
fi
