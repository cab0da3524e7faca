#!/bin/sh
# --aterhamta ... --kl: the text as it was at a time, from the journal to the
# minute, from the versions where the journal does not reach.
. "$(dirname "$0")/lib.sh"
archive
PARAGRAF_TID=2031-04-09T14:00:00+02:00 run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
t="$d/ut.md"
cat >"$d/keys" <<'K'
tangenter Ctrl-End
skriv "Kvart över."
fram 120
skriv " Sjutton över."
fram 3600
skriv " En timme senare."
K
run_at() { PARAGRAF_TID=2031-04-09T17:00:00+02:00 run "$@"; }
PARAGRAF_TID=2031-04-09T14:15:00+02:00 "$p" --spela "$d/keys" "$m" >"$d/played" 2>&1 || complain "$(head -c 300 "$d/played")"

run_at 0 --aterhamta "$m" --kl 15.30 --till - && out 'En timme senare.'
run_at 0 --aterhamta "$m" --kl 14.17 --till "$t" && silent
grep -q 'Sjutton över' "$t" || complain 'at 14.17 the second sentence is missing'
grep -q 'timme' "$t" && complain 'at 14.17 there is more than was typed'
run_at 0 --aterhamta "$m" --kl '2031-04-09 14.15' --till "$t"
grep -q 'Kvart över' "$t" || complain 'at 14.15 the first sentence is missing'
grep -q 'Sjutton' "$t" && complain 'at 14.15 there is more than was typed'
# before the journal began: the first version
run_at 0 --aterhamta "$m" --kl 14.05 --till "$t"
grep -q 'Kvart' "$t" && complain 'at 14.05 there is more than the first version'
# before anything was
run_at 3 --aterhamta "$m" --kl 13.00 --till "$t" && one_line 'too early'
run_at 2 --aterhamta "$m" --kl 'i går' --till "$t" && err 'ingen tid' && one_line 'no time'
run_at 2 --kl 14.15 && err '--aterhamta SÖKVÄG'
# a single file has only its journal
cp "$m/protokoll.md" "$d/ensam.md"
run_at 3 --aterhamta "$d/ensam.md" --kl 14.15 --till "$t" && err 'inte så långt tillbaka'
finish
