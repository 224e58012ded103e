"""Adjudication, case by case: places, what is taken, references, what chance draws."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.errors import SpanError
from annotator.labels.adjudicating import places
from annotator.labels.edits import Convene, Decide, apply
from annotator.labels.labelling import Adjudication, Decision, Labelling, Panel, Source
from annotator.session.adjudicating import annotate_decision, asked, reopen
from annotator.session.undoing import undo
from annotator.session.valuing import give
from annotator.session.voting import voted
from tests.unit.court import CITY, DAY, DEAD, DEAD_ALONE, WHO, Court, at, span


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ([CITY], [replace(CITY, id="s9")], "agreed"),
        ([CITY], [], "only"),
        ([CITY], [span("s1", "PERSON", "حلب")], "label"),
        ([CITY], [span("s1", "PLACE", "في حلب", mention="named")], "boundary"),
        ([CITY], [span("s1", "PERSON", "في حلب")], "label+boundary"),
        ([CITY], [span("s1", "PLACE", "حلب", mention="described")], "values"),
        ([replace(CITY, flags=("unsure",), comment="?", origin="suggested:x")], [CITY], "agreed"),
    ],
)
def test_what_differs_at_a_place(ours, theirs, kind):
    (place,) = places([Labelling(tuple(ours)), Labelling(tuple(theirs))])
    assert place.kind == kind
    assert place.readings == (tuple(ours), tuple(theirs))


def test_references_are_compared_by_what_they_point_at():
    other = [replace(CITY, id="s7", pieces=(at("في حلب"),), text="في حلب"), DAY]
    other.append(replace(DEAD, id="s8", attributes=(("outcome", "killed"), ("where", ("s7",)))))
    kinds = {
        one.labels: one.kind for one in places([Labelling((CITY, DEAD)), Labelling((*other,))])
    }
    assert kinds == {("CASUALTY",): "agreed", ("PLACE",): "boundary", ("DATE",): "only"}


def test_three_who_overlap_are_one_place_with_those_alike_together():
    (place,) = places([Labelling((CITY,)), Labelling(()), Labelling((CITY,))])
    assert place.groups == ((0, 2), (1,))
    assert place.kind == "only"


def test_what_all_agree_on_is_in_gold_at_once_and_everything_else_is_asked():
    court = Court(Labelling((CITY, DAY)), Labelling((CITY, WHO)))
    assert court.states == ["agreed", "open", "open"]
    assert [(one.id, one.label, one.origin) for one in court.session.spans] == [
        ("s1", "PLACE", "adjudicated")
    ]
    assert court.said.said == "all agree on 1: taken at once"
    assert undo(court.session).said == "undone: adjudicating a1@1, a2@1"


def test_a_source_both_neither_and_what_gold_has_are_taken_and_remembered():
    wider = span("s5", "PLACE", "في حلب")
    for taken, there in (
        ("a", ["حلب"]),
        ("b", ["في حلب"]),
        ("both", ["في حلب", "حلب"]),
        ("neither", []),
        ("new", []),
    ):
        court = Court(Labelling((CITY,)), Labelling((wider,)))
        outcome = court.take("حلب", taken, reason="guideline", note=" which? ")
        assert [one.text for one in court.session.spans] == there
        assert court.decisions == (
            Decision(*at("في حلب"), (("s1",), ("s5",)), taken, "guideline", "which?", (1, 1)),
        )
        assert outcome.place == at("في حلب")[0]
        assert not asked(court.hearings)
        assert undo(court.session).said == "undone: deciding on a difference"
        court.session = court.session.undo()
        assert court.states == ["open"]


def test_another_decision_keeps_the_id_of_the_span_and_what_names_it():
    other = span("s1", "PLACE", "في حلب")
    court = Court(Labelling((CITY, DEAD)), Labelling((other, DEAD)))
    court.take("حلب", "a")
    assert court.gold["CASUALTY"].value("where") == (court.gold["PLACE"].id,)
    before = court.gold["PLACE"].id
    court.take("حلب", "b")
    assert (court.gold["PLACE"].id, court.gold["PLACE"].text) == (before, "في حلب")
    assert court.gold["CASUALTY"].value("where") == (before,)
    court.take("حلب", "neither")
    assert court.gold["CASUALTY"].value("where") is None
    assert len(court.decisions) == 1


def test_a_reference_waits_until_its_target_is_decided_on():
    court = Court(Labelling((CITY, DEAD)), Labelling((DEAD_ALONE,)))
    court.take("عشرون", "a")
    assert court.gold["CASUALTY"].value("where") is None
    court.take("حلب", "a")
    assert court.gold["CASUALTY"].value("where") == (court.gold["PLACE"].id,)


def test_a_reference_that_a_person_took_away_stays_away():
    more = span("s6", "PLACE", "قال")
    dead = replace(DEAD, attributes=(("outcome", "killed"), ("where", ("s1", "s6"))))
    court = Court(Labelling((CITY, dead, more)), Labelling((CITY, DEAD_ALONE)))
    court.take("عشرون", "a")
    gold = court.gold["CASUALTY"]
    assert gold.value("where") == (court.gold["PLACE"].id,)
    court.session = give(court.session, gold, "where", None).session
    court.take("قال", "a")
    assert court.gold["CASUALTY"].value("where") is None


def test_a_reference_is_dropped_where_its_target_became_what_it_does_not_take():
    person = span("s1", "PERSON", "حلب")
    court = Court(Labelling((CITY, DEAD)), Labelling((person, DEAD)))
    court.take("حلب", "a")
    assert court.gold["CASUALTY"].value("where")
    court.take("حلب", "b")
    assert court.gold["CASUALTY"].value("where") is None
    court.take("حلب", "a")
    assert court.gold["CASUALTY"].value("where") == (court.gold["PLACE"].id,)


def test_one_span_with_two_values_cannot_be_taken_twice():
    court = Court(Labelling((CITY,)), Labelling((span("s1", "PLACE", "حلب", mention="described"),)))
    before = court.session
    assert "different values" in court.take("حلب", "both").said
    assert court.session is before
    assert "there is no q" in court.take("حلب", "q").said
    assert "do not agree" in court.take("حلب", "agreed").said


def test_a_share_of_what_all_agree_on_is_asked_and_can_be_decided_otherwise():
    court = Court(Labelling((CITY,)), Labelling((CITY,)), share=1.0)
    assert court.states == ["check"]
    court.take("حلب", "agreed")
    assert court.states == ["decided"]
    assert [one.text for one in court.session.spans] == ["حلب"]
    court.take("حلب", "neither")
    assert court.session.spans == ()
    assert court.states == ["decided"]


def test_what_is_drawn_does_not_change_with_the_rest_of_the_article():
    def drawn(*spans):
        labelling = Labelling(spans)
        court = Court(labelling, labelling, share=0.5)
        return {one.place.labels for one in court.hearings if one.state == "check"}

    assert drawn(CITY, DAY, WHO) - {("PERSON",)} == drawn(CITY, DAY)


def test_the_reason_and_the_note_are_given_afterwards():
    court = Court(Labelling((CITY,)), Labelling(()))
    assert (
        "nothing is decided" in annotate_decision(court.session, court.bench, court.on("حلب")).said
    )
    court.take("حلب", "a")
    outcome = annotate_decision(court.session, court.bench, court.on("حلب"), reason="ambiguous")
    court.session = outcome.session
    assert outcome.said == "because of an ambiguous text"
    outcome = annotate_decision(court.session, court.bench, court.on("حلب"), note="twice")
    assert [(one.reason, one.note) for one in outcome.session.labelling.adjudication.decisions] == [
        ("ambiguous", "twice")
    ]
    assert undo(outcome.session).said == "undone: the note"
    assert undo(court.session).said == "undone: the reason ambiguous"


def test_what_is_decided_or_agreed_can_be_asked_again():
    court = Court(Labelling((CITY, DAY)), Labelling((CITY,)))
    court.take("أمس", "a")
    for words in ("أمس", "حلب"):
        court.session = reopen(court.session, court.bench, court.on(words)).session
    assert court.states == ["open", "open"]
    assert len(court.session.spans) == 2
    court.lay()
    assert court.states == ["open", "open"]
    assert reopen(court.session, court.bench, court.on("حلب")).said == "it is open already"
    court.take("حلب", "agreed")
    court.take("أمس", "neither")
    assert court.states == ["decided", "decided"]


def test_the_majority_decides_and_ties_are_left():
    apart = [span("s1", "PLACE", one) for one in ("في حلب", "حلب", "حلب أمس")]
    court = Court(
        *(Labelling((one, *more)) for one, more in zip(apart, ([WHO], [WHO], [DAY]), strict=True))
    )
    found = voted(court.session, court.bench)
    assert [(one.taken, one.note) for one in found.session.labelling.adjudication.decisions] == [
        ("a", "majority 2 of 3"),
        ("a", "majority 2 of 3"),
    ]
    assert [one.place.labels for one in found.left] == [("PLACE",)]
    assert {one.label for one in found.session.spans} == {"PERSON"}


def test_the_majority_leaves_what_a_person_decided():
    court = Court(*(Labelling((one,)) for one in (CITY, CITY, WHO)))
    court.take("حلب", "neither")
    court.change(2, WHO, DAY, span("s9", "PLACE", "في حلب"))
    found = voted(court.session, court.bench)
    assert [one.place.labels for one in found.left] == [("PLACE",)]
    assert {one.label for one in found.session.spans} == set()


def test_an_edit_of_an_adjudication_applies_whole_or_not_at_all():
    panel = Panel("k", (Source("a1", 1, "1" * 64),))
    decision = Decision(0, 3, (("s1",),), "a", "slip", "", (1,))
    empty = Labelling()
    with pytest.raises(SpanError, match="nobody was adjudicated"):
        apply(empty, Decide(None, decision))
    held = apply(apply(empty, Convene(None, panel)), Decide(None, decision))
    assert held.adjudication == Adjudication("k", panel.sources, (replace(decision, versions=()),))
    for wrong in (
        Decide(None, replace(decision, taken="b")),
        Decide(replace(decision, note="other"), None),
        Convene(panel, None),
        Convene(panel, Panel("k", (Source("a2", 1, "1" * 64),))),
        Convene(panel, Panel("k", ())),
        Convene(None, panel),
    ):
        with pytest.raises(SpanError):
            apply(held, wrong)
