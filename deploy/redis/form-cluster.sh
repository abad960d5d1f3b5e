#!/bin/sh
# form-cluster.sh HOST:PORT...   Makes a cluster of these nodes, with a replica for each primary; does nothing if they are one.
set -eu
REDISCLI_AUTH=$(cat "${ADMIN_PASSWORD_FILE:-/run/secrets/redis_admin}")
export REDISCLI_AUTH
ask() { redis-cli -h "${1%:*}" -p "${1##*:}" --user admin "$2" "$3"; }

for node in "$@"; do
  tries=0
  until ask "$node" cluster info 2>/dev/null | grep -q cluster_enabled\\\|cluster_state; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || { echo "$node does not answer." >&2; exit 1; }
    sleep 1
  done
done
if ask "$1" cluster info | grep -q '^cluster_known_nodes:1[^0-9]*$'; then
  redis-cli --user admin --cluster create "$@" --cluster-replicas 1 --cluster-yes
else
  echo "They are a cluster."
fi
