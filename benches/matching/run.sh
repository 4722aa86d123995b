#!/bin/sh
# Matching beside pandas, in one run on the same files. Builds the two crates that take part and nothing else.
set -eu
cd "$(dirname "$0")"
many="${1:-1000000}"
work="${TMPDIR:-/tmp}/sevensteps-matching"
mkdir -p "$work"
[ -x "$work/python/bin/python" ] || {
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet --requirement requirements.txt
}
"$work/python/bin/python" make.py "$many" "$work"
cargo bench --quiet -p interchange --bench matching -- "$work/lines.csv" "$work/expected.csv"
"$work/python/bin/python" peers.py "$work/lines.csv" "$work/expected.csv"
