"""Annotators to measure: spans of small articles, nested, overlapping and in pieces."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from annotator.labels.span import Span
from annotator.measure.table import Marked

SIZE = 9
LABELS = ("PERSON", "PLACE", "DATE")


@st.composite
def pieces(draw):
    """One piece mostly, sometimes two or three."""
    cuts = sorted(draw(st.sets(st.integers(0, SIZE), min_size=2, max_size=6)))
    kept = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    whole = not draw(st.integers(0, 3)) or any(b[0] <= a[1] for a, b in pairwise(kept))
    return ((kept[0][0], kept[-1][1]),) if whole else kept


marks = st.lists(st.tuples(st.sampled_from(LABELS), pieces()), max_size=4)


def marked(article, spans):
    """An article as `tables` takes it, from labels and pieces."""
    return Marked(
        article,
        [Span(f"s{at}", label, own, "x") for at, (label, own) in enumerate(spans, start=1)],
    )


@st.composite
def corpora(draw, annotators=2, articles=4):
    """For each annotator the same articles, in an order of their own."""
    names = [f"a{at}" for at in range(draw(st.integers(1, articles)))]
    return [
        [marked(name, draw(marks)) for name in draw(st.permutations(names))]
        for _ in range(annotators)
    ]
