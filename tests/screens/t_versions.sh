#!/bin/sh
# Which versions the editing screen makes, told by stock git: one for the form of
# an odd draft, one when a § is left, one when saved, none when nothing changed.
set -u
p="$TOP/$B/paragraf"
dir=$(mktemp -d) || exit 1
export PARAGRAF_ARKIV="$dir" PARAGRAF_TID=2031-04-09T10:00+02:00
mkdir -p "$dir/organ" && cp "$TOP/sample-protocols/organ/fb.md" "$dir/organ/" || exit 1
folder=$("$p" ny --organ fb --datum 2031-04-09) || exit 1
cd "$folder" || exit 1
sed -i 's/^## Beslut = .*/&  /' protokoll.md
cat >"$dir/keys" <<'END'
tangenter Ctrl-G "1" Ctrl-End "x" Ctrl-S
vänta
tangenter Ctrl-S
vänta
tangenter Ctrl-Home Tab "Ett ord. "
vänta
tangenter Ctrl-End
vänta
END
"$p" --spela "$dir/keys" . || exit 1
git log --reverse --format=%s >"$dir/log"
cat >"$dir/want" <<'END'
Första versionen
Ändrad i ett annat program
Formen ordnad
§ 3: ändrad
§ 1: ändrad
END
diff "$dir/want" "$dir/log" || exit 1
[ -z "$(git status --porcelain)" ] || { git status; exit 1; }
git fsck --strict 2>&1 | grep -v '^notice' && exit 1
git log --format='%an' | sort -u | grep -qx 'Finn Dahl' || exit 1
exit 0
