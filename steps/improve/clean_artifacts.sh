# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# clean_artifacts: what the seed stretch and the builds left besides their results
rm -rf "/${ARCH_DIR:-x86}/artifact"
rm -rf /steps/*/build
