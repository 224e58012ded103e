"""A three-way merge, case by case: what is taken, what follows, and what has to be chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.labels.labelling import Adjudication, Decision, Labelling, Rejected, Source, Zone
from annotator.labels.merging import merge
from annotator.labels.span import mark
from tests.laws.strategies import SCHEMA, TEXT


def span(span_id, label, start, end, **more):
    attributes = tuple(more.pop("attributes", {}).items())
    return mark(TEXT, span_id, label, [(start, end)], attributes=attributes, **more)


PERSON = span("s1", "PERSON", 0, 4)
PLACE = span("s2", "PLACE", 15, 20)
DEAD = span("s3", "CASUALTY", 5, 7, attributes={"where": ("s2",)})
BASE = Labelling((PERSON, PLACE, DEAD))


def merged(kept, incoming, base=BASE, **more):
    return merge(base, kept, incoming, next_id=9, **more)


def changed(labelling, span_id, **more):
    rest = [one for one in labelling.spans if one.id != span_id]
    return replace(labelling, spans=(*rest, replace(labelling.span(span_id), **more)))


def without(labelling, *ids):
    return replace(labelling, spans=tuple(one for one in labelling.spans if one.id not in ids))


def plus(labelling, *spans):
    return replace(labelling, spans=(*labelling.spans, *spans))


def keys(result):
    return [one.key for one in result.conflicts]


def test_each_field_is_taken_from_the_side_that_changed_it():
    kept = changed(BASE, "s1", comment="who?", flags=("a",))
    incoming = changed(BASE, "s1", pieces=((0, 3),), text=TEXT[:3], flags=("b",))
    now = merged(kept, incoming).labelling.span("s1")
    assert (now.comment, now.pieces, now.text) == ("who?", ((0, 3),), TEXT[:3])
    assert now.flags == ("a", "b")


def test_a_field_that_both_changed_is_chosen():
    kept, incoming = changed(BASE, "s1", comment="a"), changed(BASE, "s1", comment="b")
    result = merged(kept, incoming)
    assert keys(result) == ["s1:comment"]
    assert result.labelling == kept
    chosen = merged(kept, incoming, choices={"s1:comment": "incoming"})
    assert (chosen.labelling, chosen.conflicts) == (incoming, ())


def test_new_spans_in_one_place_under_one_label_are_one_with_the_values_of_both():
    kept = plus(BASE, span("s4", "PERSON", 24, 28, attributes={"mention": "named"}))
    incoming = plus(
        BASE,
        span("s4", "DATE", 31, 42),
        span("s5", "PERSON", 24, 28, flags=("unsure",), origin="propagated"),
    )
    result = merged(kept, incoming)
    assert result.renumbered == (("s5", "s4"), ("s4", "s9"))
    assert result.next_id == 10
    both = result.labelling.span("s4")
    assert (both.value("mention"), both.flags, both.origin) == ("named", ("unsure",), "manual")


def test_references_follow_to_fresh_ids_also_from_spans_that_both_know():
    kept = plus(BASE, span("s4", "PERSON", 24, 28))
    incoming = plus(
        changed(BASE, "s3", attributes=(("where", ("s2", "s4")),)),
        span("s4", "PLACE", 31, 35),
        span("s5", "CASUALTY", 36, 38, attributes={"where": ("s4",)}),
    )
    result = merged(kept, incoming)
    assert result.renumbered == (("s4", "s9"),)
    assert result.labelling.span("s3").value("where") == ("s2", "s9")
    assert result.labelling.span("s5").value("where") == ("s9",)


def test_an_id_that_was_given_before_is_not_given_again():
    incoming = plus(BASE, span("s4", "PERSON", 24, 28))
    assert merged(BASE, incoming).labelling == incoming
    assert merged(BASE, incoming, given={"s4"}).renumbered == (("s4", "s9"),)


def test_what_one_side_removed_is_gone_with_the_references_to_it():
    kept = without(changed(BASE, "s3", attributes=()), "s2")
    incoming = changed(BASE, "s1", comment="who?")
    result = merged(kept, incoming)
    assert not result.conflicts
    assert result.labelling == changed(kept, "s1", comment="who?")
    assert merged(incoming, kept).labelling == result.labelling


def test_a_reference_that_went_with_its_span_is_no_change():
    kept = without(changed(BASE, "s3", attributes=()), "s2")
    assert merged(kept, without(BASE, "s3")).labelling == without(BASE, "s2", "s3")


@pytest.mark.parametrize(
    "incoming",
    [
        changed(BASE, "s2", comment="where?"),
        plus(BASE, span("s4", "CASUALTY", 36, 38, attributes={"where": ("s2",)})),
    ],
)
def test_removed_and_changed_or_referred_to_anew_is_chosen(incoming):
    kept = without(changed(BASE, "s3", attributes=()), "s2")
    result = merged(kept, incoming)
    assert keys(result) == ["s2"]
    assert result.labelling.span("s2") is None
    chosen = merged(kept, incoming, choices={"s2": "incoming"}).labelling
    assert chosen.span("s2") == incoming.span("s2")


def test_two_spans_moved_to_one_place_become_one():
    base = Labelling((PERSON, span("s2", "PERSON", 15, 20), DEAD))
    there = {"pieces": ((24, 28),), "text": TEXT[24:28]}
    kept, incoming = changed(base, "s1", **there), changed(base, "s2", **there)
    result = merged(kept, incoming, base)
    assert [one.id for one in result.labelling.spans] == ["s3", "s1"]
    assert result.labelling.span("s3").value("where") == ("s1",)
    assert result.renumbered == (("s2", "s1"),)
    odd = changed(incoming, "s2", comment="b", **there)
    assert keys(merged(changed(kept, "s1", comment="a"), odd, base)) == ["s1+s2:comment"]


def test_a_value_is_not_left_under_a_label_that_has_no_place_for_it():
    kept = changed(BASE, "s1", label="DATE")
    incoming = changed(BASE, "s1", attributes=(("mention", "named"),))
    result = merged(kept, incoming, schema=SCHEMA)
    assert keys(result) == ["s1:label"]
    assert result.labelling == kept
    chosen = merged(kept, incoming, schema=SCHEMA, choices={"s1:label": "incoming"})
    assert chosen.labelling == incoming
    place = changed(BASE, "s1", label="PLACE")
    both = merged(place, incoming, schema=SCHEMA)
    assert not both.conflicts
    assert both.labelling.span("s1").value("mention") == "named"
    assert not merged(kept, incoming).conflicts


@pytest.mark.parametrize(
    ("kept", "incoming", "status"),
    [
        ({"status": "done"}, {}, "done"),
        ({}, {"status": "done"}, "done"),
        ({"status": "done"}, {"note": "a"}, "draft"),
        ({"status": "done", "note": "a"}, {"note": "a"}, "done"),
        ({"status": "done", "note": "a"}, {"status": "done", "anchor": "2021-04-30"}, "done"),
    ],
)
def test_done_is_only_what_somebody_called_done_as_it_is(kept, incoming, status):
    result = merged(replace(BASE, **kept), replace(BASE, **incoming))
    assert result.labelling.status == status


def test_day_and_note_are_chosen_and_zones_and_refusals_come_and_go_one_by_one():
    base = replace(BASE, zones=(Zone(0, 4, "menu"), Zone(5, 7, "menu")))
    kept = replace(base, anchor="2021-04-30", note="a", zones=(Zone(0, 4, "menu"),))
    incoming = replace(
        base,
        anchor="2021-05-01",
        note="b",
        zones=(*base.zones, Zone(8, 9, "appeal")),
        rejected=(Rejected("DATE", 0, 4),),
    )
    result = merged(kept, incoming, base)
    assert keys(result) == ["anchor", "note"]
    assert result.labelling.zones == (Zone(0, 4, "menu"), Zone(8, 9, "appeal"))
    assert result.labelling.rejected == incoming.rejected


def test_decisions_are_united_and_one_that_both_took_otherwise_is_chosen():
    sources = (Source("a1", 1, "0" * 64), Source("a2", 1, "1" * 64))
    decisions = [Decision(at, at + 2, (("s1",), ()), "a", "slip") for at in (0, 5, 8)]
    gold = replace(BASE, adjudication=Adjudication("k", sources, (decisions[0],)))

    def decided(*made):
        return replace(gold, adjudication=Adjudication("k", sources, made))

    other = replace(decisions[1], taken="b")
    united = merged(decided(*decisions[:2]), decided(decisions[0], decisions[2]), gold)
    assert united.labelling == decided(*decisions)
    result = merged(decided(*decisions[:2]), decided(decisions[0], other), gold)
    assert keys(result) == ["decision:5..7:s1/"]
    alone = replace(gold, adjudication=None)
    assert keys(merged(decided(*decisions[:2]), alone, gold)) == ["adjudication"]
