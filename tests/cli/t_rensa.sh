#!/bin/sh
# rensa: after it no word of a draft is left anywhere, and the final text still
# verifies, with paragraf and with stock tools. Twice is harmless.
. "$(dirname "$0")/lib.sh"
archive
export XDG_STATE_HOME="$d/state"
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"

# version WORD: the draft as another program leaves it, with that word
version() {
	sed "s/^# § 2 .*/&\n\n$1/" "$top/sample-protocols/2031-04-09-fb/protokoll.md" >"$m/protokoll.md"
	run 0 justera "$m" --omedelbart "$2" && run 0 justera "$m" --ta-bort-del 1
}

version Kanariettan 1
version Kanaritvan 2
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
run 0 justera "$m" --omedelbart 5
run 4 rensa "$m" --ja && one_line early && err 'inte justerat'
for part in 1 0; do
	# the rest is written on after the part is signed
	[ $part = 0 ] && sed 's/^# § 6 .*/&\n\n[[Kanaritrean]]/' "$m/protokoll.md" >"$d/ny" && cp "$d/ny" "$m/protokoll.md" &&
		run 0 justera "$m" --omedelbart 6 && run 0 justera "$m" --ta-bort-del 2 &&
		sed '/Kanaritrean/d' "$m/protokoll.md" | cat -s >"$d/ny" && cp "$d/ny" "$m/protokoll.md"
	run 0 justera "$m" --starta --del $part
	run 0 justera "$m" --godkann 'Anna Ek (S)' --del $part
	run 0 justera "$m" --godkann 'Bo Lind (M)' --del $part
	run 0 justera "$m" --las --del $part
done
# what lies beside the history
mkdir -p "$m/utskick" "$m/bilagor" "$d/state"
for f in utskick/2031-04-09-fb-1.txt protokoll-raddad.md protokoll.annan.md protokoll.annan-2.md \
	protokoll-ur-journalen.md 'protokoll.md~' justering/forslag; do
	printf 'Kanarifyran %s\n' "$f" >"$m/$f"
done
printf 'Kvar\n' >"$m/anteckning.txt"
cp "$m/protokoll.md" "$d/raddad-2031-04-09-fb.md" && printf '\nKanarifemman\n' >>"$d/raddad-2031-04-09-fb.md"
mkdir -p "$m/.git/paragraf" && printf 'Kanarisexan' >"$m/.git/paragraf/1.journal"
printf 'dangling Kanarisjuan' | (cd "$m" && git hash-object -w --stdin >/dev/null)

# everything there is, inflated; words of drafts in it
all() {
	find "$d/arkiv" "$d/state" "$d"/raddad* -type f 2>/dev/null | while read -r f; do
		case $f in
		*/objects/??/*) python3 -c 'import sys,zlib; sys.stdout.buffer.write(zlib.decompress(open(sys.argv[1],"rb").read()))' "$f" ;;
		*.pack) ;;
		*) cat "$f" ;;
		esac
	done
	(cd "$m" && git cat-file --batch-all-objects --batch 2>/dev/null)
}
command -v python3 >/dev/null 2>&1 || { echo 'SKIP: python3 saknas'; exit 77; }
for w in ettan tvan trean fyran femman sexan sjuan; do
	all | grep -qa "Kanari$w" || complain "Kanari$w is nowhere: the test looks in the wrong place"
done

(cd "$m" && sha256sum protokoll.md $(find justerat -type f)) >"$d/fore"
run 4 rensa "$m" && one_line ja && err 'ange --ja'
run 0 rensa "$m" --policy behall && out 'utkasten behålls'
printf 'S10 = av\ngallring = rensa\n' >"$d/arkiv/organ/fb.regler"
run 4 rensa "$m" && err 'anslaget är inte antecknat' # not before the appeal is over
run 2 rensa "$m" --policy kasta
all | grep -qa Kanariettan || complain 'something went although it was refused'
run 0 justera "$m" --anslaget 2031-04-09 --plats 'anslagstavlan'
run 0 justera "$m" --anslaget 2031-04-09 --plats 'anslagstavlan' --del 1
run 0 justera "$m" --rattelse 2 --gammal 'Föredragningslistan fastställs.' --ny 'Listan fastställs.' --skal 'Prov' ||
	run 0 justera "$m" --rattelse 6 --gammal 'Aktivitetsplan 2031' --ny 'Aktivitetsplan 2032' --skal 'Prov'
PARAGRAF_TID=2031-06-01T10:00+02:00

# killed in the middle it is finished by running again
cp -R "$m" "$d/hel"
for after in 0.02 0.05 0.1 0.2; do
	rm -rf "$m" && cp -R "$d/hel" "$m"
	"$p" rensa "$m" --ja >/dev/null 2>&1 </dev/null &
	sleep $after
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	run 0 rensa "$m" --ja
	run 0 verifiera "$m"
	find "$m" -type f -exec cat {} + >"$d/allt"
	(cd "$m" && git cat-file --batch-all-objects --batch) >>"$d/allt" 2>/dev/null
	grep -qa Kanari "$d/allt" && complain "killed after $after s: words of a draft are left"
done
rm -rf "$m" && mv "$d/hel" "$m"
cp "$m/protokoll.md" "$d/raddad-2031-04-09-fb.md"

run 0 rensa "$m"
out 'borttaget: utskick' && out 'borttaget: protokoll.annan.md' && out 'utkasten är gallrade'
err 'anteckning.txt är ingen av programmets filer och ligger kvar'
all >"$d/allt"
grep -a Kanari "$d/allt" | head -n 5
grep -qa Kanari "$d/allt" && complain 'words of a draft are left'
(cd "$m" && sha256sum -c --quiet "$d/fore") || complain 'a signed file has changed'
[ -f "$m/justering/logg" ] && [ -d "$m/bilagor" ] && [ -f "$m/anteckning.txt" ] || complain 'too much went'
[ ! -e "$m/utskick" ] && [ ! -e "$m/justering/forslag" ] && [ ! -e "$d/raddad-2031-04-09-fb.md" ] || complain 'files are left'

run 0 verifiera "$m"
out 'del 1, § 5, står oförändrad'
run 0 historik "$m"
run 0 exportera "$m" --till txt
(cd "$m" && git fsck --full --strict >"$d/fsck" 2>&1) || complain "git fsck: $(cat "$d/fsck")"
(cd "$m" && [ -z "$(git status --porcelain --untracked-files=no)" ]) || complain 'git status'
(cd "$m" && git cat-file -e justerat^{commit} && git cat-file -e justerat-del-1^{commit}) || complain 'a mark is gone'
# twice is harmless
run 0 rensa "$m" --ja
run 0 verifiera "$m"
# and rättelser may still be made
run 0 justera "$m" --rattelse 6 --gammal '# § 6 Aktivitetsplan' --ny 'Aktivitetsplanen' --skal 'Prov'
run 0 verifiera "$m"
finish
