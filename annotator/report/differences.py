"""Disagreements as a person reads them: in their sentences, with what each annotator marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.labels.saying import in_words
from annotator.labels.span import Span
from annotator.measure.agreement.figures import Agreement, Disagreement, Mark
from annotator.report.contexts import Context, Run, context, runs
from annotator.report.signs import visible
from annotator.report.wording import KINDS
from annotator.text.article import Article

MOST = 500
# What a disagreement and each of its lines cost beside the sentence, in bytes, as HTML.
_FRAME, _LINE = 130, 190
_QUOTED = 80


_Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A disagreement, and what is told beside the mark of its second annotator, if anything."""

    at: Disagreement
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What some annotators marked: the label and the sentence, or nothing at all.

    `quoted` is what the span says, shortened; `remarks` are its flags and its comment.
    """

    annotators: tuple[str, ...]
    label: str
    runs: tuple[Run, ...]
    quoted: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One disagreement with its lines; `values` are attribute, first and second value.

    `number` counts from the worst article on. `labels` are the first's and the second's, once if
    they are the same. `start` and `end` are its place in the article, half-open code points.
    """

    number: int
    article: str
    language: str
    right_to_left: bool
    kind: str
    labels: tuple[str, ...]
    start: int
    end: int
    lines: tuple[Line, ...]
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The disagreements of one kind and the same labels: how many there are, and those shown."""

    labels: tuple[str, ...]
    count: int
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """The disagreements of one kind by their labels, the most frequent first."""

    key: str
    title: str
    says: str
    count: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The disagreements by kind, the most frequent first; `shown` of `count` are there."""

    kinds: tuple[Kind, ...]
    shown: int
    count: int


def differences(
    agreement: Agreement, articles: Mapping[str, Article], most: int = MOST, room: int = 235_000
) -> Differences:
    """The disagreements of the worst articles, grouped; articles and places keep their order.

    Args:
        agreement: the result.
        articles: the articles by ID; of one that is not there only the marked words are shown.
        most: how many disagreements at most.
        room: how many bytes their lines may take, about.
    """
    ordered = worst_first(agreement.disagreements, [one.article for one in agreement.by_article])
    counts = Counter[str](one.kind for one in agreement.disagreements)
    places = list(map(Place, ordered))
    return in_context(places, articles, _titles(agreement.annotators), counts, most=most, room=room)


def worst_first(
    disagreements: Iterable[Disagreement], articles: Iterable[str]
) -> tuple[Disagreement, ...]:
    """By the order of articles, in each by place; an article that is not named comes last."""
    rank = {name: at for at, name in enumerate(articles)}
    return tuple(
        sorted(
            disagreements,
            key=lambda one: (rank.get(one.article, len(rank)), one.start, one.end),
        )
    )


def in_context(  # noqa: PLR0913 - what is shown, and how much of it, each by its own name
    places: Sequence[Place],
    articles: Mapping[str, Article],
    titles: Mapping[str, tuple[str, str]],
    counts: Mapping[str, int],
    *,
    most: int = MOST,
    room: int = 235_000,
) -> Differences:
    """Places in their sentences, grouped by kind and labels; they keep their order.

    Args:
        places: those that are known, the first to be shown first.
        articles: the articles by ID; of one that is not there only the marked words are shown.
        titles: what each kind is called, and what it says.
        counts: how many there are of each kind, known or not.
        most: how many to show at most.
        room: how many bytes their lines may take, about.
    """
    shown = tuple(_shown(places[:most], articles, room))
    grouped: dict[_Key, list[Shown]] = {}
    for one in shown:
        grouped.setdefault((one.kind, one.labels), []).append(one)
    by_key = Counter(_key(place.at) for place in places)
    kinds = [
        Kind(kind, *titles[kind], count, _groups(kind, by_key, grouped))
        for kind, count in sorted(counts.items(), key=lambda item: -item[1])
        if count
    ]
    return Differences(tuple(kinds), len(shown), sum(counts.values()))


def _titles(annotators: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """What kinds are called; of two annotators it is known who is meant."""
    if len(annotators) != 2:
        return KINDS
    one, other = annotators
    return {
        **KINDS,
        "missed": (f"Only by {one}", f"{other} marked nothing there"),
        "spurious": (f"Only by {other}", f"{one} marked nothing there"),
    }


def _key(one: Disagreement) -> _Key:
    """By what a disagreement is grouped: its kind, and the labels of both."""
    labels = (mark.span.label for mark in (one.a, one.b) if mark.span)
    return one.kind, tuple(dict.fromkeys(labels))


def _groups(
    kind: str, counts: Counter[_Key], shown: Mapping[_Key, list[Shown]]
) -> tuple[Group, ...]:
    own = sorted((-count, labels) for (other, labels), count in counts.items() if other == kind)
    return tuple(
        Group(labels, -count, tuple(shown.get((kind, labels), ()))) for count, labels in own
    )


def _shown(places: Sequence[Place], articles: Mapping[str, Article], room: int) -> Iterator[Shown]:
    """As many as there is room for."""
    for number, one in enumerate(places, start=1):
        shown = _told(number, one, articles.get(one.at.article))
        room -= size_of(shown.lines)
        if room < 0:
            return
        yield shown


def size_of(lines: Sequence[Line]) -> int:
    """The bytes that a place takes, about."""
    return _FRAME + sum(_LINE + _size(line) for line in lines)


def _size(line: Line) -> int:
    """The bytes of all words of a line."""
    said = (*(run.text for run in line.runs), line.quoted, *line.remarks)
    return sum(len(one.encode()) for one in said)


def _told(number: int, place: Place, article: Article | None) -> Shown:
    one = place.at
    spans = [mark.span for mark in (one.a, one.b) if mark.span]
    where = None
    if article is not None:
        where = context(article.text, [piece for span in spans for piece in span.pieces])
    kind, labels = _key(one)
    return Shown(
        number=number,
        article=one.article,
        language=(article and article.facts.language) or "",
        right_to_left=where is not None and where.right_to_left,
        kind=kind,
        labels=labels,
        start=one.start,
        end=one.end,
        lines=_lines(place, article, where),
        values=tuple(_values(one)),
    )


def _lines(place: Place, article: Article | None, where: Context | None) -> tuple[Line, ...]:
    """A line for each annotator; one for both where they differ in values only."""
    one = place.at
    both = (one.a, one.b)
    noted = (_remarks(one.a), _remarks(one.b, place.beside))
    if one.kind != "values":
        return tuple(
            line_of((mark.annotator,), mark.span, remarks, article, where)
            for mark, remarks in zip(both, noted, strict=True)
        )
    names = tuple(mark.annotator for mark in both)
    remarks = [f"{name}: {told}" for name, own in zip(names, noted, strict=True) for told in own]
    return (line_of(names, one.a.span, tuple(remarks), article, where),)


def line_of(
    names: tuple[str, ...],
    span: Span | None,
    remarks: tuple[str, ...],
    article: Article | None,
    where: Context | None,
) -> Line:
    """What some annotators marked; without the article only the marked words are there."""
    if span is None:
        return Line(names, "", (), "")
    quoted = visible(span.text)
    if len(quoted) > _QUOTED:
        quoted = f"{quoted[:_QUOTED].rstrip()} …"
    if article is None or where is None:
        return Line(names, span.label, (Run("text", quoted, marked=True),), quoted, remarks)
    return Line(names, span.label, runs(article.text, where, span.pieces), quoted, remarks)


def _remarks(mark: Mark, beside: str = "") -> tuple[str, ...]:
    """What an annotator noted on a span: its flags, then its comment; last what stands beside."""
    if mark.span is None:
        return ()
    noted = (", ".join(mark.span.flags), mark.span.comment, beside)
    return tuple(visible(told) for told in noted if told)


def _values(one: Disagreement) -> Iterator[tuple[str, str, str]]:
    """The values that differ, as each annotator gave them."""
    for name in one.attributes:
        first, second = (_value(mark, name) for mark in (one.a, one.b))
        yield name, first, second


def _value(mark: Mark, name: str) -> str:
    """A value in words; of spans that it names, what they say."""
    value = mark.span.value(name) if mark.span else None
    if not isinstance(value, tuple):
        return visible(in_words(value))
    texts = dict(mark.points_at)
    told = (f"«{texts[id]}»" if id in texts else id for id in value)
    return visible(", ".join(told)) or in_words(None)
