"""Load through `wrk`, and single pages one after the other."""

import json
import os
import statistics
import subprocess
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent


def wrk(url: str, cookie: str, seconds: int, connections: int, paths: str = "") -> dict:
    """Pages served in so many seconds, times in milliseconds, answers that were not 200. `paths` names a file of addresses
    that are asked for in turn."""
    done = subprocess.run(
        ["wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s",
         "-H", f"Cookie: {cookie}", "-s", HERE / "report.lua", url],
        env={**os.environ, "PATHS": paths}, stdout=subprocess.PIPE, text=True, check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def one_by_one(url: str, cookie: str, times: int) -> dict:
    """Milliseconds of a page asked for again and again by one visitor; the first is not counted."""
    taken, size = [], 0
    for _ in range(times + 1):
        request = urllib.request.Request(url, headers={"Cookie": cookie})
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            size = len(answer.read())
        taken.append((time.perf_counter() - began) * 1000)
    first, taken = taken[0], sorted(taken[1:])
    return {"first": first, "median": statistics.median(taken), "worst": taken[-1], "bytes": size}
