"""A million entries over ten thousand accounts, made from a counter: the same bytes on every machine.

Two thousand children with five accounts each. A child is given a budget, promises it to four lines, and then payments fall due,
are paid and spent. Each entry names what its movement has to name: line and evidence. Written once as our CSV and once as a journal that hledger and ledger-cli read.
"""

import hashlib
import sys
import uuid
from pathlib import Path

CHILDREN = 2_000
HEADING = "day,id,step,about,movement,stream,child,worker,amount,line,outcome,evidence,by,at,reason"
ACCOUNTS = {
    "allocate": ("funding", "available"),
    "commit": ("available", "committed"),
    "fall-due": ("committed", "due"),
    "pay": ("due", "paid"),
    "spend": ("paid", "spent"),
}


def name(*parts) -> str:
    digest = bytearray(hashlib.blake2b(":".join(map(str, parts)).encode(), digest_size=16).digest())
    return str(uuid.UUID(bytes=bytes(digest), version=4))


def pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"


def entries(count: int):
    """Day, number, movement, child, pence, line: in an order in which no account goes below nothing."""
    number = 0
    step = 0
    children = min(CHILDREN, max(1, count // 500))
    while number < count:
        day = f"{2016 + step // 60:04}-{1 + step // 5 % 12:02}-{1 + step % 5 * 5:02}"
        for child in range(children):
            line = step % 4
            pence = 1_000 + (child * 7_919 + step * 104_729) % 90_000
            if step % 25 == 0:
                moves = [("allocate", 30_000_000, 0)] + [("commit", 7_500_000, at) for at in range(4)]
            else:
                moves = [("fall-due", pence, line), ("pay", pence, line), ("spend", pence - pence // 10, line)]
            for movement, amount, at in moves:
                if number == count:
                    return
                yield day, number, movement, child, amount, at
                number += 1
        step += 1


def write(count: int, folder: Path) -> None:
    ids = [name("child", child) for child in range(CHILDREN)]
    lines = [[name("line", child, at) for at in range(4)] for child in range(CHILDREN)]
    with open(folder / "entries.csv", "w") as csv, open(folder / "entries.journal", "w") as journal:
        csv.write(HEADING + "\n")
        for day, number, movement, child, pence, at in entries(count):
            amount = pounds(pence)
            line = "" if movement == "allocate" else lines[child][at]
            evidence = name("evidence", number) if movement == "spend" else ""
            key = name("entry", number)
            csv.write(
                f"{day},{key},post,,{movement},social-care,{ids[child]},,{amount},{line},,{evidence},,"
                f"{day}T09:30:00Z,\n"
            )
            source, target = ACCOUNTS[movement]
            source = "authority:funding" if source == "funding" else f"child:{ids[child]}:{source}"
            journal.write(f"{day} {movement}\n    child:{ids[child]}:{target}  GBP {amount}\n    {source}\n\n")


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    write(int(sys.argv[1]), folder)
