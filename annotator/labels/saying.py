"""What a labelling says, in words for a person."""

from __future__ import annotations

import orjson

from annotator.labels.conflicts import Said
from annotator.labels.labelling import Adjudication, Decision, Source
from annotator.labels.shape import span_keys
from annotator.labels.span import Quote, Range, Span


def in_words(said: Said) -> str:  # noqa: PLR0911 - one for each kind of thing
    """One thing as a person reads it: a span by its words, a value as it is written."""
    match said:
        case None | () | "":
            return "nothing"
        case Span():
            values = span_keys(said).get("attributes")
            told = f" {orjson.dumps(values).decode()}" if values else ""
            comment = f" ({said.comment})" if said.comment else ""
            return f"{said.label} {said.start}..{said.end} «{said.text}»{told}{comment}"
        case Range(low, high):
            return f"{'' if low is None else low}..{'' if high is None else high}"
        case Quote():
            return f"«{said.text}»"
        case Adjudication():
            decisions = len(said.decisions)
            return f"adjudicated by {said.by}, {decisions} decision{'s' * (decisions != 1)}"
        case Decision():
            return f"{said.start}..{said.end}: {said.taken}, {said.reason}"
        case tuple():
            return ", ".join(_part(part) for part in said)
        case str() | int():
            return str(said)


def _part(part: object) -> str:
    """One of several: a piece of a span, a version that was adjudicated, or the id of a span."""
    match part:
        case (start, end):
            return f"{start}..{end}"
        case Source(annotator, version, _):
            return f"{annotator}@{version}"
        case _:
            return str(part)
