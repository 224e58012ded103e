"""The spans of the article with their values, as they are or as a filter leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from annotator.labels.schema import Label, Schema
from annotator.labels.span import Span
from annotator.session.listed import Filter, glimpse, is_unsure, listed, unfinished, values
from annotator.text.bidi import first_strong
from annotator.text.flat import visual
from annotator.text.width import cells
from annotator.tui.paint import Paint
from annotator.tui.widgets.kept import Pane
from annotator.tui.widgets.words import side_by_side

How = Literal["go", "values"]

_ROWS_A_SPAN = 2
_LIT, _UNSURE, _UNFINISHED = "▸", "!", "…"
# The key that asks for unfinished spans; its sign would look as if something were cut off.
_UNFINISHED_CHIP = "f"
_INDENT, _BETWEEN = "    ", " · "
_LEFT_BUTTON = 1
_NO_SPANS = "no spans yet: put the caret on a word and press a label's key"
_NONE_LEFT = "none match the filter; esc shows all"


class SpanList(Pane, can_focus=True, inherit_bindings=False):
    """Shows the spans, two rows each, and says which one was pointed at or chosen.

    One of them is lit: with the focus the one that its keys are on, otherwise the current span
    of the article. Only the rows in sight are drawn.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "choose", "Values", show=False),
    ]

    DEFAULT_CSS = """
    SpanList {
        height: 1fr;
        background: $surface;
        border-left: vkey $panel;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    SpanList > .list--head { background: $panel; }
    SpanList:focus > .list--title { text-style: bold reverse; }
    SpanList > .list--active { text-style: bold reverse; }
    SpanList > .list--cursor { background: $panel; text-style: bold; }
    SpanList:focus > .list--cursor { background: $accent; color: $background; }
    SpanList > .list--values { text-style: dim; }
    SpanList > .list--missing { color: $text-warning; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--head",
        "list--title",
        "list--active",
        "list--cursor",
        "list--values",
        "list--missing",
    }

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
        self._places: dict[str, int] = {}
        self._only = Filter()
        self._current: str | None = None
        self._cursor = 0
        # Messages of moving keys that no one has heard yet.
        self._unheard = 0

    @property
    def pointed(self) -> str | None:
        """The span that keys are on; None where none is listed."""
        return self._listed[self._cursor].id if self._listed else None

    @property
    def filter(self) -> Filter:
        """Which spans are listed."""
        return self._only

    @filter.setter  # noqa: A003 - the setter of the property above, no builtin
    def filter(self, only: Filter) -> None:
        if only != self._only:
            self._only = only
            self._list()

    def show(
        self, spans: Sequence[Span], schema: Schema, paint: Paint, current: str | None
    ) -> None:
        """Show these spans; `current` is the id of the article's current one."""
        self._spans, self._schema, self._paint, self._current = spans, schema, paint, current
        self._labels = {label.name: label for label in schema.labels}
        self._texts = {span.id: span.text for span in spans}
        self._list()

    def mark(self, current: str | None) -> None:
        """Light another span as the article's current one; only what differs is painted."""
        before = self._lit
        self._current = current
        # While keys run ahead of the article, it must not pull them back.
        if current in self._places and not (self.has_focus and self._unheard):
            self._cursor = self._places[current]
            self._follow()
        self._repaint(before, self._lit)

    def on_span_list_pointed(self) -> None:
        """Know that a message is out; the screen is the next to hear it."""
        self._unheard -= 1

    def on_blur(self) -> None:
        """Light the article's current span again."""
        self._cursor = self._places.get(self._current or "", self._cursor)

    def on_resize(self) -> None:
        """Keep what is lit in sight."""
        self._measure()

    def action_step(self, spans: int) -> None:
        """Move by spans."""
        self._point(self._cursor + spans)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self._point(self._cursor + pages * max(self._rows // _ROWS_A_SPAN - 1, 1))

    def action_first(self) -> None:
        """Go to the first span."""
        self._point(0)

    def action_last(self) -> None:
        """Go to the last span."""
        self._point(len(self._listed) - 1)

    def action_choose(self) -> None:
        """Ask for the values of the span that keys are on."""
        if self.pointed is not None:
            self.post_message(self.Chosen(self, self.pointed, "values"))

    def on_click(self, event: events.Click) -> None:
        """Go to the span that was pressed, pressed twice to its values; or turn a filter."""
        place = event.get_content_offset(self)
        if place is None or event.button != _LEFT_BUTTON:
            return
        if place.y == 0:
            self._turn(place.x)
            return
        at = (place.y - 1 + self.scroll_offset.y) // _ROWS_A_SPAN
        if at < len(self._listed):
            before, self._cursor = self._lit, at
            self._repaint(before, self._lit)
            how: How = "values" if event.chain >= 2 else "go"
            self.post_message(self.Chosen(self, self._listed[at].id, how))

    def render_line(self, y: int) -> Strip:
        """The row of the filter, or half of a span."""
        width = self.scrollable_content_region.width
        at, half = divmod(y - 1 + self.scroll_offset.y, _ROWS_A_SPAN)
        if y == 0:
            row, style = self._head(width)
        elif at < len(self._listed):
            row, style = self._half(at, half, width)
        elif self._listed:
            row, style = (), self.rich_style
        else:
            row, style = self._nothing(y - 1, width)
        return Strip(row).adjust_cell_length(width, style)

    @property
    def _rows(self) -> int:
        """How many rows of spans there is room for."""
        return max(self.size.height - 1, 0)

    @property
    def _lit(self) -> int | None:
        """Where the span stands that is lit; None where none of those listed is."""
        if self.has_focus:
            return self._cursor if self._listed else None
        return self._places.get(self._current or "")

    @property
    def _chips(self) -> tuple[tuple[str, bool, Filter], ...]:
        """What the head offers: a sign, whether it is asked for, the filter once it is turned."""
        only = self._only
        return (
            *(
                (label.key, only.label == label.name, only.toggled_label(label.name))
                for label in self._labels.values()
            ),
            (_UNSURE, only.unsure, only.toggled_unsure()),
            (_UNFINISHED_CHIP, only.unfinished, only.toggled_unfinished()),
        )

    def _list(self) -> None:
        """List what the filter leaves; the keys stay on their span, or at its place."""
        kept, current = self.pointed, self._current
        if self._schema is not None:
            self._listed = listed(self._spans, self._only, self._schema)
        self._places = {span.id: at for at, span in enumerate(self._listed)}
        wished = (kept, current) if self.has_focus else (current, kept)
        self._cursor = next(
            (self._places[one] for one in wished if one in self._places),
            max(min(self._cursor, len(self._listed) - 1), 0),
        )
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, 1 + _ROWS_A_SPAN * len(self._listed))
        self._follow()

    def _point(self, at: int) -> None:
        """Move the keys to a span, or as near as there is one, and tell the screen."""
        at = max(0, min(at, len(self._listed) - 1))
        if not self._listed or at == self._cursor:
            return
        before, self._cursor = self._lit, at
        self._follow()
        self._repaint(before, at)
        self._unheard += 1
        self.post_message(self.Pointed(self, self._listed[at].id))

    def _follow(self) -> None:
        """Scroll as little as shows the lit span."""
        if self._lit is None or not self._rows:
            return
        first, top = _ROWS_A_SPAN * self._lit, self.scroll_offset.y
        target = min(max(top, first + _ROWS_A_SPAN - self._rows), first)
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def _repaint(self, before: int | None, after: int | None) -> None:
        """Paint the rows of two spans again, as far as they are in sight."""
        if before == after:
            return
        for at in (before, after):
            if at is not None:
                first = 1 + _ROWS_A_SPAN * at - self.scroll_offset.y
                top, end = max(first, 1), min(first + _ROWS_A_SPAN, self.size.height)
                if top < end:
                    self.refresh(Region(0, top, self.size.width, end - top))

    def _turn(self, column: int) -> None:
        """Turn the chip in a column of the head, if there is one."""
        _, first, step = self._fitted_head(self.scrollable_content_region.width)
        at = (column - first) // step
        if 0 <= at < len(self._chips):
            self.filter = self._chips[at][2]

    def _fitted_head(self, width: int) -> tuple[str, int, int]:
        """The words of the head, the column of its first chip, and columns from chip to chip."""
        chips = len(self._chips)
        count = str(len(self._spans))
        if self._only.active:
            count = f"{len(self._listed)} of {count}"
        for words, step in ((f" spans {count}", 2), (f" spans {count}", 1), (f" {count}", 1)):
            if cells(words) + 1 + chips * step <= width:
                return words, width - chips * step, step
        return "", max(width - chips, 0), 1

    def _head(self, width: int) -> tuple[tuple[Segment, ...], Style]:
        """How many spans are listed, and what may be asked for; reversed is what is."""
        style = self.rich_style + self.get_component_rich_style("list--head", partial=True)
        words, first, step = self._fitted_head(width)
        title = style + self.get_component_rich_style("list--title", partial=True)
        active = style + self.get_component_rich_style("list--active", partial=True)
        chips = (
            segment
            for sign, asked, _ in self._chips
            for segment in (
                Segment(visual(sign), active if asked else style),
                Segment(" " * (step - 1), style),
            )
        )
        gap = Segment(" " * (first - cells(words)), style)
        return (Segment(words, title), gap, *chips), style

    def _nothing(self, row: int, width: int) -> tuple[tuple[Segment, ...], Style]:
        """A row of what is said where no span is listed."""
        said = wrap(_NONE_LEFT if self._spans else _NO_SPANS, max(width - 2, 1))
        style = self.rich_style + self.get_component_rich_style("list--values", partial=True)
        return (Segment(f" {said[row]}" if row < len(said) else "", style),), self.rich_style

    def _half(self, at: int, half: int, width: int) -> tuple[tuple[Segment, ...], Style]:
        """The first or the second row of a span."""
        span, style = self._listed[at], self.rich_style
        if at == self._lit:
            style += self.get_component_rich_style("list--cursor", partial=True)
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
            Segment(f" {_flush(span.text, width - 5 - cells(key))}", style),
        ), style

    def _values(
        self, at: int, lacking: tuple[str, ...], width: int, style: Style
    ) -> tuple[Segment, ...]:
        """What a span lacks, and what it says; its label where that is nothing."""
        span = self._listed[at]
        label = self._labels.get(span.label)
        told = values(span, label, lambda target: self._texts.get(target, target)) if label else ()
        dim, missing = style, style
        if not (self.has_focus and at == self._lit):
            dim += self.get_component_rich_style("list--values", partial=True)
            missing += self.get_component_rich_style("list--missing", partial=True)
        parts: list[tuple[str, Style]] = []
        for name in lacking:
            parts += ((" " if parts else _INDENT, style), (f"{name}?", missing))
        for words in told or (() if lacking else (span.label,)):
            parts += ((_BETWEEN if parts else _INDENT, dim), (words, dim))
        return tuple(side_by_side(parts, width))


def _flush(text: str, width: int) -> str:
    """The words of a span, where their reading begins, in exactly so many cells."""
    for room in range(width, 0, -1):
        logical = glimpse(text, room)
        drawn = visual(logical)
        if cells(drawn) <= width:
            blank = " " * (width - cells(drawn))
            return blank + drawn if first_strong(logical) else drawn + blank
    return ""
