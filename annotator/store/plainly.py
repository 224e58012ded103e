"""A label file whose content is exactly what it should be, read at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, get_args

from annotator.labels import exactly
from annotator.labels.labelling import Labelling, Rejected, Status, Zone
from annotator.labels.span import ID, ORIGIN, Piece, Span, pieces_fault
from annotator.labels.values import LARGEST, attribute_value
from annotator.store.record import SchemaRef, Version
from annotator.store.values import annotator, count, day, filled, hexadecimal, moment, number

_HASH, _FILLED = exactly.valid(str, hexadecimal), exactly.valid(str, filled)
_COUNT, _DAY = exactly.valid(int, count), exactly.valid(str, day)
_STRETCH = {"start": _COUNT, "end": _COUNT}
_KNOWN = exactly.keys(
    {
        "format": exactly.one_of("annotator/labels-1"),
        "article": exactly.keys(
            {"id": _FILLED, "sha256": _HASH, "length": _COUNT, "anchor": exactly.maybe(_DAY)}
        ),
        "annotator": exactly.valid(str, annotator),
        "version": exactly.valid(int, number),
        "parent": exactly.maybe(_HASH),
        "merged": exactly.listed(_HASH),
        "schema": exactly.keys(
            {"name": _FILLED, "version": _FILLED, "sha256": _HASH, "pages": _HASH}
        ),
        "status": exactly.one_of(*get_args(Status)),
        "saved": exactly.valid(str, moment),
        "seconds": _COUNT,
        "note": exactly.text,
        "zones": exactly.listed(exactly.keys({**_STRETCH, "why": exactly.text})),
        "rejected": exactly.listed(exactly.keys({**_STRETCH, "label": _FILLED})),
        # What gold says of how it came about is read in the long way.
        "adjudication": lambda value: value is None,
        "spans": lambda value: type(value) is list,
        "digest": _HASH,
    }
)
_USUAL = ("id", "label", "start", "end", "text", "origin")
_NEEDED = frozenset(_USUAL)
_SPAN = _NEEDED | {"fragments", "attributes", "flags", "comment"}
_FLAGS = exactly.listed(_FILLED)
_FRAGMENTS = exactly.listed(exactly.listed(_COUNT))
# Of many thousands of spans nearly all came from the same few places.
_is_origin = lru_cache(maxsize=64)(ORIGIN.fullmatch)


def plain_version(raw: Any) -> Version | None:
    """The version that the JSON of a label file says; its digest is proved elsewhere.

    None where anything in it is not as it should be, or is rare: `LabelFile` reads that, and says
    what is wrong. Whatever is read here is read there as an equal version.
    """
    if not _KNOWN(raw):
        return None
    stretches = (*raw["zones"], *raw["rejected"])
    if any(one["end"] <= one["start"] for one in stretches):
        return None
    spans = tuple(span for one in raw["spans"] if (span := plain_span(one)))
    if len(spans) < len(raw["spans"]):
        return None
    article, schema = raw["article"], raw["schema"]
    return Version(
        article_id=article["id"],
        article_sha256=article["sha256"],
        article_length=article["length"],
        annotator=raw["annotator"],
        number=raw["version"],
        parent=raw["parent"],
        merged=tuple(raw["merged"]),
        schema=SchemaRef(**schema),
        saved=raw["saved"],
        seconds=raw["seconds"],
        labelling=Labelling(
            spans=spans,
            status=raw["status"],
            anchor=article["anchor"],
            zones=tuple(Zone(**one) for one in raw["zones"]),
            rejected=tuple(Rejected(**one) for one in raw["rejected"]),
            note=raw["note"],
        ),
    )


def plain_span(raw: Any) -> Span | None:
    """The span that its keys say; None where `SpanShape` has to look at it."""
    if type(raw) is not dict or not (tuple(raw) == _USUAL or _NEEDED <= raw.keys() <= _SPAN):
        return None
    name, label, text, origin = raw["id"], raw["label"], raw["text"], raw["origin"]
    pieces, held = _pieces(raw)
    in_order = (
        type(name) is type(label) is type(text) is type(origin) is str
        and label
        and 0 < held == len(text)
        and ID.fullmatch(name)
        and _is_origin(origin)
    )
    if not in_order:
        return None
    if len(raw) == len(_USUAL):
        return Span(name, label, pieces, text, origin=origin)
    flags, comment = raw.get("flags", []), raw.get("comment", "")
    attributes = _attributes(raw.get("attributes", {}))
    if attributes is None or not _FLAGS(flags) or type(comment) is not str:
        return None
    return Span(name, label, pieces, text, attributes, tuple(flags), comment, origin)


def _pieces(raw: Any) -> tuple[tuple[Piece, ...], int]:
    """The fragments, or the one piece from start to end, and how many characters they hold.

    0 where they are not in order.
    """
    start, end = raw["start"], raw["end"]
    if not (type(start) is type(end) is int and 0 <= start < end <= LARGEST):
        return (), 0
    if "fragments" not in raw:
        return ((start, end),), end - start
    found = raw["fragments"]
    if not _FRAGMENTS(found) or len(found) < 2 or any(len(one) != 2 for one in found):
        return (), 0
    pieces = tuple((first, last) for first, last in found)
    if pieces_fault(pieces) or (pieces[0][0], pieces[-1][1]) != (start, end):
        return (), 0
    return pieces, sum(last - first for first, last in pieces) + len(pieces) - 1


def _attributes(raw: object) -> tuple[tuple[str, Any], ...] | None:
    """The values by their names."""
    if type(raw) is not dict or not all(map(_FILLED, raw)):
        return None
    try:
        return tuple((name, attribute_value(value)) for name, value in raw.items())
    except ValueError:
        return None
