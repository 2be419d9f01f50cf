#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fuzz - every fuzzer for a fixed, small number of inputs, from its corpus, under sanitizers
#
# LBS_FUZZ_RUNS sets how many; for a long hunt build with the preset "fuzz" and run one by hand.
set -eu
runs=${LBS_FUZZ_RUNS-20000}
if ! command -v clang >/dev/null ||
	! { echo 'int LLVMFuzzerTestOneInput(const void *d, unsigned long n); int LLVMFuzzerTestOneInput(const void *d, unsigned long n) { return d == 0 && n; }' >t.c &&
		clang -fsanitize=fuzzer,address -o t t.c 2>/dev/null; }; then
	echo "1..0 # SKIP no clang with libFuzzer"; exit 0
fi
if ! cmake -S "$LBS_SRC" -B build -DCMAKE_C_COMPILER=clang -DLBS_FUZZ=ON -DLBS_SANITIZE=ON >log 2>&1 ||
	! cmake --build build -j2 --target fuzzers >>log 2>&1; then
	echo "1..1"; echo "not ok 1 - the fuzzers can be built"; tail -n 20 log; exit 1
fi
n=0
for program in build/bin/fuzz/*; do
	name=$(basename "$program")
	count=$runs
	# An archive a run is slow; so is JSON.
	case $name in audit|record) count=$((runs / 10)) ;; esac
	mkdir -p "new/$name"
	n=$((n + 1))
	if ASAN_OPTIONS=detect_leaks=1 "$program" -seed=1 -runs="$count" -max_len=4096 -timeout=60 -rss_limit_mb=2048 \
		"new/$name" "$LBS_SRC/tests/fuzz/corpus/$name" >"$name.log" 2>&1; then
		echo "ok $n - $name: $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$name.log") inputs, no crash, no leak"
	else
		echo "not ok $n - $name"; tail -n 30 "$name.log" | sed 's/^/# /'
	fi
done
echo "1..$n"
