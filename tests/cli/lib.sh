# lib: what the tests of the command line share. Sourced.
# shellcheck shell=sh
set -u
top=${TOP-$(cd "$(dirname "$0")/../.." && pwd)}
p="$top/${B-build/release}/paragraf"
d=$(mktemp -d "${TMPDIR-/tmp}/paragraf-cli-XXXXXX") || exit 1
trap 'rm -rf "$d"' EXIT
export PARAGRAF_DATA="${PARAGRAF_DATA-$top}" PARAGRAF_ARKIV="$d/arkiv" PARAGRAF_TID=2031-04-09T10:00+02:00
export HOME="$d" NO_COLOR=1
unset XDG_CONFIG_HOME
bad=0

complain() {
	echo "$(basename "$0"): $*"
	bad=$((bad + 1))
}

# run STATUS ARGUMENT...: runs paragraf; output in $d/out, messages in $d/err
run() {
	want=$1
	shift
	"$p" "$@" >"$d/out" 2>"$d/err" </dev/null
	got=$?
	[ "$got" = "$want" ] && return 0
	complain "paragraf $*: status $got, not $want: $(head -c 300 "$d/err")"
	return 1
}

# out TEXT, err TEXT: the text stands there, as it is
out() { grep -qF -- "$1" "$d/out" || complain "no »$1« in the output: $(head -c 300 "$d/out")"; }
err() { grep -qF -- "$1" "$d/err" || complain "no »$1« in the messages: $(head -c 300 "$d/err")"; }
one_line() { [ "$(wc -l <"$d/err")" = 1 ] || complain "$1: $(wc -l <"$d/err") lines of messages, not one"; }
silent() { [ ! -s "$d/err" ] || complain "messages: $(head -c 300 "$d/err")"; }
same() { cmp -s "$1" "$2" || complain "$1 and $2 differ"; }

archive() {
	mkdir -p "$d/arkiv"
	cp -R "$top/sample-protocols/organ" "$d/arkiv/organ"
}

# json EXPRESSION: true of the object o in $d/out; without python3 not looked at
json() {
	command -v python3 >/dev/null 2>&1 || return 0
	python3 -c 'import json,sys
o=json.load(open(sys.argv[1]))
sys.exit(0 if eval(sys.argv[2]) else 1)' "$d/out" "$1" || complain "not true of the JSON: $1"
}

finish() {
	[ "$bad" = 0 ] || echo "$bad faults"
	exit $((bad > 0))
}
