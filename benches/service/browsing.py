"""Somebody who opens pages and sends forms one after the other, and how long that takes."""

import html
import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request

import ours


class Browser:
    """Somebody signed in, who opens pages and sends forms one after the other."""

    def __init__(self, port: int, cookie: str):
        self.place, self.cookie = f"http://127.0.0.1:{port}", cookie

    def answer(self, path: str, form: list | None = None):
        body = None if form is None else urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(self.place + path, body, {"Cookie": self.cookie})
        try:
            with ours.OPENER.open(request) as found:
                return found.status, found.read(), found.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers

    def page(self, path: str) -> str:
        status, body, _ = self.answer(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return body.decode()

    def send(self, path: str, form: list) -> str:
        """Sends a form that has to be taken; gives where it leads."""
        status, body, headers = self.answer(path, form)
        if status != 303:
            raise SystemExit(f"{path} answered {status}:\n{html.unescape(body.decode())[:2000]}")
        return headers["Location"]


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def timed(what: str, count: int, do) -> None:
    for _ in range(5):
        do(0)
    times = []
    for at in range(count):
        began = time.perf_counter()
        do(at)
        times.append((time.perf_counter() - began) * 1e3)
    times.sort()
    worst = times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"  {what:<40}{statistics.median(times):>9.1f}{worst:>9.1f}{len(times):>8}", flush=True)
