"""The exact matches alone, as pandas does them: same day, sum, name and reference, each expectation once."""

import sys
import time

import pandas


class Timed:
    """Seconds that pass, and seconds that the processor works."""

    def __init__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __str__(self):
        return f"{time.perf_counter() - self.wall:.3f} s, {time.process_time() - self.cpu:.3f} s of work"


def main(lines_path: str, expected_path: str):
    start = Timed()
    lines, expected = pandas.read_csv(lines_path), pandas.read_csv(expected_path)
    print(f"pandas, both files read: {start}")
    keys = ["day", "pence", "payee", "reference"]
    start = Timed()
    for table in (lines, expected):
        table["turn"] = table.groupby(keys, sort=False, dropna=False).cumcount()
    found = lines.reset_index().merge(expected.reset_index(), on=[*keys, "turn"], suffixes=("_line", "_expected"))
    print(f"pandas, {len(lines)} lines, exact matches alone: {start}")
    print(f"  {len(found)} matched, without a reason")
    start = Timed()
    plain = lines[keys].merge(expected[keys], on=keys)
    print(f"pandas, the same without counting like ones: {start} ({len(plain)} pairs)")


main(*sys.argv[1:3])
