"""Figures as cells: what all of a table have against them is told once, without a letter."""

from annotator.measure.intervals import ROUGH, TOO_FEW, Estimate
from annotator.report.cells import Notes, common_note

BARE = Estimate(0.5, None, None, 3, TOO_FEW)
UNDEFINED = Estimate(None, None, None, 3, "nothing was predicted")


def test_that_a_whole_table_has_no_intervals_is_told_once_without_a_letter():
    notes = Notes(common_note(BARE))
    assert [notes.cell(one).note for one in (BARE, BARE, UNDEFINED)] == ["", "", "a"]
    assert notes.told == (("", TOO_FEW), ("a", "nothing was predicted"))


def test_one_figure_without_an_interval_among_others_has_a_letter():
    rough = Estimate(0.5, 0.4, 0.6, 7, warning=ROUGH)
    notes = Notes(common_note(rough))
    assert [notes.cell(one).note for one in (rough, BARE)] == ["", "a"]
    assert notes.told == (("", ROUGH), ("a", TOO_FEW))


def test_an_undefined_headline_excuses_nothing():
    assert common_note(UNDEFINED) == ""
