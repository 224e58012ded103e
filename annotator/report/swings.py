"""Places at which one of two extractors does better, as a person reads them: in their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.labels.span import Span
from annotator.measure.evaluation.figures import GOLD, Comparison, Duel, Swing
from annotator.report.contexts import Context, context
from annotator.report.differences import Line, Shown, line_of, size_of
from annotator.text.article import Article

MOST, ROOM = 200, 200_000
_NOT_KEPT = "They were not kept: a comparison over gold of a project shows them."


@dataclass(frozen=True, slots=True)
class Read:
    """The places of one article that are shown, of those `count` that are known."""

    article: str
    shown: tuple[Shown, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ToRead:
    """What to read of two extractors; `number` is that of the pair on the page, from 1.

    `none` says why there is nothing to read where `count` is 0.
    """

    number: int
    extractors: tuple[str, str]
    articles: tuple[Read, ...]
    shown: int
    count: int
    none: str


def to_read(
    found: Comparison, articles: Mapping[str, Article], most: int = MOST, room: int = ROOM
) -> tuple[ToRead, ...]:
    """The places of each two extractors, numbered one after another, each two with as much room.

    Args:
        found: the result.
        articles: the articles by ID; of one that is not there only the marked words are shown.
        most: how many places at most.
        room: how many bytes their lines may take, about.
    """
    told: list[ToRead] = []
    before = 0
    for number, duel in enumerate(found.duels, start=1):
        share = len(found.duels)
        shown = tuple(_shown(duel, articles, before, most // share, room // share))
        before += len(shown)
        reads = tuple(_by_article(duel, shown))
        none = _NOT_KEPT if duel.articles else "There is none."
        told.append(ToRead(number, duel.extractors, reads, len(shown), len(duel.swings), none))
    return tuple(told)


def kind_told(one: Shown, extractors: tuple[str, str]) -> str:
    """What happened at a place, in a few words."""
    a, b = extractors
    match one.kind:
        case "won":
            return f"only {b} is right"
        case "lost":
            return f"only {a} is right"
        case "fewer":
            return f"only {a} predicts something wrong"
        case _:
            return f"only {b} predicts something wrong"


def _by_article(duel: Duel, shown: Sequence[Shown]) -> Iterator[Read]:
    counts = Counter(one.article for one in duel.swings)
    for name, own in groupby(shown, lambda one: one.article):
        yield Read(name, tuple(own), counts[name])


def _shown(
    duel: Duel, articles: Mapping[str, Article], before: int, most: int, room: int
) -> Iterator[Shown]:
    """As many as there is room for, those of the first articles first."""
    for number, one in enumerate(duel.swings[:most], start=before + 1):
        shown = _told(number, one, duel.extractors, articles.get(one.article))
        room -= size_of(shown.lines)
        if room < 0:
            return
        yield shown


def _told(number: int, one: Swing, names: tuple[str, str], article: Article | None) -> Shown:
    spans = one.spans
    where = None
    if article is not None:
        where = context(article.text, [piece for span in spans for piece in span.pieces])
    lines = tuple(_line(*own, article, where) for own in _sides(one, names))
    return Shown(
        number=number,
        article=one.article,
        language=(article and article.facts.language) or "",
        right_to_left=where is not None and where.right_to_left,
        kind=one.kind,
        labels=tuple(dict.fromkeys(span.label for span in spans)),
        start=min(span.start for span in spans),
        end=max(span.end for span in spans),
        lines=lines,
    )


def _sides(
    one: Swing, names: tuple[str, str]
) -> Iterator[tuple[tuple[str, ...], Span | None, str]]:
    """Who marked what, and how well: first the gold, with whoever has the same."""
    each = list(zip(names, (one.a, one.b), strict=True))
    right = [name for name, span in each if one.gold and _same(one.gold, span)]
    yield (GOLD, *right), one.gold, "" if one.gold else "nothing answers to it"
    for name, span in each:
        if name not in right:
            yield (name,), span, _remark(one.gold, span)


def _line(
    names: tuple[str, ...],
    span: Span | None,
    remark: str,
    article: Article | None,
    where: Context | None,
) -> Line:
    told = line_of(names, span, (), article, where)
    return replace(told, remarks=(remark,) if remark else ())


def _same(gold: Span, span: Span | None) -> bool:
    return span is not None and span.label == gold.label and span.pieces == gold.pieces


def _remark(gold: Span | None, span: Span | None) -> str:
    """How an extractor that is not right did at a place."""
    if span is None:
        return "missed" if gold else "did not predict it"
    if gold is None:
        return "wrong: nothing in the gold answers to it"
    if gold.label == span.label:
        return "wrong: other edges"
    return "wrong: other label" if gold.pieces == span.pieces else "wrong: other label and edges"
