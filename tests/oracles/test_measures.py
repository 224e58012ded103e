"""Figures that papers and other libraries give, against ours.

ORACLES names another file of the same shape: a list of {id, measure, input, expected, tolerance}.
"""

import json
import os
from pathlib import Path

import pytest

from tests.oracles import (
    measure_adapters_coding,
    measure_adapters_confidence,
    measure_adapters_scores,
    measure_adapters_spans,
    measure_adapters_units,
)
from tests.oracles.measure_inputs import figure_named

OWN = [Path(__file__).with_name(name) for name in ("measures.json", "more_measures.json")]
FILES = [Path(os.environ["ORACLES"])] if "ORACLES" in os.environ else OWN
VECTORS = [one for file in FILES for one in json.loads(file.read_text(encoding="utf-8"))]
# From a measure's name to a function of (input, expected) that gives what `expected` asks for.
ADAPTERS = {
    **measure_adapters_coding.ADAPTERS,
    **measure_adapters_confidence.ADAPTERS,
    **measure_adapters_scores.ADAPTERS,
    **measure_adapters_spans.ADAPTERS,
    **measure_adapters_units.ADAPTERS,
}


def differs(found, expected, tolerance, at):
    """Every place at which what was found is not what was expected."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            try:
                own = figure_named(found, key)
            except (AttributeError, KeyError):
                yield f"{at}.{key}: not known"
            else:
                yield from differs(own, value, tolerance, f"{at}.{key}")
    elif isinstance(expected, list):
        own = found if isinstance(found, list | tuple) else []
        if len(own) != len(expected):
            yield f"{at}: {len(own)} figures for {len(expected)}"
        for place, (one, other) in enumerate(zip(own, expected, strict=False)):
            yield from differs(one, other, tolerance, f"{at}[{place}]")
    elif not is_near(found, expected, tolerance):
        yield f"{at}: {found!r}, not {expected!r}"


def is_near(found, expected, tolerance):
    """Whether a figure is the expected one, within the tolerance if it is a number."""
    if isinstance(expected, float | int) and not isinstance(expected, bool):
        return isinstance(found, float | int) and abs(found - expected) <= tolerance + 1e-12
    return found == expected


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_figure_is_the_published_one(vector):
    assert vector["measure"] in ADAPTERS, f"no measure is called {vector['measure']}"
    found = ADAPTERS[vector["measure"]](vector["input"], vector["expected"])
    wrong = list(differs(found, vector["expected"], vector.get("tolerance", 1e-9), vector["id"]))
    assert wrong == []


def test_a_figure_that_is_not_known_is_told():
    assert list(differs({"f1": 0.5, "ci": [0, 1]}, {"f1": 0.6, "ci": [0], "p": 1}, 0.01, "x")) == [
        "x.f1: 0.5, not 0.6",
        "x.ci: 2 figures for 1",
        "x.p: not known",
    ]
    assert list(differs({"f1": None}, {"f1": 0.0}, 0.01, "x")) == ["x.f1: None, not 0.0"]
    assert list(differs({"Po": 0.5}, {"observed": 0.5, "kappa": 0.5}, 0, "x")) == [
        "x.kappa: not known"
    ]
    assert list(differs({"f1": None}, {"f1": None}, 0, "x")) == []
