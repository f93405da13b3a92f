# Sourced by the scripts here: where things are, and how a command runs as the database's user.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
KEY=$(printf '%s' "$ROOT" | sha256sum | cut -c1-12)
PG_BIN=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root, and user postgres may not be able to enter the clone.
if [[ $EUID -eq 0 ]]; then
    STATE=/var/lib/wedsync/$KEY
    as_database_user() { (cd / && runuser -u postgres -- "$@"); }
else
    STATE=$ROOT/.state
    as_database_user() { "$@"; }
fi
DATA=$STATE/data
SOCKET=$STATE/socket
# The path of a Unix socket has at most 107 bytes: "/.s.PGSQL.65535" needs 15 of them.
if ((${#SOCKET} > 90)); then
    SOCKET=/tmp/wedsync-$KEY
fi
export ROOT STATE DATA SOCKET PG_BIN

say() { printf '%s\n' "$*" >&2; }
fail() { say "wedsync: $*"; exit 1; }

# A secret of 48 hexadecimal digits, readable by its owner only.
write_secret() {
    (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$1")
}

# Whether nothing listens on port $1 of address $2 (default 127.0.0.1).
is_free_port() {
    /usr/bin/env python3 - "$1" "${2:-127.0.0.1}" <<'PYTHON'
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((sys.argv[2], int(sys.argv[1])))
    except OSError:
        sys.exit(1)
PYTHON
}

# The first free port from $1 on, of address $2.
next_free_port() {
    local port=$1
    until is_free_port "$port" "${2:-127.0.0.1}"; do
        port=$((port + 1))
        ((port < $1 + 200)) || fail "no free port between $1 and $port"
    done
    printf '%s\n' "$port"
}

# Environment of the app and of the command wedsync: the database, and the key of the tokens.
load_environment() {
    DATABASE_URL=$("$ROOT/bin/cluster" url)
    if [[ -z ${WEDSYNC_JWT_SECRET:-} ]]; then
        mkdir -p "$STATE"
        [[ -s $STATE/jwt-secret ]] || write_secret "$STATE/jwt-secret"
        WEDSYNC_JWT_SECRET=$(<"$STATE/jwt-secret")
    fi
    export DATABASE_URL WEDSYNC_JWT_SECRET
}

# Process id of the app server that was started here; fails when it does not run.
app_pid() {
    local pid
    pid=$(cat "$STATE/app.pid" 2>/dev/null) || return 1
    grep -qa granian "/proc/$pid/cmdline" 2>/dev/null || return 1
    printf '%s\n' "$pid"
}

# Process id of the forecasting worker that was started here; fails when it does not run.
worker_pid() {
    local pid
    pid=$(cat "$STATE/worker.pid" 2>/dev/null) || return 1
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q 'forecast worker' || return 1
    printf '%s\n' "$pid"
}

# End the workers of an app server that was killed: they would go on holding its port. They are in
# the process group of the server, whose number nobody else gets as long as one of them lives.
end_leftover_workers() {
    local pid
    pid=$(cat "$STATE/app.pid" 2>/dev/null) || return 0
    if ! grep -qa . "/proc/$pid/cmdline" 2>/dev/null; then
        kill -KILL -- "-$pid" 2>/dev/null || true
    fi
    rm -f "$STATE/app.pid"
}
