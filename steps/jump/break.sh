# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# break: the run ends here; the next one begins with /init, in the same root
exit 0
