#!/usr/bin/env bash
# dev.sh up [ARGUMENTS OF THE SHOP]   the shop in development, built and started anew at each change; until Ctrl-C or dev.sh down
# dev.sh down                         ends it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mark=artifacts/dev.pid

# The number in the file may be another process's by now.
is_up() { [ -e "$mark" ] && ps -o args= -p "$(cat "$mark")" 2>/dev/null | grep -q 'dotnet.*watch.*samples/Storefront'; }

case ${1:-} in
  up)
    shift
    ! is_up || { echo "It is running already, as process $(cat $mark). make dev-down ends it." >&2; exit 1; }
    mkdir -p artifacts
    echo $$ >"$mark"
    exec dotnet watch --project samples/Storefront run --no-launch-profile -- --environment Development "$@"
    ;;
  down)
    is_up || { rm -f "$mark"; echo "It is not running."; exit 0; }
    # The children first end with what watches them, then those that did not hear.
    pid=$(cat "$mark")
    children=$(ps -eo pid=,ppid= | awk -v root="$pid" '{ parent[$1] = $2 } END { for (p in parent) for (q = p; q in parent; q = parent[q]) if (parent[q] == root) { print p; break } }')
    for signal in INT TERM KILL; do
      kill -$signal "$pid" $children 2>/dev/null || true
      for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break 2; sleep 0.1; done
    done
    # Those who had others above them may still be there.
    kill -KILL $children 2>/dev/null || true
    rm -f "$mark"
    echo "Stopped."
    ;;
  *)
    sed -n '2,3s/^# //p' "$0" >&2
    exit 2
    ;;
esac
