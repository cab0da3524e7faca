#!/bin/sh
# historik, jamfor, aterstall: the versions of a meeting.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cp "$m/protokoll.md" "$d/forsta.md"

run 0 historik "$m" && out '   1  2031-04-09 10.00.00' && silent
grep -qiE 'commit|branch|HEAD|blob' "$d/out" && complain 'words of git on the screen'

# changed by another program: that text is a version before anything else
sed 's/fastställs\./godkänns./' "$d/forsta.md" >"$m/protokoll.md"
cp "$m/protokoll.md" "$d/andra.md"
export PARAGRAF_TID=2031-04-09T11:30+02:00
run 0 aterstall "$m" 1 && out 'version 1 är återställd som version 3'
same "$m/protokoll.md" "$d/forsta.md"
run 0 aterstall "$m" 2 && out 'version 2 är återställd som version 4'
same "$m/protokoll.md" "$d/andra.md"
run 0 historik "$m" && out '§ 2: ändrad i ett annat program' && out 'Återställd version 2, § 2'
run 0 historik "$m" --json
json '[v["nr"] for v in o["versioner"]] == [4, 3, 2, 1]'
json '[v["paragrafer"] for v in o["versioner"]] == [[2], [2], [2], []]'
json 'all(sorted(v) == ["id", "nr", "paragrafer", "tid", "vad", "vem"] for v in o["versioner"])'
run 0 jamfor "$m" && out '[-fastställs-]{+godkänns+}'
run 0 jamfor "$m" 1 && out '[-fastställs-]{+godkänns+}'
run 0 jamfor "$m" 2 1 && out '[-godkänns-]{+fastställs+}'
run 0 jamfor "$m" 1 1 && [ ! -s "$d/out" ] || complain 'no difference says something'
run 0 aterstall "$m" 1 && out 'version 1 är återställd som version 5'
same "$m/protokoll.md" "$d/forsta.md"
run 0 aterstall "$m" 5 && out 'ingen ny version'
run 0 historik "$m" --json && json 'len(o["versioner"]) == 5'
(cd "$m" && [ -z "$(git status --porcelain)" ]) || complain 'stock git sees changes after a version'
(cd "$m" && git fsck --strict >/dev/null 2>&1) || complain 'stock git finds the history damaged'

run 0 jamfor "$d/forsta.md" "$m/protokoll.md"
# the sum of a klubbslag is not for people
sed 's/^# § 2 .*/&\nKlubbat: 10.42 9f86d081884c7d65/' "$d/forsta.md" >"$d/slagen.md"
run 0 jamfor "$d/forsta.md" "$d/slagen.md" && out '{+Klubbat: 10.42+}'
run 2 jamfor "$m" x && one_line number
run 2 aterstall "$m" 0 && one_line number
"$p" aterstall "$m" 99 >"$d/out" 2>"$d/err"
case $? in 2 | 3) one_line missing ;; *) complain "a version that is not there: $(cat "$d/err")" ;; esac
finish
