"""A million lines of a statement and a million expectations, the same every time.

Nine in ten lines have an expectation with the same day, sum, name and reference. One in ten does not: another name, another
day, or nothing that is expected at all.
"""

import csv
import random
import sys
from datetime import date, timedelta


def rows(many: int, seed: int):
    chance = random.Random(seed)
    names = ["".join(chance.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(4)) for _ in range(5_000)]
    first = date(2026, 4, 1)
    days = [(first + timedelta(days=day)).isoformat() for day in range(365)]
    for number in range(many):
        yield [chance.choice(days), -chance.randint(100, 60_000), "PROVIDER " + chance.choice(names), f"REF{number:07}"]


def main(many: int, folder: str):
    chance = random.Random(7)
    with open(f"{folder}/expected.csv", "w", newline="") as expected, open(f"{folder}/lines.csv", "w", newline="") as lines:
        wanted, found = csv.writer(expected), csv.writer(lines)
        for out in (wanted, found):
            out.writerow(["day", "pence", "payee", "reference"])
        shuffled = []
        for row in rows(many, 1):
            wanted.writerow(row)
            kind = chance.random()
            if kind < 0.03:
                row = [row[0], row[1], "SUMUP *" + row[2], ""]
            elif kind < 0.06:
                row = [(date.fromisoformat(row[0]) + timedelta(days=2)).isoformat(), row[1], row[2], ""]
            elif kind < 0.10:
                row = [row[0], row[1] - 100_000, "SOMEBODY ELSE", ""]
            shuffled.append(row)
        chance.shuffle(shuffled)
        found.writerows(shuffled)


main(int(sys.argv[1]), sys.argv[2])
