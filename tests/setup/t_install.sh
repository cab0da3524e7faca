#!/bin/sh
# make install and uninstall: the installed program works from anywhere, and
# nothing is left behind.
set -u
top=${TOP-$(cd "$(dirname "$0")/../.." && pwd)}
variant=${B-build/release}
variant=${variant#build/}
d=$(mktemp -d "${TMPDIR-/tmp}/paragraf-install-XXXXXX") || exit 1
trap 'rm -rf "$d"' EXIT
bad=0
complain() {
	echo "$*"
	bad=$((bad + 1))
}
make() { (cd "$top" && MAKEFLAGS='' command make -s VARIANT="$variant" "$@" >"$d/log" 2>&1) || complain "make $*: $(tail -n 3 "$d/log")"; }

mkdir -p "$d/rot/opt/annat"
make install DESTDIR="$d/rot" PREFIX=/opt
for f in bin/paragraf libexec/paragraf/paragraf-arbetare share/paragraf/templates/grund/stil \
	share/paragraf/sample-protocols/organ/fb.md share/man/sv/man1/paragraf.1 share/man/man1/paragraf.1; do
	[ -s "$d/rot/opt/$f" ] || complain "$f is not installed"
done

# the installed program finds its templates, its helper, its words
(
	unset PARAGRAF_DATA PARAGRAF_ARBETARE
	cd / && export HOME="$d" PARAGRAF_ARKIV="$d/arkiv"
	mkdir -p "$d/arkiv" && cp -R "$d/rot/opt/share/paragraf/sample-protocols/organ" "$d/arkiv/"
	m=$("$d/rot/opt/bin/paragraf" ny --organ fb --datum 2031-04-09) &&
		"$d/rot/opt/bin/paragraf" historik "$m" >/dev/null &&
		"$d/rot/opt/bin/paragraf" exportera "$m" --till txt >/dev/null
) 2>"$d/log" || complain "the installed program: $(tail -n 3 "$d/log")"

# the editor itself does not load what only the helper needs
if command -v ldd >/dev/null 2>&1; then
	ldd "$d/rot/opt/bin/paragraf" 2>/dev/null | grep -E 'git2|hunspell|crypto' && complain 'the editor loads a library of the helper'
fi

make install DESTDIR="$d/rot" PREFIX=/opt # twice is once
make uninstall DESTDIR="$d/rot" PREFIX=/opt
left=$(cd "$d/rot" && find . | sort | tr '\n' ' ')
[ "$left" = '. ./opt ./opt/annat ' ] || complain "left behind: $left"

make install PREFIX="$d/ny/plats"
make uninstall PREFIX="$d/ny/plats"
[ ! -e "$d/ny" ] || complain "left behind: $(find "$d/ny" | head -n 5 | tr '\n' ' ')"
exit $((bad > 0))
