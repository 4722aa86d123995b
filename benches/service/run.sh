#!/usr/bin/env bash
# Measures the service, and the same page in Express and Django, in one run. See README.md in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for program in wrk node npm python3; do
    if ! command -v "$program" >/dev/null; then
        echo "benches/service needs $program: sudo apt-get install wrk nodejs npm python3-venv" >&2
        exit 1
    fi
done

program="${SEVENSTEPS:-}"
if [ -z "$program" ]; then
    cargo build --release --locked -p sevensteps
    program="${CARGO_TARGET_DIR:-../../target}/release/sevensteps"
fi
program="$(realpath "$program")"

# The environments are made again whenever the pinned versions change.
if ! cmp --silent django/requirements.txt .venv/requirements.installed; then
    echo "setting up .venv with the pinned versions" >&2
    rm -rf .venv
    python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --requirement django/requirements.txt
    cp django/requirements.txt .venv/requirements.installed
fi
if ! cmp --silent express/package.json express/node_modules/package.installed; then
    echo "setting up express/node_modules with the pinned versions" >&2
    rm -rf express/node_modules
    (cd express && npm install --no-package-lock --no-audit --no-fund --loglevel=error)
    cp express/package.json express/node_modules/package.installed
fi

# Nothing that git sees is left in this folder.
export PYTHONDONTWRITEBYTECODE=1
exec .venv/bin/python measure.py --program "$program" "$@"
