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
if [ "${CHROOT}" != True ]; then
    swapoff -a || :
    sync
    mount -o remount,ro / || :
    poweroff -f
fi
