"""A million made-up answer sheets, the same on every machine.

The levels come from a counter hashed with SplitMix64, so they depend on no library's random generator. Four answers
in ten are the first level, three the second, two the third, one the fourth.
"""

import hashlib
from pathlib import Path

import numpy as np

from thirty import HERE, Thirty

PEOPLE = 1_000_000
DATA = HERE / "data"
LEVEL_OF_TENTH = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 3], dtype=np.uint8)


def codes(question: int, people: int = PEOPLE) -> np.ndarray:
    """The level (0 to 3) of each person on one question, counted from 0."""
    with np.errstate(over="ignore"):
        z = np.arange(people, dtype=np.uint64) * np.uint64(30) + np.uint64(question + 1)
        z *= np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return LEVEL_OF_TENTH[(z % np.uint64(10)).astype(np.intp)]


def all_codes(people: int = PEOPLE) -> np.ndarray:
    """A row for each question, a column for each person."""
    return np.stack([codes(question, people) for question in range(30)])


def csv_file(scheme: Thirty, people: int = PEOPLE) -> Path:
    """The answers as a CSV file, written once and kept in `data/`."""
    path = DATA / f"answers-{people}.csv"
    if path.exists():
        return path
    DATA.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    levels = all_codes(people)
    with part.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(["person", *scheme.questions]) + "\n")
        for start in range(0, people, 10_000):
            rows = levels[:, start : start + 10_000].T.tolist()
            out.writelines(
                f"p{start + i:07}," + ",".join([scheme.options[level] for level in row]) + "\n"
                for i, row in enumerate(rows)
            )
    part.rename(path)
    return path


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
