#!/bin/sh
# justera and verifiera: the whole way to the lock, and nothing after it.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"

run 0 justera "$m" && out 'läge: utkast'
run 4 justera "$m" --starta && one_line gaps # there are gaps left
run 4 verifiera "$m" && one_line unsigned
run 2 justera "$m" --starta --las && one_line steps
run 0 justera "$m" --frister && silent && out 'justering senast onsdag 23 april 2031'
out 'överklagande till och med fredag 16 maj 2031, räknat från sista dag för steget före'
run 0 justera "$m" --ics && out 'DTSTART;VALUE=DATE:20310423'

printf 'hej\n' >"$m/bilagor/plan.txt"
# what another program wrote is a version of its own, and then goes to justering
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
run 0 justera "$m" && out 'läge: utkast' && out 'ändrad sedan den senaste versionen'
run 0 historik "$m" --json && json 'len(o["versioner"]) == 1'
run 0 justera "$m" --starta && silent
out 'läge: justering' && out 'Anna Ek (S), ordförande: inte godkänt'
run 4 justera "$m" --las && one_line lock
run 4 aterstall "$m" 1 && one_line locked # the text is locked while it is looked at
run 4 justera "$m" --godkann 'Greta Sund (S)' && one_line stranger
run 0 justera "$m" --godkann 'Anna Ek (S)' && out 'Anna Ek (S), ordförande: godkänt 2031-04-09 10.00'
# a change from outside makes the round fall
cp "$m/protokoll.md" "$d/sant.md"
sed 's/Storsele/Lillsele/' "$d/sant.md" >"$m/protokoll.md"
run 4 justera "$m" --godkann 'Bo Lind (M)' && one_line fallen
run 0 justera "$m" && out 'godkännandena har fallit'
cp "$d/sant.md" "$m/protokoll.md"
run 0 justera "$m" --aterkalla && out 'läge: utkast'
run 0 justera "$m" --starta
run 0 justera "$m" --godkann 'Anna Ek (S)'
run 0 justera "$m" --godkann 'Bo Lind'
run 0 justera "$m" --las && out 'läge: justerat'
run 0 verifiera "$m" && silent
grep -qv '^ok: ' "$d/out" && complain 'a fact does not hold'
run 0 exportera "$m" --till txt
grep -q UTKAST "$d/out" && complain 'justerat text is marked UTKAST'
same "$d/out" "$m/justerat/protokoll.txt"
run 0 justera "$m" --frister && out 'anslag senast fredag 11 april 2031 (flyttad till tisdag 15 april 2031)'
(cd "$m" && [ "$(git tag)" = justerat ]) || complain 'no mark justerat'

# nothing writes it any more
cp "$m/protokoll.md" "$d/last.md"
run 4 aterstall "$m" 1 && one_line locked
run 4 justera "$m" --starta && one_line locked
run 4 justera "$m" --aterkalla && one_line locked
same "$m/protokoll.md" "$d/last.md"

# one changed byte is seen
for f in protokoll.md justerat/protokoll.txt justerat/protokoll.md justerat/manifest justerat/underskrifter; do
	cp "$m/$f" "$d/kopia"
	chmod u+w "$m/$f"
	sed '1s/^./X/' "$d/kopia" >"$m/$f"
	run 1 verifiera "$m" && out 'fel: '
	if [ "$f" = protokoll.md ]; then
		run 0 exportera "$m" --till txt && out UTKAST
	fi
	cp "$d/kopia" "$m/$f"
done
run 0 verifiera "$m"
printf 'hek\n' >"$m/bilagor/plan.txt"
run 1 verifiera "$m" && out 'bilagor/plan.txt stämmer inte'
rm "$m/bilagor/plan.txt"
run 1 verifiera "$m" && out 'bilagor/plan.txt saknas'
printf 'hej\n' >"$m/bilagor/plan.txt"
run 0 verifiera "$m"
finish
