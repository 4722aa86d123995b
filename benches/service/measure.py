"""Measures the service and prints its figures. Started by `run.sh`; the README says what is measured."""

import argparse
import os
import platform
import sqlite3
import tempfile
import urllib.request
from pathlib import Path

import load
import ours
import peers

CONNECTIONS = 32
HEAD = f"  {'server':<24}{'pages/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs a page':>15}{'pages':>9}{'entries':>9}{'errors':>8}"


def under_load(server, url: str, cookie: str, database: Path, seconds: int) -> dict:
    """A warm-up that is not counted, then the load that is."""
    load.wrk(url, cookie, 2, CONNECTIONS)
    entries, cpu = ours.settled_entries(database), server.cpu_s()
    figures = load.wrk(url, cookie, seconds, CONNECTIONS)
    figures["entries"] = ours.settled_entries(database) - entries
    figures["cpu_us"] = (server.cpu_s() - cpu) * 1e6 / max(figures["pages"], 1)
    return figures


def row(name: str, one: dict) -> None:
    print(
        f"  {name:<24}{one['pages'] / one['seconds']:>9,.0f}{one['p50']:>9.1f}{one['p99']:>9.1f}{one['cpu_us']:>15,.0f}"
        f"{one['pages']:>9,}{one['entries']:>9,}{one['errors']:>8}", flush=True
    )
    # pages under way when the load ends are on record, and nobody counts them as served
    if not 0 <= one["entries"] - one["pages"] <= CONNECTIONS:
        raise SystemExit(f"{name}: {one['pages']} pages were served and {one['entries']} entries written")
    if one["errors"]:
        raise SystemExit(f"{name}: {one['errors']} answers were not the page")


def measured_pages(arguments, folder: Path, cookies: dict, letter: str) -> str:
    """Our own figures on the demonstration's database; gives back the list's page."""
    database, place = folder / "exampleshire.db", f"http://127.0.0.1:{arguments.port}"
    with ours.serve(arguments.program, f"sqlite:{database}", arguments.port) as server:
        started, idle = server.start_s, server.memory_mb()
        request = urllib.request.Request(f"{place}/council", headers={"Cookie": cookies["list"]})
        with urllib.request.urlopen(request) as answer:
            page = answer.read().decode()
        rows = page.count('href="/council/children/')
        if rows != 100:
            raise SystemExit(f"the list has {rows} rows, not 100")
        print(f"\nThe worklist: 100 rows, {len(page):,} bytes, {CONNECTIONS} connections\n\n{HEAD}")
        for _ in range(arguments.rounds):
            row("Seven Steps", under_load(server, f"{place}/council", cookies["list"], database, arguments.seconds))
        chart = load.one_by_one(f"{place}/council/need-beside-spend", cookies["chart"], 50)
        paper = load.one_by_one(f"{place}{letter}", cookies["letter"], 30)
        after = server.memory_mb()
    with ours.serve(arguments.program, f"sqlite:{database}", arguments.port) as server:
        print(f"\n  serve answers after          {started * 1000:8.0f} ms, again {server.start_s * 1000:.0f} ms")
    print(f"  memory of serve, idle        {idle:8.0f} MB")
    print(f"  memory after all this        {after:8.0f} MB")
    for name, one in [("need beside spend, 121", chart), ("a letter as PDF, warm", paper)]:
        first = f"first {one['first']:.0f} ms, worst {one['worst']:.1f} ms, {one['bytes']:,} bytes"
        print(f"  {name:<28} {one['median']:8.1f} ms median, {first}")
    return page


def beside(arguments, folder: Path, cookie: str, page: str) -> None:
    """The same page from peers."""
    database = folder / "exampleshire.db"
    peers.templates(folder, page)
    print(f"\nThe same page from peers\n\n{HEAD}")
    for name, start, processes in peers.FORMS:
        copy = peers.copy_of(database, folder, "peer")
        with start(copy, folder, arguments.port, processes) as server:
            row(name, under_load(server, f"http://127.0.0.1:{arguments.port}/council", cookie, copy, arguments.seconds))
        for file in folder.glob("peer.db*"):
            file.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program to measure")
    parser.add_argument("--seconds", type=int, default=10, help="of load in each round")
    parser.add_argument("--rounds", type=int, default=3, help="of our own page")
    parser.add_argument("--port", type=int, default=18_140)
    parser.add_argument("--no-peers", action="store_true", help="Seven Steps alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("SEVENSTEPS_BENCH_DIR")) as made:
        folder = Path(made)
        print(f"{platform.machine()}, {os.cpu_count()} cores, load before the run: {os.getloadavg()[0]:.2f}")
        with ours.demo(arguments.program, folder, arguments.port) as server:
            print(f"\n  demo answers after           {server.start_s * 1000:8.0f} ms, of which seeding Exampleshire is most")
            print(f"  memory of demo               {server.memory_mb():8.0f} MB")
            parent, letter = ours.a_letter(folder / "exampleshire.db")
            people = {"list": "Angela Boateng", "chart": "Priya Nair", "letter": parent}
            cookies = {what: ours.sign_in(arguments.port, name) for what, name in people.items()}
        page = measured_pages(arguments, folder, cookies, letter)
        if not arguments.no_peers:
            beside(arguments, folder, cookies["list"], page)
        print(f"\nSQLite {sqlite3.sqlite_version} (Python's), load after the run: {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
