#!/bin/sh
# How fast money is posted beside what the disk and PostgreSQL can do, a statement of ten thousand lines taken in, a balance told.
# Needs Debian's postgresql, with pgbench.
set -eu
cd "$(dirname "$0")/../.."
exec cargo test --release --locked -p actions --test actions -- --ignored --nocapture --exact speed::posting_importing_and_telling
