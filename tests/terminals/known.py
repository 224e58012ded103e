"""The articles that every terminal shows, where each cell is, and what is marked in one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from annotator.project.firsts import remember_tour
from annotator.project.places import open_project
from annotator.project.sitting.annotate import open_session
from annotator.project.start import start
from annotator.text.layout import Layout, lay_out
from annotator.tui.app import AnnotatorApp
from annotator.tui.widgets.article_view import ArticleView
from tests.terminals.kinds import COLUMNS, ROWS

ARTICLE, ANNOTATOR = "known", "reader"
# One that comes with the program, longer than the screen.
SAMPLE = "agency-digest"
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TEXT = (
    "أعلنت وزيرة النقل ليلى الأنصاري (Layla Ansari) في بيروت، يوم 14/03/2021، أن 62 % من "
    "القطارات عادت إلى العمل، وأن 3 محطات (من أصل 40) مقفلة.\n"
    "قالت: «لا أحدَ يُؤجِّلُ سفرَهُ اليوم»، ثم أضافت أن شركة SkyRail [سكاي ريل] ستدفع 1,250.50 "
    "دولارا لكل راكب، أي ما نسبته +7.5% من الكلفة.\n"
    'وكتبت صحيفة هآرتس (הארץ) أن "المحطة" فُتحت عند 07:45، وأن الأسئلة لا تزال بلا إجابات؛ هل '
    "من جديد في الأيام المقبلة؟\n"
    'The minister said in Arabic: "سنعود إلى ألمانيا (برلين) قريبا", and left at 9:30 '
    "(GMT+2) with 12 others.\n"
    "1) النقل 2) الطاقة 3) Wi-Fi مجاني للجميع!\n"
)
# What a shell shows in its own way, which must be the same before and after.
LINE = "سلام عليكم، قال Brent (برنت) إن 12 قطارا وصلت.\n"


@dataclass(frozen=True)
class Mark:
    """Something done with the mouse and a key: where it begins and ends, and what it must mark.

    `by` is "click", "double click" or "drag"; `part` says where in a cell the mouse is, from its
    left edge. Offsets are code points, half-open; a drag goes from the first cell to the
    one after the last.
    """

    text: str
    label: str
    key: str
    by: str = "click"
    letter: int = 0
    part: float = 0.5

    @property
    def start(self):
        return TEXT.index(self.text)

    @property
    def end(self):
        return self.start + len(self.text)


MARKS = (
    Mark("بيروت", "PLACE", "l", letter=2),
    Mark("Ansari", "PERSON", "p", letter=3),
    Mark("شركة SkyRail", "PLACE", "l", by="drag"),
    Mark("הארץ", "PERSON", "p", letter=1),
    Mark("المحطة", "CASUALTY", "c", letter=5, part=0.1),
    Mark("ألمانيا", "PLACE", "l", letter=0, part=0.9),
    Mark("قريبا", "DATE", "d", by="double click", letter=2),
)


@dataclass(frozen=True)
class Pane:
    """An article as it must be seen: its first rows, from a row and column of the screen on."""

    row: int
    column: int
    page: Layout
    height: int = ROWS

    @property
    def lines(self):
        """The rows that are in sight."""
        return self.page.lines[: self.height]

    def cells(self):
        """Row, column and text of each cell of the pane, blanks included."""
        for at, line in enumerate(self.lines):
            found = {cell.column: cell.text for cell in line.cells}
            for column in range(self.page.width):
                yield self.row + at, self.column + column, found.get(column, " ")

    def place_of(self, offset):
        """Row and column on the screen at which a character of the article stands."""
        row, column = self.page.cell_of(offset)
        return self.row + row, self.column + column

    def places_of(self, start, end):
        """Rows and columns of every cell of a stretch of the article."""
        return {self.place_of(offset) for offset in range(start, end)}


def printed():
    """The article as a command must print it, from the row below its own on."""
    return Pane(1, 0, lay_out(TEXT, COLUMNS))


def prepared(home: Path):
    """A project with both articles, in the home of one who saw the tour; gives its folder."""
    root = start(home / "news", sample=False)
    seeds = root / "seeds"
    seeds.mkdir(exist_ok=True)
    (seeds / f"{ARTICLE}.txt").write_text(TEXT, encoding="utf-8")
    (seeds / f"{ARTICLE}.toml").write_text('title = "قطارات"\nlanguage = "ar"\n', encoding="utf-8")
    for part in ("txt", "toml"):
        shutil.copy(_SEEDS / f"{SAMPLE}.{part}", seeds)
    remember_tour({"HOME": str(home)})
    return root


async def opened(home: Path, article):
    """An article as the program lays it out on a screen of the size that all have."""
    project = open_project(prepared(home))
    first = open_session(project, article, ANNOTATOR)
    app = AnnotatorApp(project, annotator=ANNOTATOR, first=first)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause()
        view = app.screen.query_one(ArticleView)
        return Pane(view.region.y, view.region.x, view.page, view.region.height)
