"""Answers already in memory, results left in memory: one peer, one form, one process.

    python from_memory.py numpy:compare      prints one line of JSON
    python from_memory.py --list

The answers stand as each peer likes them best before the clock starts; each result is held against exact figures.
"""

import functools
import json
import operator
import sys
import time

import numpy as np

import answers
import thirty

REPETITIONS = 5
# A run of people small enough that a column of it stays in a core's cache.
CHUNK = 1 << 15


def numpy_take(scheme, codes):
    """A table look-up for each question, then a search in the bands."""
    points = np.array(scheme.points, dtype=np.int16)
    starts, pence = np.array(scheme.starts, dtype=np.int16), np.array(scheme.pence)

    def run(_):
        total = np.zeros(codes.shape[1], dtype=np.int16)
        for row, column in zip(points, codes):
            total += row.take(column, mode="clip")
        return total, pence[np.searchsorted(starts, total, side="right") - 1]

    return lambda: None, run


def numpy_written_out(scheme, codes):
    """The same look-ups, with the band table written out to one amount for each total."""
    points = np.array(scheme.points, dtype=np.int16)
    pence = np.array(scheme.pence_by_points())

    def run(_):
        total = np.zeros(codes.shape[1], dtype=np.int16)
        for row, column in zip(points, codes):
            total += row.take(column, mode="clip")
        return total, pence.take(total)

    return lambda: None, run


def numpy_compare(scheme, codes):
    """No look-up for points: each level's mask times its points, on bytes, in cache-sized runs of people."""
    points = np.array(scheme.points, dtype=np.uint8)
    pence = np.array(scheme.pence_by_points())
    people = codes.shape[1]

    def run(_):
        totals, amounts = np.empty(people, dtype=np.uint16), np.empty(people, dtype=np.int64)
        for start in range(0, people, CHUNK):
            part = slice(start, min(start + CHUNK, people))
            total = totals[part]
            total[:] = 0
            for row, column in zip(points, codes[:, part]):
                worth = (column == 1).view(np.uint8) * row[1]
                worth += (column == 2).view(np.uint8) * row[2]
                worth += (column == 3).view(np.uint8) * row[3]
                total += worth
            pence.take(total, out=amounts[part], mode="clip")
        return totals, amounts

    return lambda: None, run


def polars_form(points_of, amount_of, add):
    def prepare(scheme, codes):
        import polars as pl

        frame = pl.DataFrame({question: column for question, column in zip(scheme.questions, codes)})
        each = [points_of(pl, pl.col(question), row) for question, row in zip(scheme.questions, scheme.points)]
        total = pl.sum_horizontal(each) if add == "sum_horizontal" else functools.reduce(operator.add, each)
        query = frame.lazy().select(total.alias("points")).select("points", amount_of(pl, scheme).alias("pence"))

        def run(_):
            done = query.collect()
            return done["points"].to_numpy(), done["pence"].to_numpy()

        return lambda: None, run

    return prepare


def points_when(pl, answer, row):
    value = [pl.lit(points, pl.Int16) for points in row]
    return pl.when(answer == 0).then(value[0]).when(answer == 1).then(value[1]).when(answer == 2).then(
        value[2]).otherwise(value[3])


def points_replace(pl, answer, row):
    return answer.replace_strict(list(range(len(row))), row, return_dtype=pl.Int16)


def points_gather(pl, answer, row):
    return pl.lit(pl.Series(row, dtype=pl.Int16)).gather(answer)


def amount_search(pl, scheme):
    starts = pl.lit(pl.Series(scheme.starts, dtype=pl.Int16))
    return pl.lit(pl.Series(scheme.pence)).gather(starts.search_sorted(pl.col("points"), side="right") - 1)


def amount_written_out(pl, scheme):
    return pl.lit(pl.Series(scheme.pence_by_points())).gather(pl.col("points"))


def openfisca_form(form):
    def prepare(scheme, codes):
        import openfisca_system

        return openfisca_system.prepare(scheme, form, codes), openfisca_system.calculate

    return prepare


FORMS = {
    "OpenFisca:as-documented": openfisca_form("as-documented"),
    "OpenFisca:arrays": openfisca_form("arrays"),
    "polars:replace+sum_horizontal": polars_form(points_replace, amount_search, "sum_horizontal"),
    "polars:gather+search_sorted": polars_form(points_gather, amount_search, "+"),
    "polars:when+search_sorted": polars_form(points_when, amount_search, "+"),
    "polars:when+written-out": polars_form(points_when, amount_written_out, "+"),
    "numpy:take+searchsorted": numpy_take,
    "numpy:take+written-out": numpy_written_out,
    "numpy:compare+written-out": numpy_compare,
}


def check(form, scheme, codes, result):
    points, amount = (np.asarray(column) for column in result)
    expected = sum(np.array(row, dtype=np.int64)[column] for row, column in zip(scheme.points, codes))
    pence = np.array(scheme.pence_by_points())[expected]
    found = np.round(amount.astype(np.float64) * 100).astype(np.int64) if form.startswith("OpenFisca") else amount
    if not (np.array_equal(points, expected) and np.array_equal(found, pence)):
        sys.exit(f"{form} gives other points or amounts than the scheme's tables")


def measure(form, people=answers.PEOPLE):
    scheme, codes = thirty.load(), answers.all_codes(people)
    prepare, run = FORMS[form](scheme, codes)
    check(form, scheme, codes, run(prepare()))
    cpu, wall = [], []
    repetitions = 1 if form == "OpenFisca:as-documented" else REPETITIONS
    for _ in range(repetitions):
        ready = prepare()
        cpu_start, wall_start = time.process_time(), time.perf_counter()
        run(ready)
        cpu.append(time.process_time() - cpu_start)
        wall.append(time.perf_counter() - wall_start)
    return {"cpu_s": cpu, "wall_s": wall}


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(FORMS))
    else:
        print(json.dumps(measure(sys.argv[1])))
