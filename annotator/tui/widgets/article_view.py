"""The article: rows from right to left, its spans, the caret and the selection."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from annotator.labels.labelling import Zone
from annotator.labels.span import Piece, Span
from annotator.session.caret import AT_START, Caret, stop_of
from annotator.session.index import SpanIndex
from annotator.text.badges import Badge
from annotator.text.layout import Layout, Line, lay_out
from annotator.text.stops import Stops
from annotator.tui.paint import Paint
from annotator.tui.stretches import blanks_at_end, runs, uncut, under_any
from annotator.tui.widgets.kept import Pane

# Rows kept in sight above and below the caret.
ROWS_AROUND_CARET = 2

_LEFT_BUTTON = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the pane shows of one article; a new value for every change.

    `lit` are spans that stand out as the current one does, `zones` parts that are not article
    text; `found` is what a search is at, `badges` are signs at the edges of spans; `invisible`
    says that what is invisible has signs, too, and `stops` where a caret stands.
    """

    text: str
    index: SpanIndex
    caret: Caret = AT_START
    current: Span | None = None
    lit: tuple[Span, ...] = ()
    zones: tuple[Zone, ...] = ()
    found: Piece | None = None
    badges: tuple[Badge, ...] = ()
    stops: Stops = "letters"
    invisible: bool = False

    def has_page_of(self, other: Scene) -> bool:
        """Whether both are laid out the same way."""
        return (
            self.text == other.text
            and self.badges is other.badges
            and self.stops == other.stops
            and self.invisible == other.invisible
        )


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
        self._moved = 0
        self._top = 0
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
        if not scene.has_page_of(before):
            self._lay_out(0 if scene.text != before.text else self._top)
        elif self._layout is not None:
            self._spoil(before, scene)
        self._follow(scene.caret, margin)

    def shows(self, offset: int) -> bool:
        """Whether the row of an offset is in sight."""
        if self._layout is None:
            return True
        row = self._row_of(offset, self._layout) - self.scroll_offset.y
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
            self._lay_out(self._top)
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
        if self._layout is not None and top < self._layout.height:
            self._top = self._layout.line(top).start
            self._row_of(self._top, self._layout)

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

    def _row_of(self, offset: int, layout: Layout) -> int:
        """The row of an offset; the page stays where it is though rows above it may be counted."""
        layout.row_of(offset)
        if layout.moved != self._moved:
            row = layout.row_of(self._top)
            self._moved = layout.moved
            self._grow(layout)
            self._repaint()
            self.scroll_to(y=row, animate=False, force=True)
        self._grow(layout)
        return layout.row_of(offset)

    def _grow(self, layout: Layout) -> None:
        """Let the scroll bar know how many rows there are."""
        if self.virtual_size.height != layout.height:
            self.virtual_size = Size(layout.width, layout.height)

    def _lay_out(self, top: int) -> None:
        """Lay the scene out at the pane's width; while it has none, at the last one it had.

        The row of the offset `top` comes to the top. A page that were not laid out would stay
        that of another article, whose offsets are others.
        """
        width = self.scrollable_content_region.width
        if width < 1:
            if self._layout is None:
                return
            width = self._layout.width
        scene = self._scene
        layout = self._layout = lay_out(
            scene.text, width, badges=scene.badges, stops=scene.stops, invisible=scene.invisible
        )
        self._forget()
        self._moved, self._top = layout.moved, top
        row = layout.row_of(top)
        self.virtual_size = Size(width, layout.height)
        self.scroll_to(y=row, animate=False, force=True)
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
        row = self._row_of(caret.offset, self._layout)
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
        if before.lit != after.lit:
            spans = (*spans, *before.lit, *after.lit)
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
            row = self._row_of(offset, self._layout)
            self._strips.pop(row, None)
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def _rows_of(self, start: int, end: int) -> range:
        """The rows in sight that a stretch of the text has a share in."""
        if self._layout is None:
            return range(0)
        start, end = max(start, self._top), min(end, self._bottom(self._layout))
        if start >= end:
            return range(0)
        return range(self._layout.row_of(start), self._layout.row_of(end - 1) + 1)

    def _bottom(self, layout: Layout) -> int:
        """Where the text below what is in sight begins."""
        return layout.line(self.scroll_offset.y + self.size.height).end

    def _draw(self, row: int, layout: Layout, paint: Paint) -> Strip:
        line = layout.line(row)
        looks = self._looks.get(row)
        if looks is None:
            looks = self._looks[row] = self._dressed(row, line, paint)
        caret = self._scene.caret.offset
        if layout.row_of(caret) == row:
            at = line.index_of(caret)
            inside = stop_of(layout, caret) > line.cells[at].start
            look = paint.caret(looks[at], inside=inside)
            looks = (*looks[:at], look, *looks[at + 1 :])
        segments = [Segment(" " * line.indent, paint.plain)] if line.indent else []
        for look, cells in runs(looks, line.cells):
            texts = uncut(cells) if self._covered else ("".join(cell.text for cell in cells),)
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
        selected = under_any(line, scene.caret.selection)
        found = under_any(line, scene.found)
        lit = (scene.current, *scene.lit)
        zoned = under_any(line, *((zone.start, zone.end) for zone in scene.zones))
        # Most cells look like others of the row; spans that two share are the same tuple.
        known: dict[tuple[int, bool, bool, bool], Style] = {}
        looks = []
        for at, spans in enumerate(spans_at):
            kind = (id(spans), at in selected, at in zoned, at in found)
            if kind not in known:
                known[kind] = paint.cell(
                    tuple(span.label for span in spans),
                    current=any(span in lit for span in spans),
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
        margin = blanks_at_end(line)
        for span in longest_first:
            # What was there stays in the table, so that nothing else can have its identity.
            grown: dict[int, tuple[tuple[Span, ...], tuple[Span, ...]]] = {}
            for at in {at for piece in span.pieces for at in line.indices_in(*piece)} - margin:
                around = over[at]
                over[at] = grown.setdefault(id(around), (around, (*around, span)))[1]
        return tuple(over)
