#!/bin/bash
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# userland - what the programs of the first userland do, in the root that the chain built up to bash
#
# LBS_USERLAND names that root; nothing in it is changed. Each case is a script for one of its shells, run in a
# copy, and is right if it ends with 0.
#
# shellcheck disable=SC2016,SC2154 # scripts for the shell inside; n is of common.sh.inc
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
LC_ALL=C
export LC_ALL

if [ ! -x "${LBS_USERLAND-/nowhere}/usr/bin/bash" ]; then
	echo "1..0 # SKIP LBS_USERLAND names no root with the userland in it"
	exit 0
fi
mkdir root
cp -a "$LBS_USERLAND/usr" "$LBS_USERLAND/bin" root/
mkdir -p root/tmp root/dev root/etc
mknod -m 666 root/dev/null c 1 3 2>/dev/null || : >root/dev/null
in_root /usr/bin/true 2>log || { echo "1..0 # SKIP no chroot here: $(head -1 log)"; exit 0; }

# inside SHELL WORDS: the script on standard input, in an empty folder
inside() {
	rm -rf root/w; mkdir root/w
	{ echo 'cd /w'; cat; } >root/script
	if (unset LBS_SRC LBS_BUILD; in_root /usr/bin/env -i PATH=/usr/bin HOME=/w TMPDIR=/tmp "/usr/bin/$1" /script) >out 2>&1; then
		ok "$2"
	else
		bad "$2"
		sed 's/^/#   /' out | tail -n 20
	fi
}

# ---- tcc and musl

inside sh "tcc and musl: a program with threads, long doubles and 64-bit times" <<'END'
set -e
cat >p.c <<'C'
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;
static void *work(void *p) { for (int i = 0; i < 20000; i++) { pthread_mutex_lock(&lock); sum++; pthread_mutex_unlock(&lock); } return 0; }
static int compare(const void *a, const void *b) { return *(int *)a - *(int *)b; }
int main(void) {
	pthread_t t[4]; int v[1000], gs; char s[99]; time_t at = 5000000000LL; struct tm tm;
	for (int i = 0; i < 4; i++) if (pthread_create(t + i, 0, work, 0)) return 2;
	for (int i = 0; i < 4; i++) pthread_join(t[i], 0);
	if (sum != 80000) return 3;
	for (int i = 0; i < 1000; i++) v[i] = (i * 7919) % 1000;
	qsort(v, 1000, sizeof *v, compare);
	for (int i = 0; i < 1000; i++) if (v[i] != i) return 4;
	strftime(s, sizeof s, "%Y-%m-%d", gmtime_r(&at, &tm)); if (strcmp(s, "2128-06-11")) return 5;
	snprintf(s, sizeof s, "%.22Lg %a", 0.1L, 0.1); if (strcmp(s, "0.1000000000000000000014 0x1.999999999999ap-4")) return 6;
	__asm__("mov %%gs, %0" : "=r"(gs)); if (gs & 4) return 7;
	return 0;
}
C
tcc -static -o p p.c
./p
END

inside sh "tcc: __DATE__ is always the same day" <<'END'
echo '#include <stdio.h>
int main(void) { puts(__DATE__ " " __TIME__); return 0; }' >d.c
tcc -static -o d1 d.c && sleep 1.1 && tcc -static -o d2 d.c && cmp d1 d2 && ./d1
END

# ---- make

inside sh "make -j2 works on two things at once, and shares its jobs with a make below" <<'END'
set -e
# a and b each wait for the other to have begun, so neither ends unless both run at once.
mkdir sub
cat >Makefile <<'M'
all: a b sub
a: other = b
b: other = a
a b:
	@: >$@.began; i=0; until test -e $(other).began; do i=$$((i + 1)); test $$i -lt 600; sleep 0.1; done; : >$@
sub:
	+@$(MAKE) -C sub
.PHONY: sub
M
printf 'all: c d\nc d:\n\t@echo $@ >$@\n' >sub/Makefile
make -j2 2>err
# A file system with a clock of its own makes make warn of the future; of its jobs it has nothing to say.
! grep -v -i -e 'clock skew' -e 'modification time' err
test -e a -a -e b -a -e sub/c -a -e sub/d
END

inside sh "make: patterns, foreach, eval, order of wildcard, a failing command" <<'END'
set -e
touch z.in a.in m.in
printf 'all: $(patsubst %%.in,%%.out,$(wildcard *.in))\n\t@echo $^\n%%.out: %%.in\n\t@echo $* >$@\n$(foreach n,one two,$(eval v_$(n) := $(n)!))\nwords:\n\t@echo $(v_one)$(v_two)\nbad:\n\tfalse\n' >Makefile
test "$(make)" = 'a.out m.out z.out'
test "$(make words)" = 'one!two!'
! make bad 2>/dev/null
END

# ---- busybox

inside sh "ash: functions, loops, traps, here documents, arithmetic of 64 bits" <<'END'
set -eu
f() { local x=$1; while [ "$x" -gt 0 ]; do x=$((x - 1)); done; echo "$x$2"; }
test "$(f 1000 '!')" = '0!'
test $((1 << 62)) = 4611686018427387904
home=here
cat >text <<A
x $home $(echo $((6 * 7)))
A
cat >>text <<'B'
$home
B
test "$(tr '\n' , <text)" = 'x here 42,$home,'
(trap 'echo bye' EXIT; exit 0) | grep -q bye
case abc in a?[!d]) ;; *) exit 1 ;; esac
set -- one 'two three'; test $# = 2; test "${2%% *}" = two
END

inside sh "sed, awk, grep, sort, find, xargs: as recipes use them" <<'END'
set -e
printf 'b 2\na 10\nc 3\n' >t
test "$(sort -k2,2n t | awk '{ s = s $1; n += $2 } END { print s n }')" = bca15
test "$(sed -n -E 's/^([a-c]) ([0-9]+)$/\2\1/p' t | tr '\n' ' ')" = '2b 10a 3c '
sed -i -e '/^b/{n;s/10/ten/;}' t; grep -qx 'a ten' t
mkdir -p d/e; : >d/e/f; : >'d/a b'
test "$(find d ! -type d -print0 | sort -z | xargs -0 -n1 basename | tr '\n' ,)" = 'a b,f,'
find d -type f -exec rm {} +; find d -type d -empty -delete; test ! -e d
test "$(awk 'BEGIN { print gensub(/(x)(y)/, "\\2\\1", "g", "xyxy"); print length("abc") toupper("d") }' | tr '\n' ' ')" = 'yxyx 3D '
sleep 0.1
END

inside sh "the same package twice: tar, sort, touch, bzip2 give the same bytes, whatever the folder's order and times" <<'END'
set -e
long=$(printf '%0120d' 7)
pack() {
	find . -print0 | xargs -0 touch -h -d '1970-01-01 00:00:00'
	find . | sort >/tmp/list
	tar -cf "$1" --no-recursion --numeric-owner -T /tmp/list
	bzip2 -9 "$1"
}
mkdir one two
(cd one; mkdir -p usr/bin usr/$long; echo a >usr/bin/a; echo b >usr/$long/b; ln usr/bin/a usr/bin/h; ln -s a usr/bin/l; pack ../one.tar)
sleep 1.1
echo 'root:x:0:0:root:/:/bin/sh' >/etc/passwd
(cd two; mkdir -p usr/$long; ln -s a usr/l; mkdir usr/bin; mv usr/l usr/bin/l; echo b >usr/$long/b; echo a >usr/bin/h; ln usr/bin/h usr/bin/a; pack ../two.tar)
cmp one.tar.bz2 two.tar.bz2
mkdir out; tar -C out -xf one.tar.bz2; test "$(cat out/usr/bin/l out/usr/$long/b)" = 'a
b'
END

inside sh "tar unpacks what gzip, bzip2 and xz packed; sums are checked" <<'END'
set -e
seq 1 5000 >t
gzip -n -c t >t.gz; bzip2 -c t >t.bz2
zcat t.gz | cmp - t; bzcat t.bz2 | cmp - t
cp t.gz u.gz; cp t.bz2 u.bz2; gunzip u.gz; cmp u t; rm u; bunzip2 u.bz2; cmp u t; rm u; cp t.bz2 u.bz2; bzip2 -d u.bz2; cmp u t
tar -czf t.tgz t; rm t; tar -xf t.tgz; zcat t.gz | cmp - t
sha256sum t >sum; sha256sum -c sum
echo >>t; ! sha256sum -c sum 2>/dev/null
END

# ---- yacc, patch

inside sh "yacc: a grammar with types, and a conflict is told" <<'END'
set -e
cat >g.y <<'Y'
%{
#include <stdio.h>
#include <string.h>
int yylex(void); void yyerror(const char *s) { puts(s); }
static const char *at = "1+2*3-4";
%}
%union { int n; }
%token <n> N
%type <n> e
%left '-' '+'
%left '*'
%%
s: e { printf("%d\n", $1); };
e: e '+' e { $$ = $1 + $3; } | e '-' e { $$ = $1 - $3; } | e '*' e { $$ = $1 * $3; } | N;
%%
int yylex(void) { if (*at >= '0' && *at <= '9') { yylval.n = *at++ - '0'; return N; } return *at ? *at++ : 0; }
int main(void) { return yyparse(); }
Y
yacc -d -o g.c g.y; test -s g.h; tcc -static -o g g.c; test "$(./g)" = 3
printf '%%%%\ns: s s | ;\n' >c.y; yacc c.y 2>&1 | grep -q conflict
END

inside sh "patch: fuzz, a file made, a file gone, a context diff, no newline at the end, back again" <<'END'
set -e
printf 'a\nb\nc\nd\ne\nf\ng\n' >t; cp t was; echo x >gone; printf 'no end' >end
cat >p <<'P'
--- a/t
+++ b/t
@@ -2,6 +2,6 @@
 WAS b
 c
 d
-e
+E
 f
 g
--- /dev/null
+++ b/new/file
@@ -0,0 +1 @@
+made
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-x
--- a/end
+++ b/end
@@ -1 +1 @@
-no end
\ No newline at end of file
+with end
P
patch -p1 <p >told; grep -q fuzz told
test "$(tr -d '\n' <t)" = abcdEfg -a "$(cat new/file)" = made -a ! -e gone -a "$(cat end)" = 'with end'
printf '*** t\n--- t\n***************\n*** 4,6 ****\n  d\n! E\n  f\n--- 4,6 ----\n  d\n! e\n  f\n' | patch
cmp t was
! patch -p1 -F0 <p >/dev/null
END

# ---- bash

inside bash "bash: arrays, names of names, here documents and strings, processes as files" <<'END'
set -euo pipefail
a=(one 'two words' three); a+=(four); unset 'a[0]'
[[ ${#a[@]} == 3 && ${a[*]: -1} == four && ${!a[*]} == '1 2 3' ]]
declare -A m=([k]=v ['a b']=c); m[z]=$((${#m[@]} + 1))
[[ ${m[a b]}${m[z]} == c3 ]]
mapfile -t lines < <(printf 'x\ny\n'); [[ ${lines[1]} == y ]]
exec 5< <(seq 1 3); read -r first <&5; exec 5<&-; [[ $first == 1 ]]
tee >(cat >copy) <<<word >/dev/null; for i in {1..600}; do [[ -s copy ]] && break; sleep 0.1; done; [[ $(<copy) == word ]]
declare -n r=first; r=9; [[ $first == 9 ]]
x=abcabc; [[ ${x//b/-} == a-ca-c && ${x^^} == ABCABC && ${x:1:2} == bc && ${x%%c*} == ab ]]
cat >h <<-E
	$x $((2 ** 40))
	E
[[ $(<h) == 'abcabc 1099511627776' ]]
END

inside bash "bash: parsing within parsing, errexit, traps, jobs, coproc, getopts, printf" <<'END'
set -euo pipefail
y=$(case x in x) echo "$(echo "$(eval 'echo $(echo deep)')")";; esac); [[ $y == deep ]]
f() { local -; set +e; false; return 3; }; f || [[ $? == 3 ]]
! (set -e; false; exit 0)
out=$(trap 'echo bye' EXIT; trap 'echo dbg' USR1; kill -USR1 $BASHPID; echo in); [[ $out == $'dbg\nin\nbye' ]]
sleep 0.2 & p=$!; wait $p; (exit 7) & wait $! || [[ $? == 7 ]]
false | true | (exit 4) || [[ ${PIPESTATUS[*]} == *4 ]]
coproc cat; echo there >&"${COPROC[1]}"; read -r back <&"${COPROC[0]}"; [[ $back == there ]]
opt=; while getopts 'ab:' o -a -b val; do opt+=$o${OPTARG-}; done; [[ $opt == abval ]]
[[ $(printf '%q %05.1f %(%Y)T %s' 'a b' 2.25 0 x) == 'a\ b 002.2 1970 x' ]]
shopt -s extglob globstar nullglob
mkdir -p g/h; touch g/h/{1,2,3}.c; n=(g/**/!(2).c); [[ ${#n[@]} == 2 ]]
r() { (($1 == 0)) || r $(($1 - 1)); }; r 400
[[ 2024-05-06 =~ ^([0-9]+)-([0-9]+) && ${BASH_REMATCH[2]} == 05 ]]
select_one() { local PS3=; select v in p q; do echo "$v"; break; done <<<2 2>/dev/null; }; [[ $(select_one) == q ]]
END

# ---- packages: what helpers.sh and improve/ do in this userland, with the chain's own packages

mkdir -p root/steps root/external
cp -R "$LBS_SRC/steps/helpers.sh" "$LBS_SRC/steps/improve" "$LBS_SRC/steps/SHA256SUMS.pkgs" root/steps/
repo=$LBS_USERLAND/external/repo
if ! ls "$repo"/*.tar.bz2 >/dev/null 2>&1; then
	skip "packages" "the chain was cut before there are any"
else
	cp -R "$repo" root/external/repo
	if (cd "$repo" && sha256sum ./*.tar.bz2) | sed 's| \./| |' >out && cmp -s out "$LBS_SRC/steps/SHA256SUMS.pkgs"; then
		ok "packages: all that steps/SHA256SUMS.pkgs has, and they are as recorded: $(grep -c . out)"
	else
		bad "packages: not those of steps/SHA256SUMS.pkgs"; sed 's/^/#   /' out
	fi

	# The last package that has a path is what lies there.
	mkdir all
	for package in "$repo"/*.tar.bz2; do tar -C all -xjf "$package"; done
	(cd all && find . ! -type d -printf '%P\n' | sort) >theirs
	while read -r path; do
		if [ -L "all/$path" ]; then [ "$(readlink "all/$path")" = "$(readlink "$LBS_USERLAND/$path")" ]; else cmp -s "all/$path" "$LBS_USERLAND/$path"; fi || echo "$path"
	done <theirs >out
	if [ ! -s out ]; then ok "packages: all files are installed as they are in them: $(wc -l <theirs)"; else bad "packages: other files are installed"; sed 's/^/#   /' out | head; fi
	(cd "$LBS_USERLAND" && find usr ! -type d ! -path usr/sbin -printf '%p\n' | sort) | comm -23 - theirs >out
	awk '$1 == "f" || $1 == "l" { sub("^/", "", $NF); print $NF }' "$LBS_SRC"/checksums/x86/{catm,kaem,tools,seed-tools-1,tcc-0.9.27} | sort -u | comm -23 out - >nobody
	if [ ! -s nobody ]; then ok "packages: what else is in /usr is tcc's and the seed's: $(wc -l <out)"; else bad "packages: files of nobody"; sed 's/^/#   /' nobody | head; fi

	(cd root && find usr | sort) >before
	inside bash "uninstall: programs, headers and folders of two real packages go, all else stays" <<'END'
set -e
. /steps/helpers.sh
cd /
uninstall byacc-2.0.20221106 musl-1.2.5
! type -P yacc
test ! -e /usr/include/stdio.h -a ! -e /usr/include/sys -a ! -e /usr/lib/libc.a
test -e /usr/lib/tcc/libtcc1.a
END
	(cd root && find usr | sort) >after
	for package in byacc-2.0.20221106 musl-1.2.5; do tar -tjf "$repo/${package}_0.tar.bz2"; done | sed 's|^\./||; s|/$||' | sort -u >gone
	comm -23 before after >left
	if [ -s left ] && comm -13 before after | cmp -s - /dev/null && ! comm -23 left gone | grep -q . &&
		! comm -12 gone after | grep -v -x -e usr -e usr/bin -e usr/lib; then
		ok "uninstall: $(wc -l <left) paths are gone, and they are those of the packages"
	else
		bad "uninstall: other paths are gone than those of the packages"; comm -3 left gone | head
	fi
	inside bash "and their packages bring all of it back" <<'END'
set -e
. /steps/helpers.sh
for package in byacc-2.0.20221106 musl-1.2.5; do src_apply "/external/repo/${package}_0.tar.bz2"; done
yacc -V
echo '#include <stdio.h>
int main(void) { return puts("here") < 0; }' >p.c
tcc -static -o p p.c
./p
END
	(cd root && find usr | sort) | cmp -s - before && diff -r "$LBS_USERLAND/usr/include" root/usr/include >out && ok "the same files" || bad "other files"
fi

inside bash "a later pass that builds something else is told" <<'END'
set -e
. /steps/helpers.sh
DESTDIR=/w/new pkg=p
mkdir -p /w/old "${DESTDIR}/w/old"
for d in "" "${DESTDIR}"; do echo 1 >"$d/w/old/a"; ln -s a "$d/w/old/b"; done
same_as_before
echo more >"${DESTDIR}/w/old/c"
(same_as_before) >out 2>&1 && exit 1
grep -q '/w/old/c$' out; grep -q '^p: not what the pass before' out
same_as_before w/old/c
ln -sf c "${DESTDIR}/w/old/b"
! (same_as_before w/old/c) >out 2>&1
echo 2 >"${DESTDIR}/w/old/a"
! (same_as_before w/old/c w/old/b) >out 2>&1
same_as_before w/old/a w/old/b w/old/c
END

inside bash "clean_sources: sources go that no later build wants" <<'END'
set -e
SRCDIR=/w DISTFILES=/w/d
. /steps/helpers.sh
z=$(printf '%064d' 0)
mkdir d one two three; touch d/1.tar d/2.tar d/both.tar d/3.zip d/stray
printf 'f http://h/1.tar %s\nf http://h/x %s both.tar\n' "$z" "$z" >one/sources
printf 'f http://h/2.tar %s\nhttp://h/both.tar %s\n' "$z" "$z" >two/sources
printf 'g http://h/r~1 http://h/3.zip %s\n' "$z" >three/sources
printf '# improve: clean_sources\nbuild: one\nimprove: clean_sources#now\nbuild: two\nbuild: three ( NEVER == True )\nbuild: four\nimprove: after' >manifest
. /steps/improve/clean_sources.sh
test "$(echo d/*)" = 'd/2.tar d/3.zip d/both.tar'
echo 'build: one' >manifest
! (. /steps/improve/clean_sources.sh) 2>err    # also where set -e has no say
test "$(echo d/*)" = 'd/2.tar d/3.zip d/both.tar'
grep -q 'no such line' err
END

inside bash "get_network: dhcpcd, or udhcpc for each interface; then a mirror is asked until it answers" <<'END'
set -e
. /steps/helpers.sh
MIRRORS='file:///m http://127.0.0.1:8080/m' QEMU=True
has_program() { [[ " ${programs} " == *" $1 "* ]]; }
dhcpcd() { echo "dhcpcd $*"; }
udhcpc() { echo "udhcpc $4"; [ "$4" = eth1 ]; }
curl() { echo "curl ${*: -1}"; times=$((times + 1)); [ ${times} = 3 ]; }
wget() { echo "HTTP/1.1 404 Not Found"; echo "wget ${*: -1}" >>asked; return 1; }
sleep() { echo "sleep $1"; }
run() { times=0 programs=$1; (. /steps/improve/get_network.sh) 2>&1 | tr '\n' ' '; }
test "$(run 'dhcpcd curl')" = 'dhcpcd --waitip=4 curl http://10.0.2.2:8080/m sleep 1 curl http://10.0.2.2:8080/m sleep 1 curl http://10.0.2.2:8080/m '
mkdir -p /sys/class/net/{lo,eth0,eth1}
test "$(run 'udhcpc wget')" = 'udhcpc eth0 udhcpc eth1 '
test "$(cat asked)" = 'wget http://10.0.2.2:8080/m'
sh -n /usr/share/udhcpc/default.script
MIRRORS=''
test "$(run 'dhcpcd wget')" = 'dhcpcd --waitip=4 '
test "$(tail -n 1 asked)" = 'wget http://example.com/'
rm -r /sys/class/net/eth1
[[ $(run udhcpc) == *'no interface got an address'* ]]
[[ $(run '') == *'neither dhcpcd nor udhcpc'* ]]
wget() { echo 'connection refused'; return 1; }
[[ $(run 'dhcpcd wget') == *'http://example.com/ does not answer'* ]]
rm -r /usr/share/udhcpc /sys
END

inside bash "musl_target: libraries go to a folder of the target's name, also when it is asked twice" <<'END'
set -e
ARCH=x86
. /steps/helpers.sh
printf 'PREFIX=/usr\nLIBDIR=${PREFIX}/lib/mes\nSRCDIR=/steps' >/steps/env
. /steps/improve/musl_target.sh
. /steps/improve/musl_target.sh
test "${LIBDIR} ${TARGET}" = '/usr/lib/i686-unknown-linux-musl i686-unknown-linux-musl'
test "$(tr '\n' ' ' </steps/env)" = 'PREFIX=/usr SRCDIR=/steps LIBDIR=${PREFIX}/lib/i686-unknown-linux-musl TARGET=i686-unknown-linux-musl '
END

echo "1..$n"
