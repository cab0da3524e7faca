#!/bin/sh
# ny: folder, numbers, agenda, refusals.
. "$(dirname "$0")/lib.sh"
archive
lists="$top/sample-protocols/foredragningslistor"

run 0 ny --organ FB --datum 2031-04-09 --arenden "$lists/fb.txt" && out "$d/arkiv/2031-04-09-fb" && silent
m="$d/arkiv/2031-04-09-fb"
[ -d "$m/.git" ] || complain 'no history'
[ -d "$m/bilagor" ] || complain 'no bilagor'
run 0 exportera "$m" --till json
json '[i["nr"] for i in o["arenden"]] == [1, 2, 3, 4, 5, 6, 7]'
json 'o["arenden"][4]["titel"] == "Mobil skötsel i tre byar" and o["arenden"][4]["dnr"] == ["FN 79-2031"]'
json 'o["fynd"] == []'
run 0 historik "$m" --json
json 'o["format"] == "paragraf-historik 1" and [v["nr"] for v in o["versioner"]] == [1]'

# numbers go on in the same year, start anew in the next; a folder that exists gets -2
run 0 ny --organ fjällberedningen --datum 2031-05-14 && out 2031-05-14-fb
run 0 exportera "$d/arkiv/2031-05-14-fb" --till json && json 'o["forsta"] == 8'
run 0 ny --organ fb.md --datum 2032-01-14 && run 0 exportera "$d/arkiv/2032-01-14-fb" --till json && json 'o["forsta"] == 1'
run 0 ny --organ fb --datum 2031-04-09 && out "2031-04-09-fb-2"

# the other forms, and what is not taken is said
run 0 ny --organ fn --datum 2031-04-15 --arenden "$lists/fn.csv" && err '[LISTA]' && err 'fn.csv:'
run 0 exportera "$d/arkiv/2031-04-15-fn" --till json
json '"Remiss: \"Framtidens fjäll\"" in [i["titel"] for i in o["arenden"]] and len(o["arenden"]) == 9'
run 0 ny --organ ktn --datum 2031-05-07 --arenden "$lists/ktn-kallelse.txt" && err 'hör inte till något ärende'
run 0 exportera "$d/arkiv/2031-05-07-ktn" --till json
json '[i["titel"] for i in o["arenden"]][5] == "Linje 31 till resecentrum i Granvik – förslag om utökad kvällstrafik"'
json 'o["arenden"][6]["dnr"] == ["KTN-00022-2031"] and len(o["arenden"]) == 9'
"$p" ny --organ vvu --datum 2031-05-20 --arenden - <"$lists/fb.txt" >"$d/out" 2>"$d/err" || complain 'agenda from standard input'

: >"$d/tom.txt"
run 0 ny --organ vvu --datum 2031-05-21 --arenden "$d/tom.txt" && err 'tom.txt är tom' && one_line 'empty list'

# a folder of one's own, another style
run 0 ny --organ fb --datum 2031-06-01 --stil norrbotten -o "$d/egen/mapp" && out "$d/egen/mapp"
run 0 exportera "$d/egen/mapp" --till json && json 'o["stil"] == "norrbotten"'
run 2 ny --organ fb --datum 2031-06-01 -o "$d/egen/mapp" && one_line taken

run 2 ny --organ fb && err '--datum saknas'
run 2 ny --datum 2031-04-09 && err '--organ saknas'
run 2 ny --organ fb --datum 2031-02-30 && err 'inget datum' && one_line date
run 2 ny --organ xyz --datum 2031-04-09 && one_line organ
run 2 ny --organ fb --datum 2031-04-10 --stil finnsinte && one_line style
[ ! -e "$d/arkiv/2031-04-10-fb" ] || complain 'a refused meeting left its folder'
run 3 ny --organ fb --datum 2031-04-10 --arenden "$d/ingen" && one_line list
[ ! -e "$d/arkiv/2031-04-10-fb" ] || complain 'a list that is missing left a folder'
if [ "$(id -u)" != 0 ]; then
	mkdir "$d/last" && cp -R "$d/arkiv/organ" "$d/last/" && chmod 500 "$d/last"
	run 5 ny --organ fb --datum 2031-04-09 --arkiv "$d/last" && one_line permission
	chmod 700 "$d/last"
fi
finish
