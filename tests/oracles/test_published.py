"""Figures of papers as DKPro Statistics keeps them in its own tests, against ours.

`measures.json` has others; together they are what `make peers` puts to every other library.
"""

import json
from pathlib import Path

import pytest

from annotator.measure.alpha import alpha, coincidences_of_table
from annotator.measure.kappa import fleiss_kappa_by_value
from tests.oracles.test_measures import ADAPTERS, differs

VECTORS = json.loads(Path(__file__).with_name("published.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_figure_is_the_published_one(vector):
    found = ADAPTERS[vector["measure"]](vector["input"], vector["expected"])
    wrong = list(differs(found, vector["expected"], vector["tolerance"], vector["id"]))
    assert wrong == []


def test_kappa_by_value_of_two_annotators_takes_their_habits_together():
    """Agresti (1992), page 202, as in DKPro's Agresti1992Test."""
    table = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
    found = [one.value for one in fleiss_kappa_by_value(coincidences_of_table(table))]
    assert found == pytest.approx([0.781, 0.247, 0.402, 0.435], abs=0.001)


def test_alpha_of_one_value_only_is_undefined_where_dkpro_says_one():
    """0/0: nobody could have disagreed (DKPro's FullAgreementTest wants 1.0)."""
    one = alpha(coincidences_of_table([[3, 0], [0, 0]]))
    assert (one.value, one.why) == (None, "only one value was ever given")
    assert alpha(coincidences_of_table([[2, 0], [0, 2]])).value == 1.0
