#!/usr/bin/env bash
# Times Seven Steps beside OpenFisca, polars and numpy in one run. See README.md in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

python="${PYTHON:-python3}"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "benches/peers needs Python 3.11 or later; name one with PYTHON=python3.11" >&2
    exit 1
fi

# The environment is made again whenever the pinned versions change.
if ! cmp --silent requirements.txt .venv/requirements.installed; then
    echo "setting up .venv with the pinned versions" >&2
    rm -rf .venv
    "$python" -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
    cp requirements.txt .venv/requirements.installed
fi

# Nothing but .venv/ and data/, which git ignores, is left in this folder.
export PYTHONDONTWRITEBYTECODE=1
exec .venv/bin/python peers.py "$@"
