#!/bin/sh
# A disk that is really full: a tmpfs of 600 kB in a user namespace. Saves until
# it is full, and asks git whether all that was acknowledged is there.
unshare -Urm true 2>/dev/null || { echo "SKIP: inga användarnamnrymder här"; exit 77; }
prog="$TOP/$B/tests/store/t_repo_save"
[ -x "$prog" ] || { echo "SKIP: $prog är inte byggt"; exit 77; }
disk="$TMPDIR/disk"
mkdir -p "$disk"
exec unshare -Urm sh -c "mount -t tmpfs -o size=1800k,mode=700 tmpfs '$disk' || { echo 'SKIP: tmpfs kan inte monteras'; exit 77; }
	PARAGRAF_DISK='$disk' '$prog' full_disk"
