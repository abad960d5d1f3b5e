#!/bin/sh
# make-secrets.sh [FOLDER]   Passwords by chance, and the files that servers and shop read them from. Nothing that exists is changed; to begin anew,
# remove the folder. The folder lets nobody in but you; its files can be read by all, because in the containers they are read by users of theirs.
set -eu
folder=${1:-$(dirname "$0")/secrets}
umask 077
mkdir -p "$folder"
cd "$folder"
secret() { [ -e "$1-password" ] || openssl rand -hex 32 >"$1-password"; }
secret grafana
chmod 644 grafana-password
[ ! -e users.acl ] || { echo "$folder has its secrets already."; exit 0; }

hash() { printf %s "$(cat "$1-password")" | openssl dgst -sha256 -r | cut -d' ' -f1; }
for user in redis admin replica sentinel; do secret $user; done

# docs/guide/redis.md says what each right is for. Nobody can be the user default, yet it has all rights: a server that starts executes its
# append-only file as that user, and would leave out what it may not do.
tier='+ping +get +mget +getrange +pttl +set +unlink +exists +touch +scan +eval +evalsha +time +client|tracking +client|setname +select +role +info'
records='+hget +hmget +hgetall +hset +pexpireat +persist'
behind='+del +xadd +xdel +xack +xrange +xlen +xreadgroup +xgroup|create +xinfo|groups +hdel +hincrby +config|get'
holds='+zadd +zrem +zremrangebyscore +zrevrange'
counters='+incrby +hlen +expire +pexpire +zscore +zcard +zcount +zrevrangebyscore +zremrangebyrank +pfadd +pfcount'
cluster='+cluster|info +cluster|slots +cluster|shards +asking'
cat >users.acl <<ACL
user default off resetpass ~* &* +@all
user probe on nopass resetkeys resetchannels -@all +ping
user shop on #$(hash redis) resetkeys ~storefront:* ~storefront/* resetchannels -@all $tier $records $behind $holds $counters $cluster
user admin on #$(hash admin) ~* &* +@all
user replica on #$(hash replica) resetkeys resetchannels -@all +psync +replconf +ping
user sentinel on #$(hash sentinel) resetkeys resetchannels &* -@all +multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info +client|setname +client|kill +script|kill
ACL
printf 'masteruser replica\nmasterauth %s\n' "$(cat replica-password)" >replication.conf
printf 'sentinel auth-user THEAD_CLUSTER sentinel\nsentinel auth-pass THEAD_CLUSTER %s\n' "$(cat sentinel-password)" >sentinel.conf
chmod 644 ./*
echo "Secrets are in $folder."
