#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tools2 - the small tools of seed/tools, each promise of its head, and broken files
#
# Built by the host's compiler with sanitizers; and if LBS_SEED_BIN names a folder, the same
# once more with the binaries there, as the chain made them. Peers: gzip, bzip2, xz, tar,
# sha256sum, openssl.
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
seed=$LBS_SRC/seed
here=$PWD out=$PWD/out err=$PWD/err
told() { if [ "$1" = 0 ]; then ok "$kind$2"; else bad "$kind$2"; fi; }
umask 022
LC_ALL=C ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1
export LC_ALL ASAN_OPTIONS UBSAN_OPTIONS
tools="catm match cp chmod mkdir rm replace sha256sum untar ungz unbz2 unxz wrap sha3sum get_machine
	simple-patch checksum-transcriber cmp"

# build TOOL: its parts are named in its head. alloc() becomes the host's, so that the
# sanitizer sees every block.
build() {
	beside=$(sed -n "s|^// Beside *\([^ ,]*\).*|$seed/\1|p" "$seed/tools/$1.c")
	{
		echo '#define alloc brk_alloc'
		# shellcheck disable=SC2013 # words
		for part in $(sed -n 's|^// Parts *||p' "$seed/tools/$1.c"); do
			cat "$seed/$part"
			[ "$part" != base/base.c ] || cat "$LBS_SRC/tests/seed/tools2.host.c"
		done
	} >"$1.all.c"
	# shellcheck disable=SC2086 # beside may be nothing
	gcc -m32 -g -w -fwrapv -fno-builtin -fsanitize=address,undefined -o "bin/$1" "$1.all.c" $beside
}

# exits STATUS WORDS TOOL ARGS...: with this status; out and err are kept; a failure says one line
exits() {
	wanted=$1 words=$2 tool=$3 status=0
	shift 3
	timeout 60 "$bin/$tool" "$@" >"$out" 2>"$err" || status=$?
	lines=$(wc -l <"$err")
	if [ "$status" = "$wanted" ] && { [ "$status" = 0 ] || [ "$lines" = 1 ]; }; then
		ok "$kind$tool: $words"
	else
		bad "$kind$tool: $words"; echo "# status $status: $(head -c 300 "$err")"
	fi
}
# refuses WORDS MESSAGE TOOL ARGS...
refuses() {
	words=$1 message=$2
	shift 2
	exits 1 "$words" "$@"
	grep -q "$message" "$err" || { bad "$kind$1: says '$message'"; cat "$err"; }
}
is() { # WORDS FILE FILE
	cmp -s "$2" "$3"
	told $? "$1"
}
mode() { [ "$(stat -c %a "$2")" = "$1" ]; told $? "$2 has mode $1"; }
noise() { awk -v n="$1" 'BEGIN { srand(n); for (i = 0; i < n; i++) printf "%c", int(rand() * 256) }'; }
fresh() { cd "$here" && rm -rf cage && mkdir -p cage/in && cd cage/in || exit 1; }

small_tools() {
	fresh
	printf 'one\n' >a; printf 'two' >b
	exits 0 "puts files together" catm o a b a
	printf 'one\ntwoone\n' >w; is "catm: in order" w o; mode 600 o
	exits 0 "none makes an empty file" catm empty
	check "${kind}catm: it is empty" test ! -s empty
	refuses "a missing file" "cannot read 'none'" catm o a none
	refuses "the output among the inputs" "is the output" catm o a o
	refuses "no word" usage catm
	exits 0 "equal" match x x
	timeout 9 "$bin/match" x y; [ $? = 1 ]; told $? "match: not equal"
	exits 0 "empty texts" match '' ''
	refuses "one word" usage match x

	noise 700000 >big; chmod 755 big
	exits 0 "copies" cp big copy
	is "cp: the same bytes" big copy; mode 600 copy
	mkdir d
	exits 0 "into a folder, which may be named with a slash" cp -v a d/
	echo 'a -> d//a' | cmp -s - "$out"; told $? "cp: -v tells"
	exits 0 "several" cp a ./copy b d
	is "cp: each by its last name" b d/b; is "cp: each by its last name" copy d/copy
	refuses "a missing file" "cannot read 'none'" cp none x
	check "${kind}cp: no target then" test ! -e x
	refuses "a folder as source" "cannot read 'd'" cp d y
	refuses "onto itself" "the same" cp a a
	is "cp: which stays" a d/a
	exits 0 "-h" cp -h; exits 0 "-V" cp -V
	refuses "an unknown option" "unknown option '-r'" cp -r a c
	refuses "one name" usage cp a

	exits 0 "octal" chmod 0751 a b; mode 751 a; mode 751 b
	exits 0 "-v" chmod -v 4700 a; mode 4700 a
	refuses "a missing file" "'none'" chmod 755 none
	refuses "no octal" "not an octal" chmod u+x a
	refuses "9" "not an octal" chmod 789 a
	refuses "too many bits" "not an octal" chmod 10000 a
	refuses "no file" usage chmod 755

	exits 0 "makes folders" mkdir m n; mode 755 m
	exits 0 "with a mode, exactly" mkdir --mode 1777 t; mode 1777 t
	exits 0 "with all above" mkdir -p p/q/r /tmp m//s/
	check "${kind}mkdir: they are there" test -d p/q/r -a -d m/s
	refuses "one that is there" "'m'" mkdir m
	refuses "one above is missing" "'x/y'" mkdir x/y
	exits 0 "-p does not mind a failure" mkdir -p a/b m
	refuses "a bad mode" "not an octal" mkdir -m rwx x
	exits 0 "removes" rm m/none a
	check "${kind}rm: what is there" test ! -e a
	exits 0 "a folder stays, told" rm m
	grep -q "rm: cannot remove 'm'" "$err"; told $? "rm: it says so"

	printf 'a cat, a cat\0 and caca' >text
	exits 0 "every place" replace -f text -o text -m ca --replace-with "do"
	printf 'a dot, a dot and dodo' >w; is "replace: NUL bytes go, the output may be the input" w text
	exits 0 "to standard output" replace --file text --match-on dodo -r ''
	printf 'a dot, a dot and ' | cmp -s - "$out"; told $? "replace: by nothing"
	exits 0 "the first of two that overlap" replace -f text -o o -m dod --replace-with X
	printf 'a dot, a dot and Xo' >w; is "replace: from the left" w o
	refuses "an empty text" "is empty" replace -f text -m '' -r x
	refuses "no match" usage replace -f text -r x
	refuses "a value is missing" "value is wanted" replace -f text -m

	exits 0 "equal" cmp w o
	printf 'twx' >c; refuses "a byte" "byte 3$" cmp c b
	printf 'tw' >c
	refuses "one that ends" "ends first: 'c'" cmp b c
	refuses "a missing one" "cannot read" cmp none b

	printf 'x\ny\nz\ny\n' >f; printf 'z\n' >before; printf 'Z' >after
	exits 0 "the one place" simple-patch f before after
	printf 'x\ny\nZy\n' >w; is "simple-patch: byte by byte" w f
	refuses "nowhere" "not there" simple-patch f before after
	printf 'y' >before
	refuses "two places" "more than once" simple-patch f before after
	is "simple-patch: which stays" w f
	refuses "nothing to look for" "nothing to look for" simple-patch f empty after
	refuses "a missing file" "cannot read 'none'" simple-patch none before after

	DISTFILES=/d; export DISTFILES
	sum=$(sha256sum <w | cut -c1-64)
	printf 'f http://h/a/x.tar.gz %s\nfile ftp://y %s z_1\n' "$sum" "$sum" >sources
	exits 0 "writes a list" checksum-transcriber sources
	printf '%s  /d/x.tar.gz\n%s  /d/z_1\n' "$sum" "$sum" >w
	is "checksum-transcriber: of names in DISTFILES" w sources.SHA256SUM
	for line in "g a~b _ $sum x\n" "f a/b ${sum}0\n" "f a/b\n" "f a/b $sum" "f  a/b $sum\n" "f a/b $sum \n" "\n" \
		"f a/ $sum\n" "f a/b $sum _\n" "f a $sum b c d e f g\n" "f a/$(head -c 4100 /dev/zero | tr '\0' y) $sum\n"; do
		# shellcheck disable=SC2059 # a format on purpose
		printf "f a/b $sum c\n$line" >bad
		refuses "not '$(echo "$line" | cut -c1-20)'" "bad:2: " checksum-transcriber bad
		check "${kind}checksum-transcriber: no list then" test ! -e bad.SHA256SUM
	done
	unset DISTFILES
	refuses "without DISTFILES" DISTFILES checksum-transcriber sources

	machine=$(uname -m)
	exits 0 "the machine as it is" get_machine --exact
	echo "$machine" | cmp -s - "$out"; told $? "get_machine: as uname says"
	exits 0 "the system" get_machine --os
	uname -s | cmp -s - "$out"; told $? "get_machine: as uname says"
	while read -r name want options; do
		# shellcheck disable=SC2086 # words
		exits 0 "$name $options" get_machine --override "$name" $options
		[ "$(cat "$out")" = "${want#-}" ]; told $? "get_machine: gives ${want#-}"
	done <<-END
		i386 x86
		i686 x86
		x86_64 amd64
		x86_64 x86_64 --exact
		riscv64 riscv64
		i586 0x08048000 --hex2
		x86_64 0x00600000 --hex2
		aarch64 0x400000 --hex2
		armv7l 0x10000 --hex2
		x86_64 ---64 --blood
		i686 - --blood
		i686 ---little-endian --endian
		knight ---big-endian --endian
	END
	refuses "an unknown option" "unknown" get_machine --frob
}

sums() {
	fresh
	: >empty; printf a >one; seq 30000 >text; noise 1000003 >random
	for size in 55 56 63 64 65 119 120 135 136 137 271 272; do head -c $size text >"t$size"; done
	exits 0 "many lengths" sha256sum ./*
	sha256sum ./* >../w; is "sha256sum: as the peer has them" ../w "$out"
	exits 0 "to a file" sha256sum one -o list text
	sha256sum one text >w; is "sha256sum: with -o" w list
	exits 0 "checks" sha256sum -c list
	printf 'one: OK\ntext: OK\n' | cmp -s - "$out"; told $? "sha256sum: OK a line"
	printf x >one
	timeout 9 "$bin/sha256sum" -c list >"$out"
	[ $? = 1 ] && [ "$(head -1 "$out")" = "one: FAILED" ]; told $? "sha256sum: FAILED"
	[ "$(grep -c "^Wanted: .*ca978112\|^Received: .*2d711642" "$out")" = 2 ]; told $? "sha256sum: with both sums"
	tail -1 "$out" | grep -q 'text: OK'; told $? "sha256sum: and goes on"
	rm one
	refuses "a missing file at once" "cannot read 'one'" sha256sum -c list
	check "${kind}sha256sum: nothing more then" test ! -s "$out"
	echo "abc  text" >list
	refuses "a line out of form" "list:1: " sha256sum -c list
	refuses "an empty list" "empty" sha256sum -c empty
	refuses "a missing file" "cannot read" sha256sum none
	if [ "$(openssl sha3-256 -r empty 2>/dev/null | cut -c1-8)" = a7ffc6f8 ]; then
		exits 0 "many lengths" sha3sum ./*
		for f in ./*; do echo "$(openssl sha3-256 -r "$f" | cut -c1-64)  $f"; done >../w
		is "sha3sum: as openssl has them" ../w "$out"
	else
		skip "${kind}sha3sum" "no openssl with SHA3-256"
	fi
}

samples() { # files of all kinds, in ../data
	mkdir -p "$here/data" && cd "$here/data" || exit 1
	[ ! -e text ] || return 0
	: >empty; printf x >one; seq 1 60000 >text
	head -c 2300000 /dev/zero >runs
	noise 200000 >random
	awk 'BEGIN { for (i = 0; i < 60000; i++) { for (k = 0; k < i % 11; k++) printf "%c", 97 + i % 3; print i % 977 } }' >mixed
	awk 'BEGIN { for (i = 0; i < 300; i++) { s = ""; for (k = 0; k <= i % 270; k++) s = s "e"; print s i % 7 } }' >lengths
	cat text random mixed text >long             # several blocks of bzip2
	cat long >>long.2; cat long long.2 >long.3; rm long.2
	head -c 40000 random >far; head -c 60000 text >>far; head -c 40000 random >>far
}

# unpacks WORDS TOOL FILE WANTED
unpacks() {
	exits 0 "$1" "$2" -f "$3" -o o
	is "$2: $1: the bytes" "$4" o
}

unpackers() {
	samples
	fresh
	data=$here/data
	for f in "$data"/*; do
		name=$(basename "$f")
		for level in 1 9; do
			[ "$name" != long.3 ] || [ "$level" = 9 ] || continue
			gzip -n -$level -c "$f" >z.gz; unpacks "$name, -$level" ungz z.gz "$f"
			[ "$level" != 9 ] || { bzip2 -1 -c "$f" >z.bz2; unpacks "$name, -1" unbz2 z.bz2 "$f"; }
		done
		bzip2 -9 -c "$f" >z.bz2; unpacks "$name, -9" unbz2 z.bz2 "$f"
		for options in -0 -6 -9e --format=lzma --check=none --check=crc32 --check=sha256; do
			[ "$name" != long.3 ] || [ "$options" = -6 ] || continue
			xz $options -c "$f" >z.xz; unpacks "$name, $options" unxz z.xz "$f"
		done
	done
	mode 600 o
	f=$data/mixed
	for options in --lzma2=lc=0,lp=4,pb=4 --lzma2=lc=4,lp=0,pb=0 --lzma2=dict=4096,nice=273 --block-size=70000 \
		"--format=lzma --lzma1=lc=1,lp=3,pb=2,dict=4096"; do
		# shellcheck disable=SC2086 # words
		xz $options -c "$f" >z.xz; unpacks "mixed, $options" unxz z.xz "$f"
	done
	{ xz -c "$data/text"; head -c 8 /dev/zero; xz --check=none -c "$data/one"; xz -c "$data/empty"; } >z.xz
	cat "$data/text" "$data/one" >w; unpacks "streams with zeros between" unxz z.xz w
	"$bin/unxz" <z.xz >o; is "unxz: standard input and output" w o
	xz -c "$data/text" >z.xz; xz --format=lzma -c "$data/text" >z.lzma
	"$bin/unxz" -f z.xz | cmp -s - "$data/text"; told $? "unxz: to a pipe"
	{ cat z.lzma; echo; } >z2; refuses "rubbish behind .lzma" "rubbish" unxz -f z2 -o o
	{ cat z.xz; echo abc; } >z2; exits 1 "rubbish behind .xz" unxz -f z2 -o o
	{ cat z.xz; printf '\0\0\0'; } >z2; refuses "three zeros behind .xz" "ends too early" unxz -f z2 -o o
	xz --delta --lzma2 -c "$data/text" >z2; refuses "delta" "filter" unxz -f z2 -o o
	xz --x86 --lzma2 -c "$data/text" >z2; refuses "x86" "filter" unxz -f z2 -o o
	refuses "an empty file" "too early" unxz -f "$data/empty" -o o
	refuses "text" . unxz -f "$data/text" -o o
	refuses "another format" . unxz -f z.gz -o o
	refuses "an unknown option" "unknown option '-d'" unxz -d

	{ bzip2 -c "$data/one"; bzip2 -9 -c "$data/text"; } >z.bz2
	cat "$data/one" "$data/text" >w; unpacks "two in a file" unbz2 z.bz2 w
	cp z.bz2 name.tar.bz2
	exits 0 "a name of its own" unbz2 --file name.tar.bz2
	is "unbz2: less three characters" w name.tar.
	{ cat z.bz2; echo; } >z2; refuses "rubbish behind" "too early\|not a bzip2" unbz2 -f z2 -o o
	refuses "another format" "not a bzip2" unbz2 -f z.gz -o o
	refuses "no file" usage unbz2

	cp "$data/text" stored; gzip -N stored
	exits 0 "the stored name" ungz --file stored.gz
	is "ungz: that name" "$data/text" stored
	gzip -n -c "$data/one" >z.gz
	refuses "no stored name, no -o" "no plain name" ungz -f z.gz
	{ gzip -c "$data/one"; gzip -c "$data/text"; head -c 700 /dev/zero; } >z.gz
	unpacks "two members and zeros" ungz z.gz w
	{ gzip -c "$data/one"; echo; } >z.gz; refuses "rubbish behind" "rubbish" ungz -f z.gz -o o
	# what gzip(1) never writes: all optional parts; a path as name; a header's checksum
	printf '\037\213\010\034\0\0\0\0\0\003\003\0abcname\0comment\0' >z.gz; gzip -n -c "$data/text" | tail -c +11 >>z.gz
	unpacks "extra field, name, comment" ungz z.gz "$data/text"
	printf '\037\213\010\010\0\0\0\0\0\003../x\0' >z.gz; gzip -n -c "$data/one" | tail -c +11 >>z.gz
	refuses "a path as stored name" "no plain name" ungz -f z.gz
	printf '\037\213\010\002\0\0\0\0\0\003\0\0' >z.gz
	refuses "FHCRC" "checksum" ungz -f z.gz -o o

	# a sum that is wrong: the last but third byte of each file
	for f in gz:ungz:'CRC\|length' bz2:unbz2:CRC; do
		e=${f%%:*}; f=${f#*:}
		case $e in gz) gzip -n -c "$data/text" >z ;; bz2) bzip2 -c "$data/text" >z ;; esac
		size=$(wc -c <z)
		for back in 3 7; do
			[ "$e$back" != bz27 ] || continue
			{ head -c $((size - back)) z; printf '\252'; tail -c $((back - 1)) z; } >z2
			refuses "a wrong sum" "${f#*:}" "${f%%:*}" -f z2 -o o
		done
	done
	for c in crc32 crc64 sha256; do     # the block's check ends where the index begins
		xz --check=$c -c "$data/one" >z; size=$(wc -c <z)
		{ head -c $((size - 21)) z; printf '\252'; tail -c 20 z; } >z2
		refuses "a wrong $c" "do not agree" unxz -f z2 -o o
	done
	for f in z.bz2:unbz2 z.lzma:unxz; do
		exits 1 "a full disk" "${f#*:}" -f "${f%:*}" -o /dev/full
		refuses "a missing file" "cannot read" "${f#*:}" -f none -o o
	done
}

archives() {
	fresh
	mkdir -p "$here/tree/a/b/c" && cd "$here/tree" || exit 1
	: >a/empty; seq 3000 >a/text; head -c 512 /dev/zero >a/b/zeros; noise 300000 >a/b/c/random
	long=$(printf '%090d' 7); mkdir -p "$long/deep"; echo x >"$long/deep/file"
	ln -sfn ../text a/b/link; ln -sfn /nowhere a/dangling; chmod 755 a/text
	cd "$here/cage/in" || exit 1
	for format in v7 ustar oldgnu; do
		tar --format=$format -C "$here/tree" -cf t.tar a
		[ $format != ustar ] || tar --format=ustar -C "$here/tree" -cf t.tar .   # names in two fields
		mkdir got; cd got || exit 1
		exits 0 "$format" untar -f ../t.tar
		[ "$format" = ustar ] || cp -R "$here/tree/$long" .
		diff -r --no-dereference "$here/tree" .; told $? "untar: $format: as it was packed"
		mode 600 a/text; mode 755 a/b
		exits 0 "again, over itself" untar --file ../t.tar
		diff -r --no-dereference "$here/tree" . >/dev/null; told $? "untar: the same"
		cd .. ; rm -rf got
	done
	mkdir x; cd x || exit 1
	exits 0 "--fuzz-mode" untar --fuzz-mode -v -f ../t.tar
	tar tf ../t.tar | sed 's|/$||' | cmp -s - "$out"; told $? "untar: -v names each member"
	[ -z "$(ls)" ]; told $? "untar: and nothing is made"
	cd ..
	# shellcheck disable=SC2002 # a pipe is wanted
	cat t.tar | (cd x && "$bin/untar" -f /dev/stdin) && cmp -s x/a/text "$here/tree/a/text"
	told $? "untar: from a pipe"
	rm -rf x

	mkdir odd; echo 1 >odd/one; ln odd/one odd/two; mkfifo odd/pipe; echo 2 >odd/three
	mkdir "odd/$long"; echo 3 >"odd/$long/$long"
	for what in "ustar:one two:hard link" "ustar:pipe three:device or pipe" "gnu:$long:long name" "pax:$long:long name"; do
		format=${what%%:*}; what=${what#*:}
		# shellcheck disable=SC2046,SC2086 # words
		tar --format=$format --sort=name -C odd -cf t.tar ${what%%:*}
		mkdir x; cd x || exit 1
		refuses "${what#*:}, $format" "${what#*:}" untar -f ../t.tar
		exits 0 "${what#*:}, $format, passed over" untar --non-strict -f ../t.tar
		grep -q "untar: passed over: a ${what#*:}" "$err"; told $? "untar: and told"
		cd ..; rm -rf x
	done

	# Out of the folder: by name, through links of the archive, through links that were there.
	echo evil >"$here/evil"; mkdir x; cd x || exit 1
	for name in ../../out.1 /tmp/lbs-tools2-out a/../../../out.2 ..; do
		tar -P --transform "s|evil|$name|" -C "$here" -cf ../t.tar evil
		refuses "the name $name" "a name from /\|a name with" untar -f ../t.tar
	done
	ln -s .. up; tar cf ../t.tar up; rm up
	tar --transform 's|evil|up/out.3|' -C "$here" -rf ../t.tar evil
	refuses "through a link of the archive" "symbolic link" untar -f ../t.tar
	rm up; ln -s .. a; tar --transform 's|evil|./a//b/out.4|' -C "$here" -cf ../t.tar evil
	refuses "through a link that was there" "symbolic link" untar -f ../t.tar
	rm a; ln -s ../out.5 evil; tar -C "$here" -cf ../t.tar evil
	exits 0 "a file takes a link's place" untar -f ../t.tar
	check "${kind}untar: the link is gone" test ! -L evil
	[ "$(echo *)" = evil ] && [ "$(cd ..; echo out.*)" = "out.*" ] && [ "$(cd ../..; echo *)" = in ] &&
		[ ! -e /tmp/lbs-tools2-out ]
	told $? "untar: nothing outside the folder"
	mkdir evil2; ln -s evil2 evil3; tar -C "$here/tree" -cf ../t.tar a/text; echo >a
	refuses "a file where a folder is wanted" "cannot make the folder" untar -f ../t.tar
	cd ..
	head -c 700 t.tar >t2; refuses "cut short" "too early" untar -f t2
	tar --format=ustar -C "$here/tree" -cf t.tar a/text; size=$(($(stat -c %s "$here/tree/a/text") / 512 + 2))
	head -c $((size * 512)) t.tar >t2
	refuses "without its end" "block of zeros" untar -f t2
	exits 0 "without its end, --non-strict" untar --non-strict -f t2
	refuses "not an archive" "not a tar" untar -f "$here/tree/a/b/c/random"
	refuses "no file" usage untar
	for t in "${HOME-}"/.cache/lbs/distfiles/tcc_*.tar.bz2; do
		if [ ! -e "$t" ]; then skip "${kind}the tarball of tcc" "not fetched"; continue; fi
		exits 0 "tcc's" unbz2 -f "$t" -o tcc.tar
		bzip2 -dc "$t" | cmp -s - tcc.tar; told $? "unbz2: tcc's: the bytes"
		mkdir mine theirs
		cd mine || exit 1
		exits 0 "tcc's" untar --non-strict -f ../tcc.tar
		tar -C ../theirs -xf ../tcc.tar; diff -r . ../theirs; told $? "untar: tcc's: the files"
		cd ..
	done
}

broken_files() {
	samples
	fresh
	data=$here/data
	head -c 3000 "$data/mixed" >part; head -c 300 "$data/random" >>part; head -c 2000 "$data/lengths" >>part
	mkdir a; cp part a/b; ln -s b a/c; tar --format=ustar -cf t.tar a
	gzip -c part >z.gz; bzip2 -c part >z.bz2; xz -c part >z.xz; xz --format=lzma -c part >z.lzma
	for f in z.gz:ungz z.bz2:unbz2 z.xz:unxz z.lzma:unxz t.tar:untar; do
		mkdir "on.$f"
		options="-f mutated -o o"; [ "$f" != t.tar:untar ] || options="-f mutated"
		# shellcheck disable=SC2086 # words
		(cd "on.$f" && "$here/mutate" "../${f%:*}" 200 "$bin/${f#*:}" $options >log; echo $? >result) &
	done
	wait
	for f in z.gz:ungz z.bz2:unbz2 z.xz:unxz z.lzma:unxz t.tar:untar; do
		cat "on.$f/log"
		[ "$(cat "on.$f/result")" = 0 ]; told $? "${f#*:}: 200 broken files like ${f%:*}"
	done
	[ "$(cd ..; echo *)" = in ] && [ "$(echo on.*)" = "on.t.tar:untar on.z.bz2:unbz2 on.z.gz:ungz on.z.lzma:unxz on.z.xz:unxz" ]
	told $? "untar: nothing outside the folder"
}

wraps() {
	fresh
	if [ ! -x "$bin/wrap" ]; then skip "${kind}wrap" "not in that folder"; return; fi
	if ! unshare -rm true 2>/dev/null; then skip "${kind}wrap" "no user namespaces"; return; fi
	mkdir bin; cp -L /bin/sh bin/
	# shellcheck disable=SC2046 # words
	ldd /bin/sh | grep -q 'not a dynamic' || cp --parents -L $(ldd /bin/sh | grep -o '/lib[^ ]*') .
	# shellcheck disable=SC2016 # for that shell
	SECRET=1 exits 0 "runs a command" wrap /bin/sh -c \
		'echo "$PATH$SECRET$1"; cd /proc/self && read -r x </proc/self/uid_map; echo $x; echo >/dev/null; [ -d /sys/class ]' a b
	printf '/usr/binb\n0 %d 1\n' "$(id -u)" | cmp -s - "$out"
	told $? "wrap: clean environment, a root of its own, /proc and /dev"
	exits 3 "gives the command's status" wrap /bin/sh -c 'echo >&2; exit 3'
	refuses "a missing command" "cannot run '/none'" wrap /none
	refuses "nothing" usage wrap
}

all() {
	small_tools
	sums
	unpackers
	archives
	wraps
	broken_files
}

if echo 'int main(void) { return 0; }' | gcc -m32 -fsanitize=address -x c -o /dev/null - 2>/dev/null; then
	mkdir bin
	kind='' bin=$here/bin
	cc -O1 -w -o mutate "$LBS_SRC/tests/seed/tools2.mutate.c"
	for t in $tools; do build "$t" & done
	wait
	for t in $tools; do [ -x "bin/$t" ]; told $? "$t builds with sanitizers"; done
	gcc -m32 -c -o call5.o "$seed/tools/call5.c" && objcopy -O binary -j .text.machine call5.o have
	{ echo '.intel_syntax noprefix'; sed -n 's,^.*0x[0-9A-F]*\,\{0\,1\} *// \([^#]*\).*,\1,p' "$seed/tools/call5.c"; } >call5.s
	as --32 -o call5.o call5.s && objcopy -O binary -j .text call5.o want && head -c "$(wc -c <want)" have | cmp -s - want
	told $? "call5.c: the instructions assemble to the bytes"
	all
else
	skip "the tools, built by the host" "gcc -m32 makes no programs here"
fi
if [ -n "${LBS_SEED_BIN-}" ]; then
	kind='from the chain: ' bin=$(cd "$LBS_SEED_BIN" && pwd)
	cc -O1 -w -o mutate "$LBS_SRC/tests/seed/tools2.mutate.c"
	all
fi
# shellcheck disable=SC2154 # common.sh.inc counts
echo "1..$n"
