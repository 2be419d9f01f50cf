#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# build - warnings are errors, with gcc and clang; the unit tests and the main job under sanitizers
set -eu
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; tail -n 25 "$2" | sed 's/^/#   /'; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
for compiler in gcc clang; do
	command -v $compiler >/dev/null || { skip "$compiler builds it" "no $compiler"; continue; }
	if cmake -S "$LBS_SRC" -B $compiler -DCMAKE_C_COMPILER=$compiler -DCMAKE_BUILD_TYPE=Debug \
		-DLBS_WERROR=ON -DLBS_SANITIZE=ON >log.$compiler 2>&1 && cmake --build $compiler >>log.$compiler 2>&1; then
		ok "$compiler builds it, warnings being errors"
	else bad "$compiler builds it, warnings being errors" log.$compiler; continue; fi
	[ $compiler = gcc ] || continue
	UBSAN_OPTIONS=halt_on_error=1; export UBSAN_OPTIONS
	while read -r name; do
		mkdir "unit.$name"
		if (cd "unit.$name" && ../gcc/bin/unit/"$name") >log 2>&1; then :; else bad "unit/$name under sanitizers" log; fi
	done <gcc/tests/units.txt
	ok "unit tests under ASan and UBSan: $(wc -l <gcc/tests/units.txt) programs"
	if ! gcc/bin/lbs-sandboxtool probe 2>why; then skip "lbs verify under sanitizers" "$(cat why)"
	elif gcc/bin/lbs-verify --tree "$LBS_SRC" --until M0 --store store --distfiles d --reports reports >log 2>&1; then
		ok "lbs verify --until M0 under sanitizers"
	else bad "lbs verify --until M0 under sanitizers" log; fi
	mkdir f; echo '/* A Bison parser, made by GNU Bison 3.8.  */' >f/p.c; tar -czf f.tgz f
	status=0; gcc/bin/lbs-audit f.tgz >log 2>&1 || status=$?
	if [ "$status" = 1 ]; then ok "lbs audit under sanitizers"; else bad "lbs audit under sanitizers" log; fi
done

# The launcher's words.
for words in "nonsense" "--nonsense" "../verify" ""; do
	status=0
	# shellcheck disable=SC2086 # words on purpose
	"$LBS_SRC/lbs" $words >out 2>log || status=$?
	if [ "$status" = 2 ] && [ ! -s out ] && [ -s log ]; then ok "lbs '$words': status 2"; else bad "lbs '$words': status 2" log; fi
done
if "$LBS_SRC/lbs" --help >log && grep -q '^  verify ' log; then ok "lbs --help lists its words"; else bad "lbs --help lists its words" log; fi
ln -s "$LBS_SRC/lbs" link
if ./link audit --version >log 2>&1 && grep -q '^lbs-audit (lbs)' log; then ok "lbs works through a link, from anywhere"; else bad "lbs works through a link, from anywhere" log; fi
if command -v bash >/dev/null; then
	cat >try.bash <<'TRY'
. "$1"; COMP_WORDS=(lbs sto); COMP_CWORD=1; _lbs; echo "${COMPREPLY[*]}"
PATH=$2:$PATH; COMP_WORDS=(lbs verify --un); COMP_CWORD=2; _lbs; echo "${COMPREPLY[*]}"
TRY
	if [ "$(bash try.bash "$LBS_SRC/docs/completion/lbs.bash" "$LBS_BUILD/bin" | tr '\n' ' ')" = "store --until " ]; then
		ok "bash completes words and options"
	else bad "bash completes words and options" try.bash; fi
else skip "bash completes words and options" "no bash"; fi

# Installed, it runs from where it is.
if DESTDIR=$PWD/inst cmake --install "$LBS_BUILD" --prefix /usr >log 2>&1; then ok "it can be installed"; else bad "it can be installed" log; fi
HOME=$PWD/home; export HOME
if inst/usr/bin/lbs audit --version >log 2>&1 && grep -q '^lbs-audit (lbs)' log; then ok "the installed lbs runs its programs"; else bad "the installed lbs runs its programs" log; fi
if LBS_TREE=$PWD/inst/usr/share/lbs inst/usr/bin/lbs verify --until M0 >log 2>&1 && grep -q '^5 steps: 5 match$' log; then
	ok "the installed chain verifies"
elif ! "$LBS_BUILD/bin/lbs-sandboxtool" probe 2>why; then skip "the installed chain verifies" "$(cat why)"
else bad "the installed chain verifies" log; fi
for page in man1/lbs.1 man1/lbs-verify.1 man5/lbs-layer.5; do
	if [ -s inst/usr/share/man/$page ]; then ok "$page is installed"; else bad "$page is installed" log; fi
done
echo "1..$n"
