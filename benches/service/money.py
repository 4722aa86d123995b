"""Times a family's money page with five years of entries in the books. Started by `money.sh`."""

import argparse
import os
import platform
import re
import tempfile
import uuid
from pathlib import Path

import ours
from browsing import Browser, hidden, timed

# something bought every day for five years
ENTRIES = 5 * 365
YOUNG_MAN = "John Rowe"


def spend(page: str, number: int) -> list:
    """The form with which a family writes down what it spent, a penny at a time so that the money lasts."""
    line = re.search(r'<select[^>]*name="line".*?<option value="([^"]+)"', page, re.S).group(1)
    day = {part: re.search(rf'name="day-{part}"[^>]*value="(\d+)"', page).group(1) for part in ("day", "month", "year")}
    return [
        ("csrf", hidden(page, "csrf")), ("line", line), ("amount", "0.01"), ("day-day", day["day"]),
        ("day-month", day["month"]), ("day-year", day["year"]), ("words", f"Something small, number {number}"),
        ("once", str(uuid.uuid4())),
    ]


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--port", type=int, default=8291)
    arguments.add_argument("--entries", type=int, default=ENTRIES)
    arguments.add_argument("--count", type=int, default=500)
    given = arguments.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, ours.demo(given.program, Path(folder) / "demo", given.port):
        browser = Browser(given.port, ours.sign_in(given.port, YOUNG_MAN))
        family = re.search(r'href="(/family/[0-9a-f-]{36})"', browser.page("/family")).group(1)
        money = f"{family}/money"
        form = browser.page(money)
        print(f"  {f'{given.entries} entries more':<40}{'p50 ms':>9}{'p99 ms':>9}{'times':>8}")
        timed("writing down what was spent", given.entries, lambda at: browser.send(f"{money}/spend", spend(form, at)))
        timed("the money page", given.count, lambda _: browser.page(money))
        timed("where the year may end", given.count, lambda _: browser.page(f"{money}/ahead"))
    print(f"load {os.getloadavg()[0]:.1f}")


main()
