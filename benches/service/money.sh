#!/usr/bin/env bash
# Times a family's money page with five years of entries. See README.md in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

program="${SEVENSTEPS:-}"
if [ -z "$program" ]; then
    cargo build --release --locked -p sevensteps
    program="${CARGO_TARGET_DIR:-../../target}/release/sevensteps"
fi

export PYTHONDONTWRITEBYTECODE=1
exec python3 money.py --program "$(realpath "$program")" "$@"
