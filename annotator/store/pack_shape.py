"""A packed release, read strictly: only the very bytes that it would be packed as are taken."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator, ValidationError, model_validator

from annotator.errors import AnnotatorError, LabelFileError, gathered, raise_all
from annotator.labels.complaints import complaints, key_path, shown
from annotator.labels.span import Piece, Quote, pieces_fault
from annotator.labels.values import attribute_value, is_number
from annotator.store.label_file import LabelFile, Shape
from annotator.store.pack_file import (
    AGAIN,
    BareArticle,
    BareSpan,
    BareValue,
    Pack,
    WholeArticle,
    Withheld,
    encode_pack,
    pack_faults,
)
from annotator.store.release_file import ReleaseFile
from annotator.store.sealed import seal_faults, unsealed
from annotator.store.values import count, day, filled, hexadecimal, origin, span_id

# How every pack begins, of whatever format.
_KIND = "annotator/pack-"
_BEGINNING = b'{\n"format": "%b' % _KIND.encode()

_Hash = Annotated[str, AfterValidator(hexadecimal)]
_Count = Annotated[int, AfterValidator(count)]
_Filled = Annotated[str, AfterValidator(filled)]


def _stretch(raw: object) -> Piece:
    """Where a stretch begins and ends."""
    if isinstance(raw, list) and len(raw) == 2:
        start, end = raw
        if is_number(start) and is_number(end) and 0 <= start < end:
            return (start, end)
    raise ValueError(f"is {shown(raw)}, not [start, end]")


_Stretch = Annotated[Piece, PlainValidator(_stretch)]


def decode_pack(data: bytes, where: str) -> Pack:
    """The pack that a file's bytes hold; only the very bytes of `encode_pack` are taken.

    Raises:
        LabelFileError, SpanError, Faults: it is no pack at all, or every fault at once, each with
            its place in the file.
    """
    raw = _opened(data, where)
    whole = isinstance(raw, dict) and raw.get("texts") is True
    try:
        pack = (_WholePack if whole else _BarePack).model_validate(raw).value()
    except ValidationError as error:
        wrong = [
            LabelFileError(one.what, f"{where}: {key_path(one.path) or 'the whole file'}", AGAIN)
            for one in complaints(error)
        ]
        raise gathered(wrong) from error
    except AnnotatorError as error:
        raise LabelFileError(error.what, where, AGAIN) from error
    raise_all(pack_faults(pack, where))
    wrong = [LabelFileError(one.what, one.where, AGAIN) for one in _unproved(data, pack, where)]
    raise_all(wrong)
    return pack


def _opened(data: bytes, where: str) -> object:
    """The JSON of what is a pack, or began as one."""
    try:
        raw = unsealed(data, where)
    except LabelFileError as error:
        if not data.startswith(_BEGINNING):
            raise _no_pack(where) from error
        raise LabelFileError(error.what, error.where, AGAIN) from error
    named = raw.get("format") if isinstance(raw, dict) else None
    if not (isinstance(named, str) and named.startswith(_KIND)):
        raise _no_pack(where)
    return raw


def _no_pack(where: str) -> LabelFileError:
    fix = "name a file that annotator release NAME --pack FILE has written"
    return LabelFileError("this is no pack", where, fix)


def _unproved(data: bytes, pack: Pack, where: str) -> tuple[LabelFileError, ...]:
    return seal_faults(data, encode_pack(pack), where)


def _bare_value(raw: object) -> BareValue:
    """A value whose words may be withheld, by its JSON."""
    if isinstance(raw, dict) and raw.keys() == {"sha256"}:
        return Withheld(hexadecimal(_string(raw["sha256"])))
    if isinstance(raw, dict) and raw.keys() == {"start", "end", "sha256"}:
        start, end = raw["start"], raw["end"]
        if is_number(start) and is_number(end) and 0 <= start < end:
            return Withheld(hexadecimal(_string(raw["sha256"])), (start, end))
    value = attribute_value(raw)
    if isinstance(value, Quote):
        raise ValueError("quotes the text, in a pack without texts")  # noqa: TRY004 - pydantic's
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"should be a string, not {shown(value)}")  # noqa: TRY004 - pydantic's
    return value


class _Span(Shape):
    id: Annotated[str, AfterValidator(span_id)]
    label: _Filled
    start: _Count
    end: _Count
    fragments: list[_Stretch] | None = None
    sha256: _Hash
    attributes: dict[_Filled, Annotated[BareValue, PlainValidator(_bare_value)]] = Field(
        default_factory=dict
    )
    flags: list[_Filled] = Field(default_factory=list)
    origin: Annotated[str, AfterValidator(origin)]

    @model_validator(mode="after")
    def _fits_itself(self) -> _Span:
        pieces = self.pieces()
        wrong = pieces_fault(pieces)
        if wrong:
            raise ValueError(wrong)
        return self

    def pieces(self) -> tuple[Piece, ...]:
        """The fragments, or the one piece from start to end."""
        return tuple(self.fragments or [(self.start, self.end)])

    def value(self) -> BareSpan:
        """What it says, as a value."""
        return BareSpan(
            self.id,
            self.label,
            self.pieces(),
            self.sha256,
            tuple(self.attributes.items()),
            tuple(self.flags),
            self.origin,
        )


class _Bare(Shape):
    article: _Filled
    sha256: _Hash
    length: _Count
    anchor: Annotated[str, AfterValidator(day)] | None
    zones: list[_Stretch]
    spans: list[_Span]

    @model_validator(mode="after")
    def _is_in_order(self) -> _Bare:
        """Spans sorted, each once, and none beyond the text."""
        spans = [span.value() for span in self.spans]
        for span, following in pairwise(spans):
            if _order(span) >= _order(following):
                raise ValueError(f"has spans that are not sorted, or twice: {following.id}")
        if any(span.pieces[-1][1] > self.length for span in spans):
            raise ValueError(f"has a span that ends beyond its {self.length} characters")
        return self

    def value(self) -> BareArticle:
        """What it says, as a value."""
        spans = tuple(span.value() for span in self.spans)
        zones = tuple(self.zones)
        return BareArticle(self.article, self.sha256, self.length, self.anchor, zones, spans)


class _Whole(Shape):
    text: str
    labels: LabelFile

    def value(self) -> WholeArticle:
        """What it says, as a value."""
        return WholeArticle(self.text, self.labels.value())


class _BarePack(Shape):
    format: Literal["annotator/pack-1"]
    release: ReleaseFile
    texts: Literal[False]
    articles: list[_Bare]
    digest: _Hash

    def value(self) -> Pack:
        """What the file says, as a value; its digest is proved elsewhere."""
        return Pack(self.release.value(), tuple(one.value() for one in self.articles))


class _WholePack(Shape):
    format: Literal["annotator/pack-1"]
    release: ReleaseFile
    texts: Literal[True]
    articles: list[_Whole]
    digest: _Hash

    def value(self) -> Pack:
        """What the file says, as a value; its digest is proved elsewhere."""
        return Pack(self.release.value(), tuple(one.value() for one in self.articles))


def _order(span: BareSpan) -> tuple[int, int, str, str]:
    return (span.pieces[0][0], span.pieces[-1][1], span.label, span.id)
