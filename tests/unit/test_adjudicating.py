"""Adjudication, case by case: places, what is taken, references, what is asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.errors import SpanError
from annotator.labels.adjudicating import places
from annotator.labels.edits import Convene, Decide, apply
from annotator.labels.labelling import Adjudication, Decision, Labelling, Panel, Source, Zone
from annotator.labels.span import mark
from annotator.session.adjudicating import annotate_decision, asked, hearings, reopen, take
from annotator.session.bench import bench
from annotator.session.convening import convened
from annotator.session.undoing import undo
from annotator.session.valuing import give
from annotator.session.voting import voted
from tests.laws.strategies import SCHEMA, sitting

TEXT = "قتل عشرون شخصا في حلب أمس، قال سامي نصر."


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def span(span_id, label, words, **values):
    return mark(TEXT, span_id, label, [at(words)], attributes=tuple(values.items()))


CITY = span("s1", "PLACE", "حلب", mention="named")
DEAD = span("s2", "CASUALTY", "عشرون شخصا", outcome="killed", where=("s1",))
DAY = span("s3", "DATE", "أمس")
WHO = span("s4", "PERSON", "سامي نصر")


class Court:
    """Annotators whose labels may change, and gold as it is decided."""

    def __init__(self, *labellings, share=0.0, gold=()):
        self.share = share
        self.known = {(at, 1): one for at, one in enumerate(labellings)}
        self.versions = [1] * len(labellings)
        self.session = sitting(TEXT, *gold)
        self.lay()

    def lay(self):
        there = self.session.labelling.adjudication
        self.bench = bench(
            by="lead",
            sources=[
                Source(f"a{number + 1}", version, f"{version}" * 64)
                for number, version in enumerate(self.versions)
            ],
            labellings=[self.known[number, one] for number, one in enumerate(self.versions)],
            schema=SCHEMA,
            article_id="news",
            seed=0,
            share=self.share,
            earlier=self.known,
            recorded=there.sources if there else (),
        )
        self.said = convened(self.session, self.bench)
        self.session = self.said.session

    def change(self, number, *spans, **more):
        self.versions[number] += 1
        self.known[number, self.versions[number]] = Labelling(spans, **more)
        self.lay()

    @property
    def hearings(self):
        return hearings(self.bench, self.session.labelling)

    def on(self, words):
        start, end = at(words)
        return next(
            one for one in self.hearings if one.place.start <= start and end <= one.place.end
        )

    def take(self, words, taken, **why):
        outcome = take(self.session, self.bench, self.on(words), taken, **why)
        self.session = outcome.session
        return outcome

    @property
    def gold(self):
        return {one.label: one for one in self.session.spans}

    @property
    def states(self):
        return [one.state for one in self.hearings]

    @property
    def decisions(self):
        return self.session.labelling.adjudication.decisions


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


DEAD_ALONE = span("s2", "CASUALTY", "عشرون شخصا", outcome="wounded")


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


def test_only_the_place_that_a_source_changed_is_asked_again():
    court = Court(Labelling((CITY, DEAD, DAY)), Labelling((DEAD_ALONE,)))
    for words, taken in (("حلب", "a"), ("عشرون", "a"), ("أمس", "neither")):
        court.take(words, taken, note=words)
    court.change(0, CITY, DEAD, span("s3", "DATE", "أمس، قال"))
    assert court.states == ["decided", "decided", "changed"]
    assert court.on("أمس").decision.note == "أمس"
    assert [one.versions for one in court.decisions] == [(1, 1)] * 3
    court.take("أمس", "a")
    assert court.states == ["decided"] * 3
    assert [one.versions for one in court.decisions] == [(1, 1), (1, 1), (2, 1)]
    assert len(court.decisions) == 3


def test_a_change_of_a_target_asks_for_the_target_only():
    court = Court(Labelling((CITY, DEAD)), Labelling((DEAD_ALONE,)))
    court.take("حلب", "a")
    court.take("عشرون", "a")
    court.change(0, replace(CITY, pieces=(at("في حلب"),), text="في حلب"), DEAD)
    assert court.states == ["decided", "changed"]
    court.take("حلب", "a")
    assert court.gold["CASUALTY"].value("where") == (court.gold["PLACE"].id,)


def test_what_is_changed_and_changed_back_is_decided_as_it_was():
    court = Court(Labelling((CITY,)), Labelling(()))
    court.take("حلب", "a")
    court.change(0, replace(CITY, label="PERSON", attributes=()))
    assert court.states == ["changed"]
    court.change(0, CITY)
    assert court.states == ["decided"]


def test_those_who_come_to_agree_on_what_gold_has_are_not_asked():
    court = Court(Labelling((CITY,)), Labelling(()))
    court.take("حلب", "a")
    court.change(1, CITY)
    assert court.states == ["agreed"]
    court = Court(Labelling((CITY,)), Labelling(()))
    court.take("حلب", "neither")
    court.change(1, CITY)
    assert court.states == ["changed"]


def test_what_all_change_alike_is_changed_in_gold_if_it_had_exactly_that():
    court = Court(Labelling((CITY,)), Labelling((CITY,)))
    new = span("s1", "PLACE", "في حلب")
    court.change(0, new)
    assert court.states == ["open"]
    court.change(1, new)
    assert court.states == ["open"]
    court = Court(Labelling((CITY,)), Labelling((CITY,)))
    court.known |= {(0, 2): Labelling((new,)), (1, 2): Labelling((new,))}
    court.versions = [2, 2]
    court.lay()
    assert court.states == ["agreed"]
    assert [one.text for one in court.session.spans] == ["في حلب"]
    court.known |= {(0, 3): Labelling(()), (1, 3): Labelling(())}
    court.versions = [3, 3]
    court.lay()
    assert court.session.spans == ()
    assert court.said.said == "nobody marks 1 any longer: no longer in gold"


def test_what_nobody_marks_any_longer_is_asked_where_it_was_decided():
    court = Court(Labelling((CITY,)), Labelling(()))
    court.take("حلب", "a", note="it stays")
    court.change(0)
    (hearing,) = court.hearings
    assert (hearing.state, hearing.decision.note) == ("changed", "it stays")
    assert not any(hearing.place.readings)
    court.take("حلب", "new")
    assert court.states == ["decided"]
    assert [one.text for one in court.session.spans] == ["حلب"]
    court.take("حلب", "neither")
    assert court.session.spans == ()


def test_a_gold_that_was_made_elsewhere_is_left_as_it_is():
    court = Court(
        Labelling((CITY, DAY)), Labelling((CITY, DAY)), gold=(WHO, replace(CITY, id="s2"))
    )
    assert [one.id for one in court.session.spans] == ["s2", "s4"]
    assert court.states == ["agreed", "open"]
    court.take("أمس", "agreed")
    assert court.gold["DATE"].id == "s5"


def test_zones_and_the_day_follow_where_all_agree():
    zone, own = Zone(0, 3, "menu"), Zone(4, 8, "advert")
    court = Court(
        Labelling((), anchor="2021-04-30", zones=(zone, own)),
        Labelling((), anchor="2021-04-30", zones=(replace(zone, why="x"),)),
    )
    assert court.session.labelling.zones == (zone,)
    assert court.session.labelling.anchor == "2021-04-30"
    court.change(0, anchor="2021-05-01")
    assert court.session.labelling.zones == ()
    assert court.session.labelling.anchor == "2021-04-30"


def test_another_who_comes_later_makes_a_place_changed_where_they_say_something():
    court = Court(Labelling((CITY, DAY)), Labelling(()))
    court.take("حلب", "a")
    court.take("أمس", "a")
    court.known[2, 1] = Labelling((WHO, DAY))
    court.versions.append(1)
    court.lay()
    assert court.states == ["decided", "changed", "open"]
    assert court.decisions[0].versions == (1, 1, 0)
    assert court.decisions[0].sources == (("s1",), (), ())


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
