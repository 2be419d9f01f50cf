#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tools1 - M1, hex2, blood-elf, kaem: cases as data, peers, the seed's own listings, broken texts
#
# The tools are built by gcc with sanitizers, by clang, and by the seed's own compilers: "chain"
# is cc_x86, or the binaries of the folder that LBS_SEED_BIN names, "cc" is cc. Peers are those of Debian's
# mescc-tools 1.4, older than the language that ours speak. What differs is kept out of the
# random texts: M1 1.4 knows no $n and &n, no ranges, no octal numbers of two bytes, no bytes
# above 127 in texts; hex2 1.4 has no >base on RISC-V and drops half bytes; blood-elf has the
# upper half of --64 --big-endian numbers last; kaem drops "" and a last line without newline,
# takes \$ for a variable, and is lost in nested ifs.
# shellcheck disable=SC2015,SC2020,SC2046,SC2086,SC2089,SC2090 # tools, kinds and lists of words have no spaces, or are to be parted at them
set -u
# shellcheck source=/dev/null
. "$LBS_SRC/tests/seed/common.sh.inc"
here=$PWD n=${n:-0}
cases=$LBS_SRC/tests/seed/tools1
tools='M1 hex2 blood-elf kaem'
LC_ALL=C ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1
export LC_ALL ASAN_OPTIONS UBSAN_OPTIONS
told() { if [ "$1" = 0 ]; then ok "$2"; else bad "$2"; fi; }
clean() { ! grep -q 'Sanitizer\|runtime error' "$@"; }

if ! echo 'int main(void) { return 0; }' | gcc -m32 -x c -o /dev/null - 2>/dev/null; then
	echo "1..0 # SKIP gcc -m32 makes no programs here"
	exit 0
fi
parts() { sed -n 's|^// Parts *||p' "$LBS_SRC/seed/tools/$1.c" | tr ' ' '\n' | sed "s|^|$LBS_SRC/seed/|"; }
mkdir -p san clang chain cc work/bin1 work/bin2
for tool in $tools; do
	cat $(parts $tool) >$tool.c
	# The sanitizers see a block of the host's for each of ours.
	sed 's/^void\* alloc(/void* brk_alloc(/; s/^void\* grow(/void* brk_grow(/' $tool.c >$tool.san.c
	gcc -m32 -g -w -fwrapv -fno-builtin -fsanitize=address,undefined -include "$cases/host.h" -o san/$tool $tool.san.c "$cases/host.c"
	told $? "$tool builds with sanitizers"
	if command -v clang >/dev/null; then
		clang -m32 -O2 -w -Wno-int-conversion -fwrapv -fno-builtin -DHOST_CALLS_ALONE -o clang/$tool $tool.c "$cases/host.c"
		told $? "$tool builds with clang"
	fi
done
# shellcheck disable=SC2016 # for the other shell
printf '#!/bin/sh\nfor word; do printf "[%%s]" "$word"; done\necho\n' >work/args
printf '#!/bin/sh\necho bin1\n' >work/bin1/who1
printf '#!/bin/sh\necho bin2\n' >work/bin2/who1
chmod +x work/args work/bin?/who1

# ---- the chain, and the seed's own listings

chained=no
if [ -n "${LBS_SEED_BIN-}" ]; then
	for tool in $tools; do cp "$LBS_SEED_BIN/$tool" chain/; done
	chained=yes
fi
make_root
if can_chroot && grow && [ -e root/x86/cc_x86/cc_x86.kaem ]; then
	bin=root/x86/bin
	[ -e $bin/cc_x86 ] || in_root /x86/bin/kaem /x86/cc_x86/cc_x86.kaem >kaem.log
	start=$LBS_SRC/seed/x86/start/start.M1
	for tool in $tools; do
		$bin/cc_x86 $tool.c $tool.M1 && $bin/catm $tool.all "$start" $tool.M1 && $bin/M0 $tool.all $tool.hex2 && $bin/hex2 $tool.hex2 $tool.made
		told $? "$tool: cc_x86, M0 and hex2 make it"
		[ "$chained" = yes ] || cp $tool.made chain/$tool
	done
	chained=yes
	if [ -e $bin/cc ]; then
		for tool in $tools; do
			cp $tool.c root/
			in_root /x86/bin/cc -o /$tool $tool.c /base/start.c /libc/crt1.c /libc/machine.c && chmod 755 root/$tool && mv root/$tool cc/
			told $? "$tool: cc makes it"
		done
	fi
	for made in san chain; do
		for name in hex1:hex0 hex2:hex0 catm:hex2 M0:hex2; do
			$made/hex2 -A x86 --little-endian -B 0x08048000 -f root/x86/${name%:*}/${name%:*}.${name#*:} -o out && cmp out $bin/${name%:*}
			told $? "$made/hex2 makes the bytes of ${name%:*} as the seed does"
		done
		for name in artifact/cc_x86.M1:cc_x86 ../../M1.all:../../../M1.made ../../kaem.all:../../../kaem.made; do
			$made/M1 -A x86 --little-endian -f root/x86/${name%:*} -o out.hex2 &&
				$made/hex2 -A x86 --little-endian -B 0x08048000 -f out.hex2 -o out && cmp out $bin/${name#*:}
			told $? "$made/M1 and hex2 make of $(basename ${name%:*}) what M0 and hex2 of the seed make"
		done
	done
	cp chain/kaem root/kaem
	mv $bin first && mkdir $bin
	in_root /kaem -v -f /kaem.x86 >kaem.log && (cd $bin && for made in *; do cmp "$made" "$here/first/$made" || exit 1; done) && [ -e $bin/M0 ]
	told $? "chain/kaem runs the seed's own script, with the same results"
else
	skip "the seed's listings" "neither root nor user namespaces: no chroot"
fi

# ---- cases

# The case in words, options, text, text2, want, message, status; see M1.cases.
try_case() { # KIND TOOL
	printf '%b' "$text" >in
	files='-f in'
	[ "$text2" = none ] || { printf '%b' "$text2" >in2; files='-f in -f in2'; }
	case " $options " in *" -f "* | *" --no-file "*) files= ;; esac
	eval "set -- $1 $2 $files ${options%--no-file}"
	kind=$1 tool=$2 got=0
	shift 2
	env -i PATH=/bin:/usr/bin ASAN_OPTIONS="$ASAN_OPTIONS" timeout 10 "$here/$kind/$tool" "$@" >out 2>err || got=$?
	if [ "$tool" = hex2 ]; then echo "$want" | xxd -r -p >want; else printf '%b' "$want" >want; fi
	[ -z "$message" ] || printf '%b\n' "$tool: ${message%\\n}" >>want
	if [ "$got" = "$status" ] && cat out err | cmp -s - want; then ok "$kind/$tool: $words"; else
		bad "$kind/$tool: $words"
		echo "# status $got, wanted $status"; cat out err | xxd | sed 's/^/# /'
	fi
}
try_cases() { # KIND TOOL
	words=
	while IFS= read -r row || [ -n "$row" ]; do
		rest=${row#?} rest=${rest# }
		case $row in
		'#'*) ;;
		'='*)
			[ -z "$words" ] || try_case "$1" "$2"
			words=$rest text='' text2=none want='' message='' status=0
			case $2 in
			M1) options='--architecture x86 --little-endian' ;;
			hex2) options='--architecture x86 --little-endian --base-address 0x100' ;;
			*) options= ;;
			esac ;;
		'$'*) options=$rest ;;
		'<'*) text=$rest ;;
		'+'*) text2=$rest ;;
		'>'*) want=$rest ;;
		'!'*) message=$rest status=1 ;;
		'?'*) status=$rest ;;
		esac
	done <"$cases/$2.cases"
	try_case "$1" "$2"
}
kinds=san
[ ! -e clang/kaem ] || kinds="$kinds clang"
[ $chained = no ] || kinds="$kinds chain"
[ ! -e cc/kaem ] || kinds="$kinds cc"
cd work || exit 1
for kind in $kinds; do
	for tool in M1 hex2 kaem; do try_cases $kind $tool; done
done
cd ..

# ---- what is no case: files

for kind in $kinds; do
	printf ':a 90\n' >in
	rm -f out; $kind/M1 -f in -o out; told $? "$kind/M1: writes a file"
	check "$kind/M1: for the owner alone" test "$(stat -c %a out)" = 600
	rm -f out; $kind/hex2 -A x86 -B 1 -f in -o out; told $? "$kind/hex2: writes a file"
	check "$kind/hex2: that can be run" test "$(stat -c %a out)" = 750
	rm -f out; $kind/hex2 -A x86 -B 1 --non-executable -f in -o out
	check "$kind/hex2: --non-executable: that cannot" test "$(stat -c %a out)" = 600
	rm -f out; printf ':a 90 !b\n' >in; $kind/hex2 -A x86 -B 1 -f in -o out 2>err
	check "$kind/hex2: an error leaves no file" test ! -e out
	printf ':a\n' >in
	$kind/M1 -f in >/dev/full 2>err
	[ $? = 1 ] && [ "$(cat err)" = "M1: cannot write 'standard output'" ]
	told $? "$kind/M1: a full disk is told"
	printf '41' >in2
	$kind/hex2 -B 1 -f in2 >/dev/full 2>err
	[ $? = 1 ] && [ "$(cat err)" = "hex2: cannot write 'standard output'" ]
	told $? "$kind/hex2: a full disk is told"
	printf 'echo b\n' >in2
	$kind/kaem -f in2 >/dev/full 2>err
	[ $? = 1 ] && [ "$(cat err)" = "kaem: cannot write 'standard output'" ]
	told $? "$kind/kaem: a full disk is told"
	if [ $kind = chain ]; then
		awk 'BEGIN { for (i = 0; i < 400000; i++) print ":a" i }' >in2
		# shellcheck disable=SC3045 # where it is missing, the case fails and says so
		(ulimit -v 4000; $kind/hex2 -B 1 -f in2) >out 2>err
		[ $? = 1 ] && [ "$(cat err)" = 'hex2: out of memory' ] && [ ! -s out ]
		told $? "$kind/hex2: the end of memory is told"
	fi
	printf 'echo b\n' >kaem.run
	$kind/kaem >out && [ "$(cat out)" = b ]; told $? "$kind/kaem: kaem.run is the script if none is named"
	printf './env\n' >in; cp /usr/bin/env env
	env -i A=1 SHELL=x "ASAN_OPTIONS=$ASAN_OPTIONS" $kind/kaem -f in >out && printf 'A=1\nSHELL=x\nASAN_OPTIONS=%s\n' "$ASAN_OPTIONS" | cmp - out; told $? "$kind/kaem: the environment goes through, in its order"
	env -i A=1 "ASAN_OPTIONS=$ASAN_OPTIONS" $kind/kaem -i -f in >out && printf 'SHELL=%s/kaem\n' $kind | cmp - out; told $? "$kind/kaem: --init-mode empties it; SHELL is kaem"
	awk 'BEGIN { for (i = 0; i < 9; i++) printf "%020000d%s", i, i < 8 ? " " : "\n" }' >in
	sed 's/^/echo /' in >in2
	$kind/kaem -f in2 >out && cmp in out; told $? "$kind/kaem: words of any length"
	awk 'BEGIN { printf "echo"; for (i = 0; i < 3000; i++) printf " %d", i; print "" }' >in2
	$kind/kaem -f in2 >out && sed 's/echo //' in2 | cmp - out; told $? "$kind/kaem: any number of words"
done

# ---- a program with symbols, as GNU sees it

cat >program.M1 <<'END'
:ELF_text
:_start
	'BB2A000000'	# mov ebx, 42
:FUNCTION_main
	'B801000000' 'CD80'	; exit
:ELF_data
:text_1 "a :b # c"
':raw'
END
cat >header.hex2 <<'END'
:ELF_base
7F 45 4C 46 01 01 01 03 00 00 00 00 00 00 00 00
02 00 03 00 01 00 00 00 &ELF_text 34 00 00 00 %ELF_section_headers>ELF_base
00 00 00 00 34 00 20 00 01 00 28 00 05 00 02 00
01 00 00 00 00 00 00 00 &ELF_base &ELF_base %ELF_end>ELF_base %ELF_end>ELF_base 07 00 00 00 01 00 00 00
END
sed "s/':raw'//" program.M1 >p.M1
for kind in $kinds; do
	$kind/blood-elf --little-endian --entry _start -f program.M1 -o footer.M1; told $? "$kind/blood-elf reads a program"
	$kind/M1 -A x86 --little-endian -f p.M1 -f footer.M1 -o p.hex2 &&
		$kind/hex2 -A x86 --little-endian -B 0x08048000 -f header.hex2 -f p.hex2 -o p
	told $? "$kind: M1 and hex2 make it"
	./p; [ $? = 42 ]; told $? "$kind: it runs"
	readelf -sW p 2>&1 | awk '$1 ~ /^[0-9]+:$/ { print $4, $5, $6, $7, $8 }' >symbols
	cat >want <<'END'
NOTYPE LOCAL DEFAULT 1 
FUNC LOCAL DEFAULT 1 _start
FUNC LOCAL DEFAULT 1 ELF_text
FUNC LOCAL DEFAULT 1 _start
FUNC LOCAL DEFAULT 1 FUNCTION_main
FUNC LOCAL DEFAULT 1 ELF_data
FUNC LOCAL DEFAULT 1 text_1
END
	cmp want symbols; told $? "$kind: readelf shows each label, and none from texts and comments"
	readelf -SW p 2>err | awk '/\.(text|shstrtab|strtab|symtab)/ { print $(NF-9), $(NF-8) }' >sections
	[ "$(wc -l <sections)" = 4 ] && [ ! -s err ]; told $? "$kind: readelf shows four sections and complains of nothing"
	printf ':_a :b\n' >in
	$kind/blood-elf --64 --big-endian -f in >out
	tr -s ' \n' '\n\n' <out | sed -n "/:ELF_str_b/,\$p" | tr '\n' ' ' >got
	printf '%s ' ":ELF_str_b" '"b"' ":ELF_sym" "'00000000'" "'00'" "'00'" "'0001'" "'00000000'" "'00000000'" "'00000000'" "'00000000'" \
		"%ELF_str__a>ELF_str" "'02'" "'02'" "'0001'" "'00000000'" "&_a" "'00000000'" "'00000000'" \
		"%ELF_str_b>ELF_str" "'02'" "'00'" "'0001'" "'00000000'" "&b" "'00000000'" "'00000000'" ":ELF_end" >want
	cmp want got; told $? "$kind/blood-elf: --64 --big-endian, a hidden name"
	$kind/blood-elf -X -O --little-endian -f in | grep -q "'006000000000'"; told $? "$kind/blood-elf: octal digits"
	for mistake in "--little-endian or --big-endian is wanted:-f in" "no input file:--little-endian" "unknown option '--x':--x" \
		"cannot read 'none':--little-endian -f none" "open:1: a quote that is never closed:--little-endian -f open"; do
		printf '"a' >open
		$kind/blood-elf ${mistake##*:} >out 2>err
		[ $? = 1 ] && [ "$(cat err)" = "blood-elf: ${mistake%:*}" ] && [ ! -s out ]
		told $? "$kind/blood-elf: ${mistake%:*}"
	done
done

# ---- peers

random_text() { # NUMBER LANGUAGE ARCHITECTURE
	awk -v seed="$1" -v language="$2" -v arch="$3" '
	function any(n) { return int(rand() * n) }
	function pick(s,   a) { return substr(s, any(length(s)) + 1, 1) }
	function name() { split("a b c label x1 _y A9 end", names, " "); return names[any(8) + 1] }
	BEGIN {
		srand(seed)
		k = any(60)
		if (language != "kaem")
			for (i = 1; i <= 8; i++) printf ":%s%s", substr("p q r s t u v w", 2 * i - 1, 1) , rand() < .5 ? "\n" : " "
		else printf "alias A0=./args\nalias A1=\"./args 0\"\n"
		for (i = 0; i < k; i++) {
			r = rand()
			if (language == "M1") {
				if (r < .1) printf "\nDEFINE M%d %02X%s", any(4), any(256), rand() < .5 ? " " : "\n"
				else if (r < .2 && k > 30) printf "M%d", any(4)
				else if (r < .25) printf "!%d", any(384) - 128
				else if (r < .3) printf "@%d", any(arch ~ /riscv/ ? 4096 : 65536) - (arch ~ /riscv/ ? 2048 : 32768)
				else if (r < .35) printf "%%%s%d", pick(" -") == "-" ? "-" : "", any(2000000000)
				else if (r < .4) printf "%%0x%x", any(2000000000)
				else if (r < .43) printf "!0%o", any(128)
				else if (r < .46) printf "~%d", any(8000000)
				else if (r < .55) printf "\"%s #;%s\n\"", name(), name()
				else if (r < .65) printf "\047%02X\047", any(256)
				else if (r < .7) printf "<%d", any(9) + 1
				else if (r < .75) printf "# %s \" \047\n", name()
				else printf "%s%s", pick(":&!%$@~^"), name()
				printf "%s", pick(" \n\t")
			} else if (language == "hex2") {
				if (r < .4) printf "%02X ", any(256)
				else if (r < .5) printf "# %s !z\n", name()
				else if (r < .6) printf "\n:L%d\n", any(4)
				else if (arch ~ /riscv/ && r < .7) printf ".%08X %s 00 00 00 00 ", any(2000000000), pick("!@$~") (rand() < .5 ? "e" : "f")
				else if (r < .8) printf "%%%s>%s ", pick("pqrstuvw"), pick("pqrstuvw")
				else if (arch ~ /riscv/) printf "%s%s ", pick("%&"), pick("pqrstuvw")
				else if (r < .85 && arch !~ /x86|amd64|knight/) printf "< ^~e EB "
				else if (r < .9) printf "< "
				else printf "%s%s ", pick("!@$%&~"), pick("pqrstuvw")
			} else {
				if (r < .3) printf "V%d=%s%d\n", any(3), name(), any(9)
				else if (r < .4) printf "V%d=\"%s  %s\"\n", any(3), name(), name()
				else if (r < .7) printf "./args %s ${V%d} \"${V%d} x\" y${V%d}z ${V%d:-%s}\n", name(), any(3), any(3), any(4), any(4), name()
				else if (r < .75) printf "unset V%d\n", any(3)
				else if (r < .8) printf "echo %s%s \\\n %s # %s\n", pick("abc"), pick("\\\\n") , name(), name()
				else if (r < .85) printf "alias A%d=\"./args %s %s\"\n", any(2), name(), name()
				else if (r < .9) printf "A%d %s\n", any(2), name()
				else if (r < .95) printf "if %s\n./args 1;./args 2\nelse\n./args 3\nfi\n", rand() < .5 ? "true" : "false"
				else printf "cd .; pwd\n%s\n", rand() < .05 ? "false" : "true"
			}
		}
		if (language == "M1" && k > 30) for (i = 0; i < 4; i++) printf "\nDEFINE M%d 9%d", i, i
		if (language == "hex2") { print "\n< :e 00 00 00 00 :f"; for (i = 0; i < 4; i++) printf ":L%d ", i }
		print ""
	}'
}
plain() { sed 's/ *#.*//' | tr -s ' \t\n' '\n\n\n' | sed '/^$/d'; }
versions=$(for tool in M1 hex2 kaem; do $tool --version 2>/dev/null </dev/null | head -1; done)
if ! printf '%s' "$versions" | grep -q 1.4.0; then
	skip "the same as Debian's tools" "mescc-tools 1.4 is not here"
else
	for arch in x86 amd64 armv7l aarch64 ppc64le riscv32 riscv64 knight-posix; do
		differ=0 good=0
		for i in $(seq 12); do
			random_text "$i" M1 $arch >in
			for end in little big; do
				[ $arch != knight-posix ] || tr '!@~%$&' ':::::::' <in | sed 's/:-*[0-9]/:n&/g' >in2
				[ $arch = knight-posix ] || cp in in2
				wanted=0 got=0
				timeout 10 M1 --architecture $arch --$end-endian -f in2 >theirs 2>err || wanted=$?
				san/M1 --architecture $arch --$end-endian -f in2 >ours 2>err || got=$?
				[ $wanted = 0 ] || { [ $got = 1 ] || differ=$((differ + 1)); continue; }
				good=$((good + 1))
				plain <ours | tr -d '\n' >ours.plain; plain <theirs | tr -d '\n' >theirs.plain
				[ $got = 0 ] && cmp -s ours.plain theirs.plain || { differ=$((differ + 1)); cp in2 "M1.$arch.$i.$end"; }
			done
		done
		check "M1: 24 random texts for $arch give what M1 1.4 gives ($good are good)" test $differ = 0
		differ=0 good=0
		for i in $(seq 16); do
			random_text "$i" hex2 $arch >in
			end=little; case $arch in knight*) end=big ;; esac
			wanted=0 got=0
			timeout 10 hex2 --architecture $arch --$end-endian --base-address 0x1000 -f in >theirs 2>err || wanted=$?
			san/hex2 --architecture $arch --$end-endian --base-address 0x1000 -f in >ours 2>err || got=$?
			[ $wanted = 0 ] || { [ $got = 1 ] || { differ=$((differ + 1)); cp in hex2.$arch.$i; }; continue; }
			good=$((good + 1))
			[ $got = 0 ] && cmp -s ours theirs || { differ=$((differ + 1)); cp in hex2.$arch.$i; }
		done
		check "hex2: 16 random texts for $arch give what hex2 1.4 gives ($good are good)" test $differ = 0
	done
	differ=0
	for i in $(seq 10); do
		random_text "$i" M1 x86 >in
		for options in --little-endian --big-endian '--64 --little-endian' '--entry _y --octal --little-endian' '-b --big-endian'; do
			blood-elf $options -f in | plain >theirs
			san/blood-elf $options -f in | plain >ours
			cmp -s ours theirs || { differ=$((differ + 1)); cp in "blood.$i"; }
		done
	done
	check "blood-elf: 50 random texts give what blood-elf 2.0.0 gives" test $differ = 0
	cp work/args . && differ=0 good=0
	for i in $(seq 40); do
		random_text "$i" kaem - >in
		wanted=0 got=0
		timeout 10 kaem -f in >theirs 2>err || wanted=$?
		san/kaem -f in >ours 2>err || got=$?
		[ $wanted != 0 ] || good=$((good + 1))
		sort -o ours ours; sort -o theirs theirs        # theirs keeps what echo says up to the end
		[ $got = $wanted ] && cmp -s ours theirs || { differ=$((differ + 1)); cp in "kaem.$i"; }
	done
	check "kaem: 40 random scripts do what kaem 1.4 does ($good end well)" test $differ = 0
fi

# ---- broken texts

mutate() { # NUMBER FILE: some bytes are others, some are gone, some stand twice
	awk -v seed="$1" 'BEGIN { srand(seed); special = "\"\047#;:&%!@$~^<>.{}\\\n\t -0x9Fz" }
	{ text = text $0 "\n" }
	END {
		size = 400 + int(rand() * 3000)
		text = substr(text, 1 + int(rand() * length(text)), size)
		for (n = 1 + int(rand() * 12); n > 0; n--) {
			at = 1 + int(rand() * length(text)); r = rand()
			byte = r < .7 ? substr(special, 1 + int(rand() * length(special)), 1) : sprintf("%c", 1 + int(rand() * 254))
			if (r < .2) text = substr(text, 1, at) byte substr(text, at + 1)
			else if (r < .5) text = substr(text, 1, at - 1) byte substr(text, at + 1)
			else if (r < .7) text = substr(text, 1, at - 1) substr(text, at + int(rand() * 20))
			else text = substr(text, 1, at) substr(text, at - int(rand() * 40), 40) substr(text, at)
		}
		printf "%s", text
	}' "$2"
}
for kind in san $([ $chained = no ] || echo chain); do
	for tool in $tools; do
		crashed=0 good=0
		for i in $(seq 40); do
			if [ $((i % 2)) = 0 ]; then random_text "$i" "${tool%-elf}" riscv32 >base; else
				case $tool in kaem | hex2) cp "$cases/$tool.cases" base ;; *) cp program.M1 base ;; esac
			fi
			mutate "$i" base >in
			set -- $(echo x86 armv7l aarch64 ppc64le riscv32 knight-posix | cut -d' ' -f$((i % 6 + 1)))
			case $tool in
			kaem) set -- --fuzz -v ;;
			blood-elf) set -- --little-endian --64 ;;
			*) set -- --little-endian --architecture "$1" ;;
			esac
			got=0
			timeout 10 $kind/$tool "$@" -f in >out 2>err || got=$?
			[ $got != 0 ] || good=$((good + 1))
			[ $got -le 1 ] && clean err || { crashed=$((crashed + 1)); cp in "crashed.$kind.$tool.$i"; }
		done
		check "$kind/$tool: 40 broken texts end in status 0 or 1 ($good in 0)" test $crashed = 0
	done
done
for kind in $kinds; do
	head -c 300000 /dev/zero >in
	for tool in $tools; do
		got=0
		timeout 20 $kind/$tool --little-endian -f in >out 2>err || got=$?
		[ $got -le 1 ] && clean err; told $? "$kind/$tool: zeros alone do no harm"
	done
done
echo "1..$n"
