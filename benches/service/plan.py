"""Times a plan of 40 lines of support: opening it, saving a line of it, printing six pages. Started by `plan.sh`."""

import argparse
import os
import platform
import re
import tempfile
from pathlib import Path

import ours
from browsing import Browser, hidden, timed

LINES = 40
PARENT = "Amina Okafor"


def line(number: int, stream: str) -> list:
    """A line of support, each another thing on other days."""
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return [
        ("what", f"Support number {number}, with a name that is as long as people write them"),
        ("who", "Somebody from the town"), ("quadrant", "self-directed"), ("kind", "activity"), ("when", "on-days"),
        ("days", days[number % 7]), ("days", days[(number + 2) % 7]), ("season", "all-year"), ("quantity", "1.5"),
        ("unit", "hour"), ("paid", "yes"), ("stream", stream), ("price", f"1{number % 10}.35"), ("part", "whole"),
    ]


def written(browser: Browser) -> tuple[str, list[str]]:
    """A plan with so many lines; its address and the forms of its lines."""
    family = re.search(r'href="(/family/[0-9a-f-]{36})"', browser.page("/family")).group(1)
    csrf = hidden(browser.page("/account"), "csrf")
    plan = browser.send(f"{family}/plan", [("csrf", csrf)]).split("?")[0]
    form = browser.page(f"{plan}/write/support/new")
    stream = re.search(r'<select[^>]*name="stream".*?<option value="([^"]+)"', form, re.S).group(1)
    for number in range(LINES):
        browser.send(f"{plan}/write/support/new", [("csrf", csrf), ("version", "0"), *line(number, stream)])
    chapter = browser.page(f"{plan}/chapter/support")
    forms = re.findall(rf'href="({re.escape(plan)}/write/support/[0-9a-f-]{{36}})"', chapter)
    if len(forms) != LINES:
        raise SystemExit(f"{len(forms)} lines stand in the plan")
    return plan, forms


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--port", type=int, default=8290)
    arguments.add_argument("--count", type=int, default=500)
    given = arguments.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, ours.demo(given.program, Path(folder) / "demo", given.port):
        browser = Browser(given.port, ours.sign_in(given.port, PARENT))
        plan, forms = written(browser)
        csrf = hidden(browser.page(f"{plan}/days"), "csrf")
        versions = dict.fromkeys(forms, 1)
        stream = re.search(r'<select[^>]*name="stream".*?<option value="([^"]+)" selected', browser.page(forms[0]), re.S)

        def save(at: int) -> None:
            form = forms[at % LINES]
            fields = [("csrf", csrf), ("version", str(versions[form])), *line(at % LINES, stream.group(1))]
            browser.send(form, fields)
            versions[form] += 1

        def paper(_: int) -> None:
            status, body, _ = browser.answer(f"{plan}/paper?as=pdf&style=large")
            if status != 200 or not body.startswith(b"%PDF"):
                raise SystemExit(f"the paper answered {status}")

        print(f"  {f'a plan of {LINES} lines':<40}{'p50 ms':>9}{'p99 ms':>9}{'times':>8}")
        timed("its contents", given.count, lambda _: browser.page(plan))
        timed("all its lines with their sums", given.count, lambda _: browser.page(f"{plan}/chapter/support"))
        timed("the form of a line", given.count, lambda at: browser.page(forms[at % LINES]))
        timed("saving a line, audit entry on disk", given.count, save)
        _, body, _ = browser.answer(f"{plan}/paper?as=pdf&style=large")
        pages = len(re.findall(rb"/Type\s*/Page\b", body))
        timed(f"the whole plan as a PDF ({pages or 'some'} pages)", max(given.count // 10, 20), paper)
    print(f"load {os.getloadavg()[0]:.1f}")


main()
