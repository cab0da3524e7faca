#!/bin/sh
# skicka: what is sent, logged and bound; nothing of it in the versions.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
u="$m/utskick/2031-04-09-fb"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
versions() { "$p" historik "$m" | wc -l | tr -d ' '; }
clean() { [ -z "$(cd "$m" && git status --porcelain)" ] || complain "$1: git status is not empty"; }

# refusals write nothing
run 2 skicka "$m" && one_line nobody
run 2 skicka "$m" --till 'Bo Lind' --form docx && one_line docx && err 'finns inte ännu'
run 2 skicka "$m" --till 'Bo Lind' --form pdf && one_line form
run 2 skicka "$m" --till 'Bo Lind' --svar-senast 16/4 && one_line day
run 2 skicka "$m" --till alla -o "$d/x" && one_line all
run 2 skicka "$m" --till 'Bo Lind' --fjarr "$d/x" --form txt && one_line remote
[ "$(versions)" = 1 ] && [ ! -e "$m/utskick" ] || complain 'a refusal wrote something'
run 2 skicka "$m" --till 'Göran Person' && one_line stranger && err 'Anna Ek (S), Bo Lind (M)'
[ ! -e "$m/utskick" ] || complain 'a packet to nobody'
run 3 skicka "$m/saknas" --till 'Bo Lind' && one_line path

# what another program wrote is a version first; then the row of the log
run 0 skicka "$m" --till 'bo lind' --svar-senast 2031-04-16 && silent && out "$u-1.txt"
[ "$(versions)" = 3 ] || complain "$(versions) versions, not 3"
[ "$(stat -c %a "$u-1.txt")" = 600 ] || complain 'the packet can be read by others'
grep -q 'UTKAST – EJ JUSTERAT' "$u-1.txt" || complain 'no mark'
grep -q 'Svara senast: onsdag 16 april 2031' "$u-1.txt" || complain 'no day'
id=$(cd "$m" && git rev-parse HEAD~1)
grep -qF "Utskick 1, version 2 ($(printf %.12s "$id"))" "$u-1.txt" || complain 'not bound'
grep -qF "2031-04-09T10:00:00+02:00 | utskick | 1 | Bo Lind (M) | txt | 2 | $id | $(sha256sum <"$u-1.txt" | cut -d' ' -f1) | -" \
	"$m/justering/logg" || complain "the log: $(cat "$m/justering/logg")"
clean sent
(cd "$m" && git ls-files && git log --format=%B) | grep -i 'utskick/\|Lind' && complain 'a packet or a name in the history'

# other forms; the second time the changes since the first are told
sed -i 's/tre byar: Storsele/fyra byar: Storsele/' "$m/protokoll.md"
run 0 skicka "$m" --till 'Bo Lind (M)' --form md && out "$u-2.md"
grep -qF '[-tre-]{+fyra+}' "$u-2.md" || complain 'no changes'
run 0 skicka "$m" --till 'Anna Ek' --form criticmarkup -o - && silent
out '{~~gammalt~>nytt~~}' && out '==== TEXTEN BÖRJAR ===='
grep -q 'FÖRRA GÅNGEN' "$d/out" && complain 'changes since nothing'
run 0 skicka "$m" --till alla
[ "$(wc -l <"$d/out")" = 2 ] || complain 'not one each'
grep -q 'densamma som förra' "$u-5.txt" || complain 'not the same as last time'
run 0 skicka "$m" --till 'Anna Ek' -o "$d/egen fil.txt" && out "$d/egen fil.txt"
[ -s "$d/egen fil.txt" ] || complain 'no file of its own'
clean forms

# git: one version without what came before it, and the same in a shared repository
printf '\n<!-- hemligt -->\n' >>"$m/protokoll.md"
run 0 skicka "$m" --till 'Bo Lind' --form git && silent && out "$u-7.bundle"
git clone -q -b justering/7 "$u-7.bundle" "$d/klon" 2>/dev/null || complain 'the bundle is no repository'
[ "$(cd "$d/klon" && git ls-files | tr '\n' ' ')" = 'UTKAST.txt protokoll.md ' ] || complain 'other files'
[ "$(cd "$d/klon" && git log --oneline | wc -l)" = 1 ] || complain 'more than one version'
grep -rq hemligt "$d/klon" && complain 'a private note was sent'
grep -q 'Utskick 7, version' "$d/klon/UTKAST.txt" || complain 'not bound'
[ "$(tail -n 1 "$m/justering/logg" | sed 's/.* | //')" = "$(cd "$d/klon" && git rev-parse HEAD)" ] || complain 'the snapshot is not in the log'
git init -q --bare "$d/delad.git"
run 0 skicka "$m" --till 'Anna Ek' --fjarr "$d/delad.git" && out "$d/delad.git justering/8"
[ "$(git -C "$d/delad.git" branch --list 'justering/*' | tr -d ' *')" = justering/8 ] || complain 'no branch'
tail -n 1 "$m/justering/logg" | grep -q '| gren |' || complain 'the log says another form'
run 5 skicka "$m" --till 'Anna Ek' --fjarr "$d/finns-inte.git" && one_line 'no such repository'
[ "$(grep -c utskick "$m/justering/logg")" = 8 ] || complain 'logged though not sent'
clean git

# the gavel, and one letter changed after it: in kontrollera, in the packet, and its reason
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
run 0 skicka "$m" --till 'Bo Lind' -o - # and the file is a version
cat >"$d/klubba" <<'X'
storlek 80x24
tangenter Ctrl-G "4" Enter Ctrl-K
finns Klubbat 10.00
vänta
tangenter Ctrl-W
vänta
X
run 0 "$m" --spela "$d/klubba"
grep -q '^Klubbat: 10.00 [0-9a-f]*$' "$m/protokoll.md" || complain 'not sealed'
run 0 historik "$m" && out 'klubbad'
"$p" kontrollera "$m" >"$d/out"; grep -q F44 "$d/out" && complain 'F44 on an unchanged decision'
run 0 skicka "$m" --till 'Bo Lind' -o -
grep -q 'EFTER KLUBBSLAGET' "$d/out" && complain 'a change that is none'
run 0 exportera "$m" --till json && out '"Klubbat":"10.00"'
sed -i 's/att utreda mobil/att utredA mobil/' "$m/protokoll.md"
run 1 kontrollera "$m" && out 'fel: Beslutet i § 4 har ändrats efter klubbslaget 10.00; ange skälet'
run 0 skicka "$m" --till 'Bo Lind' -o - && out '§ 4, klubbat 10.00: ' && out '[-utreda-]{+utredA+}'
tr '\n' ' ' <"$d/out" | grep -q 'Skäl: *ännu *inte *angivet' || complain 'no reason asked for'
clean gavel

# nothing is sent of what is signed
mkdir -p "$m/justerat" && echo x >"$m/justerat/manifest"
run 4 skicka "$m" --till 'Bo Lind' && one_line locked

finish
