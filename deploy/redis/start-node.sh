#!/bin/sh
# Starts a server of the group in the role that the group gives it now. One that was the primary when it died must not come back as one: for
# seconds it would take writes that are lost as soon as the sentinels find it.
#   SELF       its own name                 FIRST      who begins as the primary
#   SENTINELS  host or host:port, several   MASTER     the sentinels' name of the group   PORT, DATA, CONF
set -eu
: "${MASTER:=THEAD_CLUSTER}" "${PORT:=6379}" "${DATA:=/data}" "${CONF:=/usr/local/etc/redis/node.conf}"
own=$DATA/redis.conf
is_primary=

# The server's own file, in which sentinels keep its role.
if [ ! -e "$own" ]; then
  printf 'include %s\nreplica-announce-ip %s\nreplica-announce-port %s\n' "$CONF" "$SELF" "$PORT" >"$own"
  [ "$SELF" = "$FIRST" ] || printf 'replicaof %s %s\n' "$FIRST" "$PORT" >>"$own"
fi

for sentinel in $SENTINELS; do
  port=${sentinel#*:}
  [ "$port" != "$sentinel" ] || port=26379
  # Two lines, host and port; anything else is no answer.
  answer=$(timeout 2 redis-cli -h "${sentinel%:*}" -p "$port" sentinel get-master-addr-by-name "$MASTER" 2>/dev/null | tr '\n' ' ') || answer=
  set -- $answer
  case "${2:-}" in ''|*[!0-9]*) continue ;; esac
  [ $# = 2 ] || continue
  echo "$sentinel says that the primary is $1 port $2."
  # In the middle of a failover one sentinel knows of it before the other.
  if [ "$1 $2" = "$SELF $PORT" ]; then is_primary=1; continue; fi
  exec redis-server "$own" --replicaof "$1" "$2"
done
if [ -n "$is_primary" ]; then exec redis-server "$own" --replicaof no one; fi
echo "No sentinel tells who the primary is: starting as $SELF did last."
exec redis-server "$own"
