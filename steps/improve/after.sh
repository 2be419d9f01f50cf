# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# after: what the user put into /steps/after, in numeric order; then a shell, or the end
if [ -d /steps/after ]; then
    for script in $(cd /steps/after && printf '%s\n' *.sh | sort -n); do
        if [ -e "/steps/after/${script}" ]; then
            # shellcheck source=/dev/null
            . "/steps/after/${script}"
        fi
    done
    unset script
fi
if [ "${INTERACTIVE}" = True ]; then
    env -i PATH="${PATH}" HOME="${HOME}" TERM="${TERM}" PS1='\w # ' bash -i || :
fi
# A machine whose files are all in memory compares them behind this (lbs bootstrap --initramfs), and ends then.
if [ "${CHROOT}" != True ] && [ ! -e /external/answers ]; then
    # One by one: busybox's "swapoff -a" wants an fstab. A file that is in use as swap keeps / writable.
    if [ -e /proc/swaps ]; then
        while read -r swap _; do
            case ${swap} in
            /*) swapoff "${swap}" || : ;;
            esac
        done < /proc/swaps
    fi
    sync
    # A file that was replaced while it runs, bash itself above all, keeps / busy: then the kernel is
    # told to do it all the same, which it does a moment later. The next mount takes such files away.
    if ! mount -o remount,ro / && [ -e /proc/sysrq-trigger ]; then
        echo u > /proc/sysrq-trigger
        sleep 2
    fi
    poweroff -f
fi
