"""Laws of adjudication, on labels that differ and change while they are decided on.

No reference leads nowhere, no two spans are equal, every place has a state that fits what gold
has, what was decided is asked again only where a source changed, and all of it can be undone and
comes back from its journal.
"""

from __future__ import annotations

from dataclasses import replace

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.labels.adjudicating import places
from annotator.labels.edits import Add, removal
from annotator.labels.labelling import Labelling, Source
from annotator.labels.span import mark
from annotator.session.adjudicating import annotate_decision, hearings, letter, reopen, take
from annotator.session.bench import bench
from annotator.session.convening import convened
from annotator.session.readings import is_as_taken
from annotator.session.steps import between, steps, walk
from annotator.store.journal_entry import Stepped, record_of
from annotator.store.journal_shape import read_record
from tests.laws.strategies import SCHEMA, TEXT, sitting

PIECES = [(0, 4), (0, 7), (5, 7), (5, 13), (8, 13), (14, 22), (17, 22), (17, 29), (24, 28)]
TARGETS = {"where": "PLACE", "when": "DATE", "part_of": "CASUALTY"}
# Some spans are split.
pieces = st.sampled_from([*([one] for one in PIECES), [(0, 4), (8, 13)], [(5, 7), (17, 22)]])
labels = st.sampled_from(["PERSON", "PLACE", "DATE", "CASUALTY"])
SESSIONS = settings(max_examples=60)


@st.composite
def marked(draw, others=()):
    """A labelling with values and references, some spans as `others` have them."""
    found = {}
    for span in others:
        if draw(st.integers(0, 3)):
            found[span.identity] = span
    for _ in range(draw(st.integers(0, 2 if others else 5))):
        span = mark(TEXT, f"s{draw(st.integers(1, 40))}", draw(labels), draw(pieces))
        if span.id not in {one.id for one in found.values()}:
            found.setdefault(span.identity, span)
    return Labelling(tuple(draw(valued(one, found.values())) for one in found.values()))


@st.composite
def valued(draw, span, others):
    """The span with some values, its references to spans that are there."""
    values = {}
    if span.label == "CASUALTY":
        if draw(st.booleans()):
            values["outcome"] = draw(st.sampled_from(["killed", "wounded"]))
        for name, label in TARGETS.items():
            there = sorted(one.id for one in others if one.label == label and one.id != span.id)
            if there and draw(st.booleans()):
                values[name] = (draw(st.sampled_from(there)),)
    if span.label == "PLACE" and draw(st.booleans()):
        values["mention"] = draw(st.sampled_from(["named", "described"]))
    return replace(span, attributes=tuple(values.items()))


@st.composite
def sources_of(draw):
    """Two labellings or more that have much in common, under ids of their own."""
    base = draw(marked())
    return [
        renumbered(draw(marked(base.spans)), 100 * at)
        for at in range(draw(st.sampled_from([2, 2, 3, 5])))
    ]


def renumbered(labelling, more):
    def called(one):
        return f"s{int(one[1:]) + more}"

    return replace(
        labelling,
        spans=tuple(
            replace(
                span,
                id=called(span.id),
                attributes=tuple(
                    (name, tuple(map(called, value)) if isinstance(value, tuple) else value)
                    for name, value in span.attributes
                ),
            )
            for span in labelling.spans
        ),
    )


class Table:
    """Sources that change, gold, and the bench between them."""

    def __init__(self, labellings, share=0.3):
        self.share = share
        self.kept = {(at, 1): one for at, one in enumerate(labellings)}
        self.versions = [1] * len(labellings)
        self.session = sitting(TEXT)
        self.sit_down()

    @property
    def labellings(self):
        return [self.kept[at, version] for at, version in enumerate(self.versions)]

    def sit_down(self):
        adjudication = self.session.labelling.adjudication
        self.bench = bench(
            by="lead",
            sources=[
                Source(f"a{at}", version, f"{at}{version % 10}" * 32)
                for at, version in enumerate(self.versions)
            ],
            labellings=self.labellings,
            schema=SCHEMA,
            article_id="a",
            seed=0,
            share=self.share,
            earlier=self.kept,
            recorded=adjudication.sources if adjudication else (),
        )
        self.session = convened(self.session, self.bench).session

    def change(self, at, labelling):
        if labelling != self.labellings[at]:
            self.versions[at] += 1
            self.kept[at, self.versions[at]] = labelling
            self.sit_down()

    def join(self, labelling):
        """One annotator more, who comes later than the others."""
        self.kept[len(self.versions), 1] = labelling
        self.versions.append(1)
        self.sit_down()

    @property
    def hearings(self):
        return hearings(self.bench, self.session.labelling)


def check(table):
    spans = table.session.spans
    ids = {span.id for span in spans}
    assert len({span.identity for span in spans}) == len(spans) == len(ids)
    by_id = {span.id: span for span in spans}
    for span in spans:
        for name, value in span.attributes:
            if isinstance(value, tuple):
                assert value
                assert span.id not in value
                assert all(by_id[one].label == TARGETS[name] for one in value)
    found = table.hearings
    real = [one for one in found if any(one.place.readings)]
    assert [one.place for one in real] == list(table.bench.places)
    for one in found:
        assert (one.state == "decided") <= (one.decision is not None)
        if one.state in ("agreed", "check"):
            assert {span.identity for span in one.result} == {
                span.identity for span in one.place.readings[0]
            }
        if one.state == "changed":
            assert one.decision or one.result
    seen = [span.id for one in found for span in one.result]
    assert len(seen) == len(set(seen))


def taken(table, hearing):
    """What may be taken at a place."""
    return [
        "both",
        "neither",
        "new",
        *(["agreed"] if hearing.place.kind == "agreed" else []),
        *(letter(at) for at in range(len(table.versions))),
    ]


def act(data, table):
    """One thing that a person does: mostly a decision."""
    found = table.hearings
    deed = data.draw(st.sampled_from(["take"] * 6 + ["why", "reopen", "delete", "tag", "undo"]))
    if deed == "undo":
        # As in the room, where the opening is nothing that a person did.
        back = table.session.undo()
        table.session = back if back.labelling.adjudication else table.session
        return
    if deed == "tag":
        piece, label = data.draw(st.sampled_from(PIECES)), data.draw(labels)
        span = mark(TEXT, table.session.fresh_id, label, [piece])
        if table.session.labelling.equal_to(span) is None:
            table.session = table.session.do(Add(span))
        return
    if deed == "delete":
        if table.session.spans:
            span = data.draw(st.sampled_from(table.session.spans))
            table.session = table.session.do(removal(table.session.labelling, span))
        return
    if not found:
        return
    hearing = data.draw(st.sampled_from(found))
    if deed == "take":
        choice = data.draw(st.sampled_from(taken(table, hearing)))
        table.session = take(table.session, table.bench, hearing, choice, note="a").session
    elif deed == "why":
        said = annotate_decision(table.session, table.bench, hearing, reason="guideline")
        table.session = said.session
    else:
        table.session = reopen(table.session, table.bench, hearing).session


@SESSIONS
@given(st.data())
def test_whatever_is_decided_gold_stays_whole(data):
    table = Table(data.draw(sources_of()))
    check(table)
    for _ in range(data.draw(st.integers(1, 8))):
        deed = data.draw(st.integers(0, 8))
        if deed == 0:
            others = data.draw(marked(table.labellings[0].spans))
            table.join(renumbered(others, 100 * len(table.versions)))
        elif deed < 3:
            at = data.draw(st.integers(0, len(table.versions) - 1))
            table.change(at, data.draw(marked(table.labellings[at].spans)))
        else:
            act(data, table)
        check(table)


@SESSIONS
@given(st.data())
def test_all_that_was_done_is_undone_and_comes_back_from_its_journal(data):
    start = sitting(TEXT)
    table = Table(data.draw(sources_of()))
    journal = [*steps(start, table.session)]
    for _ in range(data.draw(st.integers(1, 6))):
        before = table.session
        act(data, table)
        journal += steps(before, table.session)
    lines = orjson.loads(orjson.dumps([record_of(Stepped(one, 1.0)) for one in journal]))
    assert walk(start, [read_record(one, "").step for one in lines]) == table.session
    edit = between(start.labelling, table.session.labelling)
    if edit:
        assert start.do(edit).labelling == table.session.labelling
    back = table.session
    for _ in table.session.done:
        back = back.undo()
    assert back.labelling == start.labelling


@SESSIONS
@given(st.data())
def test_what_is_taken_is_in_gold_and_decided(data):
    table = Table(data.draw(sources_of()))
    for _ in range(data.draw(st.integers(0, 3))):
        act(data, table)
    found = table.hearings
    if not found:
        return
    hearing = data.draw(st.sampled_from(found))
    choice = data.draw(st.sampled_from(taken(table, hearing)))
    outcome = take(table.session, table.bench, hearing, choice)
    if outcome.session is table.session:
        assert choice == "both" or (hearing.decision and hearing.decision.taken == choice)
        return
    after = hearings(table.bench, outcome.session.labelling)
    now = next((one for one in after if one.place == hearing.place), None)
    if choice in ("both", "new", "agreed", "neither"):
        wanted = {
            "both": {s.identity for reading in hearing.place.readings for s in reading},
            "new": {s.identity for s in hearing.result},
            "agreed": {s.identity for s in hearing.place.readings[0]},
            "neither": set(),
        }[choice]
    else:
        reading = hearing.place.readings[ord(choice) - ord("a")]
        wanted = {span.identity for span in reading}
    assert now is not None
    assert now.state == "decided"
    assert now.decision.taken == choice
    if not wanted and now.result:
        # What was tagged there by hand beside it stays, and stands for the place from now on.
        assert {span.origin for span in now.result} == {"manual"}
    else:
        assert {span.identity for span in now.result} == wanted
        assert is_as_taken(now)
    assert now.decision in outcome.session.labelling.adjudication.decisions


@SESSIONS
@given(st.data())
def test_only_what_changed_is_asked_again(data):
    table = Table(data.draw(sources_of()), share=0.0)
    for hearing in table.hearings:
        if hearing.asked:
            choice = data.draw(st.sampled_from([letter(0), letter(1), "neither"]))
            table.session = take(table.session, table.bench, hearing, choice).session
    assert not any(one.asked for one in table.hearings)
    before = {one.place: one.decision for one in table.hearings if one.state == "decided"}
    at = data.draw(st.integers(0, len(table.versions) - 1))
    spans = table.labellings[at].spans
    if not spans:
        return
    changed = data.draw(st.sampled_from(spans))
    other = data.draw(st.sampled_from([one for one in ("PERSON", "DATE") if one != changed.label]))
    new = replace(changed, label=other, attributes=())
    if table.labellings[at].equal_to(new):
        return
    left = table.labellings[at].minus(changed).plus(new)
    left = replace(
        left,
        spans=tuple(
            replace(
                one,
                attributes=tuple(
                    (name, value)
                    for name, value in one.attributes
                    if not isinstance(value, tuple) or changed.id not in value
                ),
            )
            for one in left.spans
        ),
    )
    touched = {one.id for one in left.spans if one not in spans} | {changed.id}
    table.change(at, left)
    after = {one.place: one for one in table.hearings}
    for place, decision in before.items():
        if place in after and touched.isdisjoint(place.ids[at]):
            assert after[place].state == "decided"
            assert after[place].decision == decision
    for place, hearing in after.items():
        if hearing.asked and any(place.readings):
            assert place not in before


@SESSIONS
@given(sources_of(), st.data())
def test_the_order_of_the_sources_changes_nothing_but_the_order_of_readings(labellings, data):
    order = data.draw(st.permutations(range(len(labellings))))
    straight = places(labellings)
    turned = places([labellings[at] for at in order])
    assert [(one.start, one.end, one.kind) for one in straight] == [
        (one.start, one.end, one.kind) for one in turned
    ]
    for one, other in zip(straight, turned, strict=True):
        assert [one.readings[at] for at in order] == list(other.readings)
    every = [span for one in straight for reading in one.readings for span in reading]
    assert len(every) == sum(len(one.spans) for one in labellings)
