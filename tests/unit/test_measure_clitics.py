"""Spans that are equal but for clitics, where the word itself allows the cut."""

import pytest

from annotator.labels.labelling import Zone
from annotator.labels.span import mark
from annotator.measure.clitics import clitic_pairs, without_clitics
from annotator.measure.counts import counted
from annotator.measure.match import aligned
from annotator.measure.table import Marked, tables


def hits(text, ours, theirs, *, zones=()):
    """How many clitic and how many strict hits two annotators have."""
    sides = [
        [Marked("a", [mark(text, f"s{at}", *one) for at, one in enumerate(side, 1)], zones)]
        for side in (ours, theirs)
    ]
    alignment = aligned(*tables(*sides))
    counts = counted(alignment, clitic=clitic_pairs(alignment, {"a": text}))
    return tuple(int(counts.hits[one][0].sum()) for one in ("clitic", "strict"))


def found(text, word, end=None):
    start = text.index(word)
    return ((start, end or start + len(word)),)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("قال وبالعراق حرب", "وبالعراق", "بالعراق"),
        ("قال وبالعراق حرب", "بالعراق", "العراق"),
        ("قال وبالعراق حرب", "وبالعراق", "عراق"),
        ("في وواشنطن", "وواشنطن", "واشنطن"),
        ("عند وَلِلمناطق", "وَلِلمناطق", "لمناطق"),
        ("زار بلاده أمس", "بلاده", "بلاد"),
        ("قال رئيسهما أمس", "رئيسهما", "رئيس"),
        ("Obama's speech", "Obama's", "Obama"),
        ("Obama’s speech", "Obama’s", "Obama"),
    ],
)
def test_a_clitic_more_or_less_is_the_same_span(text, ours, theirs):
    both = [("P", found(text, ours))], [("P", found(text, theirs))]
    assert hits(text, *both) == hits(text, *reversed(both)) == (1, 0)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("قال وبالعراق حرب", "وبالعراق", "راق"),
        ("وللجنة قرار", "وللجنة", "جنة"),
        ("قال وبالعراق حرب", "قال وبالعراق", "وبالعراق"),
        ("زار بلاده أمس", "بلاده", "بلا"),
        ("Obamas speech", "Obamas", "Obama"),
        ("كتب بها", "ب", "ها"),
        ("the new's", "the new", "new's"),
    ],
)
def test_what_no_clitic_explains_stays_different(text, ours, theirs):
    assert hits(text, [("P", found(text, ours))], [("P", found(text, theirs))]) == (0, 0)


def test_other_labels_are_other_spans():
    text = "قال وبالعراق حرب"
    assert hits(text, [("P", found(text, "وبالعراق"))], [("L", found(text, "العراق"))]) == (0, 0)


def test_one_span_answers_to_one():
    text = "قال وبالعراق حرب"
    ours = [("P", found(text, one)) for one in ("وبالعراق", "بالعراق", "العراق")]
    assert hits(text, ours, ours[1:]) == (2, 2)
    assert hits(text, ours[:2], ours[2:]) == (1, 0)


def test_each_piece_is_looked_at():
    text = "قال وبالعراق والشام حرب"
    ours = found(text, "بالعراق") + found(text, "الشام")
    theirs = found(text, "العراق") + found(text, "والشام")
    assert hits(text, [("P", ours)], [("P", theirs)]) == (1, 0)
    assert without_clitics(text, ours) == without_clitics(text, theirs)


def test_a_span_in_a_zone_of_either_side_counts_for_neither():
    text = "قال وبالعراق حرب"
    zone = Zone(8, 9, "menu")
    same = [("P", found(text, "بالعراق"))]
    assert hits(text, same, same) == (1, 1)
    assert hits(text, same, same, zones=(zone,)) == (0, 0)
