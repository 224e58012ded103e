"""How vectors about scores, intervals and tests are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

import numpy as np

from annotator.measure.contests import holm, randomization
from annotator.measure.intervals import bootstrap
from annotator.measure.rates import f1, kappa_two_by_two, precision, recall
from annotator.measure.semeval import Tally
from tests.oracles.measure_inputs import ORDER, first_in


def of_muc5(given, _):
    kinds = ("correct", "incorrect", "partial", "missed", "spurious")
    by_word = (given.get(kind, given.get(kind.upper(), 0)) for kind in kinds)
    counts = Tally(
        *(
            given.get(name, given.get(name.lower(), word))
            for name, word in zip(ORDER, by_word, strict=True)
        )
    )
    known = {
        ("POS", "possible"): counts.possible,
        ("ACT", "actual"): counts.actual,
        ("REC", "R", "recall"): counts.recall.value,
        ("PRE", "P", "precision"): counts.precision.value,
        ("UND", "undergeneration"): counts.undergeneration.value,
        ("OVG", "overgeneration"): counts.overgeneration.value,
        ("SUB", "substitution"): counts.substitution.value,
        ("ERR", "error"): counts.error.value,
        ("F", "F1", "f1", "P&R"): counts.f1.value,
        ("2P&R",): counts.f(0.5).value,
        ("P&2R",): counts.f(2).value,
    }
    return {name: one for names, one in known.items() for name in names}


def resampled(given):
    """The rows of a ratio of sums: tp, fp and fn; two lists, part and whole; one to average."""
    rows = first_in(given, ("documents", "rows", "articles"))
    if rows and isinstance(rows[0], dict):
        given = {name: [row[name] for row in rows] for name in rows[0]}
    elif rows and isinstance(rows[0], list):
        given = dict(enumerate(map(list, zip(*rows, strict=True))))
    lists = {name: one for name, one in given.items() if isinstance(one, list)}
    if {"tp", "fp", "fn"} <= lists.keys():
        tp, fp, fn = (np.array(lists[name], dtype=float) for name in ("tp", "fp", "fn"))
        return np.stack([2 * tp, 2 * tp + fp + fn], axis=1)
    part, *rest = [one for name, one in lists.items() if name not in {"clusters", "documents"}]
    return np.array([part, rest[0] if rest else [1] * len(part)], dtype=float).T


def of_bootstrap(given, expected):
    sums = resampled(given)
    level = 1 - given["alpha"] if "alpha" in given else given.get("confidence_level", 0.95)
    told = {"level": given.get("level", level), "seed": given.get("seed", 1)}
    told["replicates"] = first_in(given, ("n_resamples", "replicates", "B")) or 10_000
    units = given.get("clusters") or [f"{at:06}" for at in range(len(sums))]
    bca, percentile = (
        bootstrap(list(map(str, units)), sums, ratio_of_sums, method=method, **told)
        for method in ("bca", "percentile")
    )
    own = percentile if str(given.get("method", "")).lower() == "percentile" else bca
    found = {"theta": own.value, "value": own.value, "low": own.low, "high": own.high}
    for name, one in {"ci": own, "ci_bca": bca, "ci_percentile": percentile}.items():
        none = one.low is None and expected.get(name, 0) is None
        found[name] = None if none else [one.low, one.high]
    return found


def ratio_of_sums(sums):
    return sums[..., 0] / sums[..., 1]


def of_swaps(given, _):
    """Differences of pairs; the mean of each side is the figure."""
    if "diffs" in given:
        ours, theirs = given["diffs"], [0] * len(given["diffs"])
    else:
        ours, theirs = (one for one in given.values() if isinstance(one, list))
    sums = [np.array([side, [1] * len(side)], dtype=float).T for side in (ours, theirs)]
    units = [f"{at:06}" for at in range(len(ours))]
    test = randomization(units, *sums, ratio_of_sums, seed=1)
    return {"p_two_sided": test.p, "p": test.p, "p_value": test.p, "p_floor": test.floor}


def of_holm(given, _):
    corrected = list(holm(first_in(given, ("p", "p_values", "pvalues"))))
    return {"p": corrected, "p_holm": corrected, "adjusted": corrected}


def of_two_by_two(given, _):
    """Kappa and F1 of one table, or of several where a cell is a list."""
    cells = [given[name] for name in ("tp", "fp", "fn", "tn")]
    many = max((len(cell) for cell in cells if isinstance(cell, list)), default=0)
    if not many:
        return yes_and_no(*cells)
    rows = [cell if isinstance(cell, list) else [cell] * many for cell in cells]
    found = [yes_and_no(*row) for row in zip(*rows, strict=True)]
    return {name: [one[name] for one in found] for name in found[0]}


def yes_and_no(tp, fp, fn, tn):
    sums = (tp, tp, tp + fn, tp + fp)
    return {
        "precision": precision(*sums).value,
        "recall": recall(*sums).value,
        "f1": f1(*sums).value,
        "kappa": kappa_two_by_two(tp, fn, fp, tn).value,
    }


ADAPTERS = {
    "bootstrap_bca": of_bootstrap,
    "bootstrap_percentile": of_bootstrap,
    "holm": of_holm,
    "kappa_to_f1_limit": of_two_by_two,
    "muc5": of_muc5,
    "paired_permutation_exact": of_swaps,
}
