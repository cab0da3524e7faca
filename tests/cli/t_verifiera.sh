#!/bin/sh
# justera with keys, on two machines: signing, refusing, locking; then proving it with
# paragraf and with stock tools alone, and every kind of forgery refused.
. "$(dirname "$0")/lib.sh"
for tool in ssh-keygen git sha256sum; do
	command -v $tool >/dev/null 2>&1 || { echo "SKIP: $tool saknas"; exit 77; }
done
archive
run 0 ny --organ fb --datum 2031-04-09
m="$d/arkiv/2031-04-09-fb"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
ns=justering@paragraf
for who in anna bo finn cia; do ssh-keygen -q -t ed25519 -N '' -C "$who" -f "$d/$who" || complain "no key"; done

# --- whose key is whose
run 0 justera "$m" --starta
run 4 justera "$m" --skriv-under 'Bo Lind' --nyckel "$d/bo" && err 'ingen SSH-nyckel är känd för Bo Lind (M)'
run 3 justera "$m" --nyckel-for 'Bo Lind' --fil "$d/bo" && err 'hemliga nyckeln'
run 3 justera "$m" --nyckel-for 'Bo Lind' --fil "$m/protokoll.md"
run 2 justera "$m" --nyckel-for 'Bo Lind'
run 0 justera "$m" --nyckel-for 'Bo Lind' --fil "$d/bo.pub" && out "$(ssh-keygen -lf "$d/bo.pub" | cut -d' ' -f2)"
run 4 justera "$m" --nyckel-for 'Cia Holm' --fil "$d/bo.pub" && err 'står redan som Bo Lind (M)'
run 0 justera "$m" --nyckel-for 'Anna Ek (S)' --fil "$d/anna.pub"
run 0 justera "$m" --nyckel-for 'Finn Dahl' --fil "$d/finn.pub"
run 0 justera "$m" --nyckel-for 'Cia Holm' --fil "$d/cia.pub"
keys="$d/arkiv/organ/fb.nycklar"
[ "$(wc -l <"$keys")" = 4 ] || complain "four keys: $(cat "$keys")"

# --- refusing
run 2 justera "$m" --vagra 'Bo Lind'
run 4 justera "$m" --atergar 'Bo Lind'
run 0 justera "$m" --vagra 'Bo Lind' --skal '§ 13 stämmer inte' && out 'Bo Lind (M), justerare: vägrar 2031-04-09 10.00: § 13 stämmer inte'
run 4 justera "$m" --las && err 'vägrat att justera'
run 0 justera "$m" --atergar 'Bo Lind' && out 'Bo Lind (M), justerare: inte godkänt'

# --- signing: Bo here, Anna on a machine of her own
run 4 justera "$m" --skriv-under 'Bo Lind' --nyckel "$d/cia" && err 'gjord av Cia Holm'
run 0 justera "$m" --skriv-under 'Bo Lind' --nyckel "$d/bo" && out 'Bo Lind (M), justerare: undertecknat 2031-04-09 10.00 (ssh, SHA256:'
run 4 justera "$m" --skriv-under 'Bo Lind' --nyckel "$d/bo" && err 'redan skrivit under'
run 0 justera "$m" --begaran "$d/begaran"
same "$d/begaran" "$m/justering/manifest"
sign() { # KEY NAMESPACE FILE: the signature in $d/sig
	ssh-keygen -Y sign -n "$2" -f "$d/$1" <"$3" >"$d/sig" 2>/dev/null || complain 'no signature'
}
sign anna git "$d/begaran"
run 4 justera "$m" --underskrift "$d/sig" && err "-n $ns"
sign anna $ns "$m/protokoll.md"
run 4 justera "$m" --underskrift "$d/sig" && err 'gäller inte det här manifestet'
sign cia $ns "$d/begaran"
run 4 justera "$m" --underskrift "$d/sig" && err 'inte ska justera protokollet'
ssh-keygen -q -t ed25519 -N '' -f "$d/ingen"
sign ingen $ns "$d/begaran"
run 4 justera "$m" --underskrift "$d/sig" && err 'inte är känd'
run 3 justera "$m" --underskrift "$m/protokoll.md" && one_line none
run 4 justera "$m" --las && one_line missing
sign anna $ns "$d/begaran"
run 0 justera "$m" --underskrift "$d/sig" && out 'Anna Ek (S), ordförande: undertecknat'

# --- one byte voids it, and it says who had signed
cp "$m/protokoll.md" "$d/sant.md"
sed 's/Storsele/Lillsele/' "$d/sant.md" >"$m/protokoll.md"
run 4 justera "$m" --las && one_line fallen
run 0 justera "$m" && out 'godkännandena har fallit: Anna Ek (S), Bo Lind (M)'
run 0 justera "$m" --nytt 'Bo Lind' && out '[-Storsele-]{+Lillsele+}'
run 0 justera "$m" --aterkalla --skal 'fel ort'
cp "$d/sant.md" "$m/protokoll.md"
run 0 justera "$m" --starta
run 4 justera "$m" --underskrift "$d/sig" && err 'gäller inte det här manifestet'
run 0 justera "$m" --begaran "$d/begaran"
sign anna $ns "$d/begaran"
run 0 justera "$m" --underskrift "$d/sig"

# --- a paper comes back for Bo
printf '%%PDF-1.4 skannad\n' >"$d/skannad sida.pdf"
run 2 justera "$m" --bekrafta 'Bo Lind' --satt papper
run 2 justera "$m" --bekrafta 'Bo Lind' --satt fax --fil "$d/skannad sida.pdf"
run 2 justera "$m" --bekrafta 'Bo Lind' --satt papper --fil "$d/skannad sida.pdf" --datum 2031-04-10
run 4 justera "$m" --bekrafta 'Bo Lind' --satt papper --fil "$d/skannad sida.pdf" --datum 2031-04-08
run 0 justera "$m" --bekrafta 'Bo Lind' --satt papper --fil "$d/skannad sida.pdf" && out 'Bo Lind (M), justerare: undertecknat 2031-04-09 10.00 (papper 2031-04-09, retur-2.pdf)'

# --- locked; the mark signed by the secretary
mkdir "$d/bara-den-oppna" && cp "$d/finn.pub" "$d/bara-den-oppna"
run 3 justera "$m" --las --nyckel "$d/bara-den-oppna/finn.pub" && err 'ssh-agent' # nothing is locked
run 4 justera "$m" --las --nyckel "$d/cia" && err 'gjord av Cia Holm'
run 0 justera "$m" && out 'läge: justering'
run 0 justera "$m" --las --nyckel "$d/finn" && out 'läge: justerat'
run 4 justera "$m" --las && err 'redan justerat'
run 0 verifiera "$m" && silent
grep -qv '^ok: ' "$d/out" && complain "a fact does not hold: $(grep -v '^ok: ' "$d/out")"
out 'Anna Ek (S), ordförande: ssh-underskriften av manifestet håller (SHA256:'
out 'papper 2031-04-09, retur-2.pdf), filen är oförändrad' && out 'märket är undertecknat av Finn Dahl (SHA256:'
out "nycklarna är de som står i $keys"
same "$m/justerat/retur-2.pdf" "$d/skannad sida.pdf"
[ "$(ls "$m/justering")" = logg ] || complain "justering/ is left: $(ls "$m/justering")"

# --- with stock tools alone, as paragraf(1) says
cd "$m" || exit 1
git -c gpg.ssh.allowedSignersFile=justerat/allowed_signers verify-tag justerat 2>"$d/git" || complain "git verify-tag: $(cat "$d/git")"
grep -q 'Good "git" signature for Finn Dahl' "$d/git" || complain "git says: $(cat "$d/git")"
ssh-keygen -Y verify -n $ns -f justerat/allowed_signers -I 'Anna Ek (S)' -s justerat/1.sig <justerat/manifest >/dev/null 2>&1 ||
	complain 'ssh-keygen does not take the signature'
ssh-keygen -Y verify -n $ns -f justerat/allowed_signers -I 'Bo Lind (M)' -s justerat/1.sig <justerat/manifest >/dev/null 2>&1 &&
	complain "ssh-keygen takes Anna's signature for Bo's"
[ "$(sha256sum <justerat/protokoll.txt | cut -c1-64)" = "$(sed -n 's/^sluttext: //p' justerat/manifest)" ] || complain 'sluttext'
[ "$(sha256sum <protokoll.md | cut -c1-64)" = "$(sed -n 's/^utkast: //p' justerat/manifest)" ] || complain 'utkast'
git cat-file tag justerat | grep -q "$(sha256sum <justerat/manifest | cut -c1-64)" || complain 'the mark is of another manifest'
git fsck --strict --no-dangling >/dev/null 2>&1 || complain 'git fsck'
cd "$top" || exit 1

# the commands of the manual are these, letter for letter (Anna's is 1.sig here)
for page in "$top/man/paragraf.1" "$top/man/en/paragraf.1"; do
	sed -n '/^\.SH "\(PRÖVA UTAN\|PROVING IT WITHOUT\) PARAGRAF"/,/^\.EE/p' "$page" | sed '1,/^\.EX/d;/^\.EE/d' |
		sed "s/\\\\-/-/g;s/\\\\(aq/'/g;s/\\\\e$/\\\\/" >"$d/manual"
	[ "$(wc -l <"$d/manual")" = 6 ] || complain "$page: no commands: $(cat "$d/manual")"
	sed -i 's/Bo Lind (M)/Anna Ek (S)/' "$d/manual"
	(cd "$m" && sh -e "$d/manual") >"$d/manual.out" 2>&1 || complain "$page: a command fails: $(cat "$d/manual.out")"
	grep -q 'Good "justering@paragraf" signature for Anna Ek (S)' "$d/manual.out" || complain "$page: no good signature"
done

# --- only the sealed copy of the keys, or another in the archive
mv "$keys" "$d/nycklar"
run 0 verifiera "$m" && out 'bara den låsta kopian finns'
sed "s|$(cut -d' ' -f2 "$d/anna.pub")|$(cut -d' ' -f2 "$d/ingen.pub")|" "$d/nycklar" >"$keys"
run 1 verifiera "$m" && out 'fel: nyckeln SHA256:' && out 'står inte som Anna Ek (S)'
mv "$d/nycklar" "$keys"
run 0 verifiera "$m"

# --- the mark lost its signature, as when the lock is interrupted: it is put there again
git -C "$m" tag -d justerat >/dev/null 2>&1
run 0 justera "$m" --las
run 1 verifiera "$m" && out 'fel: märket ska vara undertecknat av Finn Dahl'
run 4 justera "$m" --las --nyckel "$d/cia"
run 0 justera "$m" --las --nyckel "$d/finn"
run 4 justera "$m" --las --nyckel "$d/finn" && err 'redan undertecknat'
run 0 verifiera "$m"

# --- forgeries
cp -R "$m" "$d/hel"
forged() { # WHAT: verifiera must refuse; then all is as before
	run 1 verifiera "$m" && out 'fel: '
	grep -q '^fel' "$d/out" || complain "$1 is not found"
	rm -rf "$m" && cp -R "$d/hel" "$m"
}
sed -i "s|$(cut -d' ' -f2 "$d/anna.pub")|$(cut -d' ' -f2 "$d/ingen.pub")|" "$m/justerat/allowed_signers"
sign ingen $ns "$m/justerat/manifest"
cp "$d/sig" "$m/justerat/1.sig"
forged 'a swapped key with its own signature'
(cd "$m" && git tag -d justerat >/dev/null && git tag -am "$(git -C "$d/hel" cat-file tag justerat | sed -n '/^$/,/^-----BEGIN/p' | sed -n 2p)" justerat HEAD) >/dev/null 2>&1
forged 'a mark without its signature'
(cd "$m" && git tag -d justerat && git tag justerat HEAD) >/dev/null 2>&1
forged 'a mark that is a name only'
(cd "$m" && git tag -d justerat) >/dev/null 2>&1
forged 'no mark'
for f in justerat/1.sig justerat/retur-2.pdf justerat/underskrifter justerat/allowed_signers justerat/protokoll.txt; do
	rm "$m/$f"
	forged "$f missing"
done
sign cia $ns "$m/justerat/manifest" && cp "$d/sig" "$m/justerat/1.sig"
forged "another person's signature"
sign anna git "$m/justerat/manifest" && cp "$d/sig" "$m/justerat/1.sig"
forged 'a signature of another namespace'
sed -i '/^undertecknare: Bo/,$d' "$m/justerat/underskrifter"
forged 'a signer taken out of the record'
sed -i '/^undertecknare: Bo/d' "$m/justerat/manifest"
forged 'a signer taken out of the manifest'
printf x >"$m/justerat/extra"
forged 'a file nobody put there'
# the whole history made anew, with another text and a mark of one's own
(
	cd "$m" && sed -i 's/Storsele/Lillsele/' protokoll.md justerat/protokoll.md justerat/protokoll.txt &&
		sed -i "s/^sluttext: .*/sluttext: $(sha256sum <justerat/protokoll.txt | cut -c1-64)/;s/^utkast: .*/utkast: $(sha256sum <protokoll.md | cut -c1-64)/;s/^blob: .*/blob: $(git hash-object protokoll.md)/" justerat/manifest &&
		n=$(sha256sum <justerat/manifest | cut -c1-64) && sed -i "s/^manifest: .*/manifest: $n/" justerat/underskrifter &&
		git add -A && git commit -qm x && git tag -d justerat && git tag -am "Justerat, manifest sha256 $n" justerat
) >/dev/null 2>&1
run 1 verifiera "$m" && out 'fel: Anna Ek (S), ordförande: underskriften gäller inte det här manifestet'

# --- the same with OpenPGP, where it is
command -v gpg >/dev/null 2>&1 || finish
GNUPGHOME=$(mktemp -d /tmp/pgXXXXXX) && export GNUPGHOME # the agent's socket wants a short path
trap 'gpgconf --kill all; rm -rf "$d" "$GNUPGHOME"' EXIT
mkdir "$d/annat" && cp -R "$top/sample-protocols/organ" "$d/annat/organ"
run 0 ny --organ fb --datum 2031-04-09 --arkiv "$d/annat"
m="$d/annat/2031-04-09-fb"
cp "$top/sample-protocols/2031-04-09-fb/protokoll.md" "$m/protokoll.md"
for who in anna finn; do
	gpg --batch --passphrase '' --quick-generate-key $who@example.org ed25519 sign never >/dev/null 2>&1
	gpg --armor --export $who@example.org >"$d/$who.asc" 2>/dev/null
done
run 0 justera "$m" --starta
run 0 justera "$m" --nyckel-for 'Anna Ek' --fil "$d/anna.asc"
run 0 justera "$m" --nyckel-for 'Finn Dahl' --fil "$d/finn.asc"
run 4 justera "$m" --skriv-under 'Anna Ek' --nyckel finn@example.org && one_line 'another person'
run 0 justera "$m" --begaran "$d/begaran"
gpg --batch --yes --armor --detach-sign -u anna@example.org -o "$d/sig" "$d/begaran" 2>/dev/null
run 0 justera "$m" --underskrift "$d/sig" && out 'Anna Ek (S), ordförande: undertecknat 2031-04-09 10.00 (openpgp, '
run 0 justera "$m" --nyckel-for 'Bo Lind' --fil "$d/bo.pub"
run 0 justera "$m" --skriv-under 'Bo Lind' --nyckel "$d/bo"
run 0 justera "$m" --las --nyckel finn@example.org
run 0 verifiera "$m" && out 'Anna Ek (S), ordförande: openpgp-underskriften av manifestet håller'
out 'märket är undertecknat av Finn Dahl' && ! grep '^fel' "$d/out" || complain 'a fact does not hold'
git -C "$m" verify-tag justerat >/dev/null 2>&1 || complain 'git verify-tag with gpg'
gpg --verify "$m/justerat/1.asc" "$m/justerat/manifest" >/dev/null 2>&1 || complain 'gpg does not take the signature'
printf x >>"$m/justerat/openpgp.asc"
run 1 verifiera "$m" && out 'justerat/openpgp.asc stämmer inte'
finish
