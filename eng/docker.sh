#!/usr/bin/env bash
# docker.sh ARGUMENTS   docker compose, with whichever of its two spellings is here; a clear line if none is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if docker compose version >/dev/null 2>&1; then exec docker compose "$@"; fi
if command -v docker-compose >/dev/null; then exec docker-compose "$@"; fi
echo "Docker Compose is missing: https://docs.docker.com/compose/install/ . Without containers: make run, make run-fleet, make failover-demo." >&2
exit 1
