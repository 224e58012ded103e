"""krippendorff (GPL-3): alpha."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import krippendorff
import numpy as np

from benchmarks.peers.peer import Answers, serve


def coding(case: Any) -> Answers:
    if "weights" in case:
        return {}
    numbers = [[_number(case, one) for one in row] for row in case["rows"]]
    level = case["level"]
    values = [float(at) for at in range(len(case["values"]))] if level == "nominal" else None
    return {
        "alpha": krippendorff.alpha(
            reliability_data=numbers, level_of_measurement=level, value_domain=values
        )
    }


def _number(case: Any, value: Any) -> float:
    if value is None:
        return float("nan")
    return float(case["values"].index(value) if case["level"] == "nominal" else value)


def alpha(folder: Path) -> Any:
    codes = np.load(folder / "words.npy").astype(np.float64)
    return lambda: krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")


if __name__ == "__main__":
    serve({"coding": coding}, {"alpha": alpha})
