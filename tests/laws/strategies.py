"""What laws are tried on: texts of this field, spans on them, edits, labellings, versions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from annotator.labels.edits import (
    Add,
    Convene,
    Decide,
    Reanchor,
    Remove,
    Replace,
    Restate,
    Rezone,
    Together,
)
from annotator.labels.labelling import (
    Adjudication,
    Decision,
    Labelling,
    Panel,
    Rejected,
    Source,
    Zone,
)
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import Quote, Range, mark
from annotator.session.state import Session
from annotator.store.record import SchemaRef, Version
from annotator.text.article import Article

TEXT = "قُتل 12 شخصًا في لبنان (NATO) يوم الجمعة.\nوقال الرئيس: «لن نغادر»، 45% منهم."

PERSON = Label(
    "PERSON",
    "p",
    "#2f7fd6",
    "bold",
    "One person.",
    "person.md",
    attributes=(
        Attribute("mention", "choice", ("named", "nominal")),
        Attribute("role", "quote"),
        Attribute("entity", "entity"),
    ),
)
PLACE = Label(
    "PLACE",
    "l",
    "#2e8b57",
    "underline",
    "A place.",
    "place.md",
    nests=True,
    attributes=(
        Attribute("mention", "choice", ("named", "described")),
        Attribute("entity", "entity"),
    ),
)
CASUALTY = Label(
    "CASUALTY",
    "c",
    "#dc3545",
    "underline2",
    "People hurt.",
    "casualty.md",
    attributes=(
        Attribute("outcome", "choice", ("killed", "wounded")),
        Attribute("count", "range"),
        Attribute("mod", "choice", ("MORE_THAN", "EQUAL_OR_MORE", "LESS_THAN", "APPROX")),
        Attribute("victims", "quote"),
        Attribute("where", "span", label="PLACE"),
        Attribute("when", "span", label="DATE"),
        Attribute("part_of", "span", label="CASUALTY"),
        Attribute("age", "integer"),
    ),
)
DATE = Label(
    "DATE",
    "d",
    "#a855c7",
    "italic",
    "A day.",
    "date.md",
    attributes=(
        Attribute("value", "date"),
        Attribute("mod", "choice", ("START", "END", "APPROX")),
        Attribute("quant", "text"),
    ),
)
SCHEMA = Schema("news", "1", (PERSON, PLACE, CASUALTY, DATE), "", "")


def sitting(text, *spans, **more):
    """A session over a text under `SCHEMA` that was saved with these spans."""
    labelling = Labelling(spans, **more)
    highest = max((int(span.id[1:]) for span in spans), default=0)
    return Session(Article("a", text), SCHEMA, labelling, labelling, highest + 1)


characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters, min_size=1, max_size=8)
labels = st.sampled_from(["PERSON", "PLACE", "DATE"])
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
ends = st.none() | numbers
days = st.dates().map(lambda day: day.isoformat())
ids = st.integers(1, 30).map(lambda number: f"s{number}")


@st.composite
def stretches(draw):
    """One half-open piece of the text."""
    start = draw(st.integers(0, len(TEXT) - 1))
    return start, draw(st.integers(start + 1, len(TEXT)))


@st.composite
def pieces(draw):
    """One piece or several, in order and not touching."""
    if draw(st.booleans()):
        return (draw(stretches()),)
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=4, max_size=6)))
    return tuple(zip(cuts[::2], cuts[1::2], strict=False))


values = st.one_of(
    st.text(characters, max_size=8),
    numbers,
    st.builds(Range, ends, ends),
    stretches().map(lambda piece: Quote(*piece, TEXT[slice(*piece)])),
    st.lists(ids, max_size=3).map(tuple),
)


@st.composite
def spans(draw, ids=ids):
    """A span on the text, with any values."""
    return mark(
        TEXT,
        draw(ids),
        draw(labels),
        draw(pieces()),
        attributes=tuple(draw(st.dictionaries(words, values, max_size=3)).items()),
        flags=draw(st.lists(words, max_size=2)),
        comment=draw(st.text(characters, max_size=5)),
        origin=draw(st.sampled_from(["manual", "propagated", "suggested:x", "imported:jsonl"])),
    )


zones = st.lists(
    st.builds(lambda piece, why: Zone(*piece, why), stretches(), words), max_size=2
).map(lambda found: tuple(sorted(found)))


@st.composite
def labellings(draw):
    """A labelling of the text that may be kept."""
    marked = draw(
        st.lists(spans(), max_size=5, unique_by=(lambda span: span.id, lambda span: span.identity))
    )
    return Labelling(
        spans=tuple(marked),
        status=draw(st.sampled_from(["draft", "done"])),
        anchor=draw(st.none() | days),
        zones=draw(zones),
        rejected=tuple(
            Rejected(draw(labels), *one) for one in draw(st.lists(stretches(), max_size=2))
        ),
        adjudication=draw(st.none() | adjudications()),
        note=draw(st.text(characters, max_size=5)),
    )


@st.composite
def adjudications(draw):
    """How gold came about."""
    panel = draw(panels)
    made = st.lists(
        decisions(len(panel.sources)), max_size=3, unique_by=lambda decision: decision.place
    )
    return Adjudication(panel.by, panel.sources, tuple(draw(made)))


def decisions(sources):
    """What was decided on a place between so many sources, now or on versions of before."""
    numbers = st.lists(st.integers(0, 9), min_size=sources, max_size=sources)
    return st.builds(
        lambda piece, *rest: Decision(*piece, *rest),
        stretches(),
        st.lists(st.lists(ids, max_size=2).map(tuple), min_size=sources, max_size=sources).map(
            tuple
        ),
        st.sampled_from(["a", "b", "both", "new", "neither"]),
        st.sampled_from(["slip", "guideline", "ambiguous"]),
        st.text(characters, max_size=5),
        st.just(()) | numbers.map(tuple),
    )


panels = st.builds(
    Panel,
    words,
    st.lists(
        st.builds(Source, st.sampled_from(["a1", "a2"]), st.integers(1, 9), hashes), max_size=3
    ).map(tuple),
)


versions = st.builds(
    Version,
    article_id=st.sampled_from(["border-clash", "اشتباك-الحدود"]),
    article_sha256=hashes,
    article_length=st.just(len(TEXT)),
    annotator=st.sampled_from(["a1", "b.2"]),
    number=st.integers(1, 12_000),
    parent=st.none() | hashes,
    merged=st.lists(hashes, max_size=2).map(tuple),
    schema=st.builds(SchemaRef, words, words, hashes, hashes),
    saved=st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")),
    seconds=st.integers(0, 10**6),
    labelling=labellings(),
)


@st.composite
def adjudicating(draw, adjudication):
    """An edit of an adjudication that may or may not fit."""
    there = adjudication.decisions if adjudication else ()
    sources = len(adjudication.sources) if adjudication else draw(st.integers(0, 2))
    versions = tuple(one.version for one in adjudication.sources) if adjudication else ()
    new = decisions(sources).map(
        lambda one: one if one.versions else replace(one, versions=versions)
    )
    panel = adjudication.panel if adjudication else None
    after = st.none() | panels
    if panel:
        more = Source("a9", 1, "0" * 64)
        after |= st.just(replace(panel, by="k", sources=(*panel.sources, more)))
    return draw(
        st.builds(Convene, st.just(panel) | panels, after)
        | st.builds(Decide, st.none() | (st.sampled_from(there) if there else new), st.none() | new)
    )


@st.composite
def edits(draw, labelling):
    """An edit that may or may not fit a labelling."""
    there = st.sampled_from(labelling.spans) if labelling.spans else spans()
    simple = st.one_of(
        st.builds(Add, spans()),
        st.builds(Remove, there),
        st.builds(Replace, there, spans()),
        st.just(Restate("draft", "done")),
        st.builds(Rezone, st.just(labelling.zones) | zones, zones),
        st.builds(Reanchor, st.just(labelling.anchor) | st.none() | days, st.none() | days),
        adjudicating(labelling.adjudication),
    )
    return draw(st.one_of(simple, st.lists(simple, max_size=3).map(tuple).map(Together)))
