#!/bin/sh
# What `make run` does without a terminal, to the end: make a meeting, type, save,
# justera, export, verify. And the set-up says nothing is missing where it is not.
set -u
top=${TOP-$(cd "$(dirname "$0")/../.." && pwd)}
out="${TMPDIR-/tmp}/first.$$"
trap 'rm -f "$out"' EXIT
bad=0
"$top/tests/setup/try" "$top/${B-build/release}/paragraf" >"$out" 2>&1 </dev/null || { echo "status $?"; bad=1; }
for text in '== Nytt sammanträde: 2031-04-09-fb' '-- Framsidan' '-- Sparat' 'läge: justerat' 'UNDERSKRIFTSSIDA' \
	'Mobil skötsel i tre byar' 'ok: historiken är hel'; do
	grep -qF -- "$text" "$out" || { echo "»$text« is not in what it prints"; bad=1; }
done
grep -q '^fel: ' "$out" && { echo 'a fact does not hold'; bad=1; }
[ "$bad" = 0 ] || tail -n 40 "$out"

# a program that is missing is named with its packages, and nothing is installed
if ! PKG_CONFIG_LIBDIR=/finns/inte PKG_CONFIG_PATH='' "$top/tests/setup/needs" missing >"$out" 2>&1; then
	grep -q 'saknas:.*ncursesw.*Debian:.*libncurses-dev.*Fedora:.*Arch:.*Homebrew:' "$out" || { echo "needs says: $(cat "$out")"; bad=1; }
	[ "$(wc -l <"$out")" = 1 ] || { echo 'needs says more than a line'; bad=1; }
else
	echo 'needs finds nothing missing where all is'
	bad=1
fi
exit $bad
