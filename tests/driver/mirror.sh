#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mirror - lbs mirror: made, updated, verified, served to good clients and to bad ones (hostile.py)
set -eu
. "$LBS_SRC/tests/driver/supply.sh.inc"
trap 'kill ${badpid-} ${pid-} 2>/dev/null || :' EXIT

mkdir -p tree/steps/a-1 tree/steps/not-built-1 tree/steps-guix/g-1 files
seq 1 30000 >files/a.tar.gz; seq 2 30000 >files/b.tar.gz; seq 1 2000000 >files/big.tar
A=$(sum files/a.tar.gz) B=$(sum files/b.tar.gz) BIG=$(sum files/big.tar)
echo "build: a-1" >tree/steps/manifest
echo "f http://127.0.0.1:1/a.tar.gz $A" >tree/steps/a-1/sources
echo "f _ $B b.tar.gz" >tree/steps/not-built-1/sources
echo "build: g-1" >tree/steps-guix/manifest
echo "f http://127.0.0.1:1/big.tar $BIG" >tree/steps-guix/g-1/sources
mirror() { want=$1 words=$2; shift 2; is "$want" "$words" lbs-mirror "$@"; }
make() { want=$1 words=$2 word=$3; shift 3; mirror "$want" "$words" "$word" m --no-debian "$@"; }
holds() { [ "$(ls m | tr '\n' ' ')" = "$1" ]; }

# Making.
make 0 "make" make --mirrors files
check "every source of steps/, built or not, and of steps-guix/, by its plain name" holds "SHA256SUMS a.tar.gz b.tar.gz big.tar "
is 0 "sha256sum -c agrees" sh -c 'cd m && sha256sum -c --quiet SHA256SUMS'
mirror 0 "verify" verify m
same "prints a sum" <<'SUM'
3 sources: 3 right, 0 missing, 0 wrong; 0 superfluous
SUM
mirror 0 "verify --strict" verify m --strict
mirror 0 "verify --quiet" verify m --quiet
check "says nothing when all is right" test ! -s out -a ! -s err
make 2 "make where there is something already" make --mirrors files
says "names what does it" "not empty: 'lbs mirror update'"
mirror 2 "update where there is nothing" update nowhere
says "names what does it" "'lbs mirror make' makes it"
mirror 2 "verify where there is nothing" verify nowhere
for words in "" "verify" "nonsense m" "verify m --listen x:1" "verify m --offline" "update m --strict" "serve m --prune" "verify m m" \
	"serve m --listen 127.0.0.1" "serve m --listen :80" "serve m --listen 127.0.0.1:99999" "serve m --clients 0" "serve m --patience x"; do
	# shellcheck disable=SC2086 # words on purpose
	mirror 2 "lbs mirror $words: status 2" $words
done

# Updating.
marks() { stat -c '%n %i %Y %Z' m/* | grep -v "$1"; }
marks nothing >before
make 0 "an update with nothing to do" update --mirrors nowhere
marks nothing >after; check "touches nothing" cmp before after
echo spoilt >>m/a.tar.gz; rm m/b.tar.gz; echo "more" >m/stray; mkdir m/folder
mirror 1 "verify finds it" verify m
same "all of it: missing, wrong, superfluous" <<TABLE
wrong        a.tar.gz: wrong bytes: the SHA-256 is $(sum m/a.tar.gz)
missing      b.tar.gz (not-built-1)
superfluous  folder
superfluous  stray
3 sources: 1 right, 1 missing, 1 wrong; 2 superfluous
TABLE
marks 'a.tar\|b.tar\|stray\|folder' >before
make 1 "an update that cannot bring it" update --offline
check "leaves the wrong one: it may be all that there is" test -e m/a.tar.gz
make 0 "an update" update --mirrors files
marks 'a.tar\|b.tar\|stray\|folder' >after; check "touches what is not right alone" cmp before after
mirror 0 "then all is right" verify m
mirror 1 "but for --strict" verify m --strict
make 0 "update --prune" update --prune
check "removes the file, not the folder" test ! -e m/stray -a -d m/folder
rmdir m/folder
mirror 0 "all is right" verify m --strict
mkdir plain; cp files/a.tar.gz plain; echo x >plain/mine
mirror 2 "--prune in a folder that no make made" update plain --prune --no-debian --mirrors files
check "removes nothing" test -e plain/mine
mirror 0 "a folder that upstream's mirror.sh made can be updated" update plain --no-debian --mirrors files
rm m/a.tar.gz; ln -s "$PWD/files/a.tar.gz" m/a.tar.gz
mirror 1 "a link is not a file, wherever it leads" verify m
says "and is told" '^wrong  *a.tar.gz: not a plain file'
make 0 "update puts a file in its place" update --mirrors files
check "and leaves what it led to" test -f files/a.tar.gz -a ! -L m/a.tar.gz
rm m/a.tar.gz; mkdir cache/distfiles -p; cp files/a.tar.gz cache/distfiles
make 0 "what is in distfiles is not fetched again" update --offline
says "and is said to be from there" '^fetched   a.tar.gz (.*/distfiles)'
exec 8>m/.lbs-mirror/lock; flock 8
make 2 "two updates at once" update
says "are one too many" 'another run is at work in it'
exec 8>&-
echo "f http://127.0.0.1:1/x $A .hidden" >tree/steps/a-1/sources
make 2 "a source whose name begins with a dot" update
echo "f http://127.0.0.1:1/a.tar.gz $A" >tree/steps/a-1/sources

# A part of it.
part() { want=$1 words=$2 word=$3; shift 3; mirror "$want" "$words" "$word" p --no-debian "$@"; }
parts() { [ "$(ls p | tr '\n' ' ')" = "$1" ]; }
part 0 "make, of one step" make --mirrors files a-1
check "its sources alone" parts "SHA256SUMS a.tar.gz "
check "and their list" test "$(cat p/SHA256SUMS)" = "$A  a.tar.gz"
mirror 0 "verify, of that step" verify p a-1 --strict
same "counts them alone" <<'SUM'
1 source: 1 right, 0 missing, 0 wrong; 0 superfluous
SUM
mirror 1 "verify, of all" verify p
says "tells what is not there" '^missing  *b.tar.gz'
part 0 "update, of another step, which no manifest builds" update --mirrors files not-built-1
check "adds its sources" parts "SHA256SUMS a.tar.gz b.tar.gz "
check "and the list has both" sh -c "printf '%s  a.tar.gz\n%s  b.tar.gz\n' $A $B | cmp - p/SHA256SUMS"
rm p/b.tar.gz; echo spoilt >p/a.tar.gz
mirror 1 "verify, of one step" verify p not-built-1
check "does not look at the others" test "$(grep -c '^wrong\|^missing' out)" = 1
part 0 "update, of that step" update --mirrors files not-built-1
check "does not touch the others" test "$(cat p/a.tar.gz)" = spoilt
part 0 "update, before the network" update --mirrors files --before-network
check "is what the manifest builds" cmp p/a.tar.gz files/a.tar.gz
printf 'build: a-1\nimprove: get_network\nbuild: not-built-1 ( QEMU == True )\n' >tree/steps/manifest
rm -r p
part 0 "make, of a configuration" make --mirrors files --chroot
check "has what it builds" parts "SHA256SUMS a.tar.gz "
part 0 "update, of another" update --mirrors files --qemu --kernel vmlinuz --build-guix-also
check "has what that builds, too" parts "SHA256SUMS a.tar.gz b.tar.gz big.tar "
rm -r p
part 0 "make, before the network, of a configuration" make --mirrors files --qemu --before-network
check "has only that" parts "SHA256SUMS a.tar.gz "
echo "$BIG  gone.tar" >>p/SHA256SUMS
mirror 1 "a list with what nobody wants" verify p a-1
says "is not the list" 'wrong *SHA256SUMS'
part 0 "update" update --mirrors files a-1
check "sets it right" test "$(cat p/SHA256SUMS)" = "$A  a.tar.gz"
part 2 "a step that is not there" update nonsense
says "is told" "'nonsense': no folder of that name in steps/ or steps-guix/ has sources"
part 2 "--prune of a part" update --prune a-1
rm -r p; echo "build: a-1" >tree/steps/manifest

# Killed in the midst.
badserver files/big.tar
rm m/big.tar
lbs-mirror update m --no-debian --mirrors "$at/slow" >out 2>err & pid=$!
wait_for test -s "m/.lbs-mirror/partial/$BIG"; kill -KILL $pid; wait $pid 2>/dev/null || :
check "killed: nothing half written has the name" test ! -e m/big.tar
make 0 "the next update goes on" update --mirrors "$at/good"
check "from where it stopped" grep -q '^/good/big.tar [1-9]' requests
i=0
while [ $i -lt 8 ]; do # at other moments: within the run, and with files there already
	i=$((i + 1)); rm -f m/a.tar.gz m/b.tar.gz m/big.tar
	lbs-mirror update m --no-debian --mirrors files >out 2>err & pid=$!
	sleep 0.0$i; kill -KILL $pid 2>/dev/null || :; wait $pid 2>/dev/null || :
	for f in a.tar.gz b.tar.gz big.tar; do [ ! -e m/$f ] || cmp -s m/$f files/$f || echo half >>halves; done
done
check "killed eight times: a file is whole or not there" test ! -e halves
make 0 "and then updated" update --mirrors files
mirror 0 "all is right" verify m --strict

# Snapshots of repositories.
if command -v git >/dev/null; then
	(mkdir repo && cd repo && git init -q . && git config user.email a@b && git config user.name x && git config commit.gpgsign false
		echo one >one && git add one && GIT_COMMITTER_DATE='2020-01-01T00:00:00Z' git commit -qm 1 --date 2020-01-01T00:00:00Z && git tag v1.0
		echo two >two && git add two && GIT_COMMITTER_DATE='2021-01-01T00:00:00Z' git commit -qm 2 --date 2021-01-01T00:00:00Z) >log 2>&1
	commit=$(cd repo && git rev-parse HEAD)
	(cd repo && git archive --format=tar --prefix=repo-1.0/ v1.0 | gzip -n) >want.tar.gz
	(cd repo && git archive --format=tar --prefix="repo-$commit/" "$commit" | xz -T1) >want.tar.xz
	short=$(echo "$commit" | cut -c1-8)
	(cd repo && git archive --format=tar --prefix="repo-$short/" "$short" | bzip2) >want.tar.bz2
	mkdir tree/steps/r-1
	{ echo "g file://$PWD/repo~v1.0 _ $(sum want.tar.gz) r-1.0.tar.gz"
	echo "g file://$PWD/repo~$commit _ $(sum want.tar.xz) r-2.tar.xz"
	echo "g file://$PWD/repo~$short http://127.0.0.1:1/gone.tar.bz2 $(sum want.tar.bz2) r-3.tar.bz2"; } >tree/steps/r-1/sources
	make 0 "archives are made from repositories: a tag, a commit, a short commit; gz, xz, bz2" update
	cp out table
	check "with the right bytes" sh -c 'cmp m/r-1.0.tar.gz want.tar.gz && cmp m/r-2.tar.xz want.tar.xz && cmp m/r-3.tar.bz2 want.tar.bz2'
	says "and the table says from where" "^fetched   r-1.0.tar.gz (git file://.*/repo at v1.0)"
	check "the address that is gone is told" grep -q '^  failed  http://127.0.0.1:1/gone.tar.bz2' out
	echo "g file://$PWD/repo~v2.0 _ $A r-1.0.tar.gz" >tree/steps/r-1/sources
	make 1 "a reference that is not there" update
	says "is told" "git file://.*: git: the repository has no 'v2.0'"
	echo "g --upload-pack=touch-x~v1 _ $A r-1.0.tar.gz" >tree/steps/r-1/sources
	make 1 "a repository that looks like an option is none" update
	echo "g ext::touch%20x~v1 _ $A r-1.0.tar.gz" >tree/steps/r-1/sources
	make 1 "nor a command" update
	says "as git is told" "transport 'ext' not allowed\|not allowed"
	rm -r tree/steps/r-1; make 0 "cleared" update --prune
else skip "archives are made from repositories" "no git"; fi

# Serving.
serve() { # OPTIONS...: $at is its address
	: >log
	lbs-mirror serve m --listen 127.0.0.1:0 "$@" >log 2>errlog & pid=$!
	wait_for grep -q '^serving' log
	at=$(sed -n 's,^serving m at \(http:[^ ]*\)/ to .*,\1,p' log)
}
stop() { kill -TERM "$pid" 2>/dev/null || :; status=0; wait "$pid" || status=$?; pid=; }
if ! command -v curl >/dev/null; then
	skip "serving" "no curl"; echo "1..$n"; exit 0
fi
serve --strict
is 0 "a file" curl -sf "$at/a.tar.gz" -o got
check "comes whole" cmp got files/a.tar.gz
is 0 "HEAD" curl -sfI "$at/big.tar"
check "has length and tag" sh -c "tr -d '\r' <out | grep -q 'ETag: \"$BIG\"' && tr -d '\r' <out | grep -q 'Content-Length: $(wc -c <files/big.tar)'"
is 0 "the index as text" curl -sf "$at/"
grep -v ' SHA256SUMS$' out >list; check "is the list of sums" cmp list m/SHA256SUMS
is 0 "the index as HTML" curl -sf -H 'Accept: text/html,*/*' "$at/"
check "has links" grep -q '<a href="big.tar">big.tar</a>' out
head -c 1000000 files/big.tar >got
is 0 "a cut transfer goes on" curl -sf -C - "$at/big.tar" -o got
check "to the right end" cmp got files/big.tar
rm -rf dist; is 0 "lbs fetch likes it" lbs-fetch --no-debian --build-guix-also --distfiles dist --mirrors "$at"
check "all of it" sh -c 'cmp dist/a.tar.gz files/a.tar.gz && cmp dist/big.tar files/big.tar'
rm -rf m2; mirror 0 "and lbs mirror make" make m2 --no-debian --mirrors "$at"
mirror 0 "all of it" verify m2 --strict
# A file that is replaced meanwhile.
echo other >m/new.tmp; mv m/new.tmp m/a.tar.gz
is 22 "a file that went wrong since the start is not given out" curl -sf "$at/a.tar.gz"
cp files/a.tar.gz m/new.tmp; mv m/new.tmp m/a.tar.gz
is 0 "set right, it is again" curl -sf "$at/a.tar.gz"
echo x >m/stray
is 22 "--strict: nor is a name that nobody wants" curl -sf "$at/stray"
curl -s --limit-rate 1M "$at/big.tar" -o got & slow=$!
sleep 0.3; start=$(date +%s); stop
check "SIGTERM: status 0" test "$status" = 0
check "within seconds, transfers or not" test $(($(date +%s) - start)) -le 5
wait $slow || :
check "a line a request" test "$(grep -c '^127.0.0.1 \(GET\|HEAD\) /' log)" -ge 13
check "with status and bytes" grep -q "^127.0.0.1 GET /a.tar.gz 200 $(wc -c <files/a.tar.gz)\$" log
mirror 1 "serve --strict of a folder that verify --strict refuses" serve m --strict --listen 127.0.0.1:0
says "does not begin" 'not served (--strict)'
serve; is 0 "without it a superfluous file is served" curl -sf "$at/stray"
kill -INT "$pid"; status=0; wait "$pid" || status=$?; pid=
# A background job of a shell ignores SIGINT unless told otherwise; the program does not.
check "Ctrl-C: status 0" test "$status" = 0
serve; mirror 2 "a port that is taken" serve m --listen "${at#http://}"
stop
if [ -e /proc/net/if_inet6 ] && grep -q ' lo$' /proc/net/if_inet6; then
	serve --listen '[::1]:0'
	check "IPv6" grep -q '^serving m at http://\[::1\]:[0-9]*/' log
	is 0 "a file over it" curl -gsf "$at/a.tar.gz"
	stop
else skip "IPv6" "there is none here"; fi
serve --quiet
check "--quiet: no log" sh -c "curl -sf '$at/a.tar.gz' >got && [ \"\$(wc -l <log)\" = 1 ]"
stop
rm m/stray
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chmod -R a+rX . 2>/dev/null || :
	port=$(sh -c 'echo $((20000 + $$ % 20000))')
	setpriv --reuid 65534 --regid 65534 --clear-groups "$LBS_BUILD/bin/lbs-mirror" serve m --listen 127.0.0.1:"$port" --tree tree >log 2>errlog & pid=$!
	wait_for grep -q '^serving' log
	if grep -q '^serving' log; then is 0 "an ordinary user can serve" curl -sf "http://127.0.0.1:$port/a.tar.gz" -o got
	else skip "an ordinary user can serve" "the folder of this test is closed to others"; fi
	kill "$pid" 2>/dev/null && wait "$pid" || :; pid=
else skip "an ordinary user can serve" "not root: then all of this was one"; fi

# Clients that nobody would want.
if command -v python3 >/dev/null; then
	mkdir m/dir; echo SeCrEt >secret; echo SeCrEt >m/dir/inside; ln -s ../secret m/link; ln -s "$PWD/secret" m/linkout
	ln -s .. m/linkdir; mkfifo m/fifo; echo SeCrEt >m/.hidden; echo SeCrEt >m/wrong.tar
	mkdir tree/steps/w-1; echo "f _ $A wrong.tar" >tree/steps/w-1/sources
	serve --patience 2
	timeout 200 python3 "$LBS_SRC/tests/driver/hostile.py" "${at##*:}" files/a.tar.gz files/big.tar SeCrEt 2 >hostile 2>err || :
	while read -r how words; do
		cp hostile out
		case $how in good) ok "$words" ;; *) bad "$words" ;; esac
	done <hostile
	check "all of them" test "$(wc -l <hostile)" = 10
	check "no line of the log has a byte that is not ASCII" sh -c "! LC_ALL=C grep -q '[^ -~]' log"
	check "what the clients left behind is closed" sh -c "[ \"\$(ls /proc/$pid/fd | wc -l)\" -lt 40 ]"
	stop
	check "the server ends as it ought to: status 0" test "$status" = 0
	# More than the limit: the rest wait their turn.
	serve --clients 8 --patience 2
	is 0 "12 silent clients where 8 may be: the next is served when the first are cut off" python3 -c '
import socket, sys, time
port = int(sys.argv[1])
crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(12)]
s = socket.create_connection(("127.0.0.1", port), timeout=15)
s.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
start = time.time()
assert s.recv(100).startswith(b"HTTP/1.1 200"), "no answer"
assert time.time() - start < 10' "${at##*:}"
	check "the limit is said at the start" grep -q 'to at most 8 clients at once' log
	stop
else skip "hostile clients" "no python3"; fi
echo "1..$n"
