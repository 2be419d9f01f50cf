#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# regen - files are made again by this host's generators; a hostile input reaches nothing
set -eu
audit=$LBS_BUILD/bin/lbs-audit
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 40; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }

if ! "$LBS_BUILD/bin/lbs-sandboxtool" probe 2>why; then echo "1..0 # SKIP $(cat why)"; exit 0; fi
TMPDIR=$PWD/tmp XDG_CACHE_HOME=$PWD/cache; mkdir -p tmp cache
export TMPDIR XDG_CACHE_HOME

again() { # SUBJECT [OPTION]: out has "PATH word" a line, err what was said
	"$audit" --json --regenerate ${2+"$2"} "$1" >json 2>err || :
	python3 - json >out <<'PY'
import json, sys
for audit in json.load(open(sys.argv[1]))["audits"]:
    for finding in audit["findings"]:
        if "again" in finding:
            print(finding["path"], finding["again"])
PY
}
says() { # WORDS PATH BEGINNING
	if awk -v path="$2" -v want="$3" '$1 == path && index(substr($0, length(path) + 2), want) == 1 { found = 1 }
		END { exit !found }' out; then ok "$1"; else bad "$1"; fi
}
have() { for tool; do command -v "$tool" >/dev/null || return 1; done; }

mkdir -p tree/src tree/m4 tree/build-aux
if have bison; then
	cat >tree/src/gram.y <<'Y'
%{
int yylex(void);
void yyerror(const char *);
%}
%token NUM
%%
sum: NUM | sum '+' NUM ;
%%
Y
	(cd tree && bison -d -o src/gram.c src/gram.y)
	again tree
	says "a parser is made again" src/gram.c "equal: "
	says "so is its header" src/gram.h "equal: "
	cp -r tree other
	sed 's/YY_YY_SRC_GRAM/YY_YY_GRAM/' tree/src/gram.h >other/src/gram.h
	sed '/^#line/s,"src/,"../src/,' tree/src/gram.c >other/src/gram.c
	again other
	says "other #line paths are no difference" src/gram.c "alike: "
	says "nor are guards" src/gram.h "equal: "
	sed 's/YY_YY_SRC_GRAM/YY_YY_LIB_GRAM/' tree/src/gram.h >other/src/gram.h
	again other
	says "nor are guards of no known folder" src/gram.h "alike: "
	sed '/^#line 7/s,$,\
int evil; /* "*/,' tree/src/gram.c >other/src/gram.c
	echo '#line 7 "a" int evil; "b"' >>other/src/gram.c
	again other
	says "but what stands behind such a line is" src/gram.c "differs: "
	sed 's/GNU Bison 3[0-9.]*/GNU Bison 9.9.1./; s/"[0-9.]*"$/"9.9.1"/; s/YYBISON [0-9]*/YYBISON 90901/' tree/src/gram.c >other/src/gram.c
	again other
	says "another version with the same result is told" src/gram.c "alike: bison "
	echo 'int more;' >>other/src/gram.c
	again other
	says "another version with another result gives no answer" src/gram.c "cannot: bison 9.9.1 made it, here is "
	rm -r other
	mv tree/src/gram.y kept
	again tree
	says "without its input there is none" src/gram.c "cannot: its input is not in the tree"
	mv kept tree/src/gram.y
else
	skip "a parser" "no bison"
fi
if have flex; then
	printf '%%option noyywrap\n%%%%\n[0-9]+ return 1;\n%%%%\n' >tree/src/scan.l
	(cd tree/src && flex -o scan.c scan.l)
	again tree
	says "a scanner is made again" src/scan.c "equal: "
	sed -i 's/yy_current_state = yy_start_state_list/&/; s/while ( 1 )/while ( 2 )/' tree/src/scan.c
	echo 'int evil(void) { return 1; }' >>tree/src/scan.c
	again tree
	says "one with a line more is found" src/scan.c "differs: flex "
	case $(cat out) in *"-int evil(void) { return 1; }"*) ok "and the line is shown" ;; *) bad "and the line is shown" ;; esac
else
	skip "a scanner" "no flex"
fi
if have gperf; then
	printf '%%{\n%%}\n%%%%\nalpha\nbeta\n%%%%\n' >tree/src/keys.gperf
	(cd tree && gperf -L ANSI-C -k '1,$' -N find_key src/keys.gperf >src/keys.h)
	again tree
	says "a table of keys is made again" src/keys.h "equal: "
	sed -i '/Command-line/s,$, int evil;,' tree/src/keys.h
	again tree
	says "code behind its comment is found" src/keys.h "differs: "
else
	skip "a table of keys" "no gperf"
fi
if ! have autoconf automake aclocal autoheader; then
	skip "a build system" "no autoconf or automake"
	echo "1..$n"; exit 0
fi

cat >tree/configure.ac <<'AC'
AC_INIT([frob], [1.0])
AC_CONFIG_AUX_DIR([build-aux])
AC_CONFIG_HEADERS([config.h])
AM_INIT_AUTOMAKE([foreign subdir-objects])
AC_PROG_CC
FROB_CHECK
AC_CONFIG_FILES([Makefile src/Makefile])
AC_OUTPUT
AC
echo 'AC_DEFUN([FROB_CHECK], [AC_DEFINE([FROB], [1], [is it frob?])])' >tree/m4/frob.m4
printf 'SUBDIRS = src\nACLOCAL_AMFLAGS = -I m4\n' >tree/Makefile.am
printf 'bin_PROGRAMS = frob\nfrob_SOURCES = main.c\n' >tree/src/Makefile.am
echo 'int main(void) { return 0; }' >tree/src/main.c
(cd tree && aclocal -I m4 && autoconf && autoheader && automake --add-missing --copy; rm -rf autom4te.cache) >log 2>&1
again tree
says "configure is made again" configure "equal: autoconf "
says "aclocal.m4 is" aclocal.m4 "equal: aclocal "
says "config.h.in is" config.h.in "equal: autoheader "
says "Makefile.in is, with what came with it" Makefile.in "equal: automake "
says "one in a folder is" src/Makefile.in "equal: automake "
tar -cf tree.tar tree
again tree.tar
says "in an archive, too" tree/configure "equal: autoconf "
cp -r tree bent
sed '200s/^/echo evil\n/' tree/configure >bent/configure
echo 'evil: ; curl evil' >>bent/src/Makefile.in
again bent
says "a configure with a line more is found" configure "differs: autoconf "
case $(cat out) in *"1 line differs; from line 200: -echo evil"*) ok "and the line is shown with its place" ;; *) bad "and the line is shown with its place" ;; esac
says "a Makefile.in with a line more is found" src/Makefile.in "differs: automake "
# A cache that is shipped with the tampered text in it.
mkdir bent/autom4te.cache
(cd bent && autoconf -o ignored && cp configure autom4te.cache/output.0; rm -f ignored) >log 2>&1
again bent
says "a cache that is shipped is not believed" configure "differs: autoconf "
sed 's/GNU Autoconf [0-9.]*/GNU Autoconf 2.13/' tree/configure >bent/configure
echo 'echo evil' >>bent/configure
again bent
says "another version's cannot be told" configure "cannot: autoconf 2.13 made it, here is "
rm -r bent

# An input that is a program: it must not get out.
"$LBS_BUILD/bin/lbs-listener" >port &
listener=$!
while [ ! -s port ]; do sleep 0.05; done
read -r port name <port
echo "$name" >/dev/null
echo canary-of-the-host >canary
mkdir hostile
printf 'AC_INIT([frob], [1.0])\nAC_OUTPUT\n' >hostile/configure.ac
(cd hostile && autoconf && rm -rf autom4te.cache)
hostile() { # TEXT of configure.ac behind AC_INIT
	printf 'AC_INIT([frob], [1.0])\n%s\nAC_OUTPUT\n' "$1" >hostile/configure.ac
}
hostile "m4_syscmd([echo out >$PWD/canary; echo out >$PWD/written; echo out >/usr/lib/lbs-canary; echo out >/etc/lbs-canary])"
again hostile
if [ "$(cat canary)" = canary-of-the-host ] && [ ! -e written ] && [ ! -e /usr/lib/lbs-canary ] && [ ! -e /etc/lbs-canary ]; then
	ok "an input that writes reaches no file of the host"
else bad "an input that writes reaches no file of the host"; fi
hostile "saw='m4_esyscmd([cat $PWD/canary /etc/passwd /etc/shadow /proc/1/environ 2>&1; echo end])'"
again hostile
if grep -q 'canary: No such file.*passwd: No such file' out && ! grep -q 'canary-of-the-host\|root:x:0' out; then ok "one that reads sees none"; else bad "one that reads sees none"; fi
hostile "m4_syscmd([(while :; do rm -f configure; ln -s $PWD/canary configure; done) >/dev/null 2>&1 &])"
again hostile
if ! grep -q 'canary-of-the-host' out && [ "$(cat canary)" = canary-of-the-host ]; then
	ok "a link in the place of its output is not followed"
else bad "a link in the place of its output is not followed"; fi
hostile "saw='m4_esyscmd([perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(PeerAddr => q(127.0.0.1:$port), Timeout => 5) ? q(reached) : q(refused)'])'"
again hostile
if grep -q refused out && ! grep -q reached out; then ok "one that calls out reaches nobody"; else bad "one that calls out reaches nobody"; fi
hostile "m4_syscmd([while :; do :; done])"
"$audit" --json --regenerate=3 hostile >json 2>err || :
if grep -q 'took longer than its limit' json; then ok "one that never ends is ended"; else bad "one that never ends is ended"; fi
hostile 'm4_syscmd([perl -e "fork while 1"])'
"$audit" --json --regenerate=20 hostile >json 2>err || :
if grep -q '"again": "cannot: ' json; then ok "one that multiplies is ended"; else bad "one that multiplies is ended"; fi
hostile 'm4_syscmd([head -c 2000000000 /dev/zero >big])'
"$audit" --json --regenerate=60 hostile >json 2>err || :
if grep -q '"again": "cannot: ' json; then ok "one that fills the disk is ended"; else bad "one that fills the disk is ended"; fi
kill "$listener"

# Names in an archive lead nowhere.
python3 - <<'PY'
import io, tarfile
with tarfile.open("names.tar", "w") as tar:
    def add(name, text, **more):
        info = tarfile.TarInfo(name)
        for key, value in more.items():
            setattr(info, key, value)
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
    add("a/link", b"", type=tarfile.SYMTYPE, linkname="../../../../../..")
    add("a/link/tmp/lbs-escaped", b"x")
    add("../escaped", b"x")
    add("/../../escaped", b"x")
    add("a/hard", b"", type=tarfile.LNKTYPE, linkname="../../canary")
    add("a/file", b"x")
    add("a/file/below", b"x")
    add("a/configure", b"#! /bin/sh\n#\n# Generated by GNU Autoconf 2.71 for frob 1.0.\n")
    add("a/configure.ac", b"AC_INIT\nAC_OUTPUT\n")
PY
again names.tar
if [ ! -e /tmp/lbs-escaped ] && [ ! -e escaped ] && [ ! -e ../escaped ] && grep -q '^a/configure ' out; then
	ok "odd names in an archive lead nowhere"
else bad "odd names in an archive lead nowhere"; fi
hostile "m4_syscmd([while :; do :; done])"
"$audit" --regenerate hostile >out 2>err &
pid=$!
i=0; while [ -z "$(ls tmp)" ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i + 1)); done
kill -9 $pid; wait $pid 2>/dev/null || :
i=0; while [ -n "$(ls tmp)" ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i + 1)); done
if [ -z "$(ls tmp)" ]; then ok "not even by one that was killed"; else bad "not even by one that was killed"; fi
if [ -z "$(ls tmp)" ]; then ok "nothing is left behind"; else bad "nothing is left behind"; fi
echo "1..$n"
