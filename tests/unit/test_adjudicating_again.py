"""Adjudication when sources change: what is asked again, and what became of the rest."""

from __future__ import annotations

from dataclasses import replace

from annotator.labels.labelling import Labelling, Zone
from tests.unit.court import CITY, DAY, DEAD, DEAD_ALONE, WHO, Court, at, span


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
