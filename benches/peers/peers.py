"""Times Seven Steps beside its peers and prints a table. Started by `run.sh`; the README says what is measured."""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version

import answers
import ours
import thirty

HERE = thirty.HERE


def child(script: str, *arguments: str) -> dict:
    """Measure one form in a process of its own, so that no form warms another's memory or threads."""
    environment = dict(os.environ)
    if arguments[0].endswith("+one-thread"):
        environment["POLARS_MAX_THREADS"] = "1"
    done = subprocess.run(
        [sys.executable, HERE / script, *arguments], env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{script} {' '.join(arguments)} failed, see above")
    return json.loads(done.stdout)


def forms(script: str) -> list[str]:
    listed = subprocess.run([sys.executable, HERE / script, "--list"], stdout=subprocess.PIPE, text=True, check=True)
    return listed.stdout.split()


def add(figures: dict, name: str, measured: dict) -> None:
    """Gather the figures of several rounds."""
    kept = figures.setdefault(name, {"cpu_s": [], "wall_s": []})
    kept["cpu_s"] += measured["cpu_s"]
    kept["wall_s"] += measured["wall_s"]
    if "peak_mb" in measured:
        kept["peak_mb"] = max(kept.get("peak_mb", 0), measured["peak_mb"])


def show(title: str, figures: dict) -> None:
    """Print one table, quickest last within each tool, then our figure against the best of each tool."""
    print(f"\n{title}\n")
    print(f"  {'tool and form':<36}{'CPU s, best':>12}{'median':>10}{'wall s, best':>14}{'peak MB':>9}")
    tools = list(dict.fromkeys(name.partition(":")[0] for name in figures))
    best = {}
    for tool in tools:
        own = sorted(
            (name for name in figures if name.partition(":")[0] == tool),
            key=lambda name: min(figures[name]["cpu_s"]), reverse=True,
        )
        best[tool] = min(figures[own[-1]]["cpu_s"])
        for name in own:
            cpu, wall = figures[name]["cpu_s"], figures[name]["wall_s"]
            peak = f"{figures[name]['peak_mb']:.0f}" if "peak_mb" in figures[name] else ""
            mark = "  <- best" if name == own[-1] and len(own) > 1 else ""
            print(
                f"  {name:<36}{min(cpu):>12.4f}{statistics.median(cpu):>10.4f}{min(wall):>14.4f}{peak:>9}{mark}"
            )
    if "Seven Steps" in best:
        for tool in (tool for tool in tools if tool != "Seven Steps"):
            share = best["Seven Steps"] / best[tool]
            print(f"\n  Seven Steps uses {share:.2f} of the CPU time of the best form of {tool}", end="")
        print()


def from_memory() -> list[str]:
    figures, faults = {}, []
    for name in forms("from_memory.py"):
        print(f"from memory: {name}", file=sys.stderr)
        add(figures, name, child("from_memory.py", name))
    try:
        print("from memory: Seven Steps (cargo bench)", file=sys.stderr)
        for name, measured in ours.from_memory().items():
            add(figures, f"Seven Steps:{name}", measured)
    except ours.Missing as missing:
        faults.append(f"Seven Steps was not timed from memory: {missing}")
    show("From memory: 1,000,000 people, 30 questions of 4 levels, 20 bands", figures)
    return faults


def end_to_end(rounds: int) -> list[str]:
    scheme = thirty.load()
    print("end to end: the answer file", file=sys.stderr)
    sheet = answers.csv_file(scheme)
    figures, faults, program = {}, [], None
    try:
        program = ours.binary()
    except ours.Missing as missing:
        faults.append(f"Seven Steps was not timed end to end: {missing}")
    names = forms("end_to_end.py")
    for turn in range(1, rounds + 1):
        for name in names:
            print(f"end to end, round {turn} of {rounds}: {name}", file=sys.stderr)
            add(figures, name, child("end_to_end.py", name))
        if program is None:
            continue
        try:
            print(f"end to end, round {turn} of {rounds}: Seven Steps", file=sys.stderr)
            add(figures, "Seven Steps:ras score", ours.end_to_end(program, sheet))
        except ours.Missing as missing:
            faults.append(f"Seven Steps was not timed end to end: {missing}")
            program = None
    show(f"End to end: {sheet.stat().st_size / 1e6:.0f} MB of answers to a file of results, {rounds} rounds", figures)
    if program is not None:
        fault = child("end_to_end.py", "--check", str(ours.RESULTS))["fault"]
        if fault:
            faults.append(f"the results differ: {fault}")
        else:
            print(f"  points and amount agree with polars and with the tables on all {answers.PEOPLE:,} rows")
    print(f"  SHA-256 of the answers: {answers.fingerprint(sheet)}")
    return faults


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--only", choices=["memory", "end-to-end"], help="measure one half")
    wanted.add_argument("--rounds", type=int, default=3, help="rounds of the end-to-end half (default 3)")
    chosen = wanted.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", end="")
    print("".join(f", {name} {version(name)}" for name in ("OpenFisca-Core", "polars", "numpy")))
    faults = []
    if chosen.only != "end-to-end":
        faults += from_memory()
    if chosen.only != "memory":
        faults += end_to_end(max(1, chosen.rounds))
    for fault in faults:
        print(f"\n{fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
