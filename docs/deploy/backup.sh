#!/bin/sh
# Writes the database that DATABASE_URL names to a new file, in the format that restore.sh reads.
. "$(dirname -- "$0")/_database"

[ $# = 1 ] || fail "Usage: backup.sh FILE"
file=$1
need DATABASE_URL
[ ! -e "$file" ] || fail "$file exists already; a backup overwrites nothing."

connect DATABASE_URL
trap 'rm -f -- "$file.part"' EXIT
pg_dump --format=custom --file="$file.part"
# Reads all of it once. A full disk or a bad one shows now, not when the backup is needed.
pg_restore --file=/dev/null "$file.part"
mv -- "$file.part" "$file"
say "Written: $file"
