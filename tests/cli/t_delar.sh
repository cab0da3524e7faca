#!/bin/sh
# Several signed parts of one meeting: §§ justerade omedelbart while the rest is a
# draft, which is written on and signed later. Disjoint, complete, numbers unchanged.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"

# part N: from start to lock
sign() {
	run 0 justera "$m" --starta --del "$1" && out 'läge: justering'
	run 0 justera "$m" --godkann 'Anna Ek (S)' --del "$1"
	run 0 justera "$m" --godkann 'Bo Lind (M)' --del "$1"
	run 0 justera "$m" --las --del "$1" && out 'läge: justerat'
}

run 3 justera "$m" --omedelbart '10' && one_line stranger
run 3 justera "$m" --omedelbart 'tolv' && one_line words
run 0 justera "$m" --omedelbart '4' && out 'del 1: 4'
run 3 justera "$m" --omedelbart '4–5' && err '§ 4 hör redan till del 1'
run 0 justera "$m" --omedelbart '5' && out 'del 2: 5'
run 0 justera "$m" --omedelbart '3' && out 'del 3: 3'
run 0 justera "$m" --ta-bort-del 3
run 2 justera "$m" --del x
run 4 justera "$m" --starta --del 9 && one_line nine
grep -q '^Omedelbart justerad: ja$' "$m/protokoll.md" || complain 'the line of the § is missing'

# a fault in the rest does not stop a part; nothing of it is locked
sed 's/^# § 3 .*/&\n\n[[fyll i]]/' "$m/protokoll.md" >"$d/ny" && cp "$d/ny" "$m/protokoll.md"
sign 1
run 0 justera "$m" && out 'läge: utkast' && out 'del 1, § 4: justerat' && out 'del 2, § 5: utkast'
run 0 verifiera "$m" && out 'del 1, § 4, står oförändrad i protokoll.md'
run 0 exportera "$m" --till txt --del 1
out '§ 4' && out 'Paragrafen är omedelbart justerad.'
grep -q UTKAST "$d/out" && complain 'a signed part is marked UTKAST'
grep -q '§ 5 Init' "$d/out" && complain '§ 5 is in part 1'
cp "$d/out" "$d/del1.txt"
same "$m/justerat/del-1/protokoll.txt" "$d/del1.txt"
run 0 exportera "$m" --till txt && out UTKAST
out '§ 4 är omedelbart justerad och redovisas i ett särskilt dokument.'
run 3 exportera "$m" --till txt --del 7 && one_line seven

# a version in which the signed § is another can't come back
run 4 aterstall "$m" 1 && one_line restore && err '§ 4 är omedelbart justerad'

# the rest can be written on, the signed § can not
sed 's/^\[\[fyll i\]\]$/Justeringen sker digitalt./' "$m/protokoll.md" >"$d/ny" && cp "$d/ny" "$m/protokoll.md"
run 0 justera "$m" --starta --del 2
run 0 justera "$m" --aterkalla --del 2
cp "$m/protokoll.md" "$d/ratt.md"
sed 's/^# § 4 .*/&, ändrad/' "$d/ratt.md" >"$m/protokoll.md"
run 4 justera "$m" --starta --del 2 && err '§ 4 är omedelbart justerad (del 1) men texten är ändrad'
run 1 verifiera "$m" && out '§ 4 står inte som i den omedelbart justerade del 1'
cp "$d/ratt.md" "$m/protokoll.md"
run 4 justera "$m" --ta-bort-del 1 && one_line signed
sign 2
run 4 justera "$m" --las && one_line rest
sign 0
run 0 verifiera "$m"
out 'delarna har ingen paragraf gemensam och finns alla i protokollet'
out 'del 1, § 4, står oförändrad' && out 'del 2, § 5, står oförändrad'
[ ! -e "$m/justering/delar" ] && [ -f "$m/justerat/delar" ] || complain 'the list of parts was not moved'

# disjoint, complete, numbers unchanged
grep -h '^# § ' "$m/protokoll.md" | sort >"$d/alla"
grep -h '^# § ' "$m/justerat/protokoll.md" "$m"/justerat/del-*/protokoll.md | sort >"$d/delarna"
same "$d/alla" "$d/delarna"
run 0 exportera "$m" --till txt
grep -q UTKAST "$d/out" && complain 'what is justerat is marked UTKAST'
same "$m/justerat/protokoll.txt" "$d/out"
run 0 anslag "$m" && [ "$(grep -c ANSLAGSBEVIS "$d/out")" = 3 ] || complain 'not a notice for each part'
run 0 justera "$m" --anslaget 2031-04-09 --plats 'regionens anslagstavla' --del 1
run 0 anslag "$m" --del 1 && out 'Anslaget: 9 april 2031' && out 'Paragrafer: § 4'
run 0 anslag "$m" && out 'Anslås: '
run 4 justera "$m" --omedelbart '3' && one_line late
# one changed byte of a part is found
cp "$m/justerat/del-2/protokoll.txt" "$d/spar"
printf 'x' >>"$m/justerat/del-2/protokoll.txt"
run 1 verifiera "$m" && out 'fel: del 2: '
cp "$d/spar" "$m/justerat/del-2/protokoll.txt"
run 0 verifiera "$m"
finish
