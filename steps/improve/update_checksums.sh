# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# update_checksums: the sums of all packages made here go into SHA256SUMS.pkgs
#
# A line is put for each of them; lines of packages that this run did not make stay (upstream
# writes the whole file anew, and loses them).
declare -A sums=()
if [ -e /steps/SHA256SUMS.pkgs ]; then
    while read -r sum name || [ -n "${name}" ]; do
        sums[${name#\*}]=${sum}
    done < /steps/SHA256SUMS.pkgs
fi
for package in /external/repo/*.tar.bz2; do
    if [ -e "${package}" ]; then
        sums[${package##*/}]=$(sum_of "${package}")
    fi
done
for name in "${!sums[@]}"; do
    printf '%s  %s\n' "${sums[${name}]}" "${name}"
done | LC_ALL=C sort -k 2 > /steps/SHA256SUMS.pkgs.new
mv /steps/SHA256SUMS.pkgs.new /steps/SHA256SUMS.pkgs
unset sums sum name package
