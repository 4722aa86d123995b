#!/usr/bin/env bash
# Times the studio's work beside scikit-learn, statsmodels and cvxpy in one run. See README.md in this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

python="${PYTHON:-python3}"
# The environment is made again whenever the pinned versions change.
if ! cmp --silent requirements.txt .venv/requirements.installed; then
    echo "setting up .venv with the pinned versions" >&2
    rm -rf .venv
    "$python" -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
    cp requirements.txt .venv/requirements.installed
fi

bench="$(cargo bench -p calibration --bench studio --no-run --message-format json | grep -o '"executable":"[^"]*studio-[^"]*"' | tail -1 | cut -d'"' -f4)"
export PYTHONDONTWRITEBYTECODE=1
exec .venv/bin/python compare.py --bench "$bench" "$@"
