"""A stage for reading agreement: short articles that are not labelled alike, and their figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.project.agreeing.agreeing import How, agree
from annotator.project.agreeing.gating import gate, judged
from annotator.project.agreeing.selecting import Wanted, select
from annotator.report.verdicts import verdict
from annotator.tui.agreeing import Agreed, AgreementApp, Looking
from tests.tui.adjudicating import CITY, FIRST, NAMED, NEWS, SECOND, save_as
from tests.tui.looking import view

ENGLISH = "Sami Nasr said in Beirut that 12 people had died on Sunday.\nA team left for Cairo.\n"
# In the English article they differ in one label only.
HERE = (("PERSON", "Sami Nasr", NAMED), ("PLACE", "Beirut", CITY), ("PLACE", "Cairo", CITY))
THERE = (("PERSON", "Sami Nasr", NAMED), ("PLACE", "Beirut", CITY), ("PERSON", "Cairo", NAMED))


def write(project, **others):
    """Two articles with the labels of two annotators; of `others`, too, as (Arabic, English)."""
    (project.seeds / "news.txt").write_text(NEWS, "utf-8")
    (project.seeds / "report.txt").write_text(ENGLISH, "utf-8")
    said = {"a1": (FIRST, HERE), "a2": (SECOND, THERE), **others}
    for name, marks in said.items():
        for article, one in zip(("news", "report"), marks, strict=True):
            save_as(project, article, name, one)
    return project


def matter_of(project, *gates):
    """How well all annotators agree, with what came of gates."""
    selection = select(project, Wanted())
    found = agree(selection, How(0, 20, with_gamma=False, program="", command=""))
    verdicts = judged(found, [gate(one, "value") for one in gates]).gates
    articles = {one.article.id: one for one in selection.compared}
    return Agreed(found, articles, selection.schema, tuple(map(verdict, verdicts)))


@dataclass
class Reader:
    """Opens the room where agreement is read; `decided` are articles left to be decided on."""

    matter: Agreed
    decided: list[str] = field(default_factory=list)

    def app(self, decide=None, **wishes):
        def noted(one):
            self.decided.append(one.article)

        return AgreementApp(Looking(self.matter), decide=decide or noted, **wishes)


def rows(app):
    """Every row of the screen as text, cells from left to right."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way
    return [strip.text.rstrip() for strip in strips]


def drawn(app):
    return "\n".join(rows(app)) + "\n"


def caret(app):
    return app.screen_stack[1].sitting.caret.offset


def notice(app):
    region = app.screen_stack[1].query_one("#messages").region
    return " ".join(row.strip() for row in rows(app)[region.y : region.bottom]).strip()


def status(app):
    return rows(app)[-1].strip()


def head(app):
    """What the panel says of the disagreement in front."""
    return rows(app)[app.screen_stack[1].query_one("#readings").region.y + 1].strip()


def listed(app):
    """The second row of each disagreement that is listed."""
    pane = app.screen_stack[1].query_one("#differences")
    first = pane.region.y + 2
    found = [row[pane.region.x + 1 : pane.region.right].strip() for row in rows(app)]
    return [row for row in found[first : pane.region.bottom : 2] if row]


def looks(app):
    """The style of every unit of the article that is in sight, by the offset at which it starts."""
    pane, strips = view(app), app.screen._compositor.render_strips()  # noqa: SLF001
    left, top = pane.region.offset
    return {
        cell.start: next(
            iter(strips[top + y].crop(left + cell.column, left + cell.column + 1))
        ).style
        for y, line in enumerate(pane.page.lines[pane.scroll_offset.y :][: pane.size.height])
        for cell in line.cells
    }


def place_of(app, offset):
    """Where in the article's pane an offset stands: what a mouse would point at."""
    pane = view(app)
    row, column = pane.page.cell_of(offset)
    return column, row - pane.scroll_offset.y
