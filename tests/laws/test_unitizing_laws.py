"""Laws of unitizing: flat spans, additive lengths, and the alphas that follow from them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.measure.alpha_u import alpha_u, disagreement
from annotator.measure.flat import flattened
from annotator.measure.table import tables
from annotator.measure.unit_sums import columns_of
from annotator.measure.unitizing import cu_alpha, ku_alpha, lengths, u_alpha, u_alpha_binary
from tests.laws.annotators import LABELS, SIZE, corpora, marked, pieces

ROOM = SIZE + 2


def measured(people, times=None):
    tabled = tables(*people)
    found = lengths(tabled, [ROOM] * len(tabled[0].articles))
    return found if times is None else found.summed(times)


def figures(found):
    values = [measure(found).value for measure in (u_alpha, u_alpha_binary, cu_alpha)]
    assert all(type(one) in {float, type(None)} for one in values)
    return values


def same(some, others):
    return some == pytest.approx(others, abs=1e-9)


def painted(table, article):
    """What each character is called once the longest pieces are laid on top: -1 for nothing."""
    text = np.full(ROOM, -1)
    rows = [row for row in range(len(table)) if table.article[row] == article]
    flat = [(*piece, table.label[row]) for row in rows for piece in table.pieces_of(row)]
    for start, end, label in sorted(flat, key=lambda x: (x[1] - x[0], -x[0], -x[2])):
        text[start:end] = label
    return text


@given(people=corpora(annotators=1))
def test_flat_units_give_each_character_to_the_longest_piece(people):
    (table,) = tables(*people)
    flat = flattened(table)
    for article in range(len(table.articles)):
        text = np.full(ROOM, -1)
        for row in np.flatnonzero(flat.article == article):
            stretch = slice(flat.start[row], flat.end[row])
            assert np.all(text[stretch] == -1)
            text[stretch] = flat.label[row]
        assert text.tolist() == painted(table, article).tolist()
    assert np.all(flat.start < flat.end)


@given(people=corpora(annotators=3))
def test_lengths_are_what_counting_characters_gives(people):
    tabled = tables(*people)
    found, size = measured(people), len(tabled[0].labels) + 1
    for article in range(len(tabled[0].articles)):
        texts = [painted(table, article) + 1 for table in tabled]
        shared = np.zeros((size, size))
        for ours in range(3):
            for theirs in set(range(3)) - {ours}:
                np.add.at(shared, (texts[ours], texts[theirs]), 0.5)
        other = shared[1:, 1:].sum(axis=1) - np.diag(shared)[1:]
        columns = columns_of(found.sums[article])
        assert same(columns.gap, shared[0])
        assert same(columns.alike, np.diag(shared)[1:])
        assert same(columns.other, other)


@given(people=corpora(annotators=3), data=st.data())
def test_the_order_of_annotators_does_not_matter(people, data):
    other = data.draw(st.permutations(people))
    assert same(figures(measured(other)), figures(measured(people)))


@given(people=corpora(annotators=1))
def test_a_copy_agrees_wholly_or_cannot_but_agree(people):
    for one in figures(measured([*people, *people])):
        assert one is None or one == pytest.approx(1.0)


@given(ours=pieces(), theirs=pieces())
def test_work_on_other_characters_is_never_perfect(ours, theirs):
    moved = tuple((start + SIZE, end + SIZE) for start, end in theirs)
    tabled = tables([marked("a", [("X", ours)])], [marked("a", [("X", moved)])])
    found = lengths(tabled, [2 * SIZE])
    assert u_alpha_binary(found).value is not None
    assert u_alpha(found).value == u_alpha_binary(found).value
    assert u_alpha(found).value < 0.0
    assert cu_alpha(found).value is None


@given(people=corpora(annotators=2), names=st.permutations(LABELS))
def test_other_words_for_the_labels_change_nothing(people, names):
    """Pieces of one length and place are told apart by label only, so there are none here."""
    word = dict(zip(LABELS, names, strict=True))
    single = [
        [marked(one.article, [(s.label, s.pieces) for s in one.spans[:1]]) for one in own]
        for own in people
    ]
    renamed = [
        [marked(one.article, [(word[s.label], s.pieces) for s in one.spans]) for one in own]
        for own in single
    ]
    assert same(figures(measured(renamed)), figures(measured(single)))


@given(people=corpora(annotators=2), times=st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_articles_weigh_as_often_as_they_are_drawn(people, times):
    names = sorted(one.article for one in people[0])
    often = dict(zip(names, times, strict=False))
    drawn = [
        [
            marked(f"{one.article}-{turn}", [(span.label, span.pieces) for span in one.spans])
            for one in own
            for turn in range(often[one.article])
        ]
        for own in people
    ]
    if drawn[0]:
        # a label that is drawn nowhere is no row of the one, and an empty row of the other
        assert same(
            figures(measured(drawn)), figures(measured(people, [often[name] for name in names]))
        )


@given(people=corpora(annotators=2))
def test_coverage_is_a_share_and_no_alpha_is_above_one(people):
    for one in ku_alpha(measured(people)):
        assert one.coverage.value is None or 0.0 <= one.coverage.value <= 1.0
        assert one.alpha.value is None or one.alpha.value <= 1.0 + 1e-12
        assert {type(one.alpha.value), type(one.coverage.value)} <= {float, type(None)}


@given(ours=pieces(), theirs=pieces(), data=st.data())
def test_the_old_alpha_is_symmetric_and_perfect_for_a_copy(ours, theirs, data):
    sides = [data.draw(st.permutations(ours)), data.draw(st.permutations(theirs))]
    found = disagreement(sides, 0, ROOM)
    assert found == disagreement([theirs, ours], 0, ROOM)
    assert (found.observed == Fraction()) == (ours == theirs)
    assert alpha_u({"A": disagreement([ours, ours], 0, ROOM)}).value == 1.0
