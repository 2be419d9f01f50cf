# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# finalize_job_count: from here on with all the jobs that were asked for
printf 'JOBS=%s\n' "${FINAL_JOBS:-1}" >> /steps/bootstrap.cfg
JOBS=${FINAL_JOBS:-1}
# shellcheck disable=SC2034 # for make, in helpers.sh
MAKEJOBS=-j${JOBS}
