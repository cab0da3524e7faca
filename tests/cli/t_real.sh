#!/bin/sh
# ny with the registers and föredragningslistor of real organs, where they are.
. "$(dirname "$0")/lib.sh"
real="$top/../shared/real"
if [ ! -d "$real" ]; then
	echo "SKIP: $real saknas"
	exit 77
fi
mkdir -p "$d/arkiv" && cp -R "$real/organ" "$d/arkiv/organ" && chmod -R u+w "$d/arkiv"

run 0 ny --organ bpt --datum 2026-02-05 --arenden "$real/vasterbotten.agenda" && silent
m="$d/arkiv/2026-02-05-bpt"
run 0 exportera "$m" --till json
json '[i["nr"] for i in o["arenden"]] == list(range(1, 9))'
json 'o["arenden"][1]["dnr"] == ["HSN 34-2026"] and o["arenden"][3]["dnr"] == [] and o["fynd"] == []'

# the year's §§ 1-13 are there already
mkdir "$d/arkiv/2024-02-13-hsn"
{
	printf -- '---\nformat: paragraf 1\ntyp: protokoll\norgan: Hälso- och sjukvårdsnämnden\norgan-kort: HSN\n'
	printf 'datum: 2024-02-13\nbeslutande:\n  - Caroline Svensson (C), ordförande\n---\n'
	for n in 1 2 3 4 5 6 7 8 9 10 11 12 13; do printf '\n# § %s Ärende\n' "$n"; done
} >"$d/arkiv/2024-02-13-hsn/protokoll.md"
run 0 ny --organ hsn --datum 2024-03-20 --arenden "$real/norrbotten.agenda" && silent
run 0 exportera "$d/arkiv/2024-03-20-hsn" --till json
json '[i["nr"] for i in o["arenden"]] == list(range(14, 28))'
json 'o["arenden"][9]["titel"].endswith("S2023/03193") and o["arenden"][9]["dnr"] == ["HSN-00003-2024"]'
json 'o["arenden"][13]["titel"] == "Sammanträdet avslutas"'
if [ -x "$top/../shared/bench/draftcheck" ] && command -v python3 >/dev/null 2>&1; then
	for f in "$d"/arkiv/2026*/protokoll.md "$d"/arkiv/2024-03*/protokoll.md; do
		python3 "$top/../shared/bench/draftcheck" "$f" >"$d/err" || complain "$(cat "$d/err")"
	done
fi
finish
