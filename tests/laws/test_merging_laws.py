"""Laws of a three-way merge: nothing is lost in silence, and nothing depends on who came first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.labels.edits import apply as edited
from annotator.labels.edits import removal
from annotator.labels.labelling import Labelling
from annotator.labels.merging import merge
from annotator.labels.rules import collisions, faults
from annotator.labels.span import Range, mark
from tests.laws.strategies import SCHEMA, TEXT, labellings

EDGES = st.sampled_from([((0, 4),), ((5, 7),), ((5, 13),), ((8, 13),), ((0, 4), (8, 13))])
VALUES = {
    "PERSON": {"mention": st.sampled_from(["named", "nominal"])},
    "PLACE": {"mention": st.sampled_from(["named", "described"])},
    "CASUALTY": {
        "count": st.builds(Range, st.integers(1, 2), st.integers(2, 3)),
        "outcome": st.sampled_from(["killed", "wounded"]),
    },
}
REFERENCES = {"where": "PLACE", "part_of": "CASUALTY"}
NEXT = 50


@st.composite
def marked(draw, labelling, span_id):
    """A span for a labelling, which may refer to those that are there."""
    label = draw(st.sampled_from(sorted(VALUES)))
    attributes = {
        name: draw(values) for name, values in VALUES[label].items() if draw(st.booleans())
    }
    for name, target in REFERENCES.items() if label == "CASUALTY" else ():
        there = [one.id for one in labelling.spans if one.label == target and one.id != span_id]
        if there:
            attributes[name] = tuple(
                draw(st.lists(st.sampled_from(there), max_size=2, unique=True))
            )
    return mark(
        TEXT,
        span_id,
        label,
        draw(EDGES),
        attributes=[(name, value) for name, value in attributes.items() if value != ()],
        flags=draw(st.lists(st.sampled_from(["unsure", "check"]), max_size=2)),
        comment=draw(st.sampled_from(["", "why", "so"])),
        origin=draw(st.sampled_from(["manual", "propagated"])),
    )


@st.composite
def grown(draw, labelling, first):
    """A labelling after some work, its new ids from `first` on; it keeps to every rule."""
    for span_id in range(first, first + draw(st.integers(0, 4))):
        span = draw(marked(labelling, f"s{span_id}"))
        old = draw(st.sampled_from([None, None, *labelling.spans]))
        deed = draw(st.sampled_from(["add", "add", "change", "label", "remove", "else"]))
        if deed == "add" or old is None:
            labelling = labelling if labelling.equal_to(span) else labelling.plus(span)
        elif deed == "remove":
            labelling = edited(labelling, removal(labelling, old))
        elif deed == "else":
            labelling = replace(
                labelling,
                status=draw(st.sampled_from(["draft", "done"])),
                anchor=draw(st.sampled_from([None, "2021-04-30", "2021-05-01"])),
                note=draw(st.sampled_from(["", "a", "b"])),
            )
        else:
            changes = {
                "change": [{"comment": span.comment}, {"flags": span.flags}],
                "label": [
                    {"label": span.label, "attributes": span.attributes},
                    {"pieces": span.pieces, "text": span.text},
                ],
            }
            now = replace(old, **draw(st.sampled_from(changes[deed])))
            now = replace(
                now,
                attributes=tuple(
                    (name, value)
                    for name, value in now.attributes
                    if not (isinstance(value, tuple) and old.id in value)
                ),
            )
            rest = labelling.minus(old)
            kind = now.label == old.label or not any(
                isinstance(value, tuple) and old.id in value
                for other in rest.spans
                for _, value in other.attributes
            )
            labelling = labelling if rest.equal_to(now) or not kind else rest.plus(now)
    return labelling


@st.composite
def threes(draw):
    """A labelling and two that grew from it apart, each giving ids as if it were alone."""
    base = draw(grown(Labelling(), 1))
    first = max((int(span.id[1:]) for span in base.spans), default=0) + 1
    return base, draw(grown(base, first)), draw(grown(base, first))


def merged(base, kept, incoming, **more):
    return merge(base, kept, incoming, next_id=NEXT, schema=SCHEMA, **more)


def keyless(labelling):
    """What a labelling says, ids left out: spans by label and pieces, references by theirs."""
    names = {span.id: (span.label, span.pieces) for span in labelling.spans}

    def value(said):
        return frozenset(names[one] for one in said) if isinstance(said, tuple) else said

    spans = {
        (
            span.label,
            span.pieces,
            frozenset((name, value(said)) for name, said in span.attributes),
            span.flags,
            span.comment,
            span.origin,
        )
        for span in labelling.spans
    }
    rest = (labelling.status, labelling.anchor, labelling.note)
    return spans, rest, labelling.zones, labelling.rejected


def settled(base, kept, incoming, side):
    """The merge with every conflict chosen for one side."""
    choices = {}
    while (result := merged(base, kept, incoming, choices=choices)).conflicts:
        choices |= {one.key: side for one in result.conflicts}
    return result


@given(base=labellings(), other=labellings())
def test_a_side_that_did_nothing_changes_nothing(base, other):
    assert merge(base, other, base, next_id=NEXT).labelling == other
    assert merge(base, base, other, next_id=NEXT).labelling == other
    assert not merge(base, base, other, next_id=NEXT).conflicts


@given(base=labellings(), other=labellings())
def test_two_sides_that_say_the_same_are_one(base, other):
    result = merge(base, other, other, next_id=NEXT)
    assert (result.labelling, result.conflicts, result.renumbered) == (other, (), ())
    assert result.next_id == NEXT


@given(base=labellings(), kept=labellings(), incoming=labellings())
def test_any_three_labellings_give_one_that_can_be_kept(base, kept, incoming):
    result = merge(base, kept, incoming, next_id=NEXT)
    assert not collisions(result.labelling, "")
    assert len({one.key for one in result.conflicts}) == len(result.conflicts)


@settings(max_examples=60)
@given(sides=threes())
def test_a_merge_keeps_to_every_rule_that_its_sides_keep_to(sides):
    assert not any(faults(side, SCHEMA, TEXT, "") for side in sides)
    assert not faults(merged(*sides).labelling, SCHEMA, TEXT, "")
    for side in ("kept", "incoming"):
        assert not faults(settled(*sides, side).labelling, SCHEMA, TEXT, "")


@settings(max_examples=60)
@given(sides=threes())
def test_every_conflict_goes_away_when_it_is_chosen(sides):
    result = merged(*sides)
    for side in ("kept", "incoming"):
        chosen = {one.key: side for one in result.conflicts}
        left = merged(*sides, choices=chosen).conflicts
        assert not {one.key for one in left} & chosen.keys()
    kept = merged(*sides, choices={one.key: "kept" for one in result.conflicts})
    assert (kept.labelling, kept.conflicts) == (result.labelling, ())


@settings(max_examples=60)
@given(sides=threes())
def test_without_conflicts_it_does_not_matter_which_side_is_which(sides):
    base, kept, incoming = sides
    result, other_way = merged(base, kept, incoming), merged(base, incoming, kept)
    assert bool(result.conflicts) == bool(other_way.conflicts)
    if not result.conflicts:
        assert keyless(result.labelling) == keyless(other_way.labelling)


@settings(max_examples=60)
@given(sides=threes())
def test_no_edit_of_either_side_is_lost_in_silence(sides):
    base, kept, incoming = sides
    result = merged(base, kept, incoming)
    if result.conflicts:
        return
    names = dict(result.renumbered)
    joined = [one.id for one in result.labelling.spans]
    assert set(names.values()) <= set(joined)
    for side, called in ((kept, {}), (incoming, names)):
        for before in base.spans:
            if side.span(before.id) is None:
                assert before.id not in joined
        for span in side.spans:
            before = base.span(span.id)
            if before != span:
                _is_in(result.labelling, span, before, called)


def _is_in(labelling, span, before, names):
    """What a side changed of a span is what the merge says of it."""
    now = labelling.span(names.get(span.id, span.id)) or labelling.equal_to(span)
    assert now, span
    if before is None or span.label != before.label:
        assert now.label == span.label
    if before is None or span.pieces != before.pieces:
        assert now.pieces == span.pieces
    if before is None or span.comment != before.comment:
        assert now.comment == span.comment or not span.comment
    assert set(span.flags) - set(before.flags if before else ()) <= set(now.flags)
    for name, value in span.attributes:
        if (before is None or before.value(name) != value) and not isinstance(value, tuple):
            assert now.value(name) == value


@settings(max_examples=60)
@given(sides=threes())
def test_a_span_that_one_side_alone_touched_is_as_it_left_it(sides):
    base, kept, incoming = sides
    result = merged(base, kept, incoming)
    merged_by_id = {span.id: span for span in result.labelling.spans}
    identities = {}
    for span in (*kept.spans, *incoming.spans):
        identities.setdefault((span.label, span.pieces), set()).add(span.id)
    for side, other in ((kept, incoming), (incoming, kept)):
        for before in base.spans:
            span = side.span(before.id)
            alone = span and other.span(before.id) == before and span != before
            referring = any(isinstance(value, tuple) for _, value in before.attributes)
            if alone and not referring and len(identities[span.identity]) == 1:
                now = merged_by_id[before.id]
                plain = [one for one in span.attributes if not isinstance(one[1], tuple)]
                assert (now.identity, now.flags) == (span.identity, span.flags)
                assert set(plain) <= set(now.attributes)


@settings(max_examples=60)
@given(sides=threes())
def test_fresh_ids_are_given_once_and_above_all_others(sides):
    base, kept, incoming = sides
    result = merged(base, kept, incoming)
    theirs = {span.id for span in (*base.spans, *kept.spans, *incoming.spans)}
    fresh = {span.id for span in result.labelling.spans} - theirs
    assert fresh == {f"s{number}" for number in range(NEXT, NEXT + len(fresh))} or (
        fresh <= {f"s{number}" for number in range(NEXT, result.next_id)}
    )
    assert all(int(one[1:]) < result.next_id for one in theirs | fresh)
