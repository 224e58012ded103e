"""A stage for adjudication without a screen: labels of one line that may change, and gold."""

from __future__ import annotations

from annotator.labels.labelling import Labelling, Source
from annotator.labels.span import mark
from annotator.session.adjudicating import hearings, take
from annotator.session.bench import bench
from annotator.session.convening import convened
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
DEAD_ALONE = span("s2", "CASUALTY", "عشرون شخصا", outcome="wounded")


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
