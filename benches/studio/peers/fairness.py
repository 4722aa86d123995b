"""Holds `sevensteps studio equity --format json` against numpy, scipy and statsmodels, figure by figure.

    python fairness.py --sevensteps path/to/sevensteps CASES.csv --outcome current_cost --group group --adjust age_band,area

Needs numpy, scipy, pandas and statsmodels. Ends with 1 when a figure differs by more than 1e-6 of its size. Factors with more than twelve different
numbers are cut into bands by the program, so give factors with a few levels.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

WORST = {"figures": 0, "difference": 0.0, "at": ""}


def same(name, ours, theirs, scale=None):
    """One figure. Means near nought are measured by their error, or by another scale."""
    difference = abs(ours - theirs) / max(abs(theirs), scale or 0.0, 1e-9)
    WORST["figures"] += 1
    if difference > WORST["difference"]:
        WORST.update(difference=difference, at=name)
    if difference > 1e-6:
        print(f"differs: {name}: {ours!r} here, {theirs!r} there")


def interval(name, ours, value, error, freedom, confidence):
    reach = stats.t.ppf(0.5 + confidence / 2, freedom) * error
    same(f"{name} value", ours["value"], value, error)
    same(f"{name} error", ours["error"], error)
    same(f"{name} low", ours["low"], value - reach, error)
    same(f"{name} high", ours["high"], value + reach, error)


def summed(parts, freedoms):
    parts, freedoms = np.array(parts), np.array(freedoms)
    return parts.sum() ** 0.5, parts.sum() ** 2 / (parts**2 / freedoms).sum()


def dummies(rows, factors):
    columns = pd.get_dummies(rows[factors].astype(str), drop_first=True).astype(float)
    return sm.add_constant(columns, has_constant="add")


def allowance(name, ours, rows, outcome, confidence):
    factors = ours["factors"]
    design = dummies(rows, factors)
    fit = sm.OLS(rows[outcome], design.assign(group=rows["first"])).fit(cov_type="HC3", use_t=True)
    interval(f"{name} adjusted", ours["adjusted"], fit.params["group"], fit.bse["group"], fit.df_resid, confidence)
    cells = rows.groupby(factors + ["first"])[outcome].agg(["mean", "var", "count"]).unstack()
    cells = cells[(cells["count"].fillna(0) > 0).all(axis=1)]
    if (cells["count"] > 1).all(axis=None):
        weights = cells["count"].sum(axis=1) / cells["count"].to_numpy().sum()
        gap = (weights * (cells["mean"][1.0] - cells["mean"][0.0])).sum()
        parts = [weights**2 * cells["var"][side] / cells["count"][side] for side in (1.0, 0.0)]
        freedoms = [cells["count"][side] - 1 for side in (1.0, 0.0)]
        error, freedom = summed(np.concatenate(parts), np.concatenate(freedoms))
        interval(f"{name} standardised", ours["standardised"]["gap"], gap, error, freedom, confidence)
    if ours["decomposition"]:
        decomposition(name, ours["decomposition"], rows, outcome, factors, confidence)


def decomposition(name, ours, rows, outcome, factors, confidence):
    while True:
        shared = np.ones(len(rows), bool)
        for factor in factors:
            both = rows.groupby(factor)["first"].nunique()
            shared &= rows[factor].isin(both[both == 2].index).to_numpy()
        if shared.all():
            break
        rows = rows[shared]
    design = dummies(rows, factors)
    sides = []
    for first in (1.0, 0.0):
        own = design[rows["first"] == first]
        sides.append((sm.OLS(rows[outcome][rows["first"] == first], own).fit(cov_type="HC3"), own))
    (fit_first, first), (fit_second, second) = sides
    apart = (first.mean() - second.mean()).to_numpy()
    spread = [np.atleast_2d(np.cov(own.T.to_numpy(), ddof=1)) / len(own) for own in (first, second)]
    prices = (fit_first.params - fit_second.params).to_numpy()
    freedom = min(fit_first.df_resid, fit_second.df_resid)
    covariance = (fit_first.cov_params() + fit_second.cov_params()).to_numpy()
    for key, own, other, other_spread in (
        ("at_second", fit_second, first, spread[0]),
        ("at_first", fit_first, second, spread[1]),
    ):
        beta, means = own.params.to_numpy(), other.mean().to_numpy()
        variance = apart @ own.cov_params().to_numpy() @ apart + beta @ (spread[0] + spread[1]) @ beta
        interval(f"{name} {key} explained", ours[key]["explained"], apart @ beta, variance**0.5, freedom, confidence)
        variance = means @ covariance @ means + prices @ other_spread @ prices
        value = means @ prices
        interval(f"{name} {key} unexplained", ours[key]["unexplained"], value, variance**0.5, freedom, confidence)


def compare(document, cases, outcome, group):
    equity = document["equity"]
    confidence = equity["question"]["confidence"]
    asked = set(equity["question"]["adjust"])
    for found in equity["groups"]:
        if found["people"] is None:
            continue
        own = cases[outcome][cases[group] == found["group"]]
        error = own.std(ddof=1) / len(own) ** 0.5
        interval(found["group"], found["mean"], own.mean(), error, len(own) - 1, confidence)
        same(f"{found['group']} median", found["median"], own.median())
    for found in equity["comparisons"]:
        if found["raw"] is None:
            continue
        name = f"{found['first']} beside {found['second']}"
        rows = cases[cases[group].isin([found["first"], found["second"]])].copy()
        rows["first"] = (rows[group] == found["first"]).astype(float)
        sides = [rows[outcome][rows["first"] == side] for side in (1.0, 0.0)]
        welch = stats.ttest_ind(*sides, equal_var=False)
        gap = sides[0].mean() - sides[1].mean()
        interval(f"{name} raw", found["raw"], gap, abs(gap / welch.statistic), welch.df, confidence)
        for own in found["allowances"]:
            if set(own["factors"]) <= asked and own["adjusted"]:
                allowance(f"{name}, {' and '.join(own['factors'])},", own, rows, outcome, confidence)
    if equity["need"]:
        need(equity["need"], cases[outcome].to_numpy(float), cases["points"].to_numpy(float))
    if equity["theil"]:
        theil(equity["theil"], cases[outcome].to_numpy(float), cases[group].to_numpy())


def gini(values, by):
    rank = stats.rankdata(by)
    count = len(values)
    return 2 * np.cov(values, rank, ddof=0)[0, 1] / (count * values.mean())


def need(ours, money, points):
    same("spearman", ours["spearman"]["value"], stats.spearmanr(points, money)[0])
    same("kendall", ours["kendall"]["tau"], stats.kendalltau(points, money)[0])
    same("gini", ours["gini"]["value"], gini(money, money))
    same("concentration", ours["concentration"]["value"], gini(money, points))
    same("kakwani", ours["inequality"]["kakwani"], gini(money, points) - gini(points, points))


def theil(ours, money, groups):
    ratio = money / money.mean()
    whole = np.mean(ratio * np.log(np.where(ratio > 0, ratio, 1.0)))
    between = 0.0
    for group in Counter(groups):
        own = money[groups == group]
        between += own.sum() / money.sum() * np.log(own.mean() / money.mean())
    same("theil", ours["whole"], whole)
    same("theil between", ours["between"], between)
    same("theil within", ours["within"], whole - between)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases")
    parser.add_argument("--sevensteps", default="sevensteps")
    parser.add_argument("--outcome", default="current_cost")
    parser.add_argument("--group", required=True)
    parser.add_argument("--adjust", default="")
    parser.add_argument("--least-people", default="10")
    chosen = parser.parse_args()
    command = [chosen.sevensteps, "studio", "equity", chosen.cases, "--outcome", chosen.outcome, "--group", chosen.group]
    command += ["--least-people", chosen.least_people, "--format", "json"]
    command += ["--adjust", chosen.adjust] if chosen.adjust else []
    document = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    compare(document, pd.read_csv(chosen.cases), chosen.outcome, chosen.group)
    print(f"{WORST['figures']} figures; the largest difference is {WORST['difference']:.1e} ({WORST['at']})")
    return 1 if WORST["difference"] > 1e-6 or not WORST["figures"] else 0


if __name__ == "__main__":
    sys.exit(main())
