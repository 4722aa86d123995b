"""The exact matches alone, as pandas does them: same day, sum, name and reference, each expectation once."""

import sys
import time

import pandas


def main(lines_path: str, expected_path: str):
    start = time.perf_counter()
    lines, expected = pandas.read_csv(lines_path), pandas.read_csv(expected_path)
    print(f"pandas, both files read: {time.perf_counter() - start:.3f} s")
    keys = ["day", "pence", "payee", "reference"]
    start = time.perf_counter()
    for table in (lines, expected):
        table["turn"] = table.groupby(keys, sort=False, dropna=False).cumcount()
    found = lines.reset_index().merge(expected.reset_index(), on=[*keys, "turn"], suffixes=("_line", "_expected"))
    took = time.perf_counter() - start
    print(f"pandas, {len(lines)} lines, exact matches alone: {took:.3f} s")
    print(f"  {len(found)} matched, without a reason")
    start = time.perf_counter()
    plain = lines[keys].merge(expected[keys], on=keys)
    print(f"pandas, the same without counting like ones: {time.perf_counter() - start:.3f} s ({len(plain)} pairs)")


main(*sys.argv[1:3])
