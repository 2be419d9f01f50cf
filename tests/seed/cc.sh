#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cc - the C compiler of seed/cc: one small program a rule, mistakes it must tell, random programs
#
# tests/seed/cc/NAME.c, or all of tests/seed/cc/NAME/, is a program that prints NAME.out and ends
# with status 0, or a last line "status N"; or one that is refused with one line "FILE:LINE: words",
# LINE being (one of those) in NAME.err. Three compilers take the set: the host's gcc, which shows
# that the set is right; cc built by it with sanitizers; and the cc of the chain, from the folder
# LBS_SEED_BIN or from a chain grown here. LBS_CC_PEERS="gcc clang i386-tcc" takes more of the
# host's; LBS_CC_SEEDS="FIRST COUNT" takes other random programs.
set -u
here=$LBS_SRC/tests/seed/cc
random=$LBS_SRC/tests/seed/random
libc=$LBS_SRC/seed/libc
peers=${LBS_CC_PEERS-gcc}
seeds=${LBS_CC_SEEDS-301 100}         # among them some that found mistakes once
first=${seeds% *} programs=${seeds#* } batch=10 csmiths=20

# build COMPILER OUT FILE...
build() {
	by=$1 out=$2
	shift 2
	rm -f "$out"
	case $by in
	gcc | clang) $by -m32 -std=gnu99 -fgnu89-inline -fwrapv ${strict--w} -I "$random" -o "$out" "$@" ;;
	i386-tcc) # its own linking needs a 32-bit libc where Debian has none
		$by -w -I/usr/include/x86_64-linux-gnu -I "$random" -r -o "$out.o" "$@" &&
			gcc -m32 -z noexecstack -w -o "$out" "$out.o" "$(echo /usr/lib/*/tcc/i386-libtcc1.a)" ;;
	*) timeout 10 "$by" -I "$libc/include" -I "$random" -o "$out" "$libc"/*.c "$@" ;;
	esac
}

# What a compiler is called in words and file names.
named() {
	case $1 in
	*/san/cc) echo cc ;;
	*/bin/cc) echo chain-cc ;;
	*) echo "${1##*/}" ;;
	esac
}

# NAME: "ok" or what is wrong
program() {
	name=$2 files=$here/$2.c
	[ ! -d "$here/$name" ] || files=$(echo "$here/$name"/*.c)
	# shellcheck disable=SC2086 # words on purpose
	build "$1" "./$name" $files >"$name.log" 2>&1 || { echo "refused: $(head -n 1 "$name.log")"; return; }
	status=0
	timeout 10 "./$name" >"$name.got" 2>&1 || status=$?
	[ $status = 0 ] || echo "status $status" >>"$name.got"
	grep -v '^# SPDX-' "$here/$name.out" | cmp -s - "$name.got" && echo ok && return
	grep -v '^# SPDX-' "$here/$name.out" | diff - "$name.got" | sed -n '2,3s/^/printed: /p' | tr '\n' ' '
	echo
}

mistake() {
	name=$2 wants=$(grep -v '^# SPDX-' "$here/$2.err") status=0
	case $1 in
	i386-tcc | gcc | clang)         # that they refuse it is enough
		strict=-pedantic-errors build "$1" "./$name" "$here/$name.c" >"$name.log" 2>&1 && echo accepted || echo ok
		return ;;
	esac
	build "$1" "./$name" "$here/$name.c" >"$name.log" 2>&1 || status=$?
	[ $status = 1 ] || { echo "status $status: $(head -n 1 "$name.log")"; return; }
	[ "$(wc -l <"$name.log")" = 1 ] || { echo "more than a line: $(head -n 3 "$name.log" | tr '\n' '|')"; return; }
	for want in $wants; do
		case $want in *:*) ;; *) want=$name.c:$want ;; esac
		grep -q "^[^:]*/$want: " "$name.log" && echo ok && return
	done
	echo "line $wants wanted: $(sed 's,^[^:]*/,,' "$name.log")"
}

# The seeds FIRST ... as one program; on a difference, each of them alone.
random() {
	by=$1 from=$2 count=$3
	[ -s "random.$from.want" ] || {
		./gen "$from" "$count" >"random.$from.c" &&
		gcc -m32 -O0 -fwrapv -w -o "random.$from.gcc" "random.$from.c" && timeout 10 "./random.$from.gcc" >"random.$from.want"
	} || { echo "random.$from: gcc or its program fails"; return; }
	if build "$by" "./random.$from" "random.$from.c" >log 2>&1 && timeout 10 "./random.$from" >"random.$from.got" 2>&1 &&
		cmp -s "random.$from.want" "random.$from.got"; then echo ok; return; fi
	[ "$count" != 1 ] || { echo "seed $from: $(head -n 1 log | tr -d '\n') $(diff "random.$from.want" "random.$from.got" 2>&1 | sed -n 2,4p | tr '\n' ' ')"; return; }
	while [ "$count" -gt 0 ]; do
		rm -f "random.$from.want"
		(random "$by" "$from" 1) | grep -v '^ok'
		from=$((from + 1)) count=$((count - 1))
	done
}

# Small C, by the compiler in assembly: what small C's programs give is the same in C.
small() {
	bin=$1 from=$2 count=$3
	./gen --small "$from" "$count" >small.c
	gcc -m32 -fwrapv -w -o small.gcc small.c "$here/host.c" && timeout 10 ./small.gcc >small.want
	"$bin/cc_x86" small.c small.M1 && "$bin/catm" all.M1 "$LBS_SRC/seed/x86/start/start.M1" small.M1 &&
		"$bin/M0" all.M1 small.hex2 && "$bin/hex2" small.hex2 small && timeout 10 ./small >small.got
	diff small.want small.got >small.diff || { echo "differs from seed $(sed -n '2s/^< s \([0-9]*\).*/\1/p' small.diff)"; return; }
	if build "$bin/cc" ./small small.c 2>log && timeout 10 ./small >small.got && cmp -s small.want small.got; then echo ok; else echo "cc: $(head -n 1 log)"; fi
}

# A csmith program, with the header that stands in for its runtime.
smith() {
	by=$1 seed=$2
	csmith --seed "$seed" --no-packed-struct --no-volatiles --no-builtins --no-argc \
		--max-funcs 4 --max-block-depth 3 --max-expr-complexity 6 -o "smith.$seed.c" >/dev/null 2>&1
	build gcc "smith.$seed.gcc" "smith.$seed.c" >log 2>&1 || { echo "seed $seed: gcc: $(head -n 1 log)"; return; }
	timeout 2 "./smith.$seed.gcc" >"smith.$seed.want" || { echo ok; return; }     # it may run for ever
	build "$by" "./smith.$seed" "smith.$seed.c" >log 2>&1 || { echo "csmith seed $seed: $(head -n 1 log)"; return; }
	timeout 10 "./smith.$seed" >"smith.$seed.got" 2>&1
	if cmp -s "smith.$seed.want" "smith.$seed.got"; then echo ok; else echo "csmith seed $seed: another checksum"; fi
}

# This script again, for a few of a kind: "KIND COMPILER ARGUMENTS" a line, answers "ARGUMENTS: answer" to a file.
if [ "${1-}" = --do ]; then
	kind=$2 by=$3
	shift 3
	dir=$kind.$(named "$by").$1
	mkdir -p "$dir"
	for each; do
		# shellcheck disable=SC2086
		(cd "$dir" && { [ ! -e ../gen ] || ln -sf ../gen gen; } && $kind "$by" $(echo "$each" | tr : ' ')) | sed "s,^,$each ,"
	done >"$dir.answers"
	exit 0
fi

# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
run() { # KIND COMPILER: arguments come in, a line each
	rm -f ./"$1.$(named "$2")".*.answers
	xargs -n "${LBS_CC_EACH-12}" -P 2 "$0" --do "$1" "$2"
	cat "$1.$(named "$2")".*.answers | sort -n
}
words() { sed -n '3s,^// ,,p' "$here/$1.c" "$here/$1"/main.c 2>/dev/null; }
set_of() { (cd "$here" && ls ./*."$1" | sed 's,^\./,,; s,\.[a-z]*$,,'); }
each() { # COMPILER: all of the set, one test each
	name_of=$(named "$1")
	set_of out | run program "$1" >answers
	set_of err | run mistake "$1" >>answers
	while read -r name answer; do
		if [ "$answer" = ok ]; then ok "$name_of: $(words "$name")"; else bad "$name_of: $(words "$name")"; echo "# $name.c $answer"; fi
	done <answers
}
together() { # WORDS: one test for all answers
	[ -s answers ] || echo "nothing was tried" >answers
	if grep -v ' ok$' answers >wrong; then bad "$1"; sed 's/^/# /' wrong; else ok "$1"; fi
}

if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	echo "1..0 # SKIP gcc -m32 makes no programs here"
	exit 0
fi
n=0
for peer in $peers; do
	set_of out | run program "$peer" >answers
	set_of err | run mistake "$peer" >>answers
	together "the set is as $peer has it"
done

# cc, from its chapters in the order that the first one tells.
chapters=../base/base.c\ $(sed -n '/in the order$/,/written in/p' "$LBS_SRC/seed/cc/cc.h" | grep -o '[a-z]*\.[ch]\>')
missing=
for chapter in $chapters; do [ -f "$LBS_SRC/seed/cc/$chapter" ] || missing=$chapter; done
[ -f "$libc/libc.h" ] || missing=libc
compilers=
if [ -n "$missing" ]; then
	skip "cc: the set" "$missing is not there yet"
else
	(cd "$LBS_SRC/seed/cc" && cat $chapters "$here/host.c") >all.c
	mkdir -p san host
	gcc -m32 -O1 -g -w -fwrapv -fsanitize=address,undefined -fno-sanitize-recover=undefined -o san/cc all.c 2>log &
	gcc -m32 -O1 -w -fwrapv -o host/cc all.c 2>log.host
	wait
	if [ -x san/cc ] && [ -x host/cc ]; then ok "cc builds with sanitizers"; compilers="$PWD/san/cc"; else bad "cc builds with sanitizers"; head -n 5 log; fi
	ASAN_OPTIONS=detect_leaks=0
	export ASAN_OPTIONS
fi
if [ -z "${LBS_SEED_BIN-}" ]; then
	make_root
	if can_chroot; then grow || :; fi
	LBS_SEED_BIN=$PWD/root/x86/bin
fi
if [ -x "$LBS_SEED_BIN/cc" ]; then compilers="$compilers $LBS_SEED_BIN/cc"; else skip "the chain's cc" "there is none in LBS_SEED_BIN, and none can be grown"; fi
for compiler in $compilers; do each "$compiler"; done

# Random programs, by the cc that is built without sanitizers. The chain's must write the same bytes.
gcc -O1 -w -o gen "$random/gen.c" "$random/small.c"
if [ -x "$LBS_SEED_BIN/cc_x86" ]; then
	echo "$first:$programs" | run small "$LBS_SEED_BIN" >answers
	together "$programs random programs in small C, by cc_x86 and cc, do what gcc's do"
fi
if [ -x host/cc ]; then
	i=$first
	while [ $i -lt $((first + programs)) ]; do echo $i:$batch; i=$((i + batch)); done | LBS_CC_EACH=1 run random "$PWD/host/cc" >answers
	together "$programs random programs do what gcc's do"
	if command -v csmith >/dev/null; then
		seq 1 $csmiths | LBS_CC_EACH=2 run smith "$PWD/host/cc" >answers
		together "$csmiths programs by csmith do what gcc's do"
	else
		skip "programs by csmith" "no csmith"
	fi
	if [ -x "$LBS_SEED_BIN/cc" ]; then
		for file in random.cc.*/random.*.c "$here"/program-*.c; do
			build "$PWD/host/cc" one "$file" && build "$LBS_SEED_BIN/cc" two "$file" && cmp one two && echo "$file ok"
		done >answers 2>&1
		together "cc by gcc and cc by the chain write the same bytes"
	fi
fi
echo "1..$n"
