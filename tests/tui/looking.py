"""What a person sees and has: the cells of the screen, the spans of the article in front."""

from __future__ import annotations

from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.message_bar import MessageBar


def strips(app):
    """Every row of the screen as it is sent to the terminal."""
    # The facts follow when the caret comes to rest and the disk has all; nobody waits for that.
    app.screen_stack[1].desk.write()
    app.screen_stack[1]._tell()  # noqa: SLF001
    app.screen_stack[1]._follow()  # noqa: SLF001
    return app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way


def drawn(app):
    """The screen as text, one line a row, cells from left to right."""
    return "\n".join(strip.text.rstrip() for strip in strips(app)) + "\n"


def sitting(app):
    return app.screen_stack[1].sitting


def spans(app):
    return [(span.label, span.text) for span in sitting(app).session.spans]


def caret(app):
    return sitting(app).caret.offset


def status(app):
    return strips(app)[-1].text.strip()


def notice(app):
    """What the row of messages says, also over several rows."""
    region = app.screen_stack[1].query_one(MessageBar).region
    rows = strips(app)[region.y : region.bottom]
    return " ".join(row.text.strip() for row in rows).strip()


def view(app):
    return app.screen_stack[1].query_one(ArticleView)


def looks(app):
    """The style of every unit of the article that is in sight, by the offset at which it starts."""
    pane, rows = view(app), strips(app)
    left, top = pane.region.offset
    return {
        cell.start: next(iter(rows[top + y].crop(left + cell.column, left + cell.column + 1))).style
        for y, line in enumerate(pane.page.lines[pane.scroll_offset.y :][: pane.size.height])
        for cell in line.cells
    }


def place_of(app, offset):
    """Where on the screen an offset stands: what a mouse would point at."""
    pane = view(app)
    row, column = pane.page.cell_of(offset)
    return column, row - pane.scroll_offset.y
