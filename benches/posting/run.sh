#!/bin/sh
# How fast money is posted beside what the disk and PostgreSQL can do, a statement of ten thousand lines taken in, a balance told.
# Needs Debian's postgresql, with pgbench, and sqlite3.
set -eu
cd "$(dirname "$0")/../.."
export SEVENSTEPS_POSTS="${1:-2000}"
exec cargo test --release --locked -p actions --test actions -- --nocapture --exact \
    speed::many_payments_at_once_and_a_long_statement_are_all_kept
