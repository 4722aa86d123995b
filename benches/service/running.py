"""A server as a process of its own: started, waited for, measured, stopped."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A server and the workers it starts, until the end of a `with`."""

    def __init__(self, command: list[str], health: str, **environment: str):
        self.health = health
        began = time.monotonic()
        # a group of its own, so that workers are found, measured and ended with it
        self.process = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, start_new_session=True
        )
        self.start_s = self._wait_until_it_answers(began)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _wait_until_it_answers(self, began: float) -> float:
        while time.monotonic() - began < 120:
            if self.process.poll() is not None:
                raise SystemExit(f"{' '.join(self.process.args)} ended with {self.process.returncode}")
            try:
                with urllib.request.urlopen(self.health, timeout=5) as answer:
                    if answer.status == 200:
                        return time.monotonic() - began
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.005)
        raise SystemExit(f"{self.health} does not answer")

    def _stat(self) -> list[list[str]]:
        """The lines of `/proc/PID/stat` of its group, from the state on."""
        lines = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if int(fields[2]) == self.process.pid:
                    lines.append(fields)
        return lines

    def cpu_s(self) -> float:
        """Processor seconds, user and system, since it began."""
        return sum(int(fields[11]) + int(fields[12]) for fields in self._stat()) / TICKS

    def memory_mb(self) -> float:
        """Resident memory now, in millions of bytes."""
        return sum(int(fields[21]) for fields in self._stat()) * os.sysconf("SC_PAGE_SIZE") / 1e6
