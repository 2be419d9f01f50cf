#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# labels - recall and precision of lbs audit on the archives of tests/audit/labels that are at hand
#
# They are looked for by digest in $LBS_DISTFILES. An archive whose last digit is even belongs to the half that rules
# were tuned on, one whose last digit is odd to the other. Files among tests are counted apart.
# Goals: 97 % of the labelled files found, 99 % of what is found labelled.
set -eu
audit=$LBS_BUILD/bin/lbs-audit
labels=$LBS_SRC/tests/audit/labels
dir=${LBS_DISTFILES-}
[ -n "$dir" ] && [ -d "$dir" ] || { echo "1..0 # SKIP LBS_DISTFILES is not set: no archives at hand"; exit 0; }
find "$dir" -maxdepth 1 -type f -o -maxdepth 1 -type l | sort | xargs sha256sum 2>/dev/null >sums || :
: >rows
grep '^[a-z0-9]' "$labels" | while read -r name version sum; do
	file=$(awk -v sum="$sum" '$1 == sum { print $2; exit }' sums)
	[ -n "$file" ] || continue
	tar -tf "$file" | sed 's,^\./,,' | grep -v '/$' >files
	timeout 120 "$audit" --quiet "$file" >out 2>err || [ $? = 1 ] || { echo "# $name $version: no answer"; continue; }
	awk -v sum="$sum" -v name="$name" '
		function note(path) { return path ~ /(^|\/)(tests?|testsuites?|testdata|fixtures|t|examples|regression|regress|tests-[^\/]*|[^\/]*[-_]tests?)\// }
		FILENAME == ARGV[1] && /^[a-z0-9]/ { mine = $3 == sum; next }
		FILENAME == ARGV[1] && mine && /^  / {
			pattern = $1
			gsub(/[.+()\[\]{}^$|\\]/, "\\\\&", pattern); gsub(/\*/, ".*", pattern)
			glob[++nglob] = "^" pattern "$"
			next
		}
		FILENAME == ARGV[2] && /^  (ban  |strip|data ) / {
			line = substr($0, 9)
			rule = line; sub(/ \([0-9]+%\)$/, "", rule); sub(/^.*: /, "", rule)
			if (rule ~ /^(picture|archive-.*|unknown-binary|base64|c-array|c-string|hex-records|licence.*|m4-.*|waiver-.*|too-many.*|copied-helper|nul-in-text|picture-tail)$/) next
			sub(/: [a-z0-9-]+ \([0-9]+%\)$/, "", line); sub(/[:+][0-9]+$/, "", line)
			if (line !~ /!/) found[line] = rule
			next
		}
		FILENAME == ARGV[3] {
			there[$0] = 1
			for (i = 1; i <= nglob; i++) if ($0 ~ glob[i]) { want[$0] = 1; break }
		}
		END {
			for (path in want) {
				kind = note(path) ? "test" : "code"
				if (path in found) hit[kind]++; else { lost[kind]++; print "# " name ": not found: " path > "/dev/stderr" }
			}
			for (path in found) if ((path in there) && !(path in want)) {
				kind = note(path) ? "test" : "code"
				wrong[kind]++; print "# " name ": not labelled: " path " (" found[path] ")" > "/dev/stderr"
			}
			half = index("02468ace", substr(sum, 64)) ? "tuned" : "other"
			for (i = 1; i <= 2; i++) { kind = i == 1 ? "code" : "test"; print half, kind, hit[kind]+0, lost[kind]+0, wrong[kind]+0 }
		}' "$labels" out files >>rows 2>>notes
done
[ -s rows ] || { echo "1..0 # SKIP none of the labelled archives is in $dir"; exit 0; }
sort notes | head -n "${LBS_LABEL_NOTES-20}"
awk '
	{ n[$1, $2]++; hit[$1, $2] += $3; lost[$1, $2] += $4; wrong[$1, $2] += $5 }
	END {
		split("tuned other", half, " "); split("code test", kind, " ")
		for (h = 1; h <= 2; h++) for (k = 1; k <= 2; k++) {
			i = half[h] SUBSEP kind[k]
			if (!hit[i]) continue
			recall = 100 * hit[i] / (hit[i] + lost[i]); precision = 100 * hit[i] / (hit[i] + wrong[i])
			words = sprintf("%s half, %s: %d archives, %d files, recall %.1f %%, precision %.1f %%", half[h],
				kind[k] == "test" ? "among tests" : "not among tests", n[i], hit[i] + lost[i], recall, precision)
			good = kind[k] == "test" || (recall >= 97 && precision >= 99)
			print (good ? "ok " : "not ok ") ++count " - " words
		}
		print "1.." count
	}' rows
