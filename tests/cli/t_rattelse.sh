#!/bin/sh
# After the lock: anslag, taking down, archive and rättelser. No signed byte changes,
# verifiera passes, and what is printed says what was corrected.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
run 4 justera "$m" --anslaget 2031-04-09 --plats 'anslagstavlan' && err 'inte justerat'
run 4 justera "$m" --rattelse 4 --gammal x --ny y --skal z && one_line early
run 4 anslag "$m" && one_line notice
run 0 justera "$m" --starta
run 0 justera "$m" --godkann 'Anna Ek (S)'
run 0 justera "$m" --godkann 'Bo Lind (M)'
run 0 justera "$m" --las && out 'läge: justerat'

sums() { (cd "$m" && find protokoll.md justerat bilagor -type f ! -name efter -exec sha256sum {} + | sort); }
sums >"$d/fore"
run 0 anslag "$m" && out 'Anslås: 15 april 2031'
run 2 justera "$m" --anslaget 2031-04-09 && err '--plats saknas'
run 2 justera "$m" --anslaget i-gar --plats x && one_line day
run 4 justera "$m" --arkiverat && one_line unposted
run 0 justera "$m" --anslaget 2031-04-09 --plats 'regionens anslagstavla'
run 4 justera "$m" --anslaget 2031-04-09 --plats 'regionens anslagstavla' && err 'redan antecknat'
run 0 justera "$m" --frister && out '; anslaget onsdag 9 april 2031' && out 'anslaget tas ned torsdag 1 maj 2031'
run 0 justera "$m" --ics && out 'DTSTART;VALUE=DATE:20310501'
grep -q UID:anslag- "$d/out" && complain 'the anslag is in the calendar although it is done'
run 0 anslag "$m" && out 'Anslaget: 9 april 2031' && out 'Tas ner: 1 maj 2031' && out 'regionens anslagstavla'
PARAGRAF_TID=2031-04-30T10:00+02:00 run 4 justera "$m" --nedtaget 2031-04-30
err 'anslaget får inte tas ned före 2031-05-01'

PARAGRAF_TID=2031-04-20T10:00+02:00
run 2 justera "$m" --rattelse 4 --gammal 'tre byar' --ny 'fyra byar' && err '--skal saknas'
run 3 justera "$m" --rattelse 4 --gammal 'fem byar' --ny 'fyra byar' --skal 'x' && err '”fem byar” står inte i § 4'
run 3 justera "$m" --rattelse 99 --gammal 'fem byar' --ny 'fyra byar' --skal 'x' && one_line para
run 0 exportera "$m" --till txt -o "$d/fore.txt"
run 0 exportera "$m" --till json -o "$d/fore.json"
same "$d/fore.txt" "$m/justerat/protokoll.txt"
run 0 justera "$m" --rattelse '§ 4' --gammal 'senast i mars 2032' --ny 'senast i april 2032' --skal 'Fel månad'
run 0 justera "$m" --rattelse 0 --gammal 'Hans Palm (C)' --ny 'Hanna Palm (C)' --skal 'Fel namn'
for form in txt md; do
	run 0 exportera "$m" --till "$form" && out 'Rättelser'
	out 'Rättad den 20 april 2031, se Rättelser.'
	tr -s ' \n' '  ' <"$d/out" >"$d/rad" && mv "$d/rad" "$d/out"
	out '§ 4. Rättelse den 20 april 2031: ”senast i mars 2032” ska vara ”senast i april 2032”. Skäl: Fel månad. Finn Dahl'
	out 'Framsidan. Rättelse den 20 april 2031: ”Hans Palm (C)”'
	grep -q UTKAST "$d/out" && complain "$form: marked UTKAST"
done
run 0 exportera "$m" --till json -o "$d/efter.json"
same "$d/fore.json" "$d/efter.json"
sums >"$d/efter"
same "$d/fore" "$d/efter"
run 0 verifiera "$m"
(cd "$m" && git fsck --full --strict >/dev/null 2>&1) || complain 'git fsck'
# what was written may not be taken away or changed
cp "$m/justerat/efter" "$d/spar"
sed 's/april 2032/maj 2032/' "$d/spar" >"$m/justerat/efter"
run 1 verifiera "$m"
cp "$d/spar" "$m/justerat/efter"
run 0 verifiera "$m"
PARAGRAF_TID=2031-05-02T10:00+02:00
run 0 justera "$m" --nedtaget 2031-05-02 && run 0 anslag "$m" && out 'Nedtaget: 2 maj 2031'
run 0 justera "$m" --arkiverat --plats 'Regionarkivet'
run 0 justera "$m" && out 'läge: arkiverat'
run 0 verifiera "$m"
finish
