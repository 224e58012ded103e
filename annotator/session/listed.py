"""What the list of spans shows: which spans, what each still lacks, its values in a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.labels.counts import count_typed
from annotator.labels.schema import Label, Schema
from annotator.labels.span import CHECK_TEXT, Quote, Range, Span, Value
from annotator.session.remarks import UNSURE
from annotator.session.valuing import CHECK_DATE, MOD, dates_of
from annotator.text.flat import shortened

# Cells of an article's words inside a value.
_FEW = 24
# A fully vocalised word has three code points to a cell; what lies beyond is not looked at.
_POINTS_A_CELL = 4


@dataclass(frozen=True, slots=True)
class Filter:
    """Which spans are listed: those that meet everything asked for; asking nothing lists all."""

    label: str | None = None
    unsure: bool = False
    unfinished: bool = False

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return self != Filter()

    def toggled_label(self, name: str) -> Filter:
        """Ask for spans of this label, in place of another; asked again, no longer."""
        return replace(self, label=None if self.label == name else name)

    def toggled_unsure(self) -> Filter:
        """Ask for spans that are marked unsure, or no longer."""
        return replace(self, unsure=not self.unsure)

    def toggled_unfinished(self) -> Filter:
        """Ask for spans that lack values, or no longer."""
        return replace(self, unfinished=not self.unfinished)


def listed(spans: Sequence[Span], only: Filter, schema: Schema) -> tuple[Span, ...]:
    """The spans that meet a filter, in their order."""
    if not only.active:
        return tuple(spans)
    labels = {label.name: label for label in schema.labels}
    return tuple(span for span in spans if _meets(span, only, labels))


def is_unsure(span: Span) -> bool:
    """Whether its annotator marked the span unsure."""
    return UNSURE in span.flags


def unfinished(span: Span, label: Label) -> tuple[str, ...]:
    """The attributes that are still to be given, in the order of the schema.

    Those that are required and have no value; where none of the label's is required, all of
    them as long as the span has no value at all; and dates that are flagged for a check.
    "words" stands last where a correction of the article changed the words of the span.
    """
    required = {one.name for one in label.attributes if one.required}
    if required:
        missing = required - {name for name, _ in span.attributes}
    else:
        missing = set() if span.attributes else {one.name for one in label.attributes}
    if CHECK_DATE in span.flags:
        missing |= {one.name for one in dates_of(label)}
    lacking = tuple(one.name for one in label.attributes if one.name in missing)
    return (*lacking, "words") if CHECK_TEXT in span.flags else lacking


def values(span: Span, label: Label, texts: Callable[[str], str]) -> tuple[str, ...]:
    """The values of a span in a few words each, in the order of the schema, its comment last.

    `texts` gives the words of the span of an id. The words are in logical order, and not yet safe
    for a terminal.
    """
    told = tuple(words for _, words in named_values(span, label, texts))
    return (*told, f"“{span.comment}”") if span.comment else told


def named_values(
    span: Span, label: Label, texts: Callable[[str], str], *, few: int | None = _FEW
) -> tuple[tuple[str, str], ...]:
    """The values of a span as (name, words), as `values` tells them.

    Counts are told as they are typed; a mod that shows in a count is not told again. Of the
    article's own words no more is told than fills `few` cells; with None all are.
    """
    given = [
        (one.name, value) for one in label.attributes if (value := span.value(one.name)) is not None
    ]
    mod = next((value for name, value in given if name == MOD and isinstance(value, str)), None)
    counted = any(
        isinstance(value, Range) and count_typed(value, mod) != count_typed(value, None)
        for _, value in given
    )
    return tuple(
        (name, _told(value, mod, texts, few))
        for name, value in given
        if not (counted and name == MOD)
    )


def values_line(span: Span, label: Label, texts: Callable[[str], str]) -> str:
    """The values of a span on one line, in logical order; empty where it has none."""
    return " · ".join(values(span, label, texts))


def glimpse(text: str, width: int) -> str:
    """As much of a text as some cells hold, safe, in logical order; of a long text in no time."""
    most = _POINTS_A_CELL * max(width, 0)
    return shortened(text if len(text) <= most else f"{text[:most]}…", width)


def _meets(span: Span, only: Filter, labels: Mapping[str, Label]) -> bool:
    if only.label not in (None, span.label) or (only.unsure and not is_unsure(span)):
        return False
    label = labels.get(span.label)
    return not only.unfinished or (label is not None and bool(unfinished(span, label)))


def _told(value: Value, mod: str | None, texts: Callable[[str], str], few: int | None) -> str:
    """One value, of the article's own words no more than a few."""
    match value:
        case Range():
            return count_typed(value, mod)
        case Quote():
            return f"«{value.text if few is None else glimpse(value.text, few)}»"
        case tuple():
            words = map(texts, value)
            return ", ".join(words if few is None else (glimpse(one, few) for one in words))
        case _:
            return str(value)
