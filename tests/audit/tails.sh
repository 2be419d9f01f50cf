#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tails - lbs audit on archives and programs with bytes behind their end, and on what only looks so
set -eu
audit=$LBS_BUILD/bin/lbs-audit
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 12; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
run() { status=0; timeout 120 "$audit" "$@" >out 2>err || status=$?; }
# has WORDS FILE RULE EVIDENCE [OFFSET]: the finding is there; clean WORDS FILE: no finding is.
has() {
	run "$2"
	if [ "$status" = 1 ] && grep -q "$2${5:++$5}.*: $3 (" out && grep -q "seen: $4" out; then ok "$1"; else bad "$1"; fi
}
clean() { run "$2"; if [ "$status" = 0 ] && ! grep -q 'tail\|not-opened\|polyglot' out; then ok "$1"; else bad "$1"; fi; }

mkdir frob
echo 'int x;' >frob/a.c
head -c 9000 "$LBS_SRC/audit/rules.c" >frob/b.c
tar -cf p.tar frob
size=$(wc -c <p.tar)
for kind in gzip bzip2 xz zstd; do
	if ! $kind -c <p.tar >"p.$kind" 2>/dev/null; then skip "$kind" "no $kind"; continue; fi
	at=$(wc -c <"p.$kind")
	clean "$kind: nothing behind the end is no finding" "p.$kind"
	{ cat "p.$kind"; echo 'behind it'; } >"t.$kind"
	has "$kind: bytes behind the end, with their place" "t.$kind" archive-tail '10 bytes behind the end of what is compressed: behind it' "$at"
	{ cat p.tar; echo 'in it'; } | $kind -c >"i.$kind"
	has "$kind: bytes behind the end of the tar archive in it" "i.$kind" archive-tail '6 bytes behind the end of the tar archive in it.*: in it' "$size"
	split -b 4000 p.tar "part.$kind."
	for part in "part.$kind."*; do $kind -c <"$part"; done >"c.$kind"
	clean "$kind: a stream in several parts, as pigz and split write it, is one" "c.$kind"
	run "c.$kind"
	if grep -q ': 2 files' out; then ok "$kind: and is read to its end"; else bad "$kind: and is read to its end"; fi
	{ cat "p.$kind"; head -c 512 /dev/zero; } >"z.$kind"
	clean "$kind: zeros behind the end are padding" "z.$kind"
done
if [ -f p.zstd ]; then
	# A frame to be skipped, as pzstd writes it, and one without a checksum.
	{ printf '\120\052\115\030\003\000\000\000abc'; zstd -c --no-check <p.tar; } >f.zstd
	clean "zstd: a frame to be skipped, and one without a checksum" f.zstd
	cp f.zstd g.zstd; printf 'b' >>g.zstd
	has "zstd: one byte behind them" g.zstd archive-tail '1 byte behind the end of what is compressed: b' "$(wc -c <f.zstd)"
	head -c 200000 /dev/urandom >frob/c.bin; tar -c frob | zstd -c >l.zstd; cp l.zstd m.zstd; echo behind >>m.zstd; rm frob/c.bin
	has "zstd: bytes behind many blocks" m.zstd archive-tail '7 bytes behind the end of what is compressed: behind' "$(wc -c <l.zstd)"
fi
clean "tar: its own padding" p.tar
{ cat p.tar; head -c 7000 /dev/zero; } >z.tar
clean "tar: more zeros" z.tar
{ cat p.tar; echo 'behind it'; } >t.tar
has "tar: bytes behind the end" t.tar archive-tail '10 bytes behind the end of the archive.*: behind it' "$size"
head -c 1024 /dev/zero >disk; head -c 3000 "$LBS_SRC/audit/rules.c" >>disk; gzip disk
run disk.gz
if grep -q 'archive-not-opened' out && ! grep -q 'archive-tail' out; then ok "zeros at the beginning make no tar archive: one finding, not two"; else bad "zeros at the beginning make no tar archive"; fi
: | gzip >none.gz; cat none.gz p.gzip >empty-first.gz; run empty-first.gz
if grep -q 'archive-tail' out; then bad "an empty part before others is no end"; else ok "an empty part before others is no end"; fi
mkdir all; cp t.gzip t.bzip2 t.tar p.gzip c.gzip all/ 2>/dev/null || :
for file in t.xz t.zstd; do [ ! -f $file ] || cp $file all/; done
tar -czf nest.tgz all
run nest.tgz
for file in all/t.gzip all/t.tar; do
	if grep -q "$file+.*archive-tail" out; then ok "inside another archive: $file"; else bad "inside another archive: $file"; fi
done
if [ "$(grep -c 'archive-tail' out)" = "$(find all -name 't.*' | wc -l)" ]; then ok "inside another: each once, and no other"; else bad "inside another: each once, and no other"; fi

if command -v zip >/dev/null; then
	zip -qr p.zip frob
	clean "zip" p.zip
	{ cat p.zip; echo 'behind it'; } >t.zip
	has "zip: bytes behind its end record" t.zip archive-tail '0 bytes before the first file of the zip archive, 10 behind its end' "$(wc -c <p.zip)"
	{ cat p.zip; cat p.zip; } >two.zip
	has "zip: bytes before its first file, though they look like one" two.zip archive-tail "$(wc -c <p.zip) bytes before the first file"
	{ echo '#!/bin/sh'; cat p.zip; } >s.sh
	has "zip: behind a script" s.sh polyglot 'the end of a zip archive, behind something else'
	echo 'a comment' | zip -qz p.zip
	clean "zip: a comment of its own" p.zip
else skip "zip" "no zip"; fi

# Programs, where this host's own can stand for them.
if printf 'int main(void) { return 0; }\n' | cc -xc -o elf - 2>/dev/null && printf 'int f(void) { return 0; }\n' | cc -c -xc -o object.o - 2>/dev/null; then
	for file in elf object.o; do
		run $file
		if grep -q 'program-tail' out; then bad "ELF: $file as it is"; else ok "ELF: $file as it is"; fi
		cp $file with; echo 'behind it' >>with
		has "ELF: $file with bytes behind its end" with program-tail '10 bytes behind the end of what its headers tell of: behind it'
		cp $file zeros; head -c 9 /dev/zero >>zeros; run zeros
		if grep -q 'program-tail' out; then bad "ELF: $file with padding"; else ok "ELF: $file with padding"; fi
	done
else skip "ELF" "no compiler"; fi
echo "1..$n"
