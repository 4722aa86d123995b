"""Seven Steps' side of the comparison: its own benchmark for memory, its binary for files."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

import answers
from thirty import FOLDER, HERE

ROOT = HERE.parent.parent
RESULTS = answers.DATA / "results-sevensteps.csv"


class Missing(Exception):
    """Our side cannot be timed; the text says why."""


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("error")), lines[-1] if lines else "no message")


def from_memory() -> dict[str, dict]:
    """The lines of `cargo bench -p ras --bench score -- --json` that are named `memory…`."""
    command = ["cargo", "bench", "--quiet", "-p", "ras", "--bench", "score", "--", "--json"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise Missing("cargo is not on the path") from missing
    if done.returncode != 0:
        raise Missing(f"`{' '.join(command)}` failed: {last_line(done.stderr)}")
    found = {}
    for line in done.stdout.splitlines():
        if not line.startswith("{"):
            continue
        read = json.loads(line)
        if read.get("name", "").startswith("memory"):
            found[read["name"]] = {"cpu_s": [read["cpu_ms"] / 1000], "wall_s": [read["wall_ms"] / 1000]}
    if not found:
        raise Missing(f"`{' '.join(command)}` printed no line whose name begins with `memory`")
    return found


def binary() -> Path:
    """The program to time: `SEVENSTEPS`, or a release build of this tree."""
    named = os.environ.get("SEVENSTEPS")
    if named:
        path = Path(named)
        if not path.is_file():
            raise Missing(f"SEVENSTEPS names `{path}`, which is not a file")
        return path
    try:
        built = subprocess.run(
            ["cargo", "build", "--quiet", "--release", "-p", "sevensteps"],
            cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False,
        )
        if built.returncode != 0:
            raise Missing(f"`cargo build --release` failed: {last_line(built.stderr)}")
        facts = subprocess.run(
            ["cargo", "metadata", "--format-version", "1", "--no-deps"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )
    except FileNotFoundError as missing:
        raise Missing("cargo is not on the path") from missing
    return Path(json.loads(facts.stdout)["target_directory"]) / "release" / "sevensteps"


def end_to_end(program: Path, sheet: Path) -> dict:
    """One whole process, from its start to its end."""
    RESULTS.unlink(missing_ok=True)
    command = [program, "ras", "score", FOLDER, sheet, "--out", RESULTS]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        wall_start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        # `wait4` gives the use of this one process; the usual `wait` only the sum over all children so far.
        _, status, use = os.wait4(process.pid, 0)
        wall = time.perf_counter() - wall_start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        message = last_line(said.read())
    if process.returncode != 0:
        raise Missing(f"`sevensteps ras score` ended with {process.returncode}: {message}")
    if not RESULTS.is_file():
        raise Missing("`sevensteps ras score … --out` wrote no file")
    return {"cpu_s": [use.ru_utime + use.ru_stime], "wall_s": [wall], "peak_mb": use.ru_maxrss / 1024}
