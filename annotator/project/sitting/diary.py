"""What is done on the screen, on the disk before it is called kept."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from annotator.errors import StoreError, os_trouble
from annotator.labels.edits import Edit
from annotator.session.state import Session
from annotator.session.steps import between, steps, walk
from annotator.store.codec import file_of, sha256
from annotator.store.journal import JournalFile
from annotator.store.journal_entry import Begun, Entry, Saved, Stepped, record_of
from annotator.store.record import Version


class Diary:
    """What is done to one article by one annotator, put on the disk step by step.

    `home` is the folder of the project; `folders` are where a new journal may lie. Where `home` is
    no longer there, the journal went along with it, and a new one would never be found. `begin`
    gives what the session grew from, once there is anything to be kept.

    `note`, `note_save` and `start_over` only take down what is to be written; `flush` writes it,
    and may be called from another thread. What could not be written stays, and the next `flush`
    tries again. `trouble` says why, None where the last one went well.
    """

    def __init__(
        self, home: Path, folders: Sequence[Path], annotator: str, begin: Callable[[], Begun]
    ) -> None:
        self._home = home
        self._folders = tuple(folders)
        self._file: JournalFile | None = None
        self._pending: list[Entry] = []
        self._annotator = annotator
        self._begin = begin
        self._taking = threading.Lock()
        self._writing = threading.Lock()
        self.trouble: StoreError | None = None

    @property
    def behind(self) -> bool:
        """Whether anything that was done is not on the disk yet."""
        return bool(self._pending)

    def go_on(self, file: JournalFile) -> None:
        """Add to a journal that is there, which led to where the session stands."""
        self._file = file

    def note(self, before: Session, after: Session, seconds: float) -> Session:
        """Take down what led from one session to the next, and give the one to go on with.

        That is `after`, unless no steps lead there; then it is `before` with one edit that says
        the same, so that what the journal leads to and what is on the screen can be undone alike.
        `seconds` is the work since the last save.
        """
        taken = steps(before, after)
        if taken is None:
            edit = between(before.labelling, after.labelling)
            taken = () if edit is None else (edit,)
            after = walk(before, taken)
        self._add(*(Stepped(step, seconds) for step in taken))
        return after

    def note_save(self, version: Version) -> None:
        """Take down that what stands now was kept as a version."""
        self._add(
            Saved(
                annotator=version.annotator,
                version=version.number,
                sha256=sha256(file_of(version)),
                saved=version.saved,
                seconds=version.seconds,
                schema=version.schema,
                merged=version.merged,
                note=version.labelling.note,
            )
        )

    def start_over(
        self, version: Version | None, session: Session, edit: Edit | None, seconds: float
    ) -> None:
        """Take down that the session now grows from that version, and the one edit made to it."""
        anew = begun(version, session, self._annotator)
        self._add(replace(anew, laid_over=Stepped(edit, seconds) if edit else None))

    def flush(self) -> bool:
        """Put all that was taken down on the disk; whether it is there."""
        with self._writing:
            with self._taking:
                waiting = tuple(self._pending)
            try:
                if waiting:
                    self._write(waiting)
            except OSError as error:
                self.trouble = _not_kept(error, self._file.path if self._file else self._folders[0])
                return False
            with self._taking:
                del self._pending[: len(waiting)]
            self.trouble = None
            return True

    def stay(self) -> None:
        """Where the journal was taken away meanwhile, put all of it back."""
        with self._writing, suppress(OSError):
            if self._file is not None and self._home.is_dir():
                self._file.stay()

    def close(self) -> None:
        """Let go of the journal, so that the next session can go on with it.

        Where it was taken away meanwhile, it is put back first.
        """
        self.stay()
        with self._writing:
            if self._file is not None:
                self._file.close()

    def _add(self, *entries: Entry) -> None:
        with self._taking:
            self._pending += entries

    def _write(self, waiting: Sequence[Entry]) -> None:
        moved = not self._home.is_dir()
        if self._file is None:
            if moved:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._home))
            self._file = _created(self._folders)
        if not self._file.records and not isinstance(waiting[0], Begun):
            waiting = (self._begin(), *waiting)
        self._file.append([record_of(entry) for entry in waiting], moved=moved)


def begun(version: Version | None, session: Session, annotator: str) -> Begun:
    """What a session grows from that was not changed yet."""
    return Begun(
        annotator=annotator,
        article_id=session.article.id,
        article_sha256=session.article.sha256,
        anchor=session.saved.anchor,
        file=file_of(version) if version else None,
        next_id=session.next_id,
    )


def _created(folders: Sequence[Path]) -> JournalFile:
    """A new journal in the first folder that takes one.

    Raises:
        OSError: none does; that of the first.
    """
    first: OSError | None = None
    for folder in folders:
        try:
            return JournalFile.create(folder)
        except OSError as error:
            first = first or error
    raise first or OSError("there is no folder for journals")


def _not_kept(error: OSError, path: Path) -> StoreError:
    why, fix = os_trouble(error)
    return StoreError(
        what=f"what you do is not kept on the disk: {why}",
        where=str(path),
        fix=f"{fix}; it stays in memory, and is tried again until it is kept",
    )
