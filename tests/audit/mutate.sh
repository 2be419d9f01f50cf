#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mutate - a thousand archives with bytes changed, cut and doubled: no crash, no hang, no growth
#
# LBS_MUTATIONS sets how many. The same bytes are changed on every run.
set -eu
audit=$LBS_BUILD/bin/lbs-audit
number=${LBS_MUTATIONS-1000}
mkdir -p frob/src
for i in 1 2 3 4 5 6 7 8; do
	echo "/* A Bison parser, made by GNU Bison 3.8.2.  */" >frob/src/gram$i.c
	head -c 3000 "$LBS_SRC/audit/rules.c" >>frob/src/gram$i.c
done
tar -cf a.tar frob
tar -czf inner.tgz frob
mkdir out; mv inner.tgz out/; tar -czf b.tgz out frob
tar -cJf c.txz frob 2>/dev/null || cp b.tgz c.txz
tar -cjf d.tbz frob 2>/dev/null || cp b.tgz d.tbz
if command -v zip >/dev/null; then zip -qr e.zip frob out; else cp a.tar e.zip; fi
cc -O1 -o mutate -xc - <<'C' || { echo "1..0 # SKIP no compiler"; exit 0; }
#include <stdio.h>
#include <stdlib.h>
static unsigned long x;
static unsigned long next(unsigned long n) { x = x * 6364136223846793005UL + 1442695040888963407UL; return (x >> 33) % n; }
int main(int argc, char **argv)
{
	static unsigned char bytes[1 << 22];
	size_t n = argc > 2 ? fread(bytes, 1, sizeof(bytes) / 2, stdin) : 0;
	if (n < 64) return 2;
	x = strtoul(argv[1], 0, 10) * 7919 + 1;
	for (unsigned long i = 1 + next(20); i; i--) bytes[next(next(3) ? n : 512 < n ? 512 : n)] = (unsigned char)next(256);
	switch (next(4)) {
	case 0: n = 1 + next(n); break;
	case 1: for (size_t i = 0, at = next(n / 2), m = next(n / 2); i < m; i++) bytes[n + i] = bytes[at + i]; n += n / 4; break;
	}
	return fwrite(bytes, 1, n, stdout) != n;
}
C
i=0 bad=0
set -- a.tar b.tgz c.txz d.tbz e.zip
while [ "$i" -lt "$number" ]; do
	mkdir -p set
	j=0
	# Twenty at a time, so that more than one thread is at work.
	while [ $j -lt 20 ]; do
		eval "from=\${$((i % 5 + 1))}"
		./mutate "$i" x <"$from" >"set/$i-$from"
		i=$((i + 1)); j=$((j + 1))
	done
	status=0
	# shellcheck disable=SC3045 # dash has it, too
	(ulimit -v 1500000; timeout 60 "$audit" --json set/* >record 2>err) || status=$?
	if [ "$status" -gt 2 ] || { [ -s record ] && ! "$LBS_BUILD/bin/lbs-report" record >/dev/null 2>&1; }; then
		bad=$((bad + 1)); echo "# status $status: those before $i"; sed 's/^/#   /' err | head -n 3
	fi
	rm -rf set
done
if [ $bad = 0 ]; then echo "ok 1 - $i archives with bytes changed: no crash, no hang, and a record that can be read"; else echo "not ok 1 - $bad of $((i / 20)) sets"; fi
# What is large does not need more: 300 MB of text against 1 MB.
head -c 1000000 /dev/zero | tr '\0' 'a' | fold -w 70 >small; i=0; mkdir big; while [ $i -lt 300 ]; do cp small big/$i.c; i=$((i + 1)); done
tar -czf big.tgz big; rm -rf big
cc -O1 -o measure "$LBS_SRC/bench/measure.c"
./measure rows "$audit" --jobs 1 b.tgz >/dev/null 2>&1 || :
./measure rows "$audit" --jobs 1 big.tgz >/dev/null 2>&1 || :
few=$(sed -n 1p rows | cut -d' ' -f4); many=$(sed -n 2p rows | cut -d' ' -f4)
if [ "$many" -lt 65536 ] && [ "$many" -lt $((few + 8192)) ]; then echo "ok 2 - 300 MB are read in $many KiB of memory"; else echo "not ok 2 - $many KiB for 300 MB, $few for little"; fi
echo "1..2"
