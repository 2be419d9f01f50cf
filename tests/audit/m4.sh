#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# m4 - an archive of the shape that went round in 2024; the table of known files beside what this machine has installed
set -eu
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 12; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { words=$1; shift; if "$@" >/dev/null 2>&1; then ok "$words"; else bad "$words"; fi; }
audit=$LBS_BUILD/bin/lbs-audit index=$LBS_BUILD/bin/lbs-m4index table=$LBS_SRC/audit/m4/debian.index

# The name and the macro of a known file, a serial above upstream's, a harmless line more.
mkdir -p frob-1.0/m4
echo 'AC_INIT([frob], [1.0])' >frob-1.0/configure.ac
cat >frob-1.0/m4/build-to-host.m4 <<'M4'
# build-to-host.m4 serial 30
AC_DEFUN([gl_BUILD_TO_HOST], [
  gl_BUILD_TO_HOST_INIT
  : a line that upstream has not
])
M4
tar -cf - frob-1.0 | gzip -n >frob-1.0.tar.gz
status=0; "$audit" frob-1.0.tar.gz >out 2>err || status=$?
check "the archive is not clean" test "$status" = 1
check "its macro file is the one that is found" sh -c 'grep -q "ban *frob-1.0/m4/build-to-host.m4:1: m4-serial-ahead" out && grep -q "^1 ban, 0 strip" out'
highest=$(awk '$1 == "file" && $2 == "build-to-host.m4" { print $3 }' "$table" | tail -n 1)
check "with the highest serial that is known, and whose it is" grep -q "seen: serial 30; the highest known is $highest, of [a-z][^;]*; code sha256 [0-9a-f]\{16\}" out
"$audit" --json frob-1.0.tar.gz >json 2>err || :
check "the record has it, too" grep -q '"rule": *"m4-serial-ahead"' json
sed -i 's/ serial 30/ serial 3/' frob-1.0/m4/build-to-host.m4
"$audit" frob-1.0 >out 2>err || :
check "with upstream's own serial it is forged" grep -q 'ban *m4/build-to-host.m4:1: m4-forged' out
# Longer than one block: it is read to its end all the same.
{ cat frob-1.0/m4/build-to-host.m4; i=0; while [ $i -lt 9000 ]; do echo 'AC_DEFUN([FROB], [a line of some length of its own])'; i=$((i + 1)); done; } >long
cp long frob-1.0/m4/build-to-host.m4
"$audit" frob-1.0 >out 2>err || :
check "so is one of half a megabyte" sh -c 'test "$(wc -c <long)" -gt 400000 && grep -q "m4/build-to-host.m4:1: m4-forged" out'
cat long long long >frob-1.0/m4/build-to-host.m4
"$audit" frob-1.0 >out 2>err || :
check "one of more than a megabyte is not read, and told" grep -q 'ban *m4/build-to-host.m4: m4-too-long' out
rm -r frob-1.0

# One thread or many, one order or another: the same bytes.
mkdir -p a_1/m4 a_2/m4
i=0
while [ $i -lt 300 ]; do
	printf '# serial %d\nAC_DEFUN([A_%d], [%d])\n' $((i % 7 + 1)) $((i % 11)) $((i % 5)) >"a_$((i % 2 + 1))/m4/x$((i % 50)).m4"
	i=$((i + 1))
done
"$index" --jobs 1 a_1 a_2 >one 2>err; "$index" --jobs 4 a_2 a_1 >four 2>err
check "a table does not depend on threads nor order" cmp one four
check "what it was made from is known by it" sh -c '"$0" --tell --m4-index one a_1 a_2 >out && grep -q "^50 files: 0 unknown, 50 known, 0 other" out' "$index"

# The table of this tree.
check "it is sorted, and says each thing once" sh -c 'awk "\$1 == \"file\" || \$1 == \"old\" { print \$2, \$3, \$4 }" "$0" | sort | uniq -d | { ! grep -q .; }' "$table"
check "it names the archives that it was made from" test "$(grep -c '^source [^ ]*gnulib_[^ ]* [0-9a-f]\{64\}$' "$table")" -ge 3

# Copies that this machine's packages brought must be the known ones, when their names and serials are.
mkdir installed
for file in /usr/share/aclocal/*.m4 /usr/share/aclocal-*/*.m4 /usr/share/gnulib/m4/*.m4 /usr/share/libtool/*.m4; do
	[ -f "$file" ] || continue
	owner=$(dpkg-query -S "$file" 2>/dev/null | sed 's/:.*//') || :
	case $owner in automake*|libtool*|gettext*|autopoint|autoconf*|gnulib|pkg-config|pkgconf) cp "$file" installed ;; esac
done
if [ -z "$(ls installed)" ]; then
	skip "files of installed packages are known" "none of automake, libtool, gettext, autoconf-archive, gnulib, pkgconf is installed"
else
	"$index" --tell installed >out 2>err || :
	check "files of installed packages are known: $(tail -n 1 out)" sh -c 'grep -q "^known" out && ! grep -q "^forged\|^ahead" out'
	"$index" x_1=installed >rows 2>err
	awk 'NR == FNR { if ($1 == "file" || $1 == "old") { key[$2 " " $3]; row[$2 " " $3 " " $4] } next }
		$1 == "file" && (($2 " " $3) in key) && !(($2 " " $3 " " $4) in row) { print }' "$table" rows >out
	check "rows made from them are rows of the table" test ! -s out
fi

status=0; "$index" >out 2>err || status=$?
check "without a word: status 2, one line and a hint" test "$status" = 2 -a ! -s out
status=0; "$index" nowhere >out 2>err || status=$?
check "a folder that is not there: status 2, and no table" test "$status" = 2 -a ! -s out
echo "1..$n"
