"""Windows over one small project, without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from annotator.project.places import Project, open_project
from annotator.project.sitting.diary import Diary
from annotator.project.start import start
from annotator.session.remarks import comment, mark_zone, unmark_zone, unsure
from annotator.session.state import Session
from annotator.session.tagging import delete, tag
from annotator.store.journal import read_lines
from annotator.text.words import words
from annotator.tui.parts.desk import Desk
from tests.laws.moments import Moment

ARTICLE = "harbour"
TEXT = "وصلت سفينة إلى ميناء بيروت يوم الأحد، وعلى متنها 12 بحارا."
PLACES = tuple(words(TEXT))
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


@dataclass
class Window:
    """A desk with what was done at it since it last told that all is kept, that moment first.

    `safe` is how long its journal was then; `failed` says that a later write was refused.
    """

    annotator: str
    desk: Desk
    moments: list[Moment]
    safe: int = 0
    failed: bool = False

    def __repr__(self) -> str:
        return f"{self.annotator}: {self.moments}"

    @property
    def session(self) -> Session:
        return self.desk.front.session

    @property
    def now(self) -> Moment:
        return self.moments[-1]

    @property
    def diary(self) -> Diary:
        return self.desk._diaries[ARTICLE]  # noqa: SLF001 - no other way to crash it

    @property
    def journal(self) -> Path | None:
        file = self.diary._file  # noqa: SLF001 - the file that a crash tears
        return file.path if file else None

    def did(self, moment: Moment) -> None:
        """Something was done that was not told as kept."""
        self.moments.append(moment)

    def told_as_kept(self) -> None:
        """All that was done is kept."""
        self.moments = self.moments[-1:]
        self.safe = read_lines(self.journal.read_bytes()).length if self.journal else 0
        self.failed = False


@dataclass(frozen=True)
class Ended:
    """The journal of a window that is gone, and the moments that it may lead to."""

    annotator: str
    path: Path
    moments: tuple[Moment, ...]


def begun(root: Path) -> Project:
    """A new project with the one article."""
    start(root, sample=False)
    (root / "seeds" / f"{ARTICLE}.txt").write_text(TEXT, encoding="utf-8")
    return open_project(root)


def edited(session: Session, data: st.DataObject) -> Session:
    """The session after any of the things an annotator does."""
    place = data.draw(st.sampled_from(PLACES))
    label = session.schema.labels[data.draw(st.integers(0, 2), "label")]
    if not session.spans or data.draw(st.booleans()):
        zone = next(iter(session.labelling.zones), None)
        match data.draw(st.sampled_from(("tag", "tag", "tag", "zone", "no zone"))):
            case "zone":
                return mark_zone(session, place).session
            case "no zone" if zone:
                return unmark_zone(session, zone).session
        return tag(session, label, selection=place, current=None, offset=0).session
    span = session.spans[data.draw(st.integers(0, len(session.spans) - 1), "span")]
    match data.draw(st.sampled_from(("delete", "relabel", "comment", "unsure"))):
        case "delete":
            outcome = delete(session, span)
        case "relabel":
            outcome = tag(session, label, selection=None, current=span, offset=0)
        case "comment":
            outcome = comment(session, span, data.draw(st.sampled_from(("", "لماذا؟", "who?"))))
        case _:
            outcome = unsure(session, span)
    return outcome.session
