# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# reconfigure (kaem): ask the questions of bootstrap.cfg on a kernel where they can be answered, and
# write the scripts anew. The one that calls this has been read whole already.
set -ex
configurator /steps/configurator
script-generator /steps/manifest
