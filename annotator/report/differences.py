"""Disagreements as a person reads them: in their sentences, with what each annotator marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    shown = tuple(_shown(agreement, articles, most, room))
    grouped: dict[_Key, list[Shown]] = {}
    for one in shown:
        grouped.setdefault((one.kind, one.labels), []).append(one)
    counts = Counter(_key(one) for one in agreement.disagreements)
    by_kind = Counter(kind for kind, _ in counts.elements())
    titles = _titles(agreement.annotators)
    kinds = [
        Kind(kind, *titles[kind], count, _groups(kind, counts, grouped))
        for kind, count in sorted(by_kind.items(), key=lambda item: -item[1])
    ]
    return Differences(tuple(kinds), len(shown), len(agreement.disagreements))


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


def _shown(
    agreement: Agreement, articles: Mapping[str, Article], most: int, room: int
) -> Iterator[Shown]:
    """As many as there is room for, those of the worst articles first."""
    place = {one.article: at for at, one in enumerate(agreement.by_article)}
    ordered = sorted(
        agreement.disagreements,
        key=lambda one: (place.get(one.article, len(place)), one.start, one.end),
    )
    for number, one in enumerate(ordered[:most], start=1):
        shown = _told(number, one, articles.get(one.article))
        room -= _FRAME + sum(_LINE + _size(line) for line in shown.lines)
        if room < 0:
            return
        yield shown


def _size(line: Line) -> int:
    """The bytes of all words of a line."""
    said = (*(run.text for run in line.runs), line.quoted, *line.remarks)
    return sum(len(one.encode()) for one in said)


def _told(number: int, one: Disagreement, article: Article | None) -> Shown:
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
        lines=_lines(one, article, where),
        values=tuple(_values(one)),
    )


def _lines(one: Disagreement, article: Article | None, where: Context | None) -> tuple[Line, ...]:
    """A line for each annotator; one for both where they differ in values only."""
    if one.kind != "values":
        return tuple(
            _line((mark.annotator,), mark.span, _remarks(mark), article, where)
            for mark in (one.a, one.b)
        )
    both = (one.a, one.b)
    remarks = [f"{mark.annotator}: {told}" for mark in both for told in _remarks(mark)]
    names = tuple(mark.annotator for mark in both)
    return (_line(names, one.a.span, tuple(remarks), article, where),)


def _line(
    names: tuple[str, ...],
    span: Span | None,
    remarks: tuple[str, ...],
    article: Article | None,
    where: Context | None,
) -> Line:
    if span is None:
        return Line(names, "", (), "")
    quoted = visible(span.text)
    if len(quoted) > _QUOTED:
        quoted = f"{quoted[:_QUOTED].rstrip()} …"
    if article is None or where is None:
        return Line(names, span.label, (Run("text", quoted, marked=True),), quoted, remarks)
    return Line(names, span.label, runs(article.text, where, span.pieces), quoted, remarks)


def _remarks(mark: Mark) -> tuple[str, ...]:
    """What an annotator noted on a span: its flags, then its comment."""
    if mark.span is None:
        return ()
    noted = (", ".join(mark.span.flags), mark.span.comment)
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
