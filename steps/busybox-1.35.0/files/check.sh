# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check.sh - the tools that recipes lean on most

set -eu

test "$(echo 'a b' | sed 's/\(.\) \(.\)/\2 \1/')" = 'b a'
test "$(printf '3\n1\n2\n' | sort -n | tr '\n' ' ')" = '1 2 3 '
test "$(awk 'BEGIN { printf "%d %s", 7 * 6, substr("abc", 2) }')" = '42 bc'
test "$(echo $((1 << 40)))" = 1099511627776
test "$(printf abc | sha256sum)" = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -'
mkdir check
echo one >check/one
ln -s one check/two
find check | sort | tar -cf check.tar --no-recursion -T -
bzip2 -9 check.tar
test "$(tar -tf check.tar.bz2 | tr '\n' ' ')" = 'check/ check/one check/two '
test "$(find check ! -type d | sort | xargs cat)" = 'one
one'
# Not a name of a user in it, or packages would differ with /etc/passwd.
bzip2 -d check.tar.bz2 >out
test ! -s out
test -z "$(dd if=check.tar bs=1 skip=265 count=64 2>/dev/null | tr -d '\0')"
