"""One session's journal: a locked file to which lines are added, each proved by a checksum."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from annotator.store.creation import make_folders, sync_folder

Record = Mapping[str, object]

_SUFFIX = ".jsonl"
_CLOSED = ".closed"
_LINE = re.compile(rb'(\{.*),"check":"([0-9a-f]{16})"\}', re.DOTALL)
_NO_LOCK = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})


@dataclass(frozen=True, slots=True)
class Lines:
    """What a journal's bytes hold: the records up to the first line that is not proved.

    `length` is where those end, `check` the last line's checksum. `damaged` says that more than
    a torn end follows: lines that were whole once and cannot be proved.
    """

    records: tuple[Record, ...]
    length: int
    check: str
    damaged: bool


def read_lines(data: bytes) -> Lines:
    """Read a journal as far as every line follows from the one before it.

    A power cut may tear the last line, which was not told as kept then; an earlier line is never
    passed over, since what follows it would be edits of something else.
    """
    records: list[Record] = []
    check, at = "", 0
    while (end := data.find(b"\n", at)) >= 0:
        found = _LINE.fullmatch(data, at, end)
        if found is None or found[2].decode() != _check(check, found[1]):
            break
        try:
            records.append(orjson.loads(found[1] + b"}"))
        except orjson.JSONDecodeError:
            break
        check, at = found[2].decode(), end + 1
    rest = data[at:].split(b"\n")
    damaged = any(_LINE.fullmatch(line) for line in rest[1:])
    return Lines(tuple(records), at, check, damaged)


class JournalFile:
    """A journal that this process alone may add to, from `create` or `take` until `close`.

    `records` are those that are safe on the disk.
    """

    def __init__(self, path: Path, opened: int, data: bytes) -> None:
        self.path = path
        self._opened = opened
        lines = read_lines(data)
        self.damaged = lines.damaged
        self._records = list(lines.records)
        self._data = bytearray(data[: lines.length])
        self._check = lines.check

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record, in the order in which they were added."""
        return tuple(self._records)

    @classmethod
    def create(cls, folder: Path) -> JournalFile:
        """A new journal without a line.

        Raises:
            OSError: it cannot be made.
        """
        make_folders(folder)
        while True:
            now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            path = folder / f"{now}-{secrets.token_hex(4)}{_SUFFIX}"
            opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
            try:
                if _locked(opened, path) is not False:
                    sync_folder(folder)
                    return cls(path, opened, b"")
            except OSError:
                _discard(opened, path)
                raise
            os.close(opened)

    @classmethod
    def take(cls, path: Path) -> JournalFile | None:
        """A journal that is there, to go on with it; None while another process holds it.

        On a disk that knows no locks nobody can tell whether one does. There a copy is gone on
        with, and whoever still writes to the old one finds it gone and puts all of theirs back.

        Raises:
            OSError: it cannot be read or written.
        """
        opened = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            locked = _locked(opened, path)
            if locked:
                return cls(path, opened, _held(opened))
            copy = cls._copied(path, _held(opened)) if locked is None else None
        except OSError:
            os.close(opened)
            raise
        os.close(opened)
        return copy

    @classmethod
    def _copied(cls, path: Path, data: bytes) -> JournalFile:
        """A journal of the same bytes in the place of one, which is closed for good.

        Raises:
            FileNotFoundError: somebody else took it first.
            OSError: the copy cannot be written.
        """
        copy = cls.create(path.parent)
        try:
            copy._write(data, 0)  # noqa: SLF001 - one of its own kind
            path.rename(path.with_name(path.name + _CLOSED))
        except OSError:
            _discard(copy._opened, copy.path)  # noqa: SLF001 - the same
            raise
        return cls(copy.path, copy._opened, data)  # noqa: SLF001 - the same

    def append(self, records: Sequence[Record], *, moved: bool = False) -> None:
        """Add records; they are safe on the disk when this returns.

        Where a line was written in part, it is written again the next time, in the same place.

        Args:
            records: what is to be added.
            moved: the folders around went elsewhere, and the journal with them; it stays there.

        Raises:
            OSError: they are not safe; the journal holds what it held before.
        """
        lines, check = bytearray(), self._check
        for record in records:
            body = orjson.dumps(record)[:-1]
            check = _check(check, body)
            lines += b'%b,"check":"%b"}\n' % (body, check.encode())
        if not moved:
            self.stay()
        elif not os.fstat(self._opened).st_nlink:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        self._write(lines, len(self._data))
        self._data += lines
        self._records += records
        self._check = check

    def stay(self) -> None:
        """See that a later session will find it: where it was taken away, all of it is put back.

        Raises:
            OSError: it cannot be put back, or looked for.
        """
        if self._opened >= 0 and not self._is_in_place():
            self._put_back()

    def retire(self) -> None:
        """Close it for good: nothing in it is unsaved, and nobody goes on with it.

        Raises:
            OSError: it cannot be renamed; it is closed all the same.
        """
        try:
            self.path.rename(self.path.with_name(self.path.name + _CLOSED))
            sync_folder(self.path.parent)
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the journal, so that the next session can go on with it."""
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1

    def _is_in_place(self) -> bool:
        """Whether the file that is written to is still the one that a later session will find.

        Raises:
            OSError: that cannot be said.
        """
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._opened))
        except OSError as error:
            # A second file beside one that is there after all would say what was undone since.
            if error.errno not in _GONE:
                raise
            return False

    def _put_back(self) -> None:
        """Write the whole journal anew, under its name or, where that is taken, another."""
        fresh = self.create(self.path.parent)
        try:
            fresh._write(self._data, 0)  # noqa: SLF001 - one of its own kind
        except OSError:
            _discard(fresh._opened, fresh.path)  # noqa: SLF001 - the same
            raise
        os.close(self._opened)
        self.path, self._opened = fresh.path, fresh._opened  # noqa: SLF001 - the same

    def _write(self, data: bytes | bytearray, at: int) -> None:
        """These bytes at a place behind which nothing is to be kept, down to the disk."""
        if os.fstat(self._opened).st_size > at:
            os.ftruncate(self._opened, at)
        left = memoryview(data)
        while left:
            written = os.pwrite(self._opened, left, at)
            left, at = left[written:], at + written
        os.fsync(self._opened)


def journals_in(folder: Path, *, closed: bool = False) -> Iterator[Path]:
    """The journals in a folder, the oldest first; with `closed` also those nobody goes on with.

    Raises:
        OSError: the folder is there and cannot be looked into.
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
    except (FileNotFoundError, NotADirectoryError):
        return
    endings = (_SUFFIX, _SUFFIX + _CLOSED) if closed else (_SUFFIX,)
    yield from (folder / name for name in names if name.endswith(endings))


def _held(opened: int) -> bytes:
    """All that an open journal holds; also what a crash kept from the disk is brought there.

    Raises:
        OSError: it is no plain file, or cannot be read.
    """
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with suppress(OSError):
        os.fsync(opened)
    with open(opened, "rb", closefd=False) as file:
        return file.read()


def _discard(opened: int, path: Path) -> None:
    """Take a journal away that could not be made whole, so that nobody takes it for one."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    os.close(opened)


def _locked(opened: int, path: Path) -> bool | None:
    """Whether the file could be locked and still has its name; None where there are no locks."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(path.stat(), os.fstat(opened))
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError as error:
        if error.errno not in _NO_LOCK:
            raise
        return None


def _check(before: str, body: bytes) -> str:
    """A line's checksum: of the line before it and of its own bytes."""
    return hashlib.sha256(before.encode() + body).hexdigest()[:16]
