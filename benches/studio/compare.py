"""The studio's work beside scikit-learn, statsmodels and cvxpy: the same numbers, the same least, processor time of both."""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent
DATA = FOLDER / "data"
# How near the losses of both sides have to be.
NEAR = 1e-6


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def make_numbers(part):
    """The rows of each task, or a part of them: `part` is 1 for all."""
    DATA.mkdir(exist_ok=True)
    draw = np.random.default_rng(20_26)
    some = lambda rows: max(1_000, round(rows * part))
    x = draw.integers(0, 1_000_000_000, some(1_000_000))
    y = np.sqrt(x / 1e9) * 50_000 * np.exp(0.5 * draw.standard_normal(x.size))
    x.astype("<i8").tofile(DATA / "isotonic_x.bin")
    y.astype("<f8").tofile(DATA / "isotonic_y.bin")
    x = draw.standard_normal((some(100_000), 20))
    x[:, 0] = 1
    y = x @ np.linspace(1, 3, 20) * 1_000 + 20_000 + 2_000 * draw.standard_t(3, x.shape[0])
    x.astype("<f8").tofile(DATA / "lad_x.bin")
    y.astype("<f8").tofile(DATA / "lad_y.bin")
    x = draw.integers(0, 201, some(100_000))
    y = np.round(60 * x * np.exp(0.6 * draw.standard_normal(x.size)), 2)
    x.astype("<i8").tofile(DATA / "table_x.bin")
    y.astype("<f8").tofile(DATA / "table_y.bin")


def read(name, kind="<f8"):
    return np.fromfile(DATA / name, dtype=kind)


def timed(rounds, work):
    best, wall, loss = float("inf"), float("inf"), None
    for _ in range(rounds):
        used, began = cpu(), time.perf_counter()
        loss = work()
        best, wall = min(best, cpu() - used), min(wall, time.perf_counter() - began)
    return {"cpu": best, "wall": wall, "loss": loss}


def isotonic_sklearn():
    from sklearn.isotonic import IsotonicRegression

    x, y = read("isotonic_x.bin", "<i8").astype(float), read("isotonic_y.bin")

    def work():
        model = IsotonicRegression().fit(x, y)
        work.model = model
        return 0.0

    found = timed(5, work)
    found["loss"] = float(((y - work.model.predict(x)) ** 2).sum())
    return found


def lad_numbers():
    return read("lad_x.bin").reshape(-1, 20), read("lad_y.bin")


def lad_statsmodels():
    import statsmodels.api as sm

    x, y = lad_numbers()
    return timed(2, lambda: float(np.abs(y - x @ sm.QuantReg(y, x).fit(q=0.5, max_iter=1_000, p_tol=1e-8).params).sum()))


def lad_sklearn():
    from sklearn.linear_model import QuantileRegressor

    x, y = lad_numbers()
    model = QuantileRegressor(quantile=0.5, alpha=0, fit_intercept=False, solver="highs")
    return timed(1, lambda: float(np.abs(y - model.fit(x, y).predict(x)).sum()))


def lad_cvxpy(solver):
    import cvxpy as cp

    x, y = lad_numbers()

    def work():
        b = cp.Variable(20)
        cp.Problem(cp.Minimize(cp.norm1(y - x @ b))).solve(solver=solver)
        return float(np.abs(y - x @ b.value).sum())

    return timed(1, work)


def table_cvxpy(solver):
    import cvxpy as cp

    x, y = read("table_x.bin", "<i8"), read("table_y.bin")
    scores, at, counts = np.unique(x, return_inverse=True, return_counts=True)

    def work():
        f = cp.Variable(scores.size)
        limits = [cp.diff(f) >= 0, f >= 0, counts @ f == 0.88 * y.sum()]
        cp.Problem(cp.Minimize(cp.norm1(y - f[at])), limits).solve(solver=solver)
        return float(np.abs(y - f.value[at]).sum())

    return timed(1, work)


PEERS = {
    "isotonic": [("scikit-learn IsotonicRegression", isotonic_sklearn)],
    "lad": [
        ("statsmodels QuantReg", lad_statsmodels),
        ("scikit-learn QuantileRegressor", lad_sklearn),
        ("cvxpy with Clarabel", lambda: lad_cvxpy("CLARABEL")),
        ("cvxpy with HiGHS", lambda: lad_cvxpy("HIGHS")),
    ],
    "table": [
        ("cvxpy with Clarabel", lambda: table_cvxpy("CLARABEL")),
        ("cvxpy with HiGHS", lambda: table_cvxpy("HIGHS")),
    ],
}


def peer(task, name):
    """One peer in a process of its own, so that none pays for another's memory."""
    try:
        done = subprocess.run(
            [sys.executable, __file__, "--peer", task, name], capture_output=True, text=True, timeout=1_200, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 and done.stdout else None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--peer", nargs=2)
    arguments.add_argument("--bench", help="our program, built by run.sh")
    arguments.add_argument("--part", type=float, default=1.0, help="a part of the rows, such as 0.1, to see that all of it runs")
    arguments.add_argument("--task", help="one task alone, such as lad")
    arguments = arguments.parse_args()
    if arguments.peer:
        task, name = arguments.peer
        print(json.dumps(dict(PEERS[task])[name]()))
        return 0
    make_numbers(arguments.part)
    done = subprocess.run([arguments.bench, str(DATA)], capture_output=True, text=True, check=True)
    ours = {line["task"]: line for line in map(json.loads, done.stdout.splitlines())}
    worst = 0
    print(f"{'task':<22} {'program':<34} {'CPU s':>9} {'wall s':>9} {'times':>8}  loss")
    for task, own in ours.items():
        if arguments.task not in (None, task):
            continue
        print(f"{task:<22} {'Seven Steps':<34} {own['cpu']:>9.3f} {own['wall']:>9.3f} {'':>8}  {own['loss']:.10g}")
        for name, _ in PEERS.get(task, []):
            found = peer(task, name)
            if found is None:
                print(f"{task:<22} {name:<34} {'failed, or longer than 20 minutes':>28}")
                continue
            beside = own["loss"] / found["loss"] - 1
            worst = max(worst, beside)
            print(
                f"{task:<22} {name:<34} {found['cpu']:>9.3f} {found['wall']:>9.3f} {found['cpu'] / own['cpu']:>7.1f}x  "
                f"{found['loss']:.10g} ({beside:+.1e} ours)"
            )
    if worst > NEAR:
        print(f"our loss is above a peer's by {worst:.1e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main())
