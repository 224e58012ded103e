"""Spans with the values that they carry, which are JSON in a column of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import orjson

from annotator.labels.complaints import shown
from annotator.labels.schema import Label, Schema
from annotator.labels.span import ID, ORIGIN, Piece, Span, Value, quoted
from annotator.labels.values import attribute_value, is_number, value_fault
from annotator.project.evaluating.partitions.flaws import Flaws
from annotator.project.evaluating.partitions.spoken import Spoken

_ORIGIN = "imported:parquet"
_FIX = "give a value of the attribute's type, or none"

_Bounds = Mapping[Piece, Sequence[tuple[str, str]]]


def spans_of(
    side: Spoken, rows: slice, schema: Schema | None, texts: Mapping[str, str], flaws: Flaws
) -> tuple[Span, ...]:
    """The spans of some rows; `texts` are those of articles, as far as they are known.

    Spans without an id are named s1, s2 and so on in their article. What is wrong with ids and
    values is told; then nothing is to be made of the spans.
    """
    reading = _Reading(side, schema, texts, flaws)
    found: list[Span] = []
    articles = side.article[rows]
    starts = [0, *(np.flatnonzero(articles[1:] != articles[:-1]) + 1).tolist(), len(articles)]
    for begin, end in pairwise(starts):
        if begin < end:
            found += reading.article(range(rows.start + begin, rows.start + end))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reading:
    side: Spoken
    schema: Schema | None
    texts: Mapping[str, str]
    flaws: Flaws

    def article(self, rows: range) -> Iterator[Span]:
        """The spans of one article."""
        side = self.side
        text = self.texts.get(side.ids[int(side.article[rows.start])])
        names = [side.labels[int(side.label[at])] for at in rows]
        bounds = [(int(side.start[at]), int(side.end[at])) for at in rows]
        ids = self._ids(rows)
        there: dict[Piece, list[tuple[str, str]]] = defaultdict(list)
        for own, name, span_id in zip(bounds, names, ids, strict=True):
            there[own].append((name, span_id))
        known = frozenset(ids)
        for at, own, name, span_id in zip(rows, bounds, names, ids, strict=True):
            pieces = side.pieces.get(at, (own,))
            values = self._values(at, name, there, known, text)
            words = quoted(text, pieces) if text is not None else ""
            flags, comment, origin = (
                self._beside(key, at) for key in ("flags", "comment", "origin")
            )
            if None in (flags or ()):
                self._tell(at, "a flag is null", "give flags as words, or none")
            if origin and not ORIGIN.fullmatch(origin):
                self._tell(at, f"origin is {shown(origin)}, which is no origin of a span", _FIX)
            yield Span(
                span_id,
                name,
                pieces,
                words,
                tuple(values),
                tuple(flags or ()),
                comment or "",
                origin or _ORIGIN,
            )

    def _beside(self, key: str, at: int) -> Any:
        column = self.side.beside.get(key)
        return None if column is None else column[at].as_py()

    def _ids(self, rows: range) -> list[str]:
        """The ids of an article's spans; what is no id, or one given twice, is told."""
        column = self.side.beside.get("id")
        given = [None] * len(rows) if column is None else column[rows.start : rows.stop].to_pylist()
        taken = {one for one in given if one}
        for at, one in zip(rows, given, strict=True):
            if one is not None and not ID.fullmatch(one):
                self._tell(at, f"id is {shown(one)}, not s1, s2 and so on", "mend it, or give none")
        seen: set[str] = set()
        for at, one in zip(rows, given, strict=True):
            if one in seen:
                self._tell(at, f"the id {one} is another span's already", "give each its own")
            seen.update([one] if one else [])
        free = 1 + max((int(one[1:]) for one in taken if ID.fullmatch(one)), default=0)
        fresh = iter(range(free, free + len(rows)))
        return [one or f"s{next(fresh)}" for one in given]

    def _values(
        self, at: int, name: str, there: _Bounds, ids: frozenset[str], text: str | None
    ) -> Iterator[tuple[str, Value]]:
        """The values of one span; those at fault are told and left out."""
        label = self.schema.label(name) if self.schema else None
        for key, raw in self._raw(at).items():
            try:
                value = self._value(key, raw, label, there)
            except ValueError as error:
                self._tell(at, f"attributes: {key} {error}", _FIX)
                continue
            wrong = _fault(label, key, value, ids, text) if label else _dangling(key, value, ids)
            if wrong:
                self._tell(at, f"attributes: {wrong}", _FIX)
            else:
                yield key, value

    def _raw(self, at: int) -> dict[str, object]:
        """The JSON of one span's values; nothing where it is none."""
        column = self.side.beside.get("attributes")
        told = None if column is None else column[at].as_py()
        if not told:
            return {}
        try:
            raw = orjson.loads(told)
        except orjson.JSONDecodeError as error:
            what = f"attributes are not JSON: {error.msg} at column {error.colno}"
            self._tell(at, what, "write them as one JSON object")
            return {}
        if not isinstance(raw, dict):
            what = f"attributes are {shown(raw)}, no JSON object"
            self._tell(at, what, "write them as one JSON object")
            return {}
        return raw

    @staticmethod
    def _value(key: str, raw: object, label: Label | None, there: _Bounds) -> Value:
        """A value; spans that are named by their bounds are named by their ids.

        Raises:
            ValueError: it is none, or no one span has these bounds.
        """
        bounds = _bounds(raw)
        if bounds is None:
            return attribute_value(raw)
        attribute = label.attribute(key) if label else None
        wanted = attribute.label if attribute else None
        return tuple(_target(there.get(one, ()), one, wanted) for one in bounds)

    def _tell(self, at: int, what: str, fix: str) -> None:
        self.flaws.tell_one(at, self.side.origins, what, fix)


def _bounds(raw: object) -> tuple[Piece, ...] | None:
    """The `[start, end]` of targets, or None where the value is not a list of these."""
    if not isinstance(raw, list) or not raw:
        return None
    pairs = [
        (one[0], one[1])
        for one in raw
        if isinstance(one, list) and len(one) == 2 and all(map(is_number, one))
    ]
    return tuple(pairs) if len(pairs) == len(raw) else None


def _target(there: Sequence[tuple[str, str]], bounds: Piece, wanted: str | None) -> str:
    fitting = [span_id for label, span_id in there if wanted in {None, label}]
    if len(fitting) != 1:
        many = f"there are {len(fitting)} of them" if fitting else "there is none"
        raise ValueError(f"names the span at {bounds[0]}..{bounds[1]}, and {many}")
    return fitting[0]


def _fault(
    label: Label, key: str, value: Value, ids: frozenset[str], text: str | None
) -> str | None:
    attribute = label.attribute(key)
    if attribute is None:
        known = ", ".join(one.name for one in label.attributes) or "none at all"
        return f"{label.name} has no attribute {shown(key)}, but {known}"
    wrong = value_fault(attribute, value, text)
    return f"{key} {wrong}" if wrong else _dangling(key, value, ids)


def _dangling(key: str, value: Value, ids: frozenset[str]) -> str | None:
    gone = [one for one in value if one not in ids] if isinstance(value, tuple) else []
    return f"{key} names {shown(gone[0])}, which is not there" if gone else None
