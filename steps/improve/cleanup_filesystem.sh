# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cleanup_filesystem: what was needed to build, and is not to stay
rm -rf /external/repo-preseeded /steps/*/build /steps/*/src
# bash leaves its named pipes there, each time with other names.
rm -rf /tmp/*
