"""The article: rows from right to left, its spans, the caret and the selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from annotator.labels.labelling import Zone
from annotator.labels.span import Piece, Span
from annotator.session.caret import AT_START, Caret
from annotator.session.index import SpanIndex
from annotator.text.badges import Badge
from annotator.text.layout import Cell, Layout, Line, lay_out
from annotator.tui.paint import Paint
from annotator.tui.widgets.kept import Pane

# Rows kept in sight above and below the caret.
ROWS_AROUND_CARET = 2

_LEFT_BUTTON = 1
_CARET = Style(reverse=True)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the pane shows of one article; a new value for every change.

    `zones` are parts that are not article text, `found` is what a search is at, `badges` are
    signs for what is invisible.
    """

    text: str
    index: SpanIndex
    caret: Caret = AT_START
    current: Span | None = None
    zones: tuple[Zone, ...] = ()
    found: Piece | None = None
    badges: tuple[Badge, ...] = ()


class ArticleView(Pane, can_focus=False, inherit_bindings=False):
    """Shows an article and says where it was pressed.

    It holds no labels and changes none: the screen turns keys and `Pointed` into edits and
    gives back the next `Scene`. Only the cells that differ are painted again.
    """

    DEFAULT_CSS = """
    ArticleView {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    @dataclass
    class Pointed(Message):
        """The mouse was pressed on a unit, dragged to one, or pressed twice on a word.

        `text` is what was pressed on: another article may be in front once this is heard.
        """

        view: ArticleView
        text: str
        offset: int
        how: str

        @property
        def control(self) -> ArticleView:
            """The pane that was pressed."""
            return self.view

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._scene = Scene("", SpanIndex(()))
        self._layout: Layout | None = None
        self._paint: Paint | None = None
        self._covered = False
        self._rows_in_sight = 0
        self._spans_at: dict[int, tuple[tuple[Span, ...], ...]] = {}
        self._looks: dict[int, tuple[Style, ...]] = {}
        self._strips: dict[int, Strip] = {}

    @property
    def page(self) -> Layout | None:
        """The article as it is laid out now; None before the pane has a size."""
        return self._layout

    @property
    def page_rows(self) -> int:
        """How many rows a page up or down goes, with one row kept from the last page."""
        return max(self.scrollable_content_region.height - 1, 1)

    def dress(self, paint: Paint) -> None:
        """Use other colours."""
        self._paint = paint
        self._repaint()

    def cover(self, *, covered: bool) -> None:
        """Know that something lies over the page, whose edges may cut a row anywhere."""
        self._covered = covered
        self._repaint()

    def show(self, scene: Scene, *, margin: int = ROWS_AROUND_CARET) -> None:
        """Show another article, or the same one with something changed; only that is painted.

        The page scrolls as little as leaves `margin` rows above and below the caret.
        """
        before, self._scene = self._scene, scene
        if scene.text != before.text or scene.badges is not before.badges:
            self._lay_out()
        elif self._layout is not None:
            self._spoil(before, scene)
        self._follow(scene.caret, margin)

    def shows(self, offset: int) -> bool:
        """Whether the row of an offset is in sight."""
        if self._layout is None:
            return True
        row = self._layout.row_of(offset) - self.scroll_offset.y
        # While the pane takes another height, what was seen at the old one is still wanted.
        return 0 <= row < max(self._rows_in_sight, self.scrollable_content_region.height)

    def draw_lines(self, crop: Region) -> list[Strip]:
        """Rows as they are sent: every cell has its colours, and there is nothing around them."""
        rows = [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            rows = [row.apply_filter(line_filter, background) for row in rows]
        return rows

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        row = y + self.scroll_offset.y
        if self._layout is None or self._paint is None:
            return Strip.blank(self.size.width, self.rich_style)
        if row >= self._layout.height:
            return Strip.blank(self._layout.width, self._paint.plain)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._draw(row, self._layout, self._paint)
        return strip

    def on_resize(self) -> None:
        """Wrap to the new width; what stood at the top and the caret stay in sight."""
        width = self.scrollable_content_region.width
        seen = self.shows(self._scene.caret.offset)
        if self._layout is None or width not in (0, self._layout.width):
            top = self._top_offset()
            self._lay_out()
            if self._layout is not None:
                self.scroll_to(y=self._layout.row_of(top), animate=False, force=True)
        self._rows_in_sight = self.scrollable_content_region.height
        if seen:
            self._follow(self._scene.caret)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Forget the rows that went out of sight: only those in sight are kept up to date."""
        super().watch_scroll_y(old_value, new_value)
        top = self.scroll_offset.y
        for known in (self._strips, self._looks, self._spans_at):
            for row in [row for row in known if not 0 <= row - top < self.size.height]:
                del known[row]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret where the mouse was pressed."""
        if event.button == _LEFT_BUTTON:
            self._point(event, "press")
            self.capture_mouse()

    def on_mouse_up(self) -> None:
        """Let go of the mouse."""
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the selection while the button is down."""
        if event.button == _LEFT_BUTTON and self.app.mouse_captured is self:
            self._point(event, "drag")

    def on_click(self, event: events.Click) -> None:
        """Select the word that was pressed twice."""
        if event.chain >= 2 and event.button == _LEFT_BUTTON:
            self._point(event, "word")

    def _point(self, event: events.MouseEvent, how: str) -> None:
        if self._layout is None:
            return
        place = event.get_content_offset_capture(self)
        row = place.y + self.scroll_offset.y
        offset = self._layout.offset_at(row, place.x)
        self.post_message(self.Pointed(self, self._layout.text, offset, how))

    def _top_offset(self) -> int:
        if self._layout is None or self.scroll_offset.y >= self._layout.height:
            return 0
        return self._layout.line(self.scroll_offset.y).start

    def _lay_out(self) -> None:
        """Lay the scene out at the pane's width; while it has none, at the last one it had.

        A page that were not laid out would stay that of another article, whose offsets are others.
        """
        width = self.scrollable_content_region.width
        if width < 1:
            if self._layout is None:
                return
            width = self._layout.width
        self._layout = lay_out(self._scene.text, width, badges=self._scene.badges)
        self._forget()
        self.virtual_size = Size(width, self._layout.height)
        self.refresh()

    def _repaint(self) -> None:
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._strips.clear()
        self._looks.clear()
        self._spans_at.clear()

    def _follow(self, caret: Caret, margin: int = ROWS_AROUND_CARET) -> None:
        """Scroll as little as shows the caret with a margin."""
        if self._layout is None:
            return
        row = self._layout.row_of(caret.offset)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        margin = min(margin, max(height - 1, 0) // 2)
        target = min(max(top, row + margin - height + 1), max(row - margin, 0))
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def _spoil(self, before: Scene, after: Scene) -> None:
        """Forget and repaint what two scenes of one article show differently."""
        carets = (before.caret, after.caret)
        stretches = [caret.selection for caret in carets if caret.selection]
        stretches += [one for one in (before.found, after.found) if one]
        if before.zones != after.zones:
            changed = set(before.zones) ^ set(after.zones)
            stretches += [(zone.start, zone.end) for zone in changed]
        spans = before.index.changed(after.index)
        for span in spans:
            for row in self._rows_of(span.start, span.end):
                self._spans_at.pop(row, None)
        if before.current != after.current:
            spans = (*spans, *(one for one in (before.current, after.current) if one))
        for start, end in (*stretches, *((span.start, span.end) for span in spans)):
            self._refresh_rows(self._rows_of(start, end))
        for caret in carets:
            self._refresh_caret(caret.offset)

    def _refresh_rows(self, rows: range) -> None:
        for row in rows:
            self._strips.pop(row, None)
            self._looks.pop(row, None)
        if rows:
            top = rows.start - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, len(rows)))

    def _refresh_caret(self, offset: int) -> None:
        """Paint the row of a caret again: whole, so that no unit of it is cut."""
        if self._layout is not None:
            row = self._layout.row_of(offset)
            self._strips.pop(row, None)
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def _rows_of(self, start: int, end: int) -> range:
        if self._layout is None:
            return range(0)
        top = self.scroll_offset.y
        first, last = self._layout.row_of(start), self._layout.row_of(max(end - 1, start))
        return range(max(first, top), min(last, top + self.size.height) + 1)

    def _draw(self, row: int, layout: Layout, paint: Paint) -> Strip:
        line = layout.line(row)
        looks = self._looks.get(row)
        if looks is None:
            looks = self._looks[row] = self._dressed(row, line, paint)
        caret = self._scene.caret.offset
        if layout.row_of(caret) == row:
            at = line.index_of(caret)
            looks = (*looks[:at], looks[at] + _CARET, *looks[at + 1 :])
        segments = [Segment(" " * line.indent, paint.plain)] if line.indent else []
        for look, cells in _runs(looks, line.cells):
            texts = _uncut(cells) if self._covered else ("".join(cell.text for cell in cells),)
            segments.extend(Segment(text, look) for text in texts)
        used = line.cells[-1].column + line.cells[-1].width
        segments.append(Segment(" " * (layout.width - used), paint.plain))
        return Strip(segments, max(layout.width, used))

    def _dressed(self, row: int, line: Line, paint: Paint) -> tuple[Style, ...]:
        """The look of each cell of a row under its spans and the selection, without the caret."""
        spans_at = self._spans_at.get(row)
        if spans_at is None:
            spans_at = self._spans_at[row] = self._covered_by(line)
        scene = self._scene
        selected = _under_any(line, scene.caret.selection)
        found = _under_any(line, scene.found)
        zoned = _under_any(line, *((zone.start, zone.end) for zone in scene.zones))
        # Most cells look like others of the row; spans that two share are the same tuple.
        known: dict[tuple[int, bool, bool, bool], Style] = {}
        looks = []
        for at, spans in enumerate(spans_at):
            kind = (id(spans), at in selected, at in zoned, at in found)
            if kind not in known:
                known[kind] = paint.cell(
                    tuple(span.label for span in spans),
                    current=scene.current in spans,
                    selected=kind[1],
                    zone=kind[2],
                    found=kind[3],
                )
            looks.append(known[kind])
        return tuple(looks)

    def _covered_by(self, line: Line) -> tuple[tuple[Span, ...], ...]:
        """The spans over each cell of a row, the longest first; the same tuple along a stretch."""
        over: list[tuple[Span, ...]] = [()] * len(line.cells)
        longest_first = sorted(
            self._scene.index.touching(line.start, line.end), key=lambda span: span.start - span.end
        )
        margin = _blanks_at_end(line)
        for span in longest_first:
            # What was there stays in the table, so that nothing else can have its identity.
            grown: dict[int, tuple[tuple[Span, ...], tuple[Span, ...]]] = {}
            for at in {at for piece in span.pieces for at in line.indices_in(*piece)} - margin:
                around = over[at]
                over[at] = grown.setdefault(id(around), (around, (*around, span)))[1]
        return tuple(over)


def _blanks_at_end(line: Line) -> frozenset[int]:
    """Indices of the blanks at which a row ends: a span that goes on in the next row skips them."""
    blank = takewhile(lambda at: line.cells[at].text.isspace(), reversed(line.places))
    return frozenset(blank)


def _under_any(line: Line, *pieces: Piece | None) -> frozenset[int]:
    """Indices of the cells of a row that share a character with any of the pieces."""
    near = (one for one in pieces if one and one[0] < line.end and line.start < one[1])
    return frozenset(at for piece in near for at in line.indices_in(*piece))


def _runs(looks: Sequence[Style], cells: Sequence[Cell]) -> Iterator[tuple[Style, Sequence[Cell]]]:
    """Stretches of cells that look the same."""
    start = 0
    for end in range(1, len(cells) + 1):
        if end == len(cells) or looks[end] is not looks[start]:
            yield looks[start], cells[start:end]
            start = end


def _uncut(cells: Iterable[Cell]) -> Iterator[str]:
    """The text of cells of one style, parted around every cell that holds marks.

    Textual cuts a segment between any two characters, and would part a mark from its base; it
    cuts nothing where a segment ends.
    """
    for marked, run in groupby(cells, lambda cell: len(cell.text) > cell.width):
        if marked:
            yield from (cell.text for cell in run)
        else:
            yield "".join(cell.text for cell in run)
