#!/bin/sh
# Restores a backup into the database that DATABASE_URL names, which is made or must be empty.
#
# All of it is restored or nothing, and all of it belongs to the user of DATABASE_URL, whoever
# restores it and whoever owned it before. If that user may not create databases, ADMIN_URL is
# the connection of one who may: postgres://postgres@127.0.0.1/postgres, a superuser of that server.
. "$(dirname -- "$0")/_database"

restore_archive() {
    list=$(mktemp)
    trap 'rm -f -- "$list"' EXIT
    # The comment may be changed by the extension's owner only, who can be somebody else.
    pg_restore --list "$file" | sed '/ COMMENT - EXTENSION /d' >"$list"
    pg_restore --dbname="$database" --role="$role" --no-owner --no-privileges --use-list="$list" \
        --single-transaction --exit-on-error "$file"
}

# Without the lines that --no-owner and --no-privileges leave out of an archive.
restore_script() {
    tail -n 20 -- "$file" | grep -q '^-- PostgreSQL database dump complete' ||
        fail "$file is no backup made by pg_dump, or its end is missing."
    {
        printf 'SET ROLE :"role";\n'
        sed -e '/^ALTER .* OWNER TO /d' -e '/^GRANT /d' -e '/^REVOKE /d' \
            -e '/^ALTER DEFAULT PRIVILEGES /d' -e '/^COMMENT ON EXTENSION /d' -- "$file"
    } | query --single-transaction --set=role="$role" --output=/dev/null
}

# SQL from standard input; stops at the first error.
query() { psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@" --file=-; }

create_database() {
    psql --no-psqlrc --quiet --command='' 2>/dev/null || createdb --owner="$role" \
        --encoding=UTF8 --locale=C.UTF-8 --template=template0 -- "$database"
}

# Tables of extensions do not count: a new database can have some.
count_tables() {
    query <<'SQL'
SELECT count(*) FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
SQL
}

is_of_role() {
    query --set=role="$role" <<'SQL'
SELECT pg_has_role(:'role', datdba, 'USAGE') FROM pg_database WHERE datname = current_database()
SQL
}

[ $# = 1 ] || fail "Usage: restore.sh FILE"
file=$1
need DATABASE_URL SECRET_KEY
{ [ -f "$file" ] && [ -r "$file" ]; } || fail "$file cannot be read."

connect DATABASE_URL
database=$PGDATABASE role=$PGUSER
[ -z "${ADMIN_URL:-}" ] || connect ADMIN_URL
export PGDATABASE="$database"

create_database
[ "$(count_tables)" = 0 ] || fail "The database $database has tables already, and nothing was" \
    "changed. Name a new one in DATABASE_URL."
[ "$(is_of_role)" = t ] || fail "The database $database belongs to somebody else than $role, who" \
    "could not read what is restored. First run: ALTER DATABASE \"$database\" OWNER TO \"$role\""

say "Restoring $file into $database"
case $(head -c 5 -- "$file") in
    PGDMP) restore_archive ;;
    *) restore_script ;;
esac

# As the site itself: the planner's statistics, which no backup holds, and what the site needs.
connect DATABASE_URL
printf 'SET client_min_messages = error;\nANALYZE;\n' | query
"$py" "$root/manage.py" check --deploy --database default --tag database
say "Restored: $(count_tables) tables, which $role can read and write."
