# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check.sh - what busybox's patch cannot do: a context that is not quite right, and a file that goes

set -eu

printf 'one\ntwo\nthree\nfour\nfive\n' >kept
echo gone >gone
patch -p1 <<'END'
--- a/kept
+++ b/kept
@@ -1,5 +1,5 @@
 ONE
 two
-three
+THREE
 four
 five
--- a/gone	2001-02-03 04:05:06 +0100
+++ /dev/null	1970-01-01 00:00:00 +0000
@@ -1 +0,0 @@
-gone
END
test "$(tr '\n' ' ' <kept)" = 'one two THREE four five '
test ! -e gone
