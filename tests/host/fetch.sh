#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fetch - downloads from a server with every bad habit (tests/lib/badserver.c), on loopback
set -eu
tool=$LBS_BUILD/bin/lbs-fetchtool
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err requests 2>/dev/null | head -n 12; }
check() { words=$1; shift; if "$@" >/dev/null 2>&1; then ok "$words"; else bad "$words"; fi; }

seq 1 30000 >file
sum=$(sha256sum <file | cut -d' ' -f1)
server() { # a new one, so that its count of requests begins again
	[ -z "${pid-}" ] || kill "$pid" 2>/dev/null || :
	: >requests; : >port
	"$LBS_BUILD/bin/lbs-badserver" file requests >port & pid=$!
	i=0; while [ ! -s port ] && [ $i -lt 200 ]; do sleep 0.02; i=$((i + 1)); done
	at=http://127.0.0.1:$(cat port)
}
fetch() { status=0; timeout 60 "$tool" dist cache file "$sum" "$@" >out 2>err || status=$?; }
fresh() { rm -rf dist cache; server; }
comes() { # WORDS PATH: the file arrives whole
	fresh; fetch "$at/$2"
	if [ "$status" = 0 ] && cmp -s file dist/file && [ -z "$(ls cache/partial | grep -v lock)" ]; then ok "$1"; else bad "$1"; fi
}
fails() { # WORDS PATH MESSAGE
	fresh; fetch "$at/$2"
	if [ "$status" = 1 ] && grep -q "^failure: $at/$2: .*$3" out && [ ! -e dist/file ]; then ok "$1"; else bad "$1"; fi
}

comes "a good server" good
comes "a slow server" slow
comes "a server that cuts off once: the rest is asked for" once
check "by a range" grep -q '^/once [1-9]' requests
comes "chunks" chunked
comes "a redirect" redirect
comes "503 twice, then the file" busy
fails "a server that always cuts off is given up after three tries" cut 'transfer closed\|end of response'
check "after three requests" test "$(wc -l <requests)" = 3
check "what came is kept for the next time" test -s "cache/partial/$sum"
server; fetch "$at/good"
check "which goes on from there" test "$status" = 0 -a -n "$(grep '^/good [1-9]' requests)"
comes "a length that is a lie (longer): the digest decides" long
fails "a length that is a lie (shorter)" short 'wrong bytes'
fails "wrong bytes" wrong 'wrong bytes: the SHA-256 is another'
check "are not kept" test ! -s "cache/partial/$sum"
fails "404" missing '404'
check "is not tried again" test "$(wc -l <requests)" = 1
fails "a redirect to itself" loop 'redirects'
fails "a redirect to file://" tofile 'rotocol'
fails "a server that says nothing more" stall 'slow\|Operation too slow\|time'
comes "a content encoding is not undone: the bytes are what they are" gzip
fresh; fetch max=1000000 "$at/endless"
check "bytes without end are cut at the limit" grep -q 'longer than the limit' out
fresh; fetch http://127.0.0.1:1/x "$at/good"
check "a port that refuses: the next address is tried" test "$status" = 0
check "and the failure is told" grep -q '^failure: http://127.0.0.1:1/x: ' out
fresh; fetch "mirror=$at/wrong" "mirror=$at/missing" "mirror=$at/good" "$at/stall"
check "mirrors come first, in their order, whatever fails" test "$status" = 0 -a "$(grep -c '^failure: ' out)" = 2
check "a mirror is asked for its NAME" grep -q '^/good/file 0' requests

# What lies in the way.
for habit in noranges badrange; do
	fresh; mkdir -p cache/partial; head -c 5000 file >"cache/partial/$sum"
	fetch "$at/$habit"
	check "a partial file, and a server with $habit: begun again" cmp file dist/file
done
fresh; mkdir -p cache/partial; printf 'other bytes' >"cache/partial/$sum"; fetch "$at/good"
check "a partial file with other bytes is begun again" cmp file dist/file
fresh; mkdir -p cache/partial; cp file "cache/partial/$sum"; fetch "$at/missing"
check "a partial file that is whole needs no server" test "$status" = 0
fresh; mkdir -p cache/partial; { cat file; echo more; } >"cache/partial/$sum"; fetch "$at/good"
check "a partial file that is too long is begun again" cmp file dist/file
fresh; mkdir dist; echo mine >dist/file; fetch "$at/good"
check "another file of that name stays, and is told" test "$status" = 1 -a "$(cat dist/file)" = mine
fresh; fetch offline "$at/good"
check "offline asks nobody" test "$status" = 1 -a ! -s requests
mkdir -p m; cp file m/; fresh; fetch offline "mirror=file://$PWD/m"
check "a file:// mirror is a folder" cmp file dist/file

# Killed in the middle, and two at once.
fresh
timeout 60 "$tool" dist cache file "$sum" "$at/slow" >out 2>err & runner=$!
i=0; while [ ! -s "cache/partial/$sum" ] && [ $i -lt 200 ]; do sleep 0.02; i=$((i + 1)); done
pkill -9 -f "^$tool dist cache file" || :; wait $runner 2>/dev/null || :
check "killed in the middle: no file under its name" test ! -e dist/file
fetch "$at/slow"
check "the next run goes on from there" test "$status" = 0 -a -n "$(grep '^/slow [1-9]' requests)"
check "and has the right bytes" cmp file dist/file
fresh
"$tool" dist cache file "$sum" "$at/slow" >o1 & a=$!
"$tool" dist cache file "$sum" "$at/slow" >o2 & b=$!
wait $a; wait $b
check "two at once: both have it" cmp file dist/file
if [ "$(id -u)" = 0 ]; then
	fresh; mkdir dist; if mount -t tmpfs -o size=64k none dist 2>/dev/null; then
		fetch "$at/good"
		check "a full disk: no file, status 2, and told" test "$status" = 2 -a ! -e dist/file -a -n "$(grep 'No space left' err)"
		umount dist
	else n=$((n + 1)); echo "ok $n - a full disk # SKIP no tmpfs can be mounted here"; fi
else n=$((n + 1)); echo "ok $n - a full disk # SKIP needs root"; fi
kill "$pid"
echo "1..$n"
