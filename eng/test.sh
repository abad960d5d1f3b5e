#!/usr/bin/env bash
# Builds the solution once, runs its test projects one after the other, and ends with one line: "N passed, N failed, N skipped".
# Not zero when a test failed or was skipped, when a project ran no test, or when a project did not tell how it ended.
#   ONLY=Larder.Tests   runs one project
#   HANG_AFTER=3min     how long a test may be silent before its project is ended
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

fail() { echo "$*" >&2; exit 1; }

# The SQLite tier uses the operating system's library; macOS and Windows bring one.
has_sqlite() {
  [ "$(uname -s)" != Linux ] && return
  { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libsqlite3\.so\.0'; } ||
    compgen -G '/usr/lib/libsqlite3.so.0*' >/dev/null || compgen -G '/usr/lib/*/libsqlite3.so.0*' >/dev/null
}

# Real servers are tested against a real one.
has_redis() { command -v redis-server >/dev/null; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
has_zbarimg() { command -v zbarimg >/dev/null; }
has_promtool() { command -v promtool >/dev/null; }
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# need CHECK PACKAGE: installs the package where that can be done, and says so; else says how.
need() {
  "$1" && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "$2 is missing: installing it."
    export DEBIAN_FRONTEND=noninteractive
    # Of a server only the program is wanted: its package must start no service here.
    local policy=/usr/sbin/policy-rc.d made=
    [ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && made=1; }
    apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1 ||
      { apt-get update >/dev/null && apt-get install -y --no-install-recommends "$2" >/dev/null; }
    [ -z "$made" ] || rm -f $policy
  fi
  "$1" || fail "$2 is missing. Install it and run again: sudo apt-get install -y $2"
}

install_needs() {
  need has_sqlite libsqlite3-0
  need has_redis redis-server
  need has_postgres postgresql
  need has_chromium chromium
  need has_zbarimg zbar-tools
  need has_promtool prometheus
}

# A library that tests share says TestSupport.props, and has none to run.
test_projects() { sed -n 's|.*<Project Path="\(tests/[^"]*\.csproj\)".*|\1|p' Larder.slnx | xargs grep -L 'TestSupport\.props'; }

choose_projects() {
  local project
  while IFS= read -r project; do
    [ -z "${ONLY:-}" ] || [ "$(basename "$project" .csproj)" = "$ONLY" ] && projects+=("$project")
  done < <(test_projects)
  [ ${#projects[@]} -gt 0 ] && return
  [ -z "${ONLY:-}" ] && fail "Larder.slnx names no project under tests/."
  fail "No test project is called \"$ONLY\". There are: $(test_projects | xargs -I{} basename {} .csproj | paste -sd' ')"
}

# The runner ends with "Passed!  - Failed:     0, Passed:     5, Skipped:     0, Total: ..."; several such lines are added up.
count() { sed -n "s/^[[:alpha:]]*! .*[ ]$1: *\([0-9][0-9]*\),.*/\1/p" "$log" | awk '{ sum += $1 } END { print sum + 0 }'; }

end_group() { [ -z "$group" ] || kill -KILL -- "-$group" 2>/dev/null; group=; }

run_project() {
  local name code p f s
  name=$(basename "$1" .csproj)
  # In a process group of its own, so that what a hung test leaves behind ends with it.
  set -m
  dotnet test "$1" --no-build --configuration Release --settings eng/test.runsettings --results-directory artifacts/test-results \
    --blame-hang-timeout "${HANG_AFTER:-3min}" --blame-hang-dump-type none </dev/null >"$log" 2>&1 &
  group=$!
  set +m
  wait "$group"
  code=$?
  end_group
  p=$(count Passed) f=$(count Failed) s=$(count Skipped)
  [ $((p + f + s)) -gt 0 ] || { f=$((f + 1)); echo "$name ran no test, or did not tell how it ended." >>"$log"; code=1; }
  [ $code -eq 0 ] || [ "$f" -gt 0 ] || { f=1; echo "$name ended with code $code." >>"$log"; }
  [ $code -eq 0 ] && [ "$f" -eq 0 ] && [ "$s" -eq 0 ] || { cat "$log"; bad=1; }
  printf '%-32s %5d passed, %d failed, %d skipped\n' "$name" "$p" "$f" "$s"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
projects=() passed=0 failed=0 skipped=0 bad=0 group=
choose_projects
install_needs
log=$(mktemp)
trap 'end_group; rm -f "$log"' EXIT
trap 'exit 130' INT TERM
dotnet build Larder.slnx --configuration Release --verbosity quiet || fail "The build failed; no test was run."
for project in "${projects[@]}"; do run_project "$project"; done
echo "$passed passed, $failed failed, $skipped skipped"
exit $bad
