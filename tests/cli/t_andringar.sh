#!/bin/sh
# andringar: the list for people and programs, accepting, rejecting, opening again.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cat >"$m/protokoll.md" <<'EOF'
---
format: paragraf 1
typ: protokoll
organ: Fjällberedningen
organ-kort: FB
datum: 2031-04-09
beslutande:
  - Anna Ek (S), ordförande
  - Bo Lind (M)
  - Cia Holm (V)
sekreterare:
  - Finn Dahl
justerare:
  - Bo Lind (M)
---

# § 12 Byar

## Sammanfattning

Leden är slitn och bron är gammal.

## Beslut

Fjällberedningen beslutar

- att besöka tre byar.
EOF
run 0 andringar "$m" --sprak && out '0 förslag av klassen språk' # the text becomes a version
run 0 andringar "$m" && out 'inga förslag'
run 0 andringar "$m" --json && json 'o["format"] == "paragraf-andringar 1" and o["forslag"] == []'

id=$(git -C "$m" rev-parse HEAD)
# place OLD: where it stands, in bytes
place() { LC_ALL=C grep -obF -- "$1" "$m/protokoll.md" | head -n 1 | cut -d: -f1; }
# suggestion NR WHO OLD NEW CLASS
suggestion() {
	printf '\nnr: %s\nav: "%s"\nkom: 2031-04-10T09:00:00+02:00\nutskick: 1\nversion: %s 0123456789abcdef\n' "$1" "$2" "$id"
	printf 'plats: %s+%s\nklass: %s\ngammalt: "%s"\nnytt: "%s"\n' "$(place "$3")" "$(printf %s "$3" | wc -c)" "$5" "$3" "$4"
	[ "$1" = 1 ] && printf 'kommentar: "Jag räknade."\n'
	printf 'läge: öppet\n'
}
mkdir -p "$m/justering"
{
	printf 'format: paragraf-förslag 1\n'
	suggestion 1 'Bo Lind (M)' 'tre byar' 'fyra byar' sak
	suggestion 2 'Cia Holm (V)' 'tre' 'fem' sak
	suggestion 3 'Bo Lind (M)' 'slitn' 'sliten' språk
	suggestion 4 'Cia Holm (V)' 'gammal' 'ålderstigen' formulering
} >"$m/justering/forslag"

run 0 andringar "$m" && silent
out '  1  öppet  sak  Bo Lind (M)  § 12 Beslut: - att besöka [-tre byar-]{+fyra byar+}.'
out '     kommentar: Jag räknade.'
out '     krockar med 2 (Cia Holm (V))'
out '  3  öppet  språk  Bo Lind (M)  § 12 Sammanfattning: Leden är [-slitn-]{+sliten+} och bron är gammal.'
run 0 andringar "$m" --json && json 'o["forslag"][0] == {"nr": 1, "vem": ["Bo Lind (M)"], "klass": "sak",
 "lage": "oppet", "plats": "passar", "paragraf": 12, "rad": 27, "kolumn": 14, "gammalt": "tre byar", "nytt": "fyra byar",
 "godtaget": None, "kommentar": "Jag räknade.", "skal": None, "krock": [2]}'
json '[f["klass"] for f in o["forslag"]] == ["sak", "sak", "sprak", "formulering"]'

# wrong calls
run 2 andringar "$m" --godta 1 --avvisa 2 && one_line two && err 'ett i taget'
run 2 andringar "$m" --godta x && err '”x” är inget nummer' && one_line number
run 2 andringar "$m" --godta 9-7 && err '”9-7”'
run 2 andringar "$m" --godta '' && err 'ange vilka'
run 2 andringar "$m" 3 && err '”3” är en för mycket'
run 2 andringar "$m" --godta 1,2 --med ord && err 'ett enda'
run 2 andringar "$m" --godta 1 --skal ord && err '--skal hör till --avvisa'
run 2 andringar "$m" --json --sprak && err '--json'
run 4 andringar "$m" --godta 1,9 && err 'förslag 9 finns inte' && one_line missing
run 4 andringar "$m" --godta 1-2 && err 'förslag 1 är av klassen sak' && one_line row
run 4 andringar "$m" --oppna 1 && err 'öppet redan'
run 0 andringar "$m" --json && json 'all(f["lage"] == "oppet" for f in o["forslag"])'

# done
run 0 andringar "$m" --sprak && out '1 förslag av klassen språk är godtaget'
grep -q 'Leden är sliten och' "$m/protokoll.md" || complain 'the spelling is not in the text'
run 0 andringar "$m" --godta 1 && out 'förslag 1: godtaget'
run 4 andringar "$m" --godta 1 && err 'öppna det igen först'
run 4 andringar "$m" --godta 2 && err 'orden har ändrats'
run 0 andringar "$m" --avvisa 2 --skal 'De var fyra.' && out 'förslag 2: avvisat'
run 0 andringar "$m" --godta 4 --med 'gammal och sliten'
grep -q 'bron är gammal och sliten\.' "$m/protokoll.md" || complain 'the other words are not in the text'
run 0 andringar "$m" && out '{+fyra byar+}' && out 'skäl: De var fyra.' && out 'föreslaget: ålderstigen'
run 0 andringar "$m" --oppna 1 3-4 && out 'förslag 4: öppet igen'
grep -q 'bron är gammal\.' "$m/protokoll.md" || complain 'the words were not taken back'
grep -q 'tre byar' "$m/protokoll.md" || complain 'the number was not taken back'
run 0 historik "$m" --json && json 'o["versioner"][-1]["nr"] == 1 and "Bo Lind (M)" in [v["vem"] for v in o["versioner"]]'

# a text that is at justering is not changed
rm -rf "$m"
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
printf 'hej\n' >"$m/bilagor/plan.txt"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
run 0 andringar "$m" --sprak
id=$(git -C "$m" rev-parse HEAD)
mkdir -p "$m/justering"
{
	printf 'format: paragraf-förslag 1\n'
	suggestion 2 'Bo Lind (M)' 'Storsele' 'Lillsele' sak
} >"$m/justering/forslag"
run 0 andringar "$m" --avvisa 2
run 0 justera "$m" --starta && {
	run 4 andringar "$m" --oppna 2 && one_line locked
	run 0 andringar "$m" && out '  2  avvisat  sak  Bo Lind (M)'
}
finish
