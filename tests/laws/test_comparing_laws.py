"""Laws of comparing: nothing is told twice or left out, and what means nothing changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotator.labels.comparing import differences, other_changes
from annotator.labels.labelling import Labelling
from annotator.labels.pairing import paired, shared
from annotator.labels.span import mark
from tests.laws.strategies import TEXT, labellings, labels, pieces

SWAPPED = {"added": "removed", "removed": "added"}
bare = st.lists(st.tuples(labels, pieces()), max_size=5, unique=True).map(
    lambda found: tuple(mark(TEXT, f"s{at + 1}", *one) for at, one in enumerate(found))
)


def renamed(labelling, shift):
    """The same labelling under other ids, references included, given in another order."""

    def name(span_id):
        return f"s{shift - int(span_id[1:])}"

    def value(one):
        return tuple(map(name, one)) if isinstance(one, tuple) else one

    spans = [
        replace(
            span,
            id=name(span.id),
            attributes=tuple((key, value(one)) for key, one in span.attributes),
        )
        for span in reversed(labelling.spans)
    ]
    return replace(labelling, spans=tuple(spans))


def places(found):
    """Differences without ids."""
    return [
        (one.kind, *(span and span.identity for span in (one.before, one.after)), one.attributes)
        for one in found
    ]


@given(labelling=labellings(), by_id=st.booleans())
def test_nothing_differs_from_itself(labelling, by_id):
    assert differences(labelling, labelling, by_id=by_id) == ()
    assert other_changes(labelling, labelling) == ()


@given(before=labellings(), after=labellings(), by_id=st.booleans())
def test_every_span_of_either_side_is_told_once_or_is_the_same(before, after, by_id):
    found = differences(before, after, by_id=by_id)
    told = [one.before for one in found if one.before], [one.after for one in found if one.after]
    same = []
    for spans, part in zip((before.spans, after.spans), told, strict=True):
        counted = Counter(span.id for span in part)
        assert set(counted.values()) <= {1}
        assert counted.keys() <= {span.id for span in spans}
        same.append(sorted(span.identity for span in spans if span.id not in counted))
    assert same[0] == same[1]


@given(before=labellings(), after=labellings(), by_id=st.booleans())
def test_a_kind_says_what_differs(before, after, by_id):
    for one in differences(before, after, by_id=by_id):
        old, new = one.before, one.after
        if old is None or new is None:
            assert one.kind == ("added" if old is None else "removed")
        elif old.label != new.label:
            assert one.kind == "relabelled"
        else:
            assert one.kind == ("changed" if old.pieces == new.pieces else "moved")
        if not by_id and old and new:
            assert old.overlaps(new)


@given(before=labellings(), after=labellings(), by_id=st.booleans())
def test_swapped_sides_swap_what_was_added_and_removed(before, after, by_id):
    there = differences(before, after, by_id=by_id)
    back = differences(after, before, by_id=by_id)
    turned = [
        (SWAPPED.get(one.kind, one.kind), one.after, one.before, one.attributes) for one in back
    ]
    assert sorted(map(repr, turned)) == sorted(
        repr((one.kind, one.before, one.after, one.attributes)) for one in there
    )


@given(before=labellings(), after=labellings(), shift=st.integers(31, 90))
def test_ids_of_two_annotators_mean_nothing(before, after, shift):
    one = differences(before, after, by_id=False)
    assert places(differences(renamed(before, shift), after, by_id=False)) == places(one)
    assert places(differences(before, renamed(after, shift), by_id=False)) == places(one)
    assert differences(before, renamed(before, shift), by_id=False) == ()


def worth(pairs):
    """What an alignment is chosen by: the more, the better."""
    return (
        sum(one.identity == other.identity for one, other in pairs),
        sum(one.pieces == other.pieces for one, other in pairs),
        sum(one.label == other.label for one, other in pairs),
        sum(shared(one, other) for one, other in pairs),
        -sum(abs(one.start - other.start) + abs(one.end - other.end) for one, other in pairs),
    )


@given(before=bare, after=bare)
def test_no_other_alignment_is_better(before, after):
    chosen = paired(before, after)
    assert len({one.id for one, _ in chosen}) == len({other.id for _, other in chosen})
    fewer, more = sorted((before, after), key=len)
    best = max(
        worth(
            [(one, other) for one, other in zip(fewer, order, strict=False) if one.overlaps(other)]
        )
        for order in permutations(more, len(fewer))
    )
    assert worth(chosen) == best


def test_a_reference_is_what_it_points_at():
    place, other = ((0, 4), (10, 12))
    target = mark(TEXT, "s1", "PLACE", [place])
    event = mark(TEXT, "s2", "CASUALTY", [other], attributes=[("where", ("s1",))])
    before = Labelling((target, event))
    moved = mark(TEXT, "s7", "PLACE", [(0, 5)])
    same = replace(event, id="s4", attributes=(("where", ("s7",)),))
    assert [one.kind for one in differences(before, Labelling((moved, same)), by_id=False)] == [
        "moved"
    ]
    elsewhere = mark(TEXT, "s1", "PLACE", [(5, 7)])
    found = differences(before, Labelling((elsewhere, event)), by_id=False)
    assert [(one.kind, one.attributes) for one in found] == [
        ("removed", ()),
        ("added", ()),
        ("changed", ("where",)),
    ]
