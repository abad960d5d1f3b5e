#!/bin/sh
# restore.sh FOLDER  Gives a server what backup.sh saved. What it had is set aside beside it, in before-restore.
# FROM=aof (up to the end, the usual) or FROM=rdb (the picture of one moment)
# In containers:     SERVICE=redis (or counters)  FILE=deploy/compose.yml; the service is stopped and started again
# Without them:      DATA=/var/lib/redis; the server must be stopped, and its files given to its user afterwards
set -eu
[ $# = 1 ] && [ -e "$1/dump.rdb" ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
service=${SERVICE:-redis}
compose="docker compose -f ${FILE:-$(dirname "$0")/compose.yml}"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

from=${FROM:-aof}
[ "$from" = rdb ] || [ -e "$1/appendonly.tar" ] || { echo "The backup has no append-only file: taking the dump."; from=rdb; }
if [ "$from" = aof ]; then
  cp "$1/appendonly.tar" "$place/all.tar"
else
  # A server with appendonly yes reads no dump.rdb, and would start empty. A dump is what an append-only file begins with.
  mkdir "$place/appendonlydir"
  cp "$1/dump.rdb" "$place/appendonlydir/appendonly.aof.1.base.rdb"
  echo "file appendonly.aof.1.base.rdb seq 1 type b" >"$place/appendonlydir/appendonly.aof.manifest"
  tar -C "$place" -cf "$place/all.tar" appendonlydir
fi

put='set -e; cd "$0"; rm -rf before-restore; mkdir before-restore
for old in appendonlydir dump.rdb; do [ ! -e $old ] || mv $old before-restore/; done
tar -xf -; chown -R "$(stat -c %u:%g .)" appendonlydir 2>/dev/null || true'
if [ -n "${DATA:-}" ]; then
  sh -c "$put" "$DATA" <"$place/all.tar"
else
  $compose stop "$service"
  $compose run --rm --no-deps -T --user root --entrypoint sh "$service" -c "$put" /data <"$place/all.tar"
  $compose start "$service"
fi
echo "Restored from $1 ($from)."
