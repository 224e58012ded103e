"""One line of the native exchange: its shape, and its spans laid on the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from annotator.errors import AnnotatorError, FormatError, gathered
from annotator.formats.meant import meant_of_article, meant_of_span
from annotator.formats.protocol import Shelf
from annotator.labels.complaints import Complaint, complaints, key_path, shown
from annotator.labels.rules import spot
from annotator.labels.schema import Schema
from annotator.labels.span import ID, ORIGIN, Identity, Piece, Span, Value, mark
from annotator.labels.values import attribute_value, is_number
from annotator.text.article import Article

_LONGEST_ID = 13
_FIX = "give one JSON object a line"
_NO_NUMBERS = ("NaN", "Infinity", "nan", "inf")


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise ValueError(f"is {shown(value)}, not s1, s2 and so on")
    if len(value) > _LONGEST_ID:
        raise ValueError(f"is {shown(value)}, too high a number to count on from")
    return value


def _origin(value: str) -> str:
    if not ORIGIN.fullmatch(value):
        raise ValueError(f"is {shown(value)}, which is no origin of a span")
    return value


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class SpanLine(_Shape):
    """A span of a line."""

    label: str
    start: int
    end: int
    text: str | None = None
    id: Annotated[str, AfterValidator(_id)] | None = None
    fragments: list[tuple[int, int]] | None = None
    attributes: dict[str, object] = {}
    flags: list[str] = []
    comment: str = ""
    origin: Annotated[str, AfterValidator(_origin)] | None = None
    score: Annotated[float, Field(allow_inf_nan=False)] | None = None

    def pieces(self) -> tuple[Piece, ...]:
        """The fragments, or the one piece from start to end."""
        return tuple(self.fragments) if self.fragments else ((self.start, self.end),)


class ArticleLine(_Shape):
    """A line: an article's ID, all its spans, and perhaps which text they were made on."""

    article: str
    spans: list[SpanLine]
    sha256: str | None = None


def read_line(line: bytes, place: str) -> ArticleLine:
    """The line as its shape says.

    Raises:
        FormatError, Faults: every fault of the line's shape at once.
    """
    try:
        # By way of JSON, where a list may stand for a pair.
        orjson.loads(line)
        return ArticleLine.model_validate_json(line)
    except orjson.JSONDecodeError as error:
        raise _no_json(error, place) from error
    except ValidationError as error:
        raise misshapen(error, place) from error


def misshapen(error: ValidationError, place: str) -> AnnotatorError:
    """Every fault of a shape, as errors at their places; of unknown keys with what is meant."""
    return gathered(
        [
            FormatError(one.what, f"{place}: {path}" if path else place, _fix(one, error.title))
            for one in complaints(error)
            for path in [key_path(one.path)]
        ]
    )


def _fix(one: Complaint, shape: str) -> str:
    if not one.is_unknown:
        return one.fix
    key = str(one.path[-1])
    if len(one.path) == 1 and shape == ArticleLine.__name__:
        meant = meant_of_article(key, ArticleLine.model_fields)
    else:
        meant = meant_of_span(key, SpanLine.model_fields)
    return f"did you mean {meant}? otherwise take it out" if meant else one.fix


def _no_json(error: orjson.JSONDecodeError, place: str) -> FormatError:
    """The error for a line that is no JSON, with a better guess than to write JSON."""
    rest = error.doc[error.pos :].lstrip("-")
    if rest.startswith(_NO_NUMBERS) or error.msg.startswith("number is infinity"):
        what, fix = "JSON knows no NaN and no infinity", "leave the key out where there is no score"
    elif not rest.strip():
        what, fix = "the line ends too early", "write the file again: a part of it is not there"
    else:
        what, fix = f"the line is not JSON: {error.msg}", _FIX
    return FormatError(what, f"{place}, column {error.colno}", fix)


def article_of(  # noqa: PLR0913 - what is said of an article, and where
    article_id: str,
    sha256: str | None,
    shelf: Shelf,
    known: dict[str, str],
    place: str,
    *,
    unit: str = "line",
) -> Article:
    """The article that a place of the source gives all spans of.

    `sha256` is that of the text that the spans were made on, None where it is not said; `known`
    are the articles of the places before, to which this one is added; `unit` is what a place is.

    Raises:
        FormatError: the article is not there, is another text, or was given before.
    """
    article = shelf.article(article_id)
    if article is None:
        raise _unknown(article_id, place)
    if article.id in known:
        raise _repeated(article.id, known[article.id], place, unit)
    if sha256 not in {None, article.sha256}:
        raise _other_text(article.id, place)
    known[article.id] = place
    return article


def _unknown(article_id: str, place: str) -> AnnotatorError:
    return FormatError(
        what=f"there is no article {shown(article_id)}",
        where=place,
        fix="bring it in first with annotator add, or mend its ID; annotator list names them all",
    )


def _repeated(article_id: str, first: str, place: str, unit: str) -> AnnotatorError:
    return FormatError(
        what=f"the article {article_id} has a {unit} already: {first}",
        where=place,
        fix=f"give all its spans in one {unit}",
    )


def _other_text(article_id: str, place: str) -> AnnotatorError:
    return FormatError(
        what=f"its sha256 is that of another text than the one of {article_id} that is here",
        where=f"{place}: sha256",
        fix="make the spans anew on the text that is here: their offsets may count other letters",
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """Spans over an article's own words, and all faults of those that do not lie there.

    `places` tells what each span is called in the source, `scores` how sure the source is of it.
    """

    spans: tuple[Span, ...]
    places: tuple[str, ...]
    scores: tuple[float | None, ...]
    faults: tuple[AnnotatorError, ...]


def lay(  # noqa: PLR0913, PLR0917 - what lies where, each by its own name
    lines: Sequence[SpanLine],
    article: Article,
    shelf: Shelf,
    place: str,
    origin: str,
    places: Sequence[str] = (),
) -> Laid:
    """Every span that lies on the text as it says, and the faults of all others.

    `places` are what spans are called in the source, where that is not by their place in a list.
    """
    called = places or [
        spot(place, at, line.id) if line.id else f"{place}: spans[{at}]"
        for at, line in enumerate(lines)
    ]
    ids = _ids(lines, shelf.next_number(article.id), shelf.ids(article.id))
    targets = _targets(lines, ids)
    spans: list[Span] = []
    stood: list[str] = []
    scores: list[float | None] = []
    faults: list[AnnotatorError] = []
    for line, span_id, where in zip(lines, ids, called, strict=True):
        try:
            _check_bounds(line, where)
            span = mark(
                article.text,
                span_id,
                line.label,
                line.pieces(),
                attributes=tuple(_values(line, targets, shelf.schema, where)),
                flags=line.flags,
                comment=line.comment,
                origin=line.origin or origin,
            )
            _check_quote(line, span, where)
        except AnnotatorError as error:
            faults += _placed(error, where)
        else:
            spans.append(span)
            stood.append(where)
            scores.append(line.score)
    return Laid(tuple(spans), tuple(stood), tuple(scores), tuple(faults))


def _ids(lines: Sequence[SpanLine], free: int, known: Mapping[Identity, str]) -> tuple[str, ...]:
    """The ids as given; else those of equal spans; else new ones, above all others."""
    taken = {line.id for line in lines if line.id}
    free = max(free, *(int(one[1:]) + 1 for one in taken), 1)
    ids = []
    for line in lines:
        own = line.id or known.get((line.label, line.pieces()))
        if own is None or (own in taken and not line.id):
            own = f"s{free}"
            free += 1
        taken.add(own)
        ids.append(own)
    return tuple(ids)


def _targets(
    lines: Sequence[SpanLine], ids: Sequence[str]
) -> Mapping[tuple[int, int], tuple[tuple[str, str], ...]]:
    """By outer bounds, every span as its label and id."""
    found: dict[tuple[int, int], tuple[tuple[str, str], ...]] = {}
    for line, span_id in zip(lines, ids, strict=True):
        bounds = (line.start, line.end)
        found[bounds] = (*found.get(bounds, ()), (line.label, span_id))
    return found


def _check_bounds(line: SpanLine, where: str) -> None:
    pieces = line.pieces()
    if (pieces[0][0], pieces[-1][1]) != (line.start, line.end):
        what = f"its fragments do not begin at its start {line.start} and end at its end {line.end}"
        raise FormatError(what, where, "give the outer bounds as start and end")


def _check_quote(line: SpanLine, span: Span, where: str) -> None:
    if line.text is not None and line.text != span.text:
        raise FormatError(
            what=f"it quotes {shown(line.text)}, where the article says {shown(span.text)}",
            where=where,
            fix="count offsets in code points of the article as it is stored, half-open",
        )


def _values(
    line: SpanLine,
    targets: Mapping[tuple[int, int], tuple[tuple[str, str], ...]],
    schema: Schema,
    where: str,
) -> Iterator[tuple[str, Value]]:
    label = schema.label(line.label)
    for name, raw in line.attributes.items():
        attribute = label.attribute(name) if label else None
        wanted = attribute.label if attribute else None
        place = f"{where}: {key_path(('attributes', name))}"
        bounds = _bounds(raw)
        if bounds is None:
            yield name, _value(key_path((name,)), raw, place)
        else:
            yield name, tuple(_target(targets.get(one, ()), one, wanted, place) for one in bounds)


def _bounds(raw: object) -> tuple[tuple[int, int], ...] | None:
    """The `[start, end]` of targets, or None where the value is not a list of these."""
    if not isinstance(raw, list) or not raw:
        return None
    pairs = [
        (one[0], one[1])
        for one in raw
        if isinstance(one, list) and len(one) == 2 and all(map(is_number, one))
    ]
    return tuple(pairs) if len(pairs) == len(raw) else None


def _target(
    there: Sequence[tuple[str, str]], bounds: tuple[int, int], wanted: str | None, where: str
) -> str:
    """The id of the one span with these bounds and of the label that the attribute asks for."""
    fitting = [span_id for label, span_id in there if wanted in (None, label)]
    if len(fitting) == 1:
        return fitting[0]
    kind = f"{wanted} span" if wanted else "span"
    what = f"it names the {kind} at {bounds[0]}..{bounds[1]}, and there "
    what += f"are {len(fitting)} of them" if fitting else "is none in this line"
    raise FormatError(what, where, "give the span an id, and name that")


def _value(name: str, raw: object, where: str) -> Value:
    try:
        return attribute_value(raw)
    except ValueError as error:
        fix = "give a value of the attribute's type, or none"
        raise FormatError(f"{name} {error}", where, fix) from error


def _placed(error: AnnotatorError, where: str) -> Iterator[AnnotatorError]:
    """The faults of a span, each at its place in the source."""
    for one in getattr(error, "faults", (error,)):
        yield one if one.where.startswith(where) else type(one)(one.what, where, one.fix)
