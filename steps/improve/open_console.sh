# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# open_console: a second shell on tty2, for a look around while the bootstrap runs. bash has no
# readline so early, hence lines are read and run one by one.
(
    while printf '%s # ' "${PWD}" && read -r line; do
        eval "${line}"
    done
) < /dev/tty2 > /dev/tty2 2>&1 &
