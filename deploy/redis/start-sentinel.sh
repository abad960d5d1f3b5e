#!/bin/sh
# A sentinel writes into its own file what it learns, so it gets a copy, once.
set -eu
: "${DATA:=/data}" "${CONF:=/usr/local/etc/redis/sentinel.conf}" "${AUTH:=/run/secrets/redis_sentinel}"
[ -e "$DATA/sentinel.conf" ] || { cat "$CONF" "$AUTH" >"$DATA/sentinel.new" && mv "$DATA/sentinel.new" "$DATA/sentinel.conf"; }
exec redis-server "$DATA/sentinel.conf" --sentinel
