"""What git, or a program that syncs files, left in a folder of versions when two of them met."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError, LabelFileError, StoreError
from annotator.project.files import is_file, read_bytes, refused, replace_file
from annotator.project.merges.lines import (
    PUT_RIGHT,
    File,
    Line,
    check_follows,
    file_of,
    forerunners,
    heads_apart,
    in_line,
    walk_back,
)
from annotator.project.places import Project, store_of
from annotator.store.codec import sha256
from annotator.store.creation import is_unfinished
from annotator.store.folder import is_version

_OURS = re.compile(rb"<{7}(?: .*)?\n")
_BEFORE = re.compile(rb"\|{7}(?: .*)?\n")
_THEIRS = re.compile(rb"={7}\n")
_END = re.compile(rb">{7}(?: .*)?\n?")


@dataclass(frozen=True, slots=True)
class Mending:
    """A version's file that does not hold the version of our line: what it holds, and should.

    What is not there at all holds None.
    """

    path: Path
    found: bytes | None
    due: bytes


@dataclass(frozen=True, slots=True)
class Leavings:
    """The line that stays, the lines that lost, and what is to be tidied up on the disk.

    `aside` is all that is to be set aside before anything is replaced or taken away. `strays`
    are copies beside the versions, each with its bytes. `own` are the sha256 of what stood on
    git's own side of a conflict, which need not be the line that stays.
    """

    ours: Line
    lost: tuple[Line, ...]
    aside: tuple[bytes, ...]
    mendings: tuple[Mending, ...]
    strays: tuple[tuple[Path, bytes], ...]
    own: frozenset[str]


def leavings(project: Project, article: str, annotator: str) -> Leavings | None:
    """What was left in the folder of an annotator's versions; None where all is in order.

    A version that was set aside, and that no version of ours took in, was left there as well.

    A file with git's conflict markers holds both sides; a copy beside the versions is one of
    theirs when its bytes are a label file of that article and annotator. Of several files for one
    number the one stays that the next version follows; at the end the one with the number's own
    name, and git's own side of it.

    Raises:
        AnnotatorError, Faults: a side of a conflict, or a file that one follows, is not whole; or
            our own versions do not follow each other.
    """
    folder = _Folder(project, article, annotator)
    if folder.is_in_order():
        return None
    ours = folder.staying()
    stays = {file.sha256: forerunners(file.version) for file in ours}
    losing = {file.sha256: file for file in folder.files() if file.sha256 not in stays}
    aside = {file.sha256: file for file in folder.aside()} if ours else {}
    lost = {**aside, **losing}
    apart = heads_apart({one: forerunners(file.version) for one, file in lost.items()}, stays)
    if not (apart or folder.is_untidy()):
        return None
    heads = [lost[one] for one in apart]
    heads.sort(key=lambda file: (file.version.number, file.sha256))
    mendings = tuple(folder.mendings(ours))
    mended = {mending.due for mending in mendings}
    pool = (*ours, *lost.values())
    return Leavings(
        ours,
        tuple(walk_back(head, pool, folder.where) for head in heads),
        (*(file.data for file in losing.values()), *sorted(mended)),
        mendings,
        tuple((path, file.data) for path, file in folder.strays),
        frozenset(sha256(held[0]) for held in folder.slots.values() if len(held) > 1),
    )


def tidy(found: Leavings) -> None:
    """Put our line's own files in place and take copies away, all that they held being safe.

    Raises:
        StoreError: a file changed meanwhile.
        AnnotatorError: the disk refused; merging again goes on from there.
    """
    for mending in found.mendings:
        _check_unchanged(mending.path, mending.found)
        with _refusals(mending.path):
            replace_file(mending.path, mending.due)
    for path, data in found.strays:
        _check_unchanged(path, data)
        with _refusals(path):
            path.unlink()


def _check_unchanged(path: Path, data: bytes | None) -> None:
    there = read_bytes(path, str(path)) if os.path.lexists(path) else None
    if there != data:
        fix = "run annotator merge again"
        raise StoreError("the file was changed by somebody else meanwhile", str(path), fix)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Tell in words what the disk refuses."""
    try:
        yield
    except OSError as error:
        raise refused("the file cannot be put in order", error, str(path)) from error


def sides(data: bytes, where: str) -> tuple[bytes, ...]:
    """The two files that git's conflict markers hold; one without any is itself.

    Raises:
        LabelFileError: the markers are not whole.
    """
    if b"<<<<<<<" not in data or not any(map(_OURS.fullmatch, data.splitlines(keepends=True))):
        return (data,)
    ours: list[bytes] = []
    theirs: list[bytes] = []
    into: tuple[list[bytes], ...] = (ours, theirs)
    due = _OURS
    for line in data.splitlines(keepends=True):
        if due is _OURS and _OURS.fullmatch(line):
            into, due = (ours,), _THEIRS
        elif due is _THEIRS and _BEFORE.fullmatch(line):
            into = ()
        elif due is _THEIRS and _THEIRS.fullmatch(line):
            into, due = (theirs,), _END
        elif due is _END and _END.fullmatch(line):
            into, due = (ours, theirs), _OURS
        else:
            for side in into:
                side.append(line)
    if due is not _OURS:
        what = "git's conflict markers in it are not whole"
        fix = "bring both sides back with git checkout --merge, then run annotator merge again"
        raise LabelFileError(what, where, fix)
    return b"".join(ours), b"".join(theirs)


class _Folder:
    """The files of one annotator on one article, as they lie there."""

    def __init__(self, project: Project, article: str, annotator: str) -> None:
        self._store = store_of(project)
        self._place = (article, annotator)
        self._path = project.labels / article / annotator
        self.where = project.told(self._path)
        self.slots = {
            number: self._sides(number) for number in self._store.versions(article, annotator)
        }
        self.strays = tuple(self._strays(project))

    def is_untidy(self) -> bool:
        """Whether git or another program left anything there."""
        return bool(self.strays) or any(len(held) > 1 for held in self.slots.values())

    def is_in_order(self) -> bool:
        """Whether nothing was left or set aside, and the versions follow each other."""
        if self.is_untidy() or self._store.aside(*self._place):
            return False
        return in_line((number, data) for number, (data,) in self.slots.items())

    def files(self) -> Iterator[File]:
        """Every label file that lies there, and every side of one."""
        for held in self.slots.values():
            yield from map(self._file, held)
        yield from (file for _, file in self.strays)

    def staying(self) -> Line:
        """The line whose newest file has its number's own name, from the first version on."""
        by_number: dict[int, list[File]] = {}
        for file in self.files():
            by_number.setdefault(file.version.number, []).append(file)
        newest = max(self.slots, default=0)
        line: Line = ()
        for number in range(newest, 0, -1):
            there = by_number.get(number, [])
            due = [file for file in there if not line or file.sha256 == line[0].version.parent]
            line = (*due[:1], *line)
        if len(line) != newest:
            what = "a version does not follow the one before it, and no copy beside it does"
            raise StoreError(what, self.where, PUT_RIGHT)
        for at, file in enumerate(line):
            before = line[at - 1] if at else None
            check_follows(file, before, at + 1, self._store.where(*self._place, at + 1))
        return line

    def mendings(self, ours: Line) -> Iterator[Mending]:
        """Every file that is not there, holds another version than our line has, or several."""
        for file in ours:
            number = file.version.number
            found = self._store.read(*self._place, number) if number in self.slots else None
            if found != file.data:
                name = self._store.where(*self._place, number).rpartition("/")[2]
                yield Mending(self._path / name, found, file.data)

    def aside(self) -> Iterator[File]:
        """What was set aside earlier and is a version."""
        for digest in self._store.aside(*self._place):
            try:
                yield self._file(self._store.read_aside(*self._place, digest))
            except AnnotatorError:
                continue

    def _sides(self, number: int) -> tuple[bytes, ...]:
        where = self._store.where(*self._place, number)
        return sides(self._store.read(*self._place, number), where)

    def _file(self, data: bytes) -> File:
        return file_of(data, self.where, *self._place)

    def _strays(self, project: Project) -> Iterator[tuple[Path, File]]:
        """Files that are versions by what they hold, and not by their names."""
        for path in sorted(self._path.iterdir()) if self._path.is_dir() else ():
            if is_version(path.name) or is_unfinished(path.name) or not is_file(path):
                continue
            try:
                yield path, self._file(read_bytes(path, project.told(path)))
            except AnnotatorError:
                # It is something else, which verify names.
                continue
