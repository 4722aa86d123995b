"""From a CSV file of answers to a CSV file of results: one peer, one form, one process.

    python end_to_end.py polars:enum+when      prints one line of JSON, leaves data/results-polars.csv
    python end_to_end.py --check FILE           holds a result file against the scheme's tables
    python end_to_end.py --list

The clock starts when Python and polars are loaded, which favours the peers: Seven Steps is timed as a whole process.
"""

import functools
import json
import operator
import resource
import sys
import time

import numpy as np
import polars as pl

import answers
import thirty

RESULTS = answers.DATA / "results-polars.csv"
HEADER = "person,stream,points,amount,currency,period,scheme,version,hash,status,reason"


def read(scheme, path, cells, quotes):
    kind = pl.Enum(scheme.options) if cells == "enum" else pl.String
    return pl.scan_csv(
        path,
        schema={"person": pl.String, **{question: kind for question in scheme.questions}},
        quote_char='"' if quotes else None,
    )


def points(scheme, form):
    pairs = zip(scheme.questions, scheme.points)
    return functools.reduce(operator.add, [form(pl.col(question), scheme.options, row) for question, row in pairs])


def when_text(answer, options, row):
    """Compare words. The last comparison is kept: an unknown word must not count as the highest level."""
    value = [pl.lit(points, pl.Int16) for points in row]
    chain = pl.when(answer == options[0]).then(value[0])
    for option, worth in zip(options[1:], value[1:]):
        chain = chain.when(answer == option).then(worth)
    return chain


def when_physical(answer, options, row):
    """Compare the numbers behind an Enum column; reading has refused every unknown word."""
    value = [pl.lit(points, pl.Int16) for points in row]
    code = answer.to_physical()
    return pl.when(code == 0).then(value[0]).when(code == 1).then(value[1]).when(code == 2).then(
        value[2]).otherwise(value[3])


def gather_physical(answer, options, row):
    return pl.lit(pl.Series(row, dtype=pl.Int16)).gather(answer.to_physical())


def replace(answer, options, row):
    return answer.replace_strict(options, row, return_dtype=pl.Int16)


def eleven_columns(scheme):
    """Each column of the result by itself."""
    amount = pl.lit(pl.Series(scheme.pounds_by_points())).gather(pl.col("points")).alias("amount")
    same = {
        "currency": scheme.currency,
        "period": scheme.period,
        "scheme": scheme.id,
        "version": scheme.version,
        "hash": scheme.hash,
        "status": "ok",
        "reason": "",
    }
    constants = [pl.lit(text).alias(name) for name, text in same.items()]
    return ["person", pl.lit(scheme.stream).alias("stream"), "points", amount, *constants]


def ready_tails(scheme):
    """The rest of the line after the person, written beforehand for every total that can happen."""
    rest = f"{scheme.currency},{scheme.period},{scheme.id},{scheme.version},{scheme.hash},ok,"
    tails = [f"{scheme.stream},{total},{pounds},{rest}" for total, pounds in enumerate(scheme.pounds_by_points())]
    return ["person", pl.lit(pl.Series(tails)).gather(pl.col("points")).alias(HEADER.partition(",")[2])]


def form(cells, points_of, columns, quotes=True, engine="streaming"):
    def run(scheme, path):
        query = read(scheme, path, cells, quotes).select("person", points(scheme, points_of).alias("points"))
        query = query.select(columns(scheme))
        if engine == "streaming":
            query.sink_csv(RESULTS, quote_style="never", engine="streaming")
        else:
            query.collect(engine="in-memory").write_csv(RESULTS, quote_style="never")

    return run


FORMS = {
    "polars:text+replace": form("text", replace, eleven_columns),
    "polars:text+when": form("text", when_text, eleven_columns),
    "polars:text+when+tails": form("text", when_text, ready_tails, quotes=False),
    "polars:enum+gather": form("enum", gather_physical, eleven_columns),
    "polars:enum+when": form("enum", when_physical, eleven_columns),
    "polars:enum+when+in-memory": form("enum", when_physical, eleven_columns, engine="in-memory"),
    "polars:enum+when+no-quotes": form("enum", when_physical, eleven_columns, quotes=False),
    "polars:enum+when+tails": form("enum", when_physical, ready_tails, quotes=False),
    # One thread wastes less: the name tells `peers.py` to set POLARS_MAX_THREADS.
    "polars:text+when+tails+one-thread": form("text", when_text, ready_tails, quotes=False),
    "polars:enum+when+tails+one-thread": form("enum", when_physical, ready_tails, quotes=False),
}


def measure(name):
    scheme = thirty.load()
    path = answers.csv_file(scheme)
    cpu_start, wall_start = time.process_time(), time.perf_counter()
    FORMS[name](scheme, path)
    cpu, wall = time.process_time() - cpu_start, time.perf_counter() - wall_start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fault = check(scheme, RESULTS)
    if fault:
        sys.exit(f"{name}: {fault}")
    return {"cpu_s": [cpu], "wall_s": [wall], "peak_mb": peak_mb}


def check(scheme, path):
    """Hold every row of a result file against the scheme's tables: the first row that differs, or nothing.

    Columns are read as text: 12.5 and 12.50 are the same money, but not the same line in a letter.
    """
    found = pl.read_csv(path, infer_schema=False)
    if ",".join(found.columns) != HEADER:
        return f"the columns are {','.join(found.columns)}"
    if found.height != answers.PEOPLE:
        return f"{found.height} rows, {answers.PEOPLE} wanted"
    totals = sum(np.array(row)[answers.codes(i)] for i, row in enumerate(scheme.points))
    wanted = pl.DataFrame({
        "wanted_person": pl.select(pl.format("p{}", pl.int_range(answers.PEOPLE).cast(pl.String).str.zfill(7))).to_series(),
        "wanted_points": pl.Series(totals).cast(pl.String),
        "wanted_amount": pl.Series(scheme.pounds_by_points()).gather(totals),
    })
    both = found.with_row_index("row", offset=2).hstack(wanted)
    pairs = [pl.col(name).ne_missing(pl.col(f"wanted_{name}")) for name in ("person", "points", "amount")]
    differ = both.filter(pl.any_horizontal(pairs)).select("row", "person", "points", "amount", "^wanted_.*$")
    return None if differ.is_empty() else f"line {differ.row(0, named=True)}; {differ.height} lines differ"


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(FORMS))
    elif sys.argv[1] == "--check":
        print(json.dumps({"fault": check(thirty.load(), sys.argv[2])}))
    else:
        print(json.dumps(measure(sys.argv[1])))
