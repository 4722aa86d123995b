"""The benchmark's scheme, read from the same three files that Seven Steps reads."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "scheme" / "2026-01-01"


@dataclass(frozen=True)
class Thirty:
    """What a peer has to know: ids, points, the band table, and the words of a result."""

    id: str
    version: str
    hash: str
    stream: str
    currency: str
    period: str
    questions: list[str]
    options: list[str]
    points: list[list[int]]
    starts: list[int]
    pence: list[int]

    @property
    def most_points(self) -> int:
        return sum(max(row) for row in self.points)

    def pence_by_points(self) -> list[int]:
        """The band table written out: one amount for every total that can happen."""
        amounts, band = [], 0
        for total in range(self.most_points + 1):
            while band + 1 < len(self.starts) and self.starts[band + 1] <= total:
                band += 1
            amounts.append(self.pence[band])
        return amounts

    def pounds_by_points(self) -> list[str]:
        return [f"{pence // 100}.{pence % 100:02}" for pence in self.pence_by_points()]


def load() -> Thirty:
    """Read the folder. Money is read as text, so that no penny passes through a float."""
    names = ("scheme.toml", "questions.toml", "rules.toml")
    files = [(FOLDER / name).read_bytes() for name in names]
    framed = b"".join(f"{name}\n{len(text)}\n".encode() + text for name, text in zip(names, files))
    head, form, rules = (tomllib.loads(text.decode(), parse_float=str) for text in files)
    rows = next(step for step in rules["step"] if step["kind"] == "bands")["rows"]
    stream = head["stream"][0]
    return Thirty(
        id=head["id"],
        version=head["effective-from"].isoformat(),
        hash=hashlib.sha256(framed).hexdigest(),
        stream=stream["id"],
        currency=head["currency"],
        period=head["period"],
        questions=[question["id"] for question in form["question"]],
        options=form["question"][0]["options"],
        points=[question["points"] for question in form["question"]],
        starts=[row["from"] for row in rows],
        pence=[to_pence(str(row["value"])) for row in rows],
    )


def to_pence(amount: str) -> int:
    pounds, _, pence = amount.replace("_", "").partition(".")
    return int(pounds) * 100 + int((pence + "00")[:2])
