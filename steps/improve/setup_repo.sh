# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# setup_repo: a place for the packages
mkdir -p /external/repo
