"""What was kept and not saved, back on the screen."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError, StoreError, os_trouble, raise_all
from annotator.labels.edits import Edit
from annotator.labels.rules import faults
from annotator.project.naming import own_folder
from annotator.project.places import OWN, Project, read_article, read_schema_of, store_of
from annotator.project.sitting import replay
from annotator.project.sitting.annotate import Opened
from annotator.project.sitting.diary import Diary, begun
from annotator.project.sitting.replay import Replayed, replayed
from annotator.session.state import Session
from annotator.session.steps import between
from annotator.store import history
from annotator.store.codec import file_of, sha256
from annotator.store.journal import JournalFile, Record, journals_in, read_lines
from annotator.store.journal_entry import Begun, Entry
from annotator.store.plain_journal import plain_entry
from annotator.store.record import Version

if TYPE_CHECKING:
    from annotator.labels.merging import Merged

_JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """An article as it was opened, with all edits that were kept, and the diary that goes on.

    `seconds` is the work since the last save.
    """

    opened: Opened
    diary: Diary
    seconds: float = 0.0


def take_up(
    project: Project, opened: Opened, annotator: str, environ: Mapping[str, str]
) -> TakenUp:
    """Bring back what was kept and not saved, with what can be undone.

    The journal of a session that still runs is left alone. One that ended goes on here where it
    led to the newest version; what any other kept and did not save is laid over that. Where it
    contradicts, it is opened as it was, and the two are put together when it is saved.
    """
    folders = folders_of(project, opened.session.article.id, annotator, environ)
    taking = _TakingUp(project, opened, annotator, folders)
    for folder in folders:
        taking.look_into(folder)
    taking.go_on_with_the_newest()
    taking.lay_the_others_over()
    return taking.taken


def folders_of(
    project: Project, article_id: str, annotator: str, environ: Mapping[str, str]
) -> tuple[Path, ...]:
    """Where the journals of an annotator on an article lie: in the project, else a person's own."""
    return tuple(root / article_id / annotator for root in journal_roots(project, environ))


def journal_roots(project: Project, environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Where a project's journals lie on this machine, in the order in which they are tried."""
    inside = project.root / OWN / _JOURNAL
    own = own_folder(environ, "XDG_STATE_HOME", ".local/state")
    if own is None:
        return (inside,)
    # By whichever link one comes to it, it is one project.
    root = os.path.realpath(project.root)
    name = hashlib.sha256(root.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return (inside, own / _JOURNAL / name)


def copies(
    project: Project, article_id: str, annotator: str, environ: Mapping[str, str]
) -> Iterator[bytes]:
    """The bytes of every version that journals on this machine can give back.

    Raises:
        AnnotatorError, Faults: the article or the schema is at fault.
    """
    article, schema = read_article(project, article_id), read_schema_of(project)
    for folder in folders_of(project, article_id, annotator, environ):
        for path in journals_in(folder, closed=True):
            where = project.told(path)
            with suppress(AnnotatorError, OSError):
                lines = read_lines(path.read_bytes())
                entries = _entries(lines.records, where)
                yield from replay.copies(entries, article, schema, where)


def _entries(records: Sequence[Record], where: str) -> list[Entry]:
    """What the lines of a journal say.

    Raises:
        LabelFileError: one says nothing that is known here.
    """
    return [plain_entry(record) or _judged(record, where) for record in records]


def _judged(record: Record, where: str) -> Entry:
    """What a line says that is not plain, or is wrong."""
    from annotator.store.journal_shape import read_record  # noqa: PLC0415 - pydantic is slow

    return read_record(record, where)


def _merged(session: Session, other: Session) -> Merged:
    """What was done in another session, laid over what stands in this one."""
    from annotator.labels.merging import merge  # noqa: PLC0415 - not to open with

    return merge(
        other.saved,
        session.labelling,
        other.labelling,
        next_id=max(session.next_id, other.next_id),
        given=frozenset(f"s{number}" for number in range(1, session.next_id)),
        schema=session.schema,
    )


class _TakingUp:
    """An article that is opened, and the journals of sessions that ended."""

    def __init__(
        self, project: Project, opened: Opened, annotator: str, folders: Sequence[Path]
    ) -> None:
        self._project = project
        self._opened = opened
        self._annotator = annotator
        begin = partial(begun, opened.head, opened.session, annotator)
        self._diary = Diary(project.root, folders, annotator, begin)
        self._session = opened.session
        self._version = opened.version
        self._seconds = 0.0
        self._ended: list[tuple[JournalFile, Replayed]] = []
        self._goes_on = False
        self._told: list[str] = []

    @property
    def taken(self) -> TakenUp:
        """The article with all that came back."""
        opened = replace(
            self._opened,
            session=self._session,
            version=self._version,
            told=(*self._opened.told, *self._told),
        )
        return TakenUp(opened, self._diary, self._seconds)

    def look_into(self, folder: Path) -> None:
        """Take every journal there that nobody else holds, and do again what it says."""
        try:
            for path in journals_in(folder):
                self._look_at(path)
        except OSError as error:
            self._tell_unread(error, folder)

    def go_on_with_the_newest(self) -> None:
        """Go on with the journal that led to the newest version, its unsaved edits first of all."""
        head = self._opened.head
        digest = sha256(file_of(head)) if head and self._ended else None
        self._ended.sort(key=lambda one: one[1].session.unsaved, reverse=True)
        for at, (file, found) in enumerate(self._ended):
            cut_off = head is not None and _was_saved_as(found, head)
            if not file.damaged and (cut_off or found.sha256 == digest):
                del self._ended[at]
                self._go_on(file, found)
                if cut_off and head is not None:
                    # The save was cut off after the version was there, before it was noted.
                    self._session = self._session.kept()
                    self._version, self._seconds = head.number, 0.0
                    self._diary.note_save(head)
                elif self._session.unsaved:
                    self._told.append(_came_back(found))
                return

    def lay_the_others_over(self) -> None:
        """Take in what the others kept and did not save, and close them once that is safe."""
        for file, found in self._ended:
            if found.version > self._opened.version and not self._goes_on:
                self._told.append(
                    f"version {found.version}, which was saved here, is gone; what it said is "
                    "back, and not saved; annotator verify --repair restores the file"
                )
                edit = between(self._session.labelling, found.session.labelling)
                self._lay_over(file, found, edit)
                continue
            if not found.session.unsaved or self._was_saved(found):
                _retire(file)
                continue
            merged = _merged(self._session, found.session)
            if not merged.conflicts:
                edit = between(self._session.labelling, merged.labelling)
                self._lay_over(file, found, edit)
            elif self._goes_on or file.damaged:
                file.close()
                self._told.append(
                    "another journal has edits that contradict these; save, then open it again"
                )
            else:
                self._go_on(file, found)
                newest = self._opened.version
                self._told.append(_came_back(found))
                self._told.append(
                    f"version {newest} was saved elsewhere meanwhile, and says other things; "
                    "when you save, you choose between the two"
                )

    def _was_saved(self, found: Replayed) -> bool:
        """Whether it was saved before it could be noted, also where others saved since then."""
        session, number = self._opened.session, found.version + 1
        if self._opened.head is None or number > self._opened.head.number:
            return False
        place = session.article.id, self._opened.head.annotator
        with suppress(AnnotatorError):
            following = history.version_of(store_of(self._project), *place, number)
            return _was_saved_as(found, following)
        return False

    def _look_at(self, path: Path) -> None:
        try:
            file = JournalFile.take(path)
        except FileNotFoundError:
            # Another window has taken it in by now.
            return
        except OSError as error:
            self._tell_unread(error, path)
            return
        if file is None:
            self._told.append("this article lies open in another window under this name")
        elif (found := self._replayed(file)) is not None:
            self._ended.append((file, found))

    def _tell_unread(self, error: OSError, path: Path) -> None:
        why, _ = os_trouble(error)
        where = self._project.told(path)
        self._told.append(f"edits that were kept cannot be read: {why} ({where})")

    def _go_on(self, file: JournalFile, found: Replayed) -> None:
        self._goes_on = True
        self._diary.go_on(file)
        # Others may have given ids since then.
        next_id = max(found.session.next_id, self._opened.session.next_id)
        self._session = replace(found.session, next_id=next_id)
        self._version = found.version
        self._seconds = found.seconds

    def _lay_over(self, file: JournalFile, found: Replayed, edit: Edit | None) -> None:
        if edit is not None:
            after = self._session.do(edit)
            self._seconds += found.seconds
            self._diary.note(self._session, after, self._seconds)
            self._session = after
            self._goes_on = True
            if found.steps:
                self._told.append(_came_back(found))
        if self._diary.flush():
            _retire(file)
        else:
            file.close()

    def _check_place(self, entries: Sequence[Entry], where: str) -> None:
        """Refuse a journal of another annotator or article that was put here.

        Raises:
            StoreError: it is one.
        """
        place = (self._opened.session.article.id, self._annotator)
        for entry in entries:
            if isinstance(entry, Begun) and (entry.article_id, entry.annotator) != place:
                raise StoreError(
                    what=f"this is the journal of {entry.annotator} on {entry.article_id}",
                    where=where,
                    fix="put it back where it belongs",
                )

    def _replayed(self, file: JournalFile) -> Replayed | None:
        """What a journal leads to; where it cannot be said, None, and it is left as it is."""
        where = self._project.told(file.path)
        session = self._opened.session
        try:
            entries = _entries(file.records, where)
            self._check_place(entries, where)
            found = replayed(entries, session.article, session.schema, where) if entries else None
            if found is not None and found.session.unsaved:
                raise_all(
                    faults(found.session.labelling, session.schema, session.article.text, where)
                )
        except AnnotatorError as error:
            file.close()
            self._told.append(f"edits that were kept stay where they are: {error.what} ({where})")
            return None
        if found is None and file.damaged:
            file.close()
            self._told.append(f"a journal is damaged from its first line on; it is left ({where})")
        elif found is None:
            _retire(file)
        elif file.damaged:
            self._told.append(f"a journal is damaged; what follows is left out ({where})")
        return found


def _was_saved_as(found: Replayed, head: Version) -> bool:
    """Whether the version is what the journal would have saved next."""
    follows = head.parent == found.sha256 and head.number == found.version + 1
    return follows and head.labelling.onward() == found.session.labelling


def _came_back(found: Replayed) -> str:
    edits = "1 edit" if found.steps == 1 else f"{found.steps} edits"
    return f"{edits} that had not been saved came back"


def _retire(file: JournalFile) -> None:
    """Close a journal for good; where it cannot be renamed it is looked at again next time."""
    with suppress(OSError):
        file.retire()
