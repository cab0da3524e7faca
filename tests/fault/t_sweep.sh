#!/bin/sh
# A sample of `make crash`: a few places of each job and mode. And the sweep is not
# blind: where writes or syncs of the journal are lies, it must find what is lost.
set -u
top=${TOP-$(cd "$(dirname "$0")/../.." && pwd)}
b="$top/${B-build/release}"
sweep="$b/tests/fault/sweep"
[ -x "$sweep" ] || { echo "SKIP: $sweep är inte byggt"; exit 77; }
log="${TMPDIR-/tmp}/sweep.$$"
trap 'rm -f "$log"' EXIT
bad=0

run() { "$sweep" "$b/paragraf" "$b/tests/fault/shim.so" "$top" --jobs 2 "$@"; }

run --sample || bad=1
run --sample --places 5 --only skriv/killall --lie w:.journal >"$log" 2>&1 && { echo 'a journal that is not written is not seen'; bad=1; }
run --sample --places 6 --only vila/cut-ordered --lie f:.journal >"$log" 2>&1 && { echo 'a journal that is not synced is not seen'; bad=1; }
exit $bad
