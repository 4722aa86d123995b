#!/usr/bin/env bash
# Measures worklist and search among a hundred thousand children in PostgreSQL. See README.md in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for program in wrk psql python3; do
    if ! command -v "$program" >/dev/null; then
        echo "benches/service needs $program: sudo apt-get install wrk postgresql python3" >&2
        exit 1
    fi
done

program="${SEVENSTEPS:-}"
if [ -z "$program" ]; then
    cargo build --release --locked -p sevensteps
    program="${CARGO_TARGET_DIR:-../../target}/release/sevensteps"
fi

export PYTHONDONTWRITEBYTECODE=1
exec python3 many_children.py --program "$(realpath "$program")" "$@"
