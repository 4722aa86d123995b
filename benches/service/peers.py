"""The same page from peers, each on a copy of the same database, with the page's own frame around its rows."""

import shutil
import sqlite3
import sys
from pathlib import Path

from running import Server

HERE = Path(__file__).parent


def templates(folder: Path, page: str) -> None:
    """Cuts our page at its rows: what stands before and after them is text in the peers' templates."""
    before, _, rest = page.partition('<tbody class="govuk-table__body">')
    _, _, after = rest.partition("</tbody>")
    for rows, name in [(HERE / "express/rows.ejs", "page.ejs"), (HERE / "django/rows.html", "page.html")]:
        text = rows.read_text()
        (folder / name).write_text(f"{before}<tbody>{text}</tbody>{after}")


def copy_of(database: Path, folder: Path, name: str) -> Path:
    copy = folder / f"{name}.db"
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(database, copy)
    return copy


def express(database: Path, folder: Path, port: int, processes: int) -> Server:
    command = ["node", str(HERE / "express/server.js"), str(database), str(folder), str(port), str(processes)]
    return Server(command, f"http://127.0.0.1:{port}/healthz", NODE_ENV="production")


def django(database: Path, folder: Path, port: int, processes: int) -> Server:
    command = [sys.executable, "-m", "gunicorn", "server:application", "--chdir", str(HERE / "django"),
               "--bind", f"127.0.0.1:{port}", "--workers", str(processes), "--threads", "4", "--log-level", "error"]
    return Server(command, f"http://127.0.0.1:{port}/healthz", DATABASE=str(database), TEMPLATES=str(folder))


FORMS = [
    ("Express, 1 process", express, 1),
    ("Express, 2 processes", express, 2),
    ("Django, 1 worker", django, 1),
    ("Django, 2 workers", django, 2),
]
