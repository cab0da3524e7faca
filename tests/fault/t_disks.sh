#!/bin/sh
# Disks that are really full, or can only be read, in a user namespace: what the
# screen says, and that nothing is lost by leaving. The disk is filled to a few kB
# less each time, so that another step is the one that finds no room.
set -u
top=${TOP-$(cd "$(dirname "$0")/../.." && pwd)}
unshare -Urm true 2>/dev/null || { echo 'SKIP: inga användarnamnrymder här'; exit 77; }
if [ "${1-}" != --inside ]; then
	exec unshare -Urm "$0" --inside
fi
p="$top/${B-build/release}/paragraf"
d=$(mktemp -d "${TMPDIR-/tmp}/paragraf-disk-XXXXXX") || exit 1
mkdir "$d/disk" "$d/hem"
mount -t tmpfs -o size=3m,mode=700 tmpfs "$d/disk" 2>/dev/null || { echo 'SKIP: tmpfs kan inte monteras'; exit 77; }
trap 'umount "$d/disk"; rm -rf "$d"' EXIT
export HOME="$d/hem" TMPDIR="$d/hem" PARAGRAF_DATA="${PARAGRAF_DATA-$top}" PARAGRAF_TID=2031-04-09T10:00+02:00
export XDG_STATE_HOME="$d/hem" DICPATH=/finns/inte PARAGRAF_ARKIV="$d/disk"
m="$d/disk/2031-04-09-fb"
bad=0

complain() {
	echo "$*"
	bad=$((bad + 1))
}

meeting() {
	mkdir -p "$d/disk/organ"
	cp "$top/sample-protocols/organ/fb.md" "$d/disk/organ/"
	"$p" ny --organ fb --datum 2031-04-09 --arkiv "$d/disk" >/dev/null || complain 'no meeting'
}

# play LINE...: plays the lines; screens and messages in $d/out
play() {
	printf '%s\n' "$@" >"$d/spela"
	timeout 60 "$p" --spela "$d/spela" "$m" >"$d/out" 2>&1
	status=$?
	[ $status -le 5 ] || complain "status $status: $(tail -n 3 "$d/out")"
}

says() { grep -qF -- "$1" "$d/out" || complain "$free: nothing says »$1«: $(grep -a 'Fel\|paragraf:' "$d/out" | head -n 5)"; }

# found TEXT: it is in the work file, the last version, a rescued text or the journal
found() {
	"$p" --aterhamta "$m" --till "$d/hem/ater.md" >/dev/null 2>&1
	cat "$m/protokoll.md" "$m"/protokoll-*.md "$d"/hem/*.md 2>/dev/null | grep -qF -- "$1" ||
		git -C "$m" show utkast:protokoll.md 2>/dev/null | grep -qF -- "$1" || complain "$free: »$1« is lost"
}

for free in 0 4 8 12 20 28 40 60 90; do
	rm -rf "$d"/disk/* "$d"/hem/*
	meeting
	dd if=/dev/zero of="$d/disk/fyllnad" bs=1k count=4000 2>/dev/null
	truncate -s -${free}k "$d/disk/fyllnad"
	play 'skriv Ctrl-End' 'skriv " alfa"' 'skriv Ctrl-S' klar bild 'skriv " bertil"' bild 'skriv Ctrl-Q' bild 'skriv Ctrl-Q'
	found 'alfa bertil'
	if ! git -C "$m" show utkast:protokoll.md | grep -q 'alfa bertil'; then
		says 'disken är full'
		says 'texten'
	fi
	# with room again it goes on where it was
	rm -f "$d/disk/fyllnad"
	play klar bild 'skriv Ctrl-End' 'skriv " cesar"' 'skriv Ctrl-S' klar bild 'skriv Ctrl-Q' bild
	[ $status = 0 ] || complain "$free: can't be saved when there is room again"
	found 'cesar'
	found 'alfa bertil'
	git -C "$m" fsck --full --strict --no-dangling 2>&1 | grep . && complain "$free: git fsck"
done

# a disk that can only be read: it opens, says so, and loses nothing
rm -rf "$d"/disk/* "$d"/hem/*
free=läsbar
meeting
before=$(cat "$m/protokoll.md")
mount -o remount,ro "$d/disk" || complain 'remount'
play klar bild 'skriv " alfa"' bild 'skriv Ctrl-S' klar bild 'skriv Ctrl-Q' bild
says 'skrivskyddad'
says 'bara att läsa'
[ "$before" = "$(cat "$m/protokoll.md")" ] || complain 'the file on a read-only disk changed'
"$p" historik "$m" >/dev/null 2>&1 || complain 'no history on a read-only disk'
"$p" exportera "$m" --till txt >/dev/null 2>&1 || complain 'no export from a read-only disk'
mount -o remount,rw "$d/disk"

# no room anywhere: it says that the text is on the screen only, does not leave at the
# first Ctrl-Q, and is saved when there is room again
rm -rf "$d"/disk/* "$d"/hem/*
free='inget någonstans'
meeting
mkdir "$d/ut"
if mount -t tmpfs tmpfs "$d/ut" && mount -t tmpfs -o ro tmpfs /dev/shm && mount --rbind /tmp /tmp && mount -o remount,bind,ro /tmp; then
	dd if=/dev/zero of="$d/disk/fyllnad" bs=1k count=4000 2>/dev/null
	printf '%s\n' 'skriv Ctrl-End' 'skriv " alfa"' bild 'skriv Ctrl-S' klar bild 'skriv Ctrl-Q' bild 'vila 2500' \
		'skriv " bertil"' 'skriv Ctrl-S' klar 'bild efter' 'skriv Ctrl-Q' >"$d/ut/spela"
	: >"$d/ut/out"
	(for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		grep -q 'skrivet Ctrl-Q' "$d/ut/out" && break
		sleep 0.3
	done; rm -f "$d/disk/fyllnad") &
	HOME="$d/disk" TMPDIR="$d/disk" XDG_STATE_HOME="$d/disk" timeout 60 "$p" --spela "$d/ut/spela" "$m" >"$d/ut/out" 2>&1 ||
		complain "$free: status $?"
	wait
	for text in 'disken är full; texten finns bara på skärmen' 'skrivet " bertil"' 'sparat 10.00.00'; do
		grep -qF -- "$text" "$d/ut/out" || complain "$free: nothing says »$text«: $(cat "$d/ut/out")"
	done
	grep -q 'alfa bertil' "$m/protokoll.md" || complain "$free: not saved when there was room again"
	umount -R /tmp
	umount "$d/ut"
fi
exit $((bad > 0))
