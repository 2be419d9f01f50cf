#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tcc - the recipe of tcc, run with the host's compilers in the place of cc: the same bytes from each
#
# This script reads steps/tcc-0.9.27/pass1.kaem as kaem would, with stand-ins for the seed's tools, in a root
# of its own. FIRST_COMPILERS in the environment names more compilers to begin with, separated by
# commas; one takes "-I DIR -o OUT FILE..." and runs in this folder.
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
step=$LBS_SRC/steps/tcc-0.9.27
cases=$LBS_SRC/tests/seed/libc
n=${n:-0}
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }

sum=$(cut -d ' ' -f 4 "$step/sources")
name=$(cut -d ' ' -f 5 "$step/sources")
test "$(cat "$step/sources.SHA256SUM")" = "$sum  /external/distfiles/$name"
told $? "the recipe checks the sum that sources names"

tarball=
for place in "${LBS_DISTFILES:-}" "${HOME-/root}/.cache/lbs/distfiles"; do
	for file in "$place/$name" "$place/$sum"; do
		if [ -f "$file" ] && [ "$(sha256sum <"$file")" = "$sum  -" ]; then tarball=$file; fi
	done
done
if [ -z "$tarball" ]; then skip "tcc from its tarball" "no $name in LBS_DISTFILES or ~/.cache/lbs/distfiles"; echo "1..$n"; exit 0; fi
if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	skip "tcc from its tarball" "gcc -m32 makes no programs here"; echo "1..$n"; exit 0
fi

# Programs of the root run in it, in the folder where the recipe is.
user=; [ "$(id -u)" = 0 ] || user=-r
in_folder() { folder=$1; shift; unshare $user -R "$R" -w "$folder" "$@"; }

# One line of a recipe, as words. Absolute names are in the root; where kaem would be is in $here.
run_line() {
	case $1 in
	./*) in_folder "$here" "$@"; return ;;
	cd) case $2 in /*) here=$2 ;; *) here=$here/$2 ;; esac; return ;;
	esac
	words=
	for word; do
		case $word in /*) word=$R$word ;; esac
		words="$words $word"
	done
	# shellcheck disable=SC2086 # no name here has a blank
	(cd "$R$here" && set -- $words && case $1 in
	cc) shift; $first "$@" ;;
	catm) shift; out=$1; shift; cat /dev/null "$@" >"$out" ;;
	unbz2) bzip2 -dc "$3" >"$5" ;;
	untar) tar -xf "$4" ;;
	simple-patch) "$top/simple-patch" "$2" "$3" "$4" ;;
	sha256sum) case $2 in
		-c) sed "s,  /,  $R/," "$3" | sha256sum -c --quiet ;;
		*) sha256sum "$2" "$3" "$4" "$5" >"$7" ;;
		esac ;;
	*) "$@" ;;
	esac)
}

run_recipe() { # FOLDER COMPILER: the recipe in a root that is this folder
	R=$PWD/$1 first=$2 here=/steps/tcc-0.9.27
	mkdir -p "$R/steps" "$R/external/distfiles"
	cp -R "$LBS_SRC/seed/libc" "$R/libc"
	cp -R "$step" "$R/steps/tcc-0.9.27"
	cp "$tarball" "$R/external/distfiles/$name"
	sed 's/#.*//' "$step/pass1.kaem" | sed -e :a -e '/\\$/N; s/\\\n//; ta' |
		sed "s,\${DISTFILES},/external/distfiles,; s,\${PREFIX},/usr,g; s,\${SRCDIR},/steps,g" >"$1.lines"
	while read -r line; do
		[ -n "$line" ] || continue
		# shellcheck disable=SC2086
		run_line $line <&- || { echo "# $2: $line" | head -c 200; echo; return 1; }
	done <"$1.lines"
}
top=$PWD
gcc -O1 -w -o simple-patch "$cases/simple-patch.c"
alone="-m32 -static -nostdlib -nostdinc -ffreestanding -fno-builtin -fno-pic -fno-stack-protector -w"

count=0
old_ifs=$IFS
IFS=,
for compiler in "gcc -O0 $alone" "gcc -O2 $alone" "clang -O1 $alone" ${FIRST_COMPILERS-}; do
	IFS=$old_ifs
	short=$(echo "$compiler" | cut -d ' ' -f 1,2)
	if ! command -v "${compiler%% *}" >/dev/null; then skip "tcc begun by $short" "not here"; continue; fi
	run_recipe "root$count" "$compiler"
	told $? "$short begins tcc, and it comes to its fixpoint in the second round"
	if [ $count = 0 ]; then
		count=1
		continue
	fi
	diff -r root0/usr "root$count/usr" >/dev/null
	told $? "$short, as the first compiler, leaves the same bytes as gcc -O0"
	rm -rf "root$count"
	count=$((count + 1))
done
IFS=$old_ifs
R=$top/root0

# One more round is the third; that the second gave the first's bytes is in the recipe.
mkdir -p "$R/w"
tcc() { in_folder /w /usr/bin/tcc "$@"; }
cp "$cases"/*.c "$R/w/"
tcc -static -o numbers numbers.c && in_folder /w ./numbers >numbers.tcc && gcc -m32 -w -O0 -o numbers "$cases/numbers.c" &&
	./numbers >numbers.gcc && cmp numbers.tcc numbers.gcc
told $? "constants, conversions, long long, long double, strtod: as gcc -m32 has them"
in_folder /w /steps/tcc-0.9.27/build/tcc-0 -static -o numbers numbers.c && in_folder /w ./numbers | cmp - numbers.gcc
told $? "the same, compiled by the first tcc"

# The four mistakes of the snapshot: a case each, without its change and with it.
fixed() { # NAME WORDS FILE: case FILE.c fails with tcc without change NAME, and passes with all
	cp -R "$R/steps/tcc-0.9.27/build/tcc-0.9.27" "$R/w/unfixed"
	(cd "$R/w/unfixed" && "$top/simple-patch" "$3" "$step/simple-patches/$1.after" "$step/simple-patches/$1.before")
	tcc -static -o unfixed-1 unfixed/tcc.c && in_folder /w ./unfixed-1 -static -o "tcc-$1" unfixed/tcc.c
	! try_case "./tcc-$1" "$1" >/dev/null 2>&1
	told $? "$1: the case fails without the change"
	try_case /usr/bin/tcc "$1"
	told $? "$1: with it, $2"
	rm -r "$R/w/unfixed"
}
try_case() { # TCC CASE
	in_folder /w "$1" -c "$2.c" "$2-main.c" && in_folder /w "$1" -ar case.a "$2.o" &&
		in_folder /w "$1" -static -o case "$2-main.o" case.a && in_folder /w ./case
}
fixed archive-weak "an archive's weak symbols are found" tcctools.c
fixed alias "an alias is defined" tccgen.c
fixed negative-constant "a negative constant keeps its sign in a whole number" tccgen.c
fixed prototype "a prototype holds after a definition in the old style" tccgen.c

printf '#include <stdio.h>\nint main(void) { return printf(__DATE__ " " __TIME__) < 0; }\n' >"$R/w/date.c"
tcc -static -o date date.c; test "$(in_folder /w ./date)" = "Jan  1 1970 00:00:00"
told $? "__DATE__ and __TIME__ do not tell the day"
echo "1..$n"
