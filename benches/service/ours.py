"""Seven Steps itself: the demonstration, a service on its database, and who to sign in as."""

import html
import re
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from running import Server


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The answer to signing in is a redirect, whose cookie is what counts."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def demo(program: str, folder: Path, port: int) -> Server:
    listen = f"127.0.0.1:{port}"
    return Server([program, "demo", "--data", str(folder), "--listen", listen], f"http://{listen}/healthz")


def serve(program: str, database: str, port: int) -> Server:
    listen = f"127.0.0.1:{port}"
    command = [program, "serve", "--database", database, "--listen", listen]
    return Server(command, f"http://{listen}/healthz", SEVENSTEPS_LOG="error")


def sign_in(port: int, name: str) -> str:
    """The cookie of a made-up person of the demonstration."""
    place = f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{place}/sign-in") as page:
        text = html.unescape(page.read().decode())
    found = re.search(rf'name="account" value="([^"]+)"><bdi>{re.escape(name)}</bdi>', text)
    if not found:
        raise SystemExit(f"the demonstration has nobody called {name}")
    form = urllib.parse.urlencode({"account": found.group(1), "then": ""}).encode()
    try:
        OPENER.open(f"{place}/sign-in/as", form)
    except urllib.error.HTTPError as answer:
        return answer.headers["Set-Cookie"].split(";")[0]
    raise SystemExit(f"{name} could not sign in")


def entries(database: Path) -> int:
    """The number of the last entry of the audit chain."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        return db.execute("SELECT number FROM audit_head").fetchone()[0]


def settled_entries(database: Path) -> int:
    """The same once nothing is under way any more."""
    last = -1
    while (now := entries(database)) != last:
        last = now
        time.sleep(0.5)
    return last


def a_letter(database: Path) -> tuple[str, str]:
    """A parent with an account whose child was told a figure, and the letter's address."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        name, child, budget = db.execute(
            """SELECT parent.given_name || ' ' || parent.family_name, b.child_id, b.id FROM indicative_budget b
               JOIN person child ON child.id = b.child_id AND child.handed_over_on IS NULL
               JOIN relation r ON r.child_id = b.child_id AND r.kind = 'parent' AND r.is_contact_restricted = 0
               JOIN person parent ON parent.id = r.holder_person_id
               WHERE child.born > date('now', '-15 years') AND (SELECT COUNT(*) FROM person twin
                 WHERE twin.given_name = parent.given_name AND twin.family_name = parent.family_name) = 1
               ORDER BY b.told_at DESC LIMIT 1"""
        ).fetchone()
    return name, f"/family/{child}/budget/{budget}?as=pdf"
