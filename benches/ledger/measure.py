"""Runs each program on the same entries, one after the other, and prints processor time, wall-clock time and peak memory."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
SQL = """
.mode csv
.import {csv} entry
CREATE TABLE move (movement TEXT PRIMARY KEY, source TEXT, target TEXT);
INSERT INTO move VALUES ('allocate','funding','available'),('commit','available','committed'),
  ('fall-due','committed','due'),('pay','due','paid'),('spend','paid','spent');
SELECT child, account, SUM(pence) FROM (
  SELECT child, target AS account, CAST(ROUND(amount * 100) AS INTEGER) AS pence FROM entry JOIN move USING (movement)
  UNION ALL
  SELECT CASE source WHEN 'funding' THEN '' ELSE child END, source, -CAST(ROUND(amount * 100) AS INTEGER)
  FROM entry JOIN move USING (movement)
) GROUP BY child, account;
"""


def run(command, given=None):
    """Processor seconds, wall seconds, peak megabytes, and what it printed."""
    began = time.monotonic()
    out = open(HERE / "data" / "out.txt", "w+")
    process = subprocess.Popen(command, stdin=subprocess.PIPE if given else None, stdout=out, text=True)
    if given:
        process.stdin.write(given)
        process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} failed with {process.returncode}")
    out.seek(0)
    return usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / 1024, out.read()


def spent(text: str) -> int:
    """What all children spent together, in pence, out of what a program printed."""
    total = 0
    for line in text.splitlines():
        words = line.replace('"', "").replace(",", " ").split()
        if not words or "spent" not in line:
            continue
        numbers = [word for word in words if word.replace(".", "").replace("-", "").isdigit() and len(word) < 20]
        if numbers:
            figure = numbers[-1] if line.startswith("child ") or "GBP" not in line else numbers[0]
            total += round(float(figure) * 100) if "." in figure else int(figure)
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True, help="the bench's own program")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3, help="of ours; the peers run once")
    parser.add_argument("--only-ours", action="store_true")
    arguments = parser.parse_args()
    data = HERE / "data"
    csv, journal = data / "entries.csv", data / "entries.journal"
    marker = data / f"made-{arguments.entries}"
    if not marker.exists():
        print("making the entries", file=sys.stderr)
        shutil.rmtree(data, ignore_errors=True)
        subprocess.run([sys.executable, HERE / "entries.py", str(arguments.entries), data], check=True)
        marker.touch()
    print(f"{arguments.entries:,} entries, {csv.stat().st_size / 1e6:.0f} MB of CSV; load {os.getloadavg()[0]:.1f}")
    ours = min((run([arguments.bench, str(csv)]) for _ in range(arguments.rounds)), key=lambda one: one[0])
    sums = {"Seven Steps": spent(ours[3])}
    print(f"{'Seven Steps':<14}{ours[0]:>9.2f} s CPU {ours[1]:>9.2f} s wall {ours[2]:>8.0f} MB   {ours[3].splitlines()[-1]}")
    peers = {
        "SQLite's SQL": (["sqlite3", ":memory:"], SQL.format(csv=csv)),
        "ledger-cli": (["ledger", "-f", str(journal), "balance", "--flat"], None),
        "hledger": (["hledger", "-f", str(journal), "balance", "--flat"], None),
    }
    for name, (command, given) in {} if arguments.only_ours else peers.items():
        if shutil.which(command[0]) is None:
            print(f"{name:<14} is not installed")
            continue
        cpu, wall, memory, text = run(command, given)
        sums[name] = spent(text)
        print(f"{name:<14}{cpu:>9.2f} s CPU {wall:>9.2f} s wall {memory:>8.0f} MB   {cpu / ours[0]:.0f} times ours")
    if len(set(sums.values())) > 1:
        raise SystemExit(f"they do not agree on what was spent: {sums}")
    print(f"all agree that {sums['Seven Steps'] / 100:,.2f} was spent")


main()
