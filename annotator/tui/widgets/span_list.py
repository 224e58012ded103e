"""The spans of the article with their values, as they are or as a filter leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from annotator.labels.schema import Label, Schema
from annotator.labels.span import Span
from annotator.session.listed import Filter, is_unsure, listed, unfinished, values
from annotator.text.flat import visual
from annotator.text.width import cells
from annotator.tui.paint import Paint
from annotator.tui.widgets.two_rows import Chip, Half, How, TwoRowList, flush
from annotator.tui.widgets.words import side_by_side

_LIT, _UNSURE, _UNFINISHED = "▸", "!", "…"
# The key that asks for unfinished spans; its sign would look as if something were cut off.
_UNFINISHED_CHIP = "f"
_INDENT, _BETWEEN = "    ", " · "
_NO_SPANS = "no spans yet: put the caret on a word and press a label's key"
_NONE_LEFT = "none match the filter; esc shows all"


class SpanList(TwoRowList, can_focus=True):
    """Shows the spans, two rows each, and says which one was pointed at or chosen."""

    @dataclass
    class Pointed(Message):
        """Keys moved to a span: the article is to follow, and `mark` to say where it is then."""

        list: SpanList
        span_id: str

        @property
        def control(self) -> SpanList:
            """The list that was used."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A span was picked: to go there, or to give it values."""

        list: SpanList
        span_id: str
        how: How

        @property
        def control(self) -> SpanList:
            """The list that was used."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._spans: Sequence[Span] = ()
        self._listed: tuple[Span, ...] = ()
        self._schema: Schema | None = None
        self._paint: Paint | None = None
        self._labels: dict[str, Label] = {}
        self._texts: dict[str, str] = {}
        self._only = Filter()

    @property
    def filter(self) -> Filter:
        """Which spans are listed."""
        return self._only

    @filter.setter  # noqa: A003 - the setter of the property above, no builtin
    def filter(self, only: Filter) -> None:
        if only != self._only:
            self._only = only
            self._filter()

    def show(
        self, spans: Sequence[Span], schema: Schema, paint: Paint, current: str | None
    ) -> None:
        """Show these spans; `current` is the id of the article's current one."""
        self._spans, self._schema, self._paint, self._current = spans, schema, paint, current
        self._labels = {label.name: label for label in schema.labels}
        self._texts = {span.id: span.text for span in spans}
        self._filter()

    def on_span_list_pointed(self) -> None:
        """Know that a message is out."""
        self.heard()

    def _tell_pointed(self, key: str) -> None:
        self.post_message(self.Pointed(self, key))

    def _tell_chosen(self, key: str, how: How) -> None:
        self.post_message(self.Chosen(self, key, how))

    @property
    def _titles(self) -> tuple[str, ...]:
        count = str(len(self._spans))
        if self._only.active:
            count = f"{len(self._listed)} of {count}"
        return (f" spans {count}", f" {count}")

    @property
    def _chips(self) -> tuple[Chip, ...]:
        only = self._only
        return (
            *(
                Chip(label.key, only.label == label.name, label.name)
                for label in self._labels.values()
            ),
            Chip(_UNSURE, only.unsure, _UNSURE),
            Chip(_UNFINISHED_CHIP, only.unfinished, _UNFINISHED),
        )

    @property
    def _why_none(self) -> str:
        return _NONE_LEFT if self._spans else _NO_SPANS

    def _turn(self, chip: Chip) -> None:
        match chip.name:
            case "!":
                self.filter = self._only.toggled_unsure()
            case "…":
                self.filter = self._only.toggled_unfinished()
            case label:
                self.filter = self._only.toggled_label(label)

    def _filter(self) -> None:
        """List what the filter leaves."""
        if self._schema is not None:
            self._listed = listed(self._spans, self._only, self._schema)
        self._list([span.id for span in self._listed])

    def _half(self, at: int, half: int, width: int) -> Half:
        """The first or the second row of a span."""
        span, style = self._listed[at], self._style_of(at)
        label = self._labels.get(span.label)
        lacking = unfinished(span, label) if label else ()
        if half:
            return self._values(at, lacking, width, style), style
        sign = f"{_LIT if at == self._lit else ' '}{_UNSURE if is_unsure(span) else ' '}"
        key = visual(label.key) if label else "?"
        look = self._paint.label(span.label) if self._paint else Style.null()
        return (
            Segment(f"{sign}{_UNFINISHED if lacking else ' '} ", style),
            Segment(key, style + look),
            Segment(f" {flush(span.text, width - 5 - cells(key))}", style),
        ), style

    def _values(
        self, at: int, lacking: tuple[str, ...], width: int, style: Style
    ) -> tuple[Segment, ...]:
        """What a span lacks, and what it says; its label where that is nothing."""
        span = self._listed[at]
        label = self._labels.get(span.label)
        told = values(span, label, lambda target: self._texts.get(target, target)) if label else ()
        dim = self._dimmed(at, style)
        missing = self._dimmed(at, style, "list--missing")
        parts: list[tuple[str, Style]] = []
        for name in lacking:
            parts += ((" " if parts else _INDENT, style), (f"{name}?", missing))
        for words in told or (() if lacking else (span.label,)):
            parts += ((_BETWEEN if parts else _INDENT, dim), (words, dim))
        return tuple(side_by_side(parts, width))
