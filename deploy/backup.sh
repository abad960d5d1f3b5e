#!/bin/sh
# backup.sh FOLDER   Saves what a running server holds: dump.rdb, a picture of one moment, and appendonly.tar, everything up to now.
# In containers:     SERVICE=redis (or counters)  FILE=deploy/compose.yml
# Without them:      DATA=/var/lib/redis  REDIS_CLI="redis-cli -p 6379"; a password goes into REDISCLI_AUTH
set -eu
[ $# = 1 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
target=$1
service=${SERVICE:-redis}
compose="docker compose -f ${FILE:-$(dirname "$0")/compose.yml}"
if [ -n "${DATA:-}" ]; then cli=${REDIS_CLI:-redis-cli}; else cli=${REDIS_CLI:-$compose exec -T $service redis-cli}; fi
mkdir -p "$target"
[ ! -e "$target/dump.rdb" ] || { echo "$target has a backup already. Name another folder." >&2; exit 1; }

state() { $cli info persistence | tr -d '\r'; }
read_files() { if [ -n "${DATA:-}" ]; then tar -C "$DATA" -cf - "$@"; else $compose exec -T "$service" tar -C /data -cf - "$@"; fi; }

# The files must not be exchanged for new ones while they are copied.
usual=$($cli config get auto-aof-rewrite-percentage | tail -n 1 | tr -d '\r')
trap '$cli config set auto-aof-rewrite-percentage "$usual" >/dev/null' EXIT
$cli config set auto-aof-rewrite-percentage 0 >/dev/null
while state | grep -q '_in_progress:1$\|_scheduled:1$'; do sleep 1; done

begun=$($cli time | head -n 1 | tr -d '\r')
$cli bgsave >/dev/null
while saved=$(state); echo "$saved" | grep -q '^rdb_bgsave_in_progress:1'; do sleep 1; done
if ! echo "$saved" | grep -q '^rdb_last_bgsave_status:ok' || [ "$($cli lastsave | tr -cd '0-9')" -lt "$begun" ]; then
  echo "The server could not write its dump; its log says why." >&2
  exit 1
fi
read_files dump.rdb | tar -xOf - >"$target/dump.part"
if echo "$saved" | grep -q '^aof_enabled:1'; then
  read_files appendonlydir >"$target/appendonly.part"
  mv "$target/appendonly.part" "$target/appendonly.tar"
fi
mv "$target/dump.part" "$target/dump.rdb"
ls -l "$target"
