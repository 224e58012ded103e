"""irrCAC: alpha, pi, S and AC1 of raw ratings."""

from __future__ import annotations

from typing import Any

import pandas as pd
from irrCAC.raw import CAC

from benchmarks.peers.peer import Answers, serve

_DIGITS = 12


def coding(case: Any) -> Answers:
    if case["level"] != "nominal" or "weights" in case:
        return {}
    names = [[one if one is None else str(one) for one in row] for row in case["rows"]]
    known = [str(value) for value in case["values"]]
    task = CAC(pd.DataFrame(names).T, categories=known, digits=_DIGITS)
    found: Answers = {"alpha": _value(task.krippendorff()), "AC1": _value(task.gwet())}
    if not any(None in row for row in names):
        found["pi"] = _value(task.fleiss())
        if len(names) == 2:
            found |= {"kappa": _value(task.conger()), "S": _value(task.bp())}
    return found


def _value(found: Any) -> float:
    return float(found["est"]["coefficient_value"])


if __name__ == "__main__":
    serve({"coding": coding}, {})
