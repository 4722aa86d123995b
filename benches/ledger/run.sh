#!/usr/bin/env bash
# Times the books beside hledger, ledger-cli and SQLite's SQL in one run. See README.md in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

bench="$(cargo bench -p seven-core --bench ledger --no-run --message-format json | grep -o '"executable":"[^"]*ledger-[^"]*"' | tail -1 | cut -d'"' -f4)"
export PYTHONDONTWRITEBYTECODE=1
exec "${PYTHON:-python3}" measure.py --bench "$bench" "$@"
