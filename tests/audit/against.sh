#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# against - an archive beside the tag that it says it is: a repository, an archive as make dist has it, what was put in
set -eu
audit=$LBS_BUILD/bin/lbs-audit
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 40; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { words=$1; shift; if "$@" >log 2>&1; then ok "$words"; else bad "$words"; fi; }
run() { status=0; timeout 300 "$audit" "$@" >out 2>err || status=$?; }
says() { if grep -q -- "$2" out; then ok "$1"; else bad "$1"; fi; }
silent() { if grep -q -- "$2" out; then bad "$1"; else ok "$1"; fi; }
TMPDIR=$PWD/tmp XDG_CACHE_HOME=$PWD/cache HOME=$PWD; mkdir -p tmp cache
GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
export TMPDIR XDG_CACHE_HOME HOME GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# Folders need no git.
mkdir -p one/src two/src
for folder in one two; do
	echo 'int main(void) { return 0; }' >$folder/src/main.c
	echo 'all:' >$folder/Makefile
	echo '/* $Id$ */' >$folder/src/id.c
	echo 'read me' >$folder/README
done
run one --against two
check "nothing more and nothing else: 0" test "$status" = 0
printf 'read me\r\n' >one/README
echo '/* $Id: id.c,v 1.2 2026/01/01 a Exp $ */' >one/src/id.c
run one --against two --all
check "line ends and filled keywords are trifles" test "$status" = 0
says "and are listed as such" 'src/id.c: changed: keywords that were filled in alone differ'
echo '/* $Id: */ int evil; /* $ */' >one/src/id.c
run one --against two
check "code in a keyword is none" test "$status" = 1
says "and shown" '^        +/\* \$Id: \*/ int evil; /\* \$ \*/'
cp two/src/id.c one/src/id.c; chmod +x one/src/main.c
run one --against two
says "an executable bit is told" 'src/main.c: changed: the same bytes, but executable'
chmod -x one/src/main.c; echo notes >one/NOTES; printf '\177ELF\0' >one/tests.bin
ln -s /etc/passwd one/link
run one --against two
says "a document is not ranked with code" 'documents and other data: 1'
says "a binary file is" 'binary files: 1'
says "a link is" 'link: only in the archive: a link to /etc/passwd'
run --json one --against two
says "the record has it" '"rule": "text-not-in-tag"'
cp out first; run --json one --against two
check "the same bytes every time" cmp first out
cat >policy.yaml <<Y
audit:
  waivers:
    - rule: not-in-tag
      archive: one
      path: tests.bin
      sha256: $(sha256sum <one/tests.bin | cut -d' ' -f1)
      reason: a sample
      author: A. Person
      date: 2026-01-01
      expires: 2026-12-31
Y
run one --against two --policy policy.yaml --today 2026-02-02
says "a waiver holds for it" '^waived: tests.bin: '
silent "and it is open no more" 'binary files'
run one two --against two; check "two subjects are refused" test "$status" = 2
run one --against none; check "nothing to compare with is no answer" test "$status" = 2
run one --against two --tag v1; check "nor is a tag of a plain folder" test "$status" = 2

if ! command -v git >/dev/null; then
	skip "a repository" "no git"
	echo "1..$n"; exit 0
fi

# A repository, and an archive as make dist makes it.
mkdir -p repo/src repo/m4 repo/.ci
cd repo
git init -q .
cat >src/gram.y <<'Y'
%{
int yylex(void);
void yyerror(const char *);
%}
%token NUM
%%
sum: NUM | sum '+' NUM ;
%%
Y
echo 'int main(void) { return 0; }' >src/main.c
echo 'static const char version[] = "$Format:%H$";' >src/version.h
echo 'AC_DEFUN([FROB], [:])' >m4/frob.m4
printf 'AC_INIT([frob], [1.0])\nFROB\nAC_OUTPUT\n' >configure.ac
echo 'run: it' >.ci/job
ln -s src/main.c first.c
printf 'src/version.h export-subst\n.ci export-ignore\n*.c filter=evil\n' >.gitattributes
git add -A
git update-index --add --cacheinfo 160000,0123456789012345678901234567890123456789,lib/sub
git commit -qm one
git tag v1.0
echo more >>README; git add README; git commit -qm two; git tag v1.1
# What a repository says of itself runs nothing.
git config filter.evil.smudge "touch $PWD/../smudged; cat"
git config filter.evil.required true
git config core.fsmonitor "touch $PWD/../monitored"
cd ..
mkdir clean
git -C repo -c filter.evil.smudge=cat archive --prefix=frob-1.0/ v1.0 | tar -xC clean
rm -f smudged monitored
cp -r clean made
(cd clean && tar -czf ../frob-1.0.tar.gz frob-1.0)
run frob-1.0.tar.gz --against repo --all
check "what git archive makes of a tag is explained" test "$status" = 0
says "the tag is guessed, and said to be" 'repo, v1.0 (guessed from the archive.s name; commit '
says "what export-subst filled in is a trifle" 'src/version.h: changed: keywords that were filled in'
says "a submodule is not compared, and said so" 'not compared, a submodule: lib/sub'
says "what export-ignore left out is only in the tag" '^    .ci/job'
check "no program of the repository is run" test ! -e smudged -a ! -e monitored
git clone -q --bare repo bare.git 2>log
run frob-1.0.tar.gz --against bare.git
check "a bare repository" test "$status" = 0
run frob-1.0.tar.gz --against repo --tag v1.1
check "another tag, by --tag" test "$status" = 0
says "is the one that is told" ', v1.1 (commit'
run frob-1.0.tar.gz --against 'repo#v1.1'
says "or behind a #" ', v1.1 (commit'
run frob-1.0.tar.gz --against repo --tag v9
check "an unknown tag is no answer" test "$status" = 2
cp frob-1.0.tar.gz other-7.tar.gz
run other-7.tar.gz --against repo
check "no tag that fits: no answer, and what there is" test "$status" = 2 -a -n "$(grep 'v1.1, v1.0' err)"
run frob-1.0.tar.gz --against repo --tag=--output=x
check "an option is no tag" test "$status" = 2

# make dist, and somebody's hand.
cd made/frob-1.0
rm -rf .gitattributes; cp -L first.c real; rm first.c; mv real first.c
mkdir -p lib/sub; echo 'int sub;' >lib/sub/sub.c
{ echo '# build-to-host.m4 serial 30'; echo 'AC_DEFUN([gl_BUILD_TO_HOST], [gl_am_configmake=`grep -aErls "#{4}" $srcdir/ 2>/dev/null`])'; } >m4/build-to-host.m4
sed 's/return 0/return 1/' src/main.c >x && mv x src/main.c
generators=
if command -v bison >/dev/null; then bison -d -o src/gram.c src/gram.y; generators=1; else cp src/main.c src/gram.c; fi
printf '#! /bin/sh\n# Guess values.\n# Generated by GNU Autoconf 2.71 for frob 1.0.\n' >configure; chmod +x configure
cd ../..
(cd made && tar -czf ../frob-1.0.tar.gz frob-1.0)
run frob-1.0.tar.gz --against repo --all
check "a macro that the tag has not is found, and a change" test "$status" = 1
says "the macro is a build file" 'm4/build-to-host.m4: only in the archive'
check "and comes before changed code" sh -c 'test "$(grep -n build-to-host out | head -n 1 | cut -d: -f1)" -lt "$(grep -n "src/main.c: changed" out | cut -d: -f1)"'
says "the change is shown, the tag's line" '^        -int main(void) { return 0; }'
says "and the archive's" '^        +int main(void) { return 1; }'
says "what a link led to is a trifle" 'first.c: changed: a copy of what the tag has a link to'
says "files of a submodule are not compared" 'files of the archive in submodules: 1'
says "configure is explained by the tag's input" 'configure: only in the archive: autoconf-output, made of the tag.s frob-1.0/configure.ac'
run --json frob-1.0.tar.gz --against repo
says "in the record: open" '"rule": "changed-from-tag"'
says "and handled" '"state": "handled"'
if [ "$generators" ] && "$LBS_BUILD/bin/lbs-sandboxtool" probe 2>why; then
	run frob-1.0.tar.gz --against repo --all --regenerate
	says "a parser is proved" 'src/gram.c: only in the archive: bison .* makes the same bytes'
	if command -v autoconf >/dev/null; then
		says "a forged configure is refuted, or not to be told" 'configure: only in the archive: .*\(makes another file\|autoconf 2.71 made it\)'
		check "so it is open" sh -c '! sed -n "/explained by a generator/,\$p" out | grep -q frob-1.0/configure: || grep -q "made it, here is" out'
	fi
	echo 'int evil;' >>made/frob-1.0/src/gram.c
	(cd made && tar -czf ../frob-1.0.tar.gz frob-1.0)
	run frob-1.0.tar.gz --against repo --regenerate
	says "a parser with a line more is refuted" 'src/gram.c: only in the archive: bison .* makes another file: 1 line differs'
	says "and the line shown" '^        -int evil;'
	run --json frob-1.0.tar.gz --against repo --regenerate
	says "in the record, too" '"again": "differs: bison '
else
	skip "proofs" "no bison, or no sandbox"
fi
mkdir nogit; for tool in env sh; do ln -s "$(command -v $tool)" nogit/; done
status=0; PATH=$PWD/nogit "$audit" frob-1.0.tar.gz --against repo >out 2>err || status=$?
check "no git: said" test "$status" = 2 -a -n "$(grep 'git is not installed' err)"
check "nothing is left behind" test -z "$(ls tmp)"
echo "1..$n"
