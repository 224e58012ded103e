"""pygamma-agreement: the disorder of the best alignment, gamma and gamma-cat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from pyannote.core import Segment
from pygamma_agreement import (
    CombinedCategoricalDissimilarity,
    Continuum,
    ShuffleContinuumSampler,
)

from benchmarks.peers.peer import Answers, serve

SAMPLES = 30


def units(case: Any) -> Answers:
    continuum = _continuum(case["sides"])
    unlike = CombinedCategoricalDissimilarity(
        alpha=case["place"], beta=case["name"], delta_empty=case["empty"]
    )
    best = continuum.get_best_alignment(unlike)
    found: Answers = {"disorder": best.disorder, "parts": len(best.unitary_alignments)}
    if case["gamma"]:
        np.random.seed(0)  # noqa: NPY002 - what it draws with
        whole = continuum.compute_gamma(
            unlike, precision_level=0.02, sampler=ShuffleContinuumSampler()
        )
        found |= {"gamma": whole.gamma, "gamma-cat": whole.gamma_cat}
    return found


def _continuum(sides: Any) -> Continuum:
    continuum = Continuum()
    for who, own in sides.items():
        continuum.add_annotator(who)
        for start, end, label in own:
            continuum.add(who, Segment(start, end), str(label))
    return continuum


def disorder(folder: Path) -> Any:
    """It is compiled before: the first call is not timed."""
    continuum = _continuum(json.loads((folder / "units.json").read_text()))
    unlike = CombinedCategoricalDissimilarity()
    continuum.get_best_alignment(unlike)
    return lambda: float(continuum.get_best_alignment(unlike).disorder)


def whole(folder: Path) -> Any:
    """Gamma against 30 chance articles of the kind that ours has, too; compiled before."""
    continuum = _continuum(json.loads((folder / "units.json").read_text()))
    unlike = CombinedCategoricalDissimilarity()
    continuum.get_best_alignment(unlike)

    def work() -> float:
        found = continuum.compute_gamma(
            unlike, n_samples=SAMPLES, sampler=ShuffleContinuumSampler()
        )
        return float(found.gamma)

    return work


if __name__ == "__main__":
    serve({"units": units}, {"disorder": disorder, "gamma": whole})
