#!/bin/sh
# --aterhamta: the best text there is, from work file, journal and versions;
# nothing of the meeting changes, and nothing hangs.
. "$(dirname "$0")/lib.sh"
export XDG_STATE_HOME="$d/state"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cp -R "$m" "$d/orord"
s="$m/protokoll.md"
t="$d/ut.md"

# typed TEXT [PATH]: the program is started on the meeting, TEXT is at the end of
# the draft on its screen, and it is left alone; $pid is its number.
typed() {
	printf 'tangenter Ctrl-End\nskriv "%s"\nvila 30000\n' "$1" >"$d/keys"
	: >"$d/played"
	env -u PARAGRAF_TID "$p" --spela "$d/keys" "${2-$m}" >"$d/played" 2>&1 &
	pid=$!
	for _ in $(seq 200); do
		grep -q '^skrivet' "$d/played" && return
		sleep 0.05
	done
	complain "nothing was typed: $(head -c 300 "$d/played")"
}
killed() {
	kill -9 "$pid"
	wait "$pid" 2>/dev/null
}
has() { grep -qF -- "$2" "$1" || complain "$1 does not hold »$2«"; }

# as ls shows it, with the bytes: nothing in the meeting has changed
state() { (cd "$1" && find . -exec ls -ld --time-style=full-iso {} + | sed 's/ \.\/.*//' && find . -type f -exec cksum {} + | sort); }
unchanged() {
	state "$m" >"$d/now"
	cmp -s "$d/before" "$d/now" || complain "$1: the meeting was changed: $(diff "$d/before" "$d/now" | head -5)"
}
before() { state "$m" >"$d/before"; }

# usage
run 2 --aterhamta "$m" && err '--till FIL' && one_line usage
run 2 --till "$t" && err '--aterhamta SÖKVÄG' && one_line usage
run 2 --aterhamta "$m" --till "$d" && err 'är en mapp' && one_line folder
run 2 --aterhamta "$m" --till "$s" && err 'är utkastet självt' && one_line itself
run 2 --aterhamta "$m" --till "$t" extra && one_line extra
run 3 --aterhamta "$d/finns-inte" --till "$t" && err 'ingen text att ta fram'
[ -e "$t" ] && complain 'a file was written by a refused call'
mkdir "$d/tom" && run 3 --aterhamta "$d/tom" --till "$t"
run 0 --help && out '--aterhamta=SÖKVÄG'

# nothing wrong
before
run 0 --aterhamta "$m" --till "$t" && silent && same "$s" "$t"
run 0 --aterhamta "$s" --till "$t" && silent && same "$s" "$t"
run 0 --aterhamta="$m" --till=- && silent && same "$s" "$d/out"
unchanged 'a whole meeting'
run 5 --aterhamta "$m" --till "$d/saknas/ut.md" && one_line 'no folder'

# the work file is gone, or empty: the last version
mv "$s" "$d/undan.md"
before
run 0 --aterhamta "$m" --till "$t" && err 'saknas; det som är taget är den senaste versionen' && same "$d/undan.md" "$t"
unchanged 'without its file'
: >"$s"
run 0 --aterhamta "$m" --till "$t" && err 'är tom; det som är taget är den senaste versionen' && same "$d/undan.md" "$t"
rm "$s" && mkfifo "$s"
run 1 --aterhamta "$m" --till "$t" && err 'är ingen fil' && same "$d/undan.md" "$t"
rm "$s" && cp "$d/undan.md" "$s"

# changed by another program: the file; an old file put back: the version
sed 's/fastställs\./godkänns./' "$d/undan.md" >"$s"
cp "$s" "$d/andra.md"
run 0 --aterhamta "$m" --till "$t" && silent && same "$d/andra.md" "$t"
run 0 aterstall "$m" 1
run 0 aterstall "$m" 2
cp "$d/undan.md" "$s"
run 0 --aterhamta "$m" --till "$t" && err 'är äldre; det som är taget är den senaste versionen' && same "$d/andra.md" "$t"
cp "$d/andra.md" "$s"

# a damaged history: said, and the file is taken; with no file the version before
rm -rf "$d/kopia" && cp -R "$m" "$d/kopia"
k="$d/kopia"
blob=$(cd "$k" && git rev-parse HEAD:protokoll.md)
object="$k/.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)"
chmod u+w "$object" && printf 'x' >"$object"
start=$(date +%s)
run 1 --aterhamta "$k" --till "$t" && same "$d/andra.md" "$t"
[ -s "$d/err" ] || complain 'a damaged history is not said'
rm "$k/protokoll.md"
run 1 --aterhamta "$k" --till "$t" && err 'är skadad; texten är den i version' && same "$d/undan.md" "$t"
printf '' >"$k/.git/refs/heads/utkast"
run 1 --aterhamta "$k" --till "$t" && same "$d/undan.md" "$t"
rm "$k/.git/HEAD"
cp "$d/andra.md" "$k/protokoll.md"
"$p" --aterhamta "$k" --till "$t" >"$d/out" 2>"$d/err"
same "$d/andra.md" "$t"

# the helper program is not there, dies or hangs: the file all the same
PARAGRAF_ARBETARE=/bin/false run 1 --aterhamta "$m" --till "$t" && same "$d/andra.md" "$t"
PARAGRAF_ARBETARE="$d/finns-inte" run 1 --aterhamta "$m" --till "$t" && same "$d/andra.md" "$t"
[ $(($(date +%s) - start)) -lt 60 ] || complain 'it took more than a minute'

# a meeting that is open in another window, and its killed program's journal
typed 'Osparat slut.'
run 0 --aterhamta "$m" --till "$t" && err 'har text som inte hann sparas i filen; den är tagen' && has "$t" 'Osparat slut.'
killed
before
run 0 --aterhamta "$m" --till "$t" && has "$t" 'Osparat slut.'
cp "$t" "$d/journalens.md"
run 0 --aterhamta "$m" --till - && has "$d/out" 'Osparat slut.'
PARAGRAF_ARBETARE=/bin/false run 1 --aterhamta "$m" --till "$t" && same "$d/journalens.md" "$t"
unchanged 'after a kill'

# without its file, and without its history
mv "$s" "$d/undan2.md"
run 0 --aterhamta "$m" --till "$t" && same "$d/journalens.md" "$t" && err 'saknas; texten är tagen ur journalen'
mv "$m/.git/HEAD" "$d/HEAD"
run 1 --aterhamta "$m" --till "$t" && same "$d/journalens.md" "$t"
mv "$d/HEAD" "$m/.git/HEAD"

# another program wrote the file meanwhile: both texts
sed 's/Justering/Annan rubrik/' "$d/undan2.md" >"$s"
before
run 1 --aterhamta "$m" --till "$t" && err 'två texter skiljer sig: texten i journalen ligger i ' && err "texten i filen i $t.annan"
same "$d/journalens.md" "$t"
same "$s" "$t.annan"
run 1 --aterhamta "$m" --till "$t" && [ ! -e "$t.annan-2" ] || complain 'the other text was written twice'
echo upptaget >"$t.annan"
run 1 --aterhamta "$m" --till "$t" && same "$s" "$t.annan-2"
run 1 --aterhamta "$m" --till - && err 'ange en fil efter --till' && same "$d/journalens.md" "$d/out"
unchanged 'with two texts'

# a damaged journal: what can be read of it lies beside FILE
mkdir "$d/ute"
cp "$d/undan2.md" "$s"
journal="$m/.git/paragraf/1.journal"
[ -f "$journal" ] || complain "no $journal"
size=$(wc -c <"$journal")
printf 'ZZ' | dd of="$journal" bs=1 seek=$((size - 150)) conv=notrunc 2>/dev/null
run 1 --aterhamta "$m" --till "$d/ute/ut.md" && err '1.journal är skadad'
ls "$d/ute" | grep -q 'protokoll-ur-journalen.md' || complain "nothing beside: $(ls "$d/ute"; cat "$d/err")"
[ ! -e "$m/protokoll-ur-journalen.md" ] || complain 'a file was put into the meeting'

# a single file, no history
cp "$d/andra.md" "$d/ensam.md"
run 0 --aterhamta "$d/ensam.md" --till "$t" && silent && same "$d/ensam.md" "$t"
finish
