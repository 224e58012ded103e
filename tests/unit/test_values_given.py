"""How many predicted spans carry a value, of attributes that are required and that are not."""

import pytest

from tests.unit.test_evaluation import evaluated, judged, said

DATE = ("value", "2021-05-01")
WHERE = ("DATE", 62, 66)


@pytest.mark.parametrize(
    ("predicted", "value", "mod"),
    [
        ((), 0, 0),
        ((WHERE,), 0, 0),
        (((*WHERE, DATE),), 1, 0),
        (((*WHERE, ("mod", "END")),), 0, 1),
        # Spans that answer to nothing, or to another label, carry values all the same.
        ((("DATE", 0, 3, DATE),), 1, 0),
        ((("DATE", 0, 3), ("DATE", 4, 8, ("mod", "END"))), 0, 1),
        (((*WHERE, DATE), ("DATE", 0, 3, DATE, ("mod", "START"))), 2, 1),
    ],
)
def test_spans_that_carry_a_value_are_counted(predicted, value, mod):
    gold = said((*WHERE, DATE, ("mod", "END")), ("PLACE", 21, 26))
    it = evaluated(judged("n", gold, said(*predicted))).attributes
    assert (it["DATE.value"].given, it["DATE.mod"].given) == (value, mod)
    assert it["DATE.value"].gold == 1
    assert it["PLACE.value"].given == 0
