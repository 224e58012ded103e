"""Laws of labels that follow a corrected text: none says other words without a flag."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.labels.labelling import Labelling
from annotator.labels.migration import (
    Default,
    DropAttribute,
    DropLabel,
    Rename,
    RenameAttribute,
    RenameValue,
    Split,
    contradictions,
    migrated,
)
from annotator.labels.reanchoring import reanchored
from annotator.labels.rules import collisions
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import CHECK_TEXT, Quote, mark, quoted
from annotator.text.aligning import align
from tests.laws.strategies import TEXT, labellings

SMALL = "اب \n."
texts = st.text(SMALL, min_size=1, max_size=30) | st.just(TEXT)


@st.composite
def changes(draw, text):
    """A text after some insertions, deletions and replacements."""
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + draw(st.text(SMALL, max_size=6) | st.just("شخص ")) + text[end:]
    return text


def quotes(span):
    return [(name, one) for name, one in span.attributes if isinstance(one, Quote)]


@given(st.data(), texts)
def test_what_is_paired_up_is_equal_and_in_order(data, old):
    new = data.draw(changes(old))
    ends = (0, 0)
    for run in align(old, new).runs:
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        assert ends[0] <= run.old
        assert ends[1] <= run.new
        ends = run.old + run.length, run.new + run.length


@given(labellings())
def test_on_the_same_text_nothing_changes(labelling):
    moved = reanchored(labelling, TEXT, TEXT)
    assert replace(moved.labelling, note=labelling.note) == labelling
    assert {move.what for move in moved.moves} <= {"kept"}


@given(st.data(), labellings(), st.text(min_size=1, max_size=12) | st.sampled_from(TEXT.split()))
def test_text_put_in_outside_all_spans_leaves_every_span_its_words(data, labelling, inserted):
    at = data.draw(st.integers(0, len(TEXT)))
    pieces = [piece for span in labelling.spans for piece in span.pieces]
    assume(not any(start < at < end for start, end in pieces))
    moved = reanchored(labelling, TEXT, TEXT[:at] + inserted + TEXT[at:])
    said = {span.id: span.text for span in labelling.spans}
    assert {span.id: span.text for span in moved.labelling.spans} == said


@given(st.data(), labellings(), st.booleans())
def test_a_span_says_what_stands_there_and_is_flagged_where_that_is_new(data, labelling, kept):
    new = data.draw(changes(TEXT))
    assume(new)
    moved = reanchored(labelling, TEXT if kept else None, new)
    before = {span.id: span for span in labelling.spans}
    assert not collisions(moved.labelling, "")
    for span in moved.labelling.spans:
        old = before[span.id]
        assert span.text == quoted(new, span.pieces)
        assert span.text == old.text or CHECK_TEXT in span.flags
        for _, quote in quotes(span):
            assert quote.text == new[quote.start : quote.end]
        assert (
            quotes(span) == [] or len(quotes(span)) == len(quotes(old)) or CHECK_TEXT in span.flags
        )
    told = [move.name for move in moved.moves if move.kind == "span"]
    assert sorted(told) == sorted(before)
    lost = {move.name for move in moved.moves if move.kind == "span" and move.what == "lost"}
    assert before.keys() - lost == {span.id for span in moved.labelling.spans}
    for one in (*moved.labelling.zones, *moved.labelling.rejected):
        assert 0 <= one.start < one.end <= len(new)
    if any(move.what in {"changed", "lost"} for move in moved.moves):
        assert moved.labelling.status == "draft"


def test_a_megabyte_with_twenty_changes_takes_seconds():
    chance = random.Random(7)  # noqa: S311 - the same text on every run
    words = [f"{first}{second}" for first in "ابتثجحخد" for second in "رزسشصضطظ"]
    old = "".join(f"{chance.choice(words)} " for _ in range(350_000))
    spans = [mark(old, f"s{at + 1}", "PERSON", [(at * 100, at * 100 + 2)]) for at in range(5_000)]
    new = old
    for _ in range(20):
        at = chance.randrange(0, len(new), 3)
        new = new[:at] + chance.choice(["", "خبر عاجل. "]) + new[at + chance.choice([0, 3, 30]) :]
    begun = time.perf_counter()
    moved = reanchored(Labelling(tuple(spans)), old, new)
    assert time.perf_counter() - begun < 20
    assert sum(move.what in {"kept", "moved"} for move in moved.moves) > 4_950


LABELS, NAMES, CHOICES = st.sampled_from("ABC"), st.sampled_from("xyz"), st.sampled_from("123")
steps = st.one_of(
    st.builds(Rename, LABELS, LABELS),
    st.builds(Split, LABELS, NAMES, CHOICES, LABELS),
    st.builds(Default, LABELS, NAMES, CHOICES),
    st.builds(RenameAttribute, LABELS, NAMES, NAMES),
    st.builds(RenameValue, LABELS, NAMES, CHOICES, CHOICES),
    st.builds(DropLabel, LABELS),
    st.builds(DropAttribute, LABELS, NAMES),
)
ATTRIBUTES = tuple(Attribute(name, "text") for name in "xz")
SCHEMA = Schema(
    "news",
    "1",
    tuple(
        Label(name, name.lower(), "red", "bold", "", "a.md", attributes=ATTRIBUTES) for name in "AB"
    ),
    "",
    "",
)


@given(st.lists(steps, max_size=3, unique=True), LABELS, st.dictionaries(NAMES, CHOICES))
def test_steps_taken_again_change_nothing_more(asked, label, values):
    assume(not list(contradictions(asked)))
    span = mark("abcdef", "s1", label, [(0, 2)], attributes=tuple(values.items()))
    once = migrated(Labelling((span,)), asked, SCHEMA).labelling
    assert migrated(once, asked, SCHEMA).labelling == once
