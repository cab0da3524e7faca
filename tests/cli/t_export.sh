#!/bin/sh
# exportera: the forms, UTKAST on each page, the same bytes each time.
. "$(dirname "$0")/lib.sh"
s="$top/sample-protocols"

for m in "$s"/20*; do
	name=$(basename "$m")
	run 0 exportera "$m" --till txt && silent
	cp "$d/out" "$d/en.txt"
	# each page says UTKAST, no line is wider than 80 columns
	pages=$(($(LC_ALL=C tr -cd '\f' <"$d/en.txt" | wc -c) + 1))
	marks=$(grep -c UTKAST "$d/en.txt")
	[ "$marks" -ge "$pages" ] || complain "$name: $marks UTKAST on $pages pages"
	PARAGRAF_TID=2040-01-01T00:00Z run 0 exportera "$m" --till txt -o "$d/tva.txt"
	same "$d/en.txt" "$d/tva.txt"
	run 0 exportera "$m" --till md && out UTKAST
	run 0 exportera "$m" --till json && json 'o["format"] == "paragraf-json 1" and len(o["arenden"]) > 0'
done
if command -v python3 >/dev/null 2>&1; then
	run 0 exportera "$s/2031-04-15-fn" --till txt
	python3 - "$d/out" <<'EOF' || complain 'a line is wider than 80 columns'
import sys
sys.exit(any(len(l.rstrip("\n")) > 80 for l in open(sys.argv[1], encoding="utf-8")))
EOF
fi
# the words of the draft are there, in another style too
for style in vasterbotten norrbotten vasternorrland grund; do
	run 0 exportera "$s/2031-04-09-fb" --till txt --stil "$style"
	out 'Mobil skötsel i tre byar' && out 'redovisa kostnaderna'
done
run 2 exportera "$s/2031-04-09-fb" --till txt --stil finnsinte && one_line style
run 5 exportera "$s/2031-04-09-fb" --till txt -o "$d/finns/inte/ut.txt" && one_line folder
run 2 exportera "$s/2031-04-09-fb" --till txt -o "$d" && one_line folder
# a pipe is written to and a link gone through, never replaced; nothing half is left
mkfifo "$d/ror" && { timeout 10 cat "$d/ror" >"$d/ur-roret" & } && run 0 exportera "$top/sample-protocols/2031-04-09-fb" --till txt -o "$d/ror"
wait
[ -p "$d/ror" ] || complain 'the pipe was replaced'
run 0 exportera "$top/sample-protocols/2031-04-09-fb" --till txt && same "$d/out" "$d/ur-roret"
echo gammalt >"$d/mal.txt" && ln -s mal.txt "$d/lank.txt"
run 0 exportera "$top/sample-protocols/2031-04-09-fb" --till txt -o "$d/lank.txt" && same "$d/mal.txt" "$d/ur-roret"
[ -L "$d/lank.txt" ] || complain 'the link was replaced'
run 2 exportera "$top/sample-protocols/2031-04-09-fb" --till txt -o '' && one_line 'no name'
"$p" --version >&- 2>"$d/err" && complain 'a closed standard output is no fault'
err 'är stängd'
finish
