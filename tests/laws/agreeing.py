"""Work to compare: small articles, labelled by two or three, with zones, values and gaps."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import mark
from annotator.measure.agreement.agreement import agreement
from annotator.measure.agreement.compared import Compared
from annotator.text.article import Article
from tests.laws.annotators import pieces

TEXT = "وعد ab cde للسلام fg"
LABELS = ("PERSON", "PLACE", "DATE")
ANNOTATORS = ("a1", "a2", "a3")
VALUES = ("x", "y")


def schema(names=LABELS):
    """A schema of these labels, each with a value to choose and an entity."""
    attributes = (Attribute("kind", "choice", VALUES), Attribute("who", "entity"))
    labels = (
        Label(name, name[0], "red", "bold", "", "", nests=True, attributes=attributes)
        for name in names
    )
    return Schema("news", "1.0", tuple(labels), "0" * 64, "1" * 64)


@st.composite
def labellings(draw, labels=LABELS, most=4):
    """What one annotator says of TEXT; no span twice, now and then a zone at its end."""
    places = draw(
        st.lists(st.tuples(st.sampled_from(labels), pieces()), max_size=most, unique=True)
    )
    spans = [
        mark(TEXT, f"s{at}", label, own, attributes=draw(_values))
        for at, (label, own) in enumerate(places, start=1)
    ]
    zones = [Zone(15, 18, "furniture")] * (draw(st.integers(0, 5)) == 0)
    return Labelling(tuple(spans), "done", zones=tuple(zones))


_values = st.lists(
    st.sampled_from([("kind", "x"), ("kind", "y"), ("who", "e1")]),
    max_size=2,
    unique_by=lambda one: one[0],
)


@st.composite
def works(draw, annotators=ANNOTATORS[:2], articles=6, labels=LABELS):
    """Articles that all annotators labelled, but for one of three now and then."""
    return [
        article(f"n{at}", {name: draw(labellings(labels)) for name in who}, at)
        for at in range(draw(st.integers(1, articles)))
        for who in [annotators[draw(st.integers(0, 4)) == 0 and len(annotators) > 2 :]]
    ]


def article(name, labelled, at=0):
    """One article, of which every third belongs to a cluster."""
    unit = "cluster c" if at % 3 == 2 else f"article {name}"
    return Compared(Article(name, TEXT), unit, labelled, f"2026-W4{at % 2}", "news 1.0")


def told(work, annotators=ANNOTATORS[:2], labels=LABELS, *, seed=1, replicates=12, **more):
    """The agreement on some work."""
    return agreement(
        work,
        annotators,
        schema(labels),
        seed=seed,
        replicates=replicates,
        with_gamma=more.pop("with_gamma", False),
        excluded=(),
        used=(),
        program="annotator",
        command="annotator agree",
        **more,
    )


def renamed(work, words):
    """The same work under other annotators' names or other labels, by a mapping of either."""
    return [
        replace(
            one,
            labellings={
                words.get(name, name): replace(
                    said,
                    spans=tuple(
                        replace(span, label=words.get(span.label, span.label))
                        for span in said.spans
                    ),
                )
                for name, said in one.labellings.items()
            },
        )
        for one in work
    ]
