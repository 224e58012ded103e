"""Figures that papers and other libraries give, against ours.

ORACLES names another file of the same shape: a list of {id, measure, input, expected, tolerance}.
"""

import json
import os
from pathlib import Path

import pytest

from tests.oracles import measure_adapters_coding, measure_adapters_spans

OWN = Path(__file__).with_name("measures.json")
VECTORS = json.loads(Path(os.environ.get("ORACLES", OWN)).read_text(encoding="utf-8"))
# From a measure's name to a function of (input, expected) that gives what `expected` asks for.
ADAPTERS = {**measure_adapters_spans.ADAPTERS, **measure_adapters_coding.ADAPTERS}


def differs(found, expected, tolerance, at):
    """Every place at which what was found is not what was expected."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if not isinstance(found, dict) or key not in found:
                yield f"{at}.{key}: not known"
            else:
                yield from differs(found[key], value, tolerance, f"{at}.{key}")
    elif isinstance(expected, list):
        if len(found) != len(expected):
            yield f"{at}: {len(found)} figures for {len(expected)}"
        else:
            for place, (one, other) in enumerate(zip(found, expected, strict=True)):
                yield from differs(one, other, tolerance, f"{at}[{place}]")
    elif isinstance(expected, float | int) and not isinstance(expected, bool):
        if found is None or not abs(found - expected) <= tolerance + 1e-12:
            yield f"{at}: {found}, not {expected}"
    elif found != expected:
        yield f"{at}: {found!r}, not {expected!r}"


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
    assert list(differs({"f1": None}, {"f1": None}, 0, "x")) == []
