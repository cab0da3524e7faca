#!/bin/sh
# Drafts and registers of real meetings: they have no finding, come back byte
# for byte, and their JSON says what an independent reader of the format says.
set -eu
cd "${TOP:-.}"
shared=../shared
if ! [ -d $shared/real ]; then echo "SKIP: $shared/real is missing"; exit 77; fi
if ! command -v python3 >/dev/null; then echo "SKIP: python3 is missing"; exit 77; fi
for helper in doc/t_write out/t_json; do
	[ -x "$B/tests/$helper" ] || { echo "SKIP: $B/tests/$helper is not built (make tests)"; exit 77; }
done
tmp=${TMPDIR:-/tmp}/real.$$
mkdir -p "$tmp"
for f in $shared/real/*.md $shared/real/organ/*.md tests/doc/exempel.md; do
	name=$(basename "$f")
	PARAGRAF_TEST_WRITE=$f "$B/tests/doc/t_write" on_request >"$tmp/log" || { cat "$tmp/log"; exit 1; }
	PARAGRAF_TEST_DRAFT=$f PARAGRAF_TEST_JSON=$tmp/$name.ours "$B/tests/out/t_json" on_request
	case $f in */organ/*) continue ;; esac
	$shared/bench/draftcheck --json "$f" >"$tmp/$name.theirs" || [ "$name" = exempel.md ]
	python3 - "$tmp/$name.ours" "$tmp/$name.theirs" "$name" <<'P'
import json, sys
ours, theirs, name = json.load(open(sys.argv[1])), json.load(open(sys.argv[2])), sys.argv[3]
bad = 0
def same(path, a, b):
    global bad
    if a != b:
        bad += 1
        print(f"{name}: {path}: {a!r} is not {b!r}")
if name != "exempel.md":
    for k in "typ stil region organ profil datum start slut plats forsta sista ordforande sekreterare justerare justering narvaro forinformation extra inledning".split():
        same(k, ours[k], theirs[k])
    same("organ-kort", ours["organ_kort"], theirs["organ-kort"])
    same("fynd", ours["fynd"], [])
same("arenden", len(ours["arenden"]), len(theirs["arenden"]))
for a, b in zip(ours["arenden"], theirs["arenden"]):
    p = f"§ {a['nr']}"
    for k in "nr titel dnr meta".split():
        same(f"{p} {k}", a[k], b[k])
    if name == "exempel.md":
        continue
    same(f"{p} text", a["text"], b["text"])
    same(f"{p} avsnitt", [{k: s[k] for k in "slag etikett spegel text".split()} for s in a["avsnitt"]], b["avsnitt"])
    same(f"{p} yrkanden", [{k: y[k] for k in "nr slag till av atertaget text".split()} for y in a["yrkanden"]], b["yrkanden"])
    same(f"{p} beslut", a["beslut"] and {k: a["beslut"][k] for k in ("text", "att")}, b["beslut"])
sys.exit(1 if bad else 0)
P
done
