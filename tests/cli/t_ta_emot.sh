#!/bin/sh
# ta-emot: the same edits by every way are the same suggestions; hostile answers
# are refused with one line and change nothing.
. "$(dirname "$0")/lib.sh"
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
# a private note is never sent and never struck
sed 's/^Planen har fått/<!-- fråga Gun --> &/' "$m/protokoll.md" >"$d/not.md" && cp "$d/not.md" "$m/protokoll.md"

edit() { sed 's/två nya punkter/tre nya punkter/;s/ligger på halva vägen/ligger halvvägs/;s/att utreda/att skyndsamt utreda/'; }
state() { (cd "$m" && find . -path ./.git -prune -o -type f -exec cksum {} + | sort -k3; cksum .git/refs/heads/* 2>/dev/null); }

# --- plain text, and the same again
run 0 skicka "$m" --till 'Bo Lind' -o "$d/bo.txt"
edit <"$d/bo.txt" >"$d/svar.txt"
cmp -s "$d/bo.txt" "$d/svar.txt" && complain 'the edits do not take'
run 0 ta-emot "$m" "$d/svar.txt" --fran 'bo lind' && silent
out '3 nya förslag från Bo Lind (M)' && out 'blir' && out '§ 6: '
same "$m/protokoll.md" "$d/not.md"
same "$m/justering/svar-1.txt" "$d/svar.txt"
before=$(state)
run 0 ta-emot "$m" "$d/svar.txt" --fran 'Bo Lind (M)' && err 'redan mottaget'
[ "$(state)" = "$before" ] || complain 'the same answer again changed something'
run 0 andringar "$m" --json && json 'len(o["forslag"]) == 3' && cp "$d/out" "$d/forslag.json"

# again FILE NAME: the same three, none of them new
again() {
	run 0 ta-emot "$m" "$1" --fran "$2" --json
	json "o['antal'] == 3 and o['nya'] == 0 and not o['inga']"
}
run 0 skicka "$m" --till 'Anna Ek' --form md -o "$d/anna.md"
edit <"$d/anna.md" >"$d/svar.md"
again "$d/svar.md" 'Anna Ek' && json "o['form'] == 'markdown' and o['utskick'] == 2"
{
	printf 'Hej!\n\nSe nedan.\n\nDen 10 april 2031 skrev Finn Dahl:\n'
	sed 's/^/> /' "$d/svar.txt"
	printf '\nHälsningar\nBo\n'
} >"$d/mejl.txt"
again "$d/mejl.txt" 'Bo Lind' && json "'Se nedan.' in o['meddelande']"
sed 's/$/\r/' "$d/svar.txt" >"$d/crlf.txt"
again "$d/crlf.txt" 'Bo Lind'
if iconv -f UTF-8 -t CP1252 "$d/crlf.txt" >"$d/cp1252.txt" 2>/dev/null; then again "$d/cp1252.txt" 'Bo Lind'; fi
sed 's/två nya punkter/{~~två~>tre~~}{>>räknat<<} nya punkter/;s/ligger på halva vägen/ligger {~~på halva vägen~>halvvägs~~}/
s/att utreda/att {++skyndsamt ++}utreda/' "$d/anna.md" >"$d/critic.md"
again "$d/critic.md" 'Anna Ek' && json "o['form'] == 'criticmarkup'"
printf '§ 6: byt ”två” mot ”tre”\n5 § ändra på halva vägen till halvvägs\n' >"$d/lista.txt"
run 0 ta-emot "$m" "$d/lista.txt" --fran 'Cia Holm' --json && json "o['antal'] == 2 and o['nya'] == 0"
run 0 andringar "$m" --json && json 'len(o["forslag"]) == 3 and all(len(f["vem"]) >= 2 for f in o["forslag"])'

# --- nothing to remark
echo 'Hej! Inga anmärkningar. /Cia' >"$d/inga.txt"
"$p" ta-emot "$m" - --fran 'Cia Holm' <"$d/inga.txt" >"$d/out" 2>"$d/err" && out 'Cia Holm (V): inga anmärkningar'
grep -q 'inga anmärkningar | 0 | Cia Holm (V)' "$m/justering/logg" || complain 'the log does not say that there are none'

# --- a bundle and a branch of a shared repository
if command -v git >/dev/null 2>&1; then
	run 0 skicka "$m" --till 'Anna Ek' --form git -o "$d/anna.bundle"
	(
		cd "$d" && git clone -q -b justering/3 anna.bundle anna && cd anna &&
			export GIT_AUTHOR_NAME='Anna Ek' GIT_AUTHOR_EMAIL=anna@example.se &&
			edit <protokoll.md >ny.md && mv ny.md protokoll.md && git commit -qam 'mina ord' &&
			git bundle create -q ../svar.bundle justering/3
	) >/dev/null 2>"$d/git.err" || complain "git: $(head -c 200 "$d/git.err")"
	again "$d/svar.bundle" 'Anna Ek' && json "o['form'] == 'historik' and o['utskick'] == 3"
	[ -s "$m/justering/svar-9.bundle" ] || complain "the bundle is not kept: $(ls "$m/justering")"
	run 0 ta-emot "$m" "$d/svar.bundle" --fran 'Bo Lind' && err 'Anna Ek'

	git init -q --bare "$d/delat.git"
	run 0 skicka "$m" --till 'Dag Norén' --form git --fjarr "$d/delat.git"
	(
		cd "$d" && git clone -q -b justering/4 delat.git dag && cd dag &&
			export GIT_AUTHOR_NAME='Dag Norén' GIT_AUTHOR_EMAIL=dag@example.se &&
			edit <protokoll.md >ny.md && mv ny.md protokoll.md && git commit -qam 'mina ord' && git push -q
	) >/dev/null 2>"$d/git.err" || complain "git: $(head -c 200 "$d/git.err")"
	again "$d/delat.git" 'Dag Norén' && json "o['utskick'] == 4"

	# ssh by the system's git: an ssh that runs the other end here
	printf '#!/bin/sh\nfor last; do :; done\necho "$*" >>"%s/ssh.log"\nexec sh -c "$last"\n' "$d" >"$d/ssh" && chmod +x "$d/ssh"
	export GIT_SSH_COMMAND="$d/ssh" GIT_SSH_VARIANT=ssh
	git init -q --bare "$d/fjarr.git"
	run 0 skicka "$m" --till 'Dag Norén' --form git --fjarr "ssh://namnd.example$d/fjarr.git"
	git -C "$d/fjarr.git" cat-file -e justering/5:protokoll.md || complain 'nothing came over ssh'
	run 0 ta-emot "$m" "ssh://namnd.example$d/fjarr.git" --fran 'Dag Norén'
	grep -q upload-pack "$d/ssh.log" || complain "ssh was not asked: $(cat "$d/ssh.log")"
	unset GIT_SSH_COMMAND GIT_SSH_VARIANT
fi

# --- what is refused changes nothing
before=$(state)
refused() {
	run 3 ta-emot "$m" "$1" --fran 'Bo Lind' && one_line "$1"
	[ "$(state)" = "$before" ] || complain "$1: something was changed"
}
refused "$d/finns-inte.txt"
: >"$d/tom.txt" && refused "$d/tom.txt"
{ cat "$d/svar.txt" && printf 'x\033]0;hej\007\n'; } >"$d/styr.txt" && refused "$d/styr.txt" && err 'rad '
printf 'a\000b\n' >"$d/noll.txt" && refused "$d/noll.txt"
{ cat "$d/svar.txt" && printf '\342\200\256bakvänt\n'; } >"$d/bidi.txt" && refused "$d/bidi.txt"
head -c 9000000 /dev/zero | tr '\0' 'a' >"$d/stor.txt" && refused "$d/stor.txt"
truncate -s 100M "$d/hundra.txt" && refused "$d/hundra.txt"
mkfifo "$d/ko" && refused "$d/ko"
refused /dev/zero
mkdir "$d/mapp" && refused "$d/mapp"
sed 's/Utskick 1, version 2 ([0-9a-f]*)/Utskick 1, version 2 (000011112222)/' "$d/svar.txt" >"$d/annat.txt"
refused "$d/annat.txt" && err 'som inte har sänts'
printf '# v2 git bundle\n\n' >"$d/tom.bundle" && refused "$d/tom.bundle"
if [ -s "$d/svar.bundle" ]; then
	head -c 700 "$d/svar.bundle" >"$d/kapad.bundle" && refused "$d/kapad.bundle"
	hostile() {
		(cd "$d/anna" && git add -A && git commit -qm x && git bundle create -q "../$1" justering/3 && git reset -q --hard HEAD~1) \
			>/dev/null 2>&1
		refused "$d/$1"
	}
	(cd "$d/anna" && ln -sf /etc/passwd protokoll.md) && hostile lank.bundle
	echo x >"$d/anna/annan.txt" && hostile fler.bundle
	printf 'x\033[2J\n' >>"$d/anna/protokoll.md" && hostile styr.bundle
	head -c 20000000 /dev/zero | tr '\0' 'a' >"$d/anna/protokoll.md" && hostile stor.bundle
fi
run 2 ta-emot "$m" "$d/svar.txt" && one_line usage
run 3 ta-emot "$m" "$d/svar.txt" --fran 'Okänd Person' && one_line stranger
[ "$(state)" = "$before" ] || complain 'a refusal changed something'
finish
