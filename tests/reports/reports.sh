#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# reports - every format of lbs report, on records that a real run wrote and on spoilt ones
set -eu
report=$LBS_BUILD/bin/lbs-report
schemas=${LBS_SCHEMAS-$LBS_SRC/../shared/schemas}
n=0
ok() { n=$((n + 1)); echo "ok $n - $1"; }
bad() { n=$((n + 1)); echo "not ok $n - $1"; sed 's/^/#   /' out err 2>/dev/null | head -n 12; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
check() { words=$1; shift; if "$@" >out 2>err; then ok "$words"; else bad "$words"; fi; }

# A record of many steps with every verdict, names that want to be markup, and findings.
make_record() { # STEPS
	awk -v steps="$1" '
		function hex(i,   s) { s = sprintf("%064x", i); return s }
		function file(i, sum) { return sprintf("{\"mode\":\"0755\",\"path\":\"/bin/f%d\",\"sha256\":\"%s\",\"size\":%d,\"type\":\"file\"}", i, hex(sum), i) }
		BEGIN {
			split("match differs failed not-reached not-checked", verdict, " ")
			printf "{\"format\":\"lbs-record 1\",\"program\":\"lbs-verify\",\"version\":\"1\",\"arch\":\"x86\",\"created\":\"\",\"steps\":["
			for (i = 1; i <= steps; i++) {
				v = verdict[(i - 1) % 5 + 1]
				name = (i == 3) ? "<script>document.title=\\\"stolen\\\"</script>" : (i == 4) ? "a\\u202eb" : ("step-" i)
				reason = (v == "match") ? "" : "because \\u001b[31m & <b>"
				built = (v == "failed") ? "null" : ("\"" hex(i + 1) "\"")
				needs = (i > 5) ? ("\"step-" (i - 5) "\",\"step-1\"") : ""
				output = (v == "failed") ? "" : file(i, i)
				changes = (v == "differs") ? ("{\"recorded\":" file(i, i) ",\"built\":null}") : ""
				printf "%s{\"name\":\"%s\",\"pass\":%d,\"script\":\"s%d\",\"verdict\":\"%s\",\"reason\":\"%s\",", (i > 1) ? "," : "", name, (i % 7 == 0) ? 2 : 1, i, v, reason
				printf "\"input\":null,\"recorded\":\"%s\",\"built\":%s,\"needs\":[%s],\"sources\":[%s],", hex(i), built, needs, (i == 2) ? "\"t.tar\"" : ""
				printf "\"output\":[%s],\"changes\":[%s]}", output, changes
			}
			printf "],\"sources\":[{\"name\":\"t.tar\",\"sha256\":\"%s\",\"size\":0,\"url\":\"\",\"present\":false}],", hex(7)
			printf "\"audits\":[{\"name\":\"t.tar\",\"sha256\":null,\"files\":3,\"bytes\":9,\"findings\":[{\"rule\":\"bison-output\",\"class\":\"generated-parser\",\"severity\":\"ban\",\"path\":\"a/<img src=x onerror=document.title=1>.c\",\"line\":1,\"offset\":0,\"evidence\":\"/* A & B */\",\"from\":\"a.y\",\"advice\":\"delete it\",\"confidence\":100}]}]}\n"
		}'
}
make_record 200 >many.json
make_record 1 >one.json
printf '{"format":"lbs-record 1","program":"lbs-audit","version":"1","arch":"","created":"","steps":[],"sources":[],"audits":[]}' >none.json
cat >full.json <<'EOF'
{"format":"lbs-record 1","program":"lbs-gate","version":"1","arch":"","created":"","steps":[],"sources":[],"audits":[{"name":"t.tar","sha256":null,"files":9,"bytes":9,
"findings":[{"rule":"info-output","class":"document","severity":"strip","path":"a/a.info","line":1,"offset":0,"evidence":"e","from":"","advice":"delete it","confidence":100,"change":"unchanged","state":"known","why":"the old version has it, too"},
{"rule":"copied-helper","class":"copied-helper","severity":"note","path":"a/compile","line":1,"offset":0,"evidence":"e","from":"","advice":"compare it","confidence":80,"change":"new","chain":"before b: the chain has no automake"},
{"rule":"bison-output","class":"generated-parser","severity":"ban","path":"a/x.c","line":1,"offset":0,"evidence":"by bison","from":"a/x.y","advice":"delete it","confidence":100,"change":"updated","again":"differs: in 2 lines; from line 9: -a +b","chain":"before b: bison-3.4.1 brings bison"}],
"licences":[{"path":"a/COPYING","expression":"GPL-3.0-only","verdict":"free","documentation":true,"confidence":100,"signs":[]},
{"path":"a/j.c","expression":"JSON","verdict":"non-free","documentation":false,"confidence":97,"signs":[{"kind":"tag","expression":"JSON","confidence":100,"first":1,"last":1}]},
{"path":"a/k.c","expression":"MIT","verdict":"free","documentation":false,"confidence":97,"signs":[]},
{"path":"a/l.c","expression":"MIT","verdict":"free","documentation":false,"confidence":97,"signs":[]},
{"path":"a/m.c","expression":"","verdict":"undecided","documentation":false,"confidence":0,"signs":[]},
{"path":"a/n.c","expression":"MIT","verdict":"free","documentation":false,"confidence":97,"signs":[]},
{"path":"a/o.c","expression":"MIT","verdict":"free","documentation":false,"confidence":97,"signs":[]},
{"path":"a/p.c","expression":"MIT","verdict":"free","documentation":false,"confidence":97,"signs":[]}]}]}
EOF

for size in none one many full; do
	check "$size: all formats are written" "$report" --all "all.$size" $size.json
	for format in text json junit sarif spdx html; do
		"$report" --format $format $size.json >a; "$report" --format $format $size.json >b
		check "$size: $format has the same bytes every time" cmp a b
		cp a "$size.$format"
	done
	check "$size: the record's canonical text is a record of the same bytes" sh -c "'$report' --format json $size.json >x; '$report' --format json x | cmp - x"
	if [ ! -f "$schemas/JUnit.xsd" ]; then skip "$size: JUnit against its schema" "no JUnit.xsd in \$LBS_SCHEMAS"
	elif ! command -v xmllint >/dev/null; then skip "$size: JUnit against its schema" "no xmllint"
	else check "$size: JUnit is valid against its schema" xmllint --nonet --noout --schema "$schemas/JUnit.xsd" $size.junit; fi
	if [ ! -f "$schemas/sarif-2.1.0.schema.json" ]; then skip "$size: SARIF against its schema" "no sarif-2.1.0.schema.json in \$LBS_SCHEMAS"
	elif ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then skip "$size: SARIF against its schema" "no python3-jsonschema"
	else check "$size: SARIF is valid against its schema" /usr/bin/python3 -c '
import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' $size.sarif "$schemas/sarif-2.1.0.schema.json"; fi
	if [ ! -f "$schemas/spdx-2.3.schema.json" ]; then skip "$size: SPDX against its schema" "no spdx-2.3.schema.json in \$LBS_SCHEMAS"
	elif ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then skip "$size: SPDX against its schema" "no python3-jsonschema"
	else
		check "$size: SPDX is valid against its schema" /usr/bin/python3 -c '
import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' $size.spdx "$schemas/spdx-2.3.schema.json"
		check "$size: SPDX ids are well formed, used once, and every relation leads to one" /usr/bin/python3 -c '
import json, re, sys
d = json.load(open(sys.argv[1]))
ids = [d["SPDXID"]] + [x["SPDXID"] for x in d["packages"] + d["files"]]
assert len(ids) == len(set(ids)) and d["dataLicense"] == "CC0-1.0"
assert all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", i) for i in ids)
assert all(r[k] in ids for r in d["relationships"] for k in ("spdxElementId", "relatedSpdxElement"))' $size.spdx
	fi
done
check "SARIF: a hostile path is percent-encoded" grep -q '"uri": "a/%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D1%3E.c"' many.sarif
check "the text says every verdict" sh -c 'for v in match differs failed not-reached not-checked; do grep -q "^$v " many.text || exit 1; done'
check "control bytes never reach a terminal" sh -c '! grep -q "$(printf "\033")" many.text'
check "markup in a name is no markup" sh -c '! grep -q "<script>\|<img" many.html'
check "a step has no line to what it gets through another" test "$(grep -o '<path' many.html | wc -l)" = 197
check "characters that turn the writing are shown" grep -q 'U+202E' many.html
check "the page loads nothing from outside" sh -c '! grep -qE "(src|href)=.(http|//)" many.html'
cat >want <<'EOF'
FINDINGS: 1 ban, 0 strip, 0 data, 1 note
t.tar: 9 files, 9 bytes, 3 findings
  ban    a/x.c:1: bison-output: by bison [updated]
         made again: differs: in 2 lines; from line 9: -a +b
         chain: before b: bison-3.4.1 brings bison
  note   a/compile:1: copied-helper: e [new]
         chain: before b: the chain has no automake
  strip  a/a.info:1: info-output: e [unchanged] [known: the old version has it, too]
  licences: 8 of 9 files tell one
  non-free  JSON: 1
            a/j.c
  undecided signs that do not come to one licence: 1
            a/m.c
  free      MIT: 5
            a/k.c
            a/l.c
            a/n.c
            and 2 more
  free      GPL-3.0-only: 1 of documentation
            a/COPYING
EOF
sed '1,2d' full.text >got
check "the text: what is open and worst first, made again, the chain, licences" diff want got
check "the page has them, too, and says that it is about sources" sh -c 'for words in "made again: differs" "chain: before b: bison" "<strong>updated</strong>" "<summary>5 files</summary>" "<h1>What was found in sources</h1>"; do grep -q "$words" full.html || exit 1; done'
check "SARIF says in the message how it was made again" grep -q 'by bison - delete it - made again: differs: in 2 lines' full.sarif
check "SARIF has what the chain has, and each file's licence" sh -c 'grep -q "\"chain\": \"before b: bison-3.4.1 brings bison\"" full.sarif && test "$(grep -c "\"licence\": " full.sarif)" = 8'
SOURCE_DATE_EPOCH=86400 "$report" --format spdx one.json >x
check "SOURCE_DATE_EPOCH is the time" grep -q '"created": "1970-01-02T00:00:00Z"' x
check "without it the time is the epoch" grep -q '"created": "1970-01-01T00:00:00Z"' one.spdx
"$report" --format spdx --created 2026-11-24T08:00:00Z one.json >x
check "--created is the time" grep -q '"created": "2026-11-24T08:00:00Z"' x
for words in "--format xml one.json" "--created now one.json" "one.json many.json" "" "nothing.json" "--nonsense one.json"; do
	status=0
	# shellcheck disable=SC2086 # words on purpose
	"$report" $words >out 2>err || status=$?
	check "'$words': status 2 and one or two lines" test "$status" = 2 -a "$(wc -l <err)" -le 2 -a ! -s out
done
sed 's/"match"/"fine"/' one.json >spoilt.json
status=0; "$report" --all spoilt spoilt.json >out 2>err || status=$?
check "a spoilt record: status 2, its place, nothing written" test "$status" = 2 -a "$(cat err)" = "lbs-report: spoilt.json: steps[0].verdict: wants match, differs, failed, not-reached or not-checked" -a ! -e spoilt
sed 's/"non-free"/"<b>"/' full.json >spoilt.json
status=0; "$report" --format html spoilt.json >out 2>err || status=$?
check "a spoilt licence is refused" test "$status" = 2 -a "$(cat err)" = "lbs-report: spoilt.json: audits[0].licences[1].verdict: wants free, non-free or undecided"

# In a real browser.
if ! command -v chromium >/dev/null; then
	skip "the page in a browser" "no chromium"
else
	browse() {
		timeout 100 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
			--disable-background-networking --disable-component-update --disable-sync \
			--user-data-dir="$PWD/profile" "$@" 2>browser.log
	}
	browse --dump-dom "file://$PWD/many.html" >dom || :
	check "the browser shows all 200 boxes" test "$(grep -o '<rect' dom | wc -l)" = 200
	check "and no script of a name has run" grep -q '<title>lbs: what was rebuilt</title>' dom
	browse --window-size=390,900 --screenshot="$PWD/phone.png" "file://$PWD/one.html" || :
	check "it can be drawn as wide as a phone" test -s phone.png
fi
echo "1..$n"
