# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import_payload: the sources that are on a disk of their own, when the first disk had no room for all
#
# There is no mount yet, and the kernel may name disks as it likes: import-payload mounts /proc itself,
# makes a node for each device that is listed there, and takes the first that begins as a payload does.
if [ "${PAYLOAD_REQUIRED}" = True ]; then
    import-payload --mount-proc --make-nodes "${DISTFILES}"
fi
