#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# labels - recall and precision of lbs audit on the archives of tests/audit/labels* that are at hand
#
# They are looked for by digest in $LBS_DISTFILES. Each file of labels is a set of its own, and tells in its head how its
# archives were chosen, and what was measured before rules were changed for them. Files among tests are counted apart, and so
# are those of class 'unmarked': a program made them, and nothing in them says so.
# Goals: 97 % of the labelled files found, 99 % of what is found labelled.
set -eu
audit=$LBS_BUILD/bin/lbs-audit
dir=${LBS_DISTFILES-}
[ -n "$dir" ] && [ -d "$dir" ] || { echo "1..0 # SKIP LBS_DISTFILES is not set: no archives at hand"; exit 0; }
find "$dir" -maxdepth 1 \( -type f -o -type l \) | sort | xargs sha256sum 2>/dev/null >sums || :
"$audit" rules | awk '{ print $1, $2 }' >classes
: >rows
: >notes

# measure SET FILE NAME SHA256: lines of set, kind, class, found, lost and wrong, from the answer in 'out' and the names in 'files'
measure() {
	awk -v set="$1" -v name="$3" -v sum="$4" '
		function kind(path) { return path ~ /(^|\/)(tests?|testsuites?|testdata|fixtures|t|examples|regression|regress|tests-[^\/]*|[^\/]*[-_]tests?)\// ? "test" : "code" }
		FILENAME == "classes" { class[$1] = $2; next }
		FILENAME == ARGV[2] && /^[a-z0-9]/ { mine = $3 == sum; next }
		FILENAME == ARGV[2] && mine && /^  / {
			path = substr($0, 3); sub(/ [^ ]+$/, "", path)
			if (path !~ /\*/) { exact[path] = $NF; next }
			gsub(/[.+()\[\]{}^$|\\]/, "\\\\&", path); gsub(/\*/, ".*", path)
			glob[++nglob] = "^" path "$"; globclass[nglob] = $NF
			next
		}
		FILENAME == "out" && /^  (ban  |strip|data ) / {
			line = substr($0, 9)
			rule = line; sub(/ \([0-9]+%\)$/, "", rule); sub(/^.*: /, "", rule)
			if (rule ~ /^(picture|archive-.*|shell-archive|unknown-binary|base64|c-array|c-string|hex-records|licence.*|m4-.*|waiver-.*|too-many.*|copied-helper.*|nul-in-text|picture-tail)$/) next
			sub(/: [a-z0-9-]+ \([0-9]+%\)$/, "", line); sub(/[:+][0-9]+$/, "", line)
			if (line !~ /!/) found[line] = rule
			next
		}
		FILENAME == "files" {
			there[$0] = 1
			if ($0 in exact) { want[$0] = exact[$0]; next }
			for (i = 1; i <= nglob; i++) if ($0 ~ glob[i]) { want[$0] = globclass[i]; break }
		}
		END {
			for (path in want) {
				k = want[path] == "unmarked" ? "unmarked" : kind(path)
				if (path in found) { print set, k, want[path], 1, 0, 0; continue }
				print set, k, want[path], 0, 1, 0
				if (k != "unmarked") print "# " set ": " name ": not found: " path >>"notes"
			}
			for (path in found) if ((path in there) && !(path in want)) {
				print set, kind(path), class[found[path]], 0, 0, 1
				print "# " set ": " name ": not labelled: " path " (" found[path] ")" >>"notes"
			}
			print set, "archive", "-", 0, 0, 0
		}' classes "$2" out files
}

for labels in "$LBS_SRC"/tests/audit/labels "$LBS_SRC"/tests/audit/labels-*; do
	grep '^[a-z0-9]' "$labels" | while read -r name version sum; do
		file=$(awk -v sum="$sum" '$1 == sum { print $2; exit }' sums)
		[ -n "$file" ] || continue
		tar -tf "$file" | sed 's,^\./,,' | grep -v '/$' >files
		timeout 120 "$audit" --quiet "$file" >out 2>err || [ $? = 1 ] || { echo "# $name $version: no answer"; continue; }
		measure "${labels##*/}" "$labels" "$name" "$sum" >>rows
	done
done
[ -s rows ] || { echo "1..0 # SKIP none of the labelled archives is in $dir"; exit 0; }
sort notes | head -n "${LBS_LABEL_NOTES-20}"
awk '
	function line(set, kind, class,    n, recall, precision) {
		n = hit[set, kind, class] + lost[set, kind, class]
		recall = n ? 100 * hit[set, kind, class] / n : 100
		precision = hit[set, kind, class] + wrong[set, kind, class] ? 100 * hit[set, kind, class] / (hit[set, kind, class] + wrong[set, kind, class]) : 100
		good = recall >= 97 && precision >= 99
		return sprintf("%d right, %d not found, %d wrong: recall %.1f %%, precision %.1f %%", hit[set, kind, class], lost[set, kind, class],
			wrong[set, kind, class], recall, precision)
	}
	$2 == "archive" { n[$1]++; next }
	{
		sets[$1]; classes[$3]
		hit[$1, $2, "all"] += $4; lost[$1, $2, "all"] += $5; wrong[$1, $2, "all"] += $6
		hit[$1, $2, $3] += $4; lost[$1, $2, $3] += $5; wrong[$1, $2, $3] += $6
	}
	END {
		for (set in sets) {
			words = line(set, "code", "all")
			print (good ? "ok " : "not ok ") ++count " - " set ", " n[set] " archives, not among tests: " words
			for (class in classes) if (hit[set, "code", class] + lost[set, "code", class] + wrong[set, "code", class])
				print "#   " class ": " line(set, "code", class)
			print "# " set ", among tests: " line(set, "test", "all")
			if (lost[set, "unmarked", "all"] + hit[set, "unmarked", "all"])
				print "# " set ", unmarked: " hit[set, "unmarked", "all"] + 0 " of " hit[set, "unmarked", "all"] + lost[set, "unmarked", "all"] " found"
		}
		print "1.." count
	}' rows
