#!/bin/sh
# kontrollera and stava: form of the lines, JSON, levels, statuses.
. "$(dirname "$0")/lib.sh"
s="$top/sample-protocols"

run 1 kontrollera "$s/2031-09-17-fn" && silent
grep -Eqv '^[^:]+:[0-9]+:[0-9]+: (fel|varning|upplysning): .+ \[[A-Z0-9-]+\]$' "$d/out" && complain 'a line has another form'
wc -l <"$d/out" >"$d/all"
run 1 kontrollera "$s/2031-09-17-fn" --bara fel
grep -q ': varning: ' "$d/out" && complain '--bara fel says warnings'
grep -q ': fel: ' "$d/out" || complain '--bara fel says nothing'
run 1 kontrollera "$s/2031-09-17-fn" --bara=varning
grep -q ': upplysning: ' "$d/out" && complain '--bara varning says less'
run 1 kontrollera "$s/2031-09-17-fn/protokoll.md" --json
json 'o["format"] == "paragraf-fynd 1" and len(o["fynd"]) == '"$(cat "$d/all")"
json 'all(sorted(f) == ["id", "kolumn", "niva", "rad", "rattning", "text"] for f in o["fynd"])'
json 'all(f["niva"] in ("fel", "varning", "upplysning") for f in o["fynd"])'

# every rule of the table is tripped by the sample made for it
for id in $(sed -n 's/^\t{"\([FS][0-9]*[A-Z]*\)", SEVERITY.*/\1/p' "$top"/tui/check/check.c | grep -v FORMAT); do
	grep -q "\"$id\"" "$d/out" || complain "the faulty sample does not trip $id"
done
# and the others are clean
for m in "$s"/20*; do
	[ "$(basename "$m")" = 2031-09-17-fn ] && continue
	run 0 kontrollera "$m" --bara varning
	[ ! -s "$d/out" ] || complain "$m: $(head -n 3 "$d/out")"
done

# what a file holds never drives the terminal
sed 's/Skidklubb/x/; s/organ: Fjällnämnden/organ: Fj\x1b]0;ha\x07ll/' "$s/2031-09-17-fn/protokoll.md" >"$d/$(printf 'a\033[31mb').md"
run 1 kontrollera "$d/$(printf 'a\033[31mb').md"
LC_ALL=C grep -q "$(printf '\033')" "$d/out" && complain 'an escape came through'
: >"$d/tom.md"
run 1 kontrollera "$d/tom.md"
head -c 2000 /dev/urandom >"$d/skrap.md"
"$p" kontrollera "$d/skrap.md" >/dev/null 2>&1
[ $? -le 1 ] || complain 'rubbish is not read'

# words
run 0 stava "$s/2031-04-09-fb" || err 'ordlist'
cat >"$d/ord.md" <<'EOF'
---
format: paragraf 1
typ: protokoll
organ: Fjällberedningen
datum: 2031-04-09
beslutande:
  - Törne Qvistlöv (S), ordförande
---

# § 1 Försök

Törne Qvistlövs förslag är brra.
EOF
if "$p" stava "$d/ord.md" >"$d/out" 2>"$d/err"; then
	out ':12:28: varning: ' && out '[STAV]'
	grep -q Qvistl "$d/out" && complain 'a name of the attendance list is marked'
	run 0 stava "$d/ord.md" --lista && printf 'brra\n' >"$d/want" && same "$d/out" "$d/want"
	run 0 stava "$d/ord.md" --json
	json 'o["format"] == "paragraf-stava 1" and o["ord"] > 3'
	json '[(f["rad"], f["kolumn"], f["id"], f["mark"], f["text"]) for f in o["fynd"]] == [(12, 28, "STAV", "rod", "brra")]'
	json '"bra" in o["fynd"][0]["forslag"]'
fi
finish
