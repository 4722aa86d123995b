"""Worklist and search among a hundred thousand children in PostgreSQL. Started by `many_children.sh`."""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import load
import ours

HERE = Path(__file__).parent
NAMES = ["bell", "Morgan", "singht", "walshw", "o'neil", "khanson, z", "Jonesley, Ada", "A100000054321", "taylorwood", "qu"]


def programs() -> Path:
    """The folder of the newest PostgreSQL's programs."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = installed[-1] if installed else shutil.which("initdb")
    if not found:
        raise SystemExit("this needs PostgreSQL 15 or later: sudo apt-get install postgresql")
    return Path(found).parent


class Postgres:
    """A server in a folder of its own, durable as in use, until the end of a `with`."""

    def __init__(self):
        script = (HERE / "../../crates/testkit/src/postgres/server.sh").read_text()
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [*user, "sh", "-c", script, "sh", programs(), "on"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.folder = self.process.stdout.readline().strip()

    def __enter__(self) -> "Postgres":
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait()

    def address(self, database: str) -> str:
        return f"postgres://postgres@localhost/{database}?host={self.folder}"

    def run(self, database: str, *arguments: str) -> None:
        subprocess.run(
            ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "-d", database, *arguments],
            check=True, stdout=subprocess.DEVNULL,
        )


def pages() -> list[tuple[str, str, list[str]]]:
    """What is looked at: a name, whose eyes, the addresses in turn."""
    lists = ["/council", "/council?sort=longest", "/council?waiting=challenge", "/council?waiting=submitted&sort=longest"]
    deep = [f"/council?after={name}&child=00000000-0000-4000-8000-000000000000" for name in ["hughes", "patel", "walsh"]]
    search = [f"/council/search?q={name.replace(' ', '+')}" for name in NAMES]
    return [
        ("worklist, all 100,000", "look-1", lists + deep),
        ("worklist, team of 275", "look-2", lists),
        ("worklist, 4 teams", "look-3", lists),
        ("worklist, 30 teams", "look-4", lists),
        ("search, head of service", "look-1", search),
        ("search, team member", "look-2", search),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program to measure")
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=10, help="of load on each page")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--port", type=int, default=18_141)
    arguments = parser.parse_args()
    with Postgres() as postgres, tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        postgres.run("postgres", "-c", "CREATE DATABASE many ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
        address, began = postgres.address("many"), time.monotonic()
        subprocess.run([arguments.program, "migrate", "--database", address], check=True, stdout=subprocess.DEVNULL)
        postgres.run("many", "-v", f"children={arguments.children}", "-f", str(HERE / "many_children.sql"))
        print(f"{arguments.children:,} children filled in in {time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.2f}")
        with ours.serve(arguments.program, address, arguments.port) as server:
            place = f"http://127.0.0.1:{arguments.port}"
            print(f"\n  {'page':<26}{'alone ms':>9}{'worst':>8}{'pages/s':>9}{'p50 ms':>8}{'p99 ms':>8}{'errors':>8}")
            for name, token, addresses in pages():
                cookie = f"session={token}"
                paths.seek(0)
                paths.truncate()
                paths.write("\n".join(addresses))
                paths.flush()
                alone = [load.one_by_one(place + address, cookie, 10) for address in addresses]
                one = load.wrk(place, cookie, arguments.seconds, arguments.connections, paths=paths.name)
                median = max(one["median"] for one in alone)
                worst = max(one["worst"] for one in alone)
                print(
                    f"  {name:<26}{median:>9.1f}{worst:>8.1f}{one['pages'] / one['seconds']:>9,.0f}"
                    f"{one['p50']:>8.1f}{one['p99']:>8.1f}{one['errors']:>8}", flush=True
                )
            print(f"\n  memory of serve {server.memory_mb():.0f} MB; load after the run: {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
