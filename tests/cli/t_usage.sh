#!/bin/sh
# Options, help and the exit statuses of a wrong call.
. "$(dirname "$0")/lib.sh"

run 0 --help && out 'Användning: paragraf [SÖKVÄG]' && out 'kontrollera' && silent
run 0 -h && out 'aterstall'
run 0 --version && out 'paragraf 0.'
for c in ny kontrollera stava exportera historik jamfor aterstall justera verifiera andringar; do
	run 0 "$c" --help && out "Användning: paragraf $c" && silent
	run 0 "$c" --version && out 'paragraf 0.'
done
run 0 justera --help && out '--godkann' && out '--las'
for c in utdrag sammanfatta importera; do
	run 2 "$c" && err 'finns inte ännu' && one_line "$c"
	run 2 "$c" fil --till x --foo && err 'finns inte ännu' && one_line "$c"
	run 0 "$c" --help && out 'finns inte ännu'
done
for form in html pdf docx odt; do
	run 2 exportera "$top/sample-protocols/2031-04-09-fb" --till "$form" && err 'finns inte ännu' && one_line "$form"
	[ ! -s "$d/out" ] || complain "$form wrote something"
done
run 2 exportera x --till rtf && err 'okänd form' && one_line rtf
run 2 exportera "$top/sample-protocols/2031-04-09-fb" --till txt --offentlig && err 'finns inte ännu'
run 2 exportera x && err '--till saknas'
run 2 kontrollera && err 'ange SÖKVÄG' && one_line kontrollera
run 2 kontrollera a b && err '”b” är för mycket'
run 2 kontrollera a --foo && err 'okänt val --foo' && one_line option
run 2 kontrollera a --json=1 && err '--json tar inget värde'
run 2 kontrollera a --bara && err '--bara saknar sitt värde'
run 2 kontrollera a --bara nej && err 'okänd nivå'
run 2 stava a --lista --json && err 'går inte ihop'
run 2 kontollera && err 'menar du kontrollera'
run 2 --foo && err 'okänt val --foo'
run 2 a b && err 'för mycket'
run 2 --tid nyss kontrollera x && one_line tid
PARAGRAF_TID=nyss run 2 kontrollera x && err PARAGRAF_TID
run 3 ./finns-inte && err 'finns inte' && one_line path
run 3 kontrollera finns-inte && err 'finns-inte' && one_line path
mkdir "$d/tom"
run 3 kontrollera "$d/tom" && err 'protokoll.md' && one_line folder
run 3 historik "$top/sample-protocols/2031-04-09-fb/protokoll.md" && err 'inga versioner' && one_line history

# after "--" everything is an argument; --option=value and options last both work
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$d/--json"
(cd "$d" && "$p" kontrollera -- --json >out2 2>&1) || complain 'a file after -- is not read'
run 0 exportera --till=json "$top/sample-protocols/2031-04-09-fb" && json 'o["format"] == "paragraf-json 1"'
run 0 exportera "$top/sample-protocols/2031-04-09-fb" --till json -o"$d/ut.json" && same "$d/ut.json" "$d/ut.json"
[ -s "$d/ut.json" ] || complain '-oFILE writes nothing'

# standard input, a reader that goes away, a full disk
"$p" exportera - --till json <"$top/sample-protocols/2031-04-09-fb/protokoll.md" >"$d/out" 2>"$d/err" || complain 'standard input'
json 'o["organ"] == "Fjällberedningen"'
{ "$p" exportera "$top/sample-protocols/2031-04-15-fn" --till txt 2>"$d/err"; echo $? >"$d/status"; } | head -c 1 >/dev/null
[ "$(cat "$d/status")" = 0 ] || complain "a closed pipe: status $(cat "$d/status")"
silent
if [ -w /dev/full ]; then
	"$p" --help >/dev/full 2>"$d/err"
	[ $? = 5 ] || complain 'a full disk is not status 5'
	one_line full
fi
finish
