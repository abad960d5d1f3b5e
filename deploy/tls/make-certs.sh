#!/bin/sh
# make-certs.sh [FOLDER] [NAME...]   An authority of our own and a certificate for the servers, made out to the names under which the shop reaches them.
# An authority that exists is kept: certificates can be renewed without telling anybody.
set -eu
folder=${1:-$(dirname "$0")}
[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- redis counters localhost
umask 077
mkdir -p "$folder"
cd "$folder"

if [ ! -e ca.key ]; then
  openssl ecparam -name prime256v1 -genkey -noout -out ca.key
  openssl req -x509 -new -key ca.key -days 3650 -subj "/CN=Larder's own authority" -out ca.crt \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
fi
names=IP:127.0.0.1
for name in "$@"; do names="$names,DNS:$name"; done
extensions=$(mktemp)
trap 'rm -f "$extensions"' EXIT
printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:FALSE\n' "$names" >"$extensions"
openssl ecparam -name prime256v1 -genkey -noout -out redis.key
openssl req -new -key redis.key -subj "/CN=$1" |
  openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -extfile "$extensions" -out redis.crt 2>/dev/null
# The server reads them as a user of its own, which the container's host does not know. The authority's key is for nobody.
chmod 644 ca.crt redis.crt redis.key
rm -f ca.srl
echo "$folder has ca.crt, redis.crt and redis.key for $names."
