# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check.sh - what ash has not: arrays, processes as files, and parsing within parsing

set -euo pipefail

declare -A price=([pear]=3 [plum]=4)
sum=0
while read -r fruit; do
    sum=$((sum + price[$fruit]))
done < <(printf '%s\n' "${!price[@]}")
[[ $sum == 7 ]]

list=(a b "c d")
list+=("$(echo "$(echo e)")")
[[ ${#list[@]} == 4 && ${list[-1]} == e && ${list[*]:1:2} == 'b c d' ]]
[[ $(cat <(echo one) <(echo two) | tr '\n' ' ') == 'one two ' ]]
[[ linux-5.10 =~ ^([a-z]+)-([0-9.]+)$ && ${BASH_REMATCH[2]} == 5.10 ]]
[[ $(cat <<<"${list[0]^}") == A ]]
[[ $BASH_VERSION == '5.2.37(1)-release' ]]
