#!/bin/sh
# Includes point down, each library has one door, no file is too long, and
# nothing of one machine is written into the project.
set -u
cd "${TOP-$(dirname "$0")/../..}" || exit 1
rules=tests/setup/layers.rules
bad=0

complain() {
	echo "$*"
	bad=$((bad + 1))
}

allowed() { sed -n "s/^room $1://p" "$rules"; }

for f in tui/*.[ch] tui/*/*.[ch]; do
	room=$(dirname "${f#tui/}")
	grep -q "^room $room:" "$rules" || { complain "$f: room $room is not in $rules"; continue; }
	for inc in $(sed -n 's/^#include "\(.*\)"/\1/p' "$f"); do
		to=$(dirname "$inc")
		[ -f "tui/$inc" ] || complain "$f: includes $inc, which is not a file of tui/"
		[ "$to" = "$room" ] && continue
		case " $(allowed "$room") " in
		*" $to "*) ;;
		*) grep -qF "except $f $inc " "$rules" || complain "$f: $room may not include $inc" ;;
		esac
	done
	[ "$(wc -l <"$f")" -le 600 ] || complain "$f: $(wc -l <"$f") lines, over 600"
	case $f in
	*.c) own="${f#tui/}" own="${own%.c}.h"
		if [ -f "tui/$own" ]; then
			first=$(sed -n 's/^#include "\(.*\)"/\1/p' "$f" | head -n 1)
			[ "$first" = "$own" ] || complain "$f: its own header is not its first include"
		fi ;;
	esac
done

# doors: only these files name the library
sed -n 's/^door \([^:]*\): \(.*\)/\1 \2/p' "$rules" >"${TMPDIR-/tmp}/doors.$$"
while read -r what files; do
	for f in $(grep -lE "^# *include *<$what" tui/*.[ch] tui/*/*.[ch] 2>/dev/null); do
		ok=
		for pattern in $files; do
			# shellcheck disable=SC2254 # a pattern on purpose
			case $f in $pattern) ok=1 ;; esac
		done
		[ "$ok" ] || complain "$f: the door of $what is $files"
	done
done <"${TMPDIR-/tmp}/doors.$$"
sed -n 's/^call \([^:]*\): \(.*\)/\1 \2/p' "$rules" >"${TMPDIR-/tmp}/doors.$$"
while read -r what file; do
	for f in $(grep -lE "(^|[^_a-z0-9])$what\(" tui/*.c tui/*/*.c 2>/dev/null); do
		[ "$f" = "$file" ] || complain "$f: $what is called in $file only"
	done
done <"${TMPDIR-/tmp}/doors.$$"
rm -f "${TMPDIR-/tmp}/doors.$$"

# each header compiles alone
for h in tui/*.h tui/*/*.h; do
	${CC-cc} -std=c17 -D_GNU_SOURCE -Itui -include tui/base/banned.h -fsyntax-only -x c "$h" 2>/dev/null ||
		complain "$h: does not compile alone"
done

# no path of one machine, no unfinished mark
here=tests/setup/t_layers.sh
for pattern in '/home/[a-z]' '/root/' "$PWD/" 'TODO:' 'FIXME:'; do
	hits=$(grep -rlE "$pattern" tui templates dict tests man sample-protocols Makefile README.md .ci 2>/dev/null | grep -v "^$here\$")
	[ -z "$hits" ] || complain "»$pattern« stands in: $(echo "$hits" | tr '\n' ' ')"
done

# only these at the top
for entry in * .[!.]*; do
	case $entry in
	tui | templates | dict | tests | Makefile | man | sample-protocols | README.md | LICENSE | .ci) ;;
	.git | .gitignore | .gitattributes | .clang-format | .editorconfig) ;;
	build | dist) ;; # made here, never kept
	*) [ -e "$entry" ] && git check-ignore -q "$entry" 2>/dev/null || complain "$entry does not belong at the top" ;;
	esac
done
[ "$bad" = 0 ] || echo "$bad faults"
exit $((bad > 0))
