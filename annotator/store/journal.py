"""One session's journal: a locked file to which lines are added, each proved by a checksum."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
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
        records.append(orjson.loads(found[1] + b"}"))
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
            if _locked(opened, path):
                sync_folder(folder)
                return cls(path, opened, b"")
            os.close(opened)

    @classmethod
    def take(cls, path: Path) -> JournalFile | None:
        """A journal that is there, to go on with it; None while another process holds it.

        Raises:
            OSError: it cannot be read or written.
        """
        opened = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        if not _locked(opened, path):
            os.close(opened)
            return None
        try:
            return cls(path, opened, path.read_bytes())
        except OSError:
            os.close(opened)
            raise

    def append(self, records: Sequence[Record]) -> None:
        """Add records; they are safe on the disk when this returns.

        Where a line was written in part, it is written again the next time, in the same place.

        Raises:
            OSError: they are not safe; the journal holds what it held before.
        """
        lines, check = bytearray(), self._check
        for record in records:
            body = orjson.dumps(record)[:-1]
            check = _check(check, body)
            lines += b'%b,"check":"%b"}\n' % (body, check.encode())
        if not self._is_in_place():
            self._put_back()
        self._write(lines, len(self._data))
        self._data += lines
        self._records += records
        self._check = check

    def retire(self) -> None:
        """Close it for good: nothing in it is unsaved, and nobody goes on with it.

        Raises:
            OSError: it cannot be renamed; it is closed all the same.
        """
        try:
            self.path.rename(self.path.with_name(self.path.name + _CLOSED))
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the journal, so that the next session can go on with it."""
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1

    def _is_in_place(self) -> bool:
        """Whether the file that is written to is still the one that a later session will find."""
        with suppress(OSError):
            return os.path.samestat(self.path.stat(), os.fstat(self._opened))
        return False

    def _put_back(self) -> None:
        """Write the whole journal anew, under its name or, where that is taken, another."""
        fresh = self.create(self.path.parent)
        try:
            fresh._write(self._data, 0)  # noqa: SLF001 - one of its own kind
        except OSError:
            fresh.close()
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


def _locked(opened: int, path: Path) -> bool:
    """Whether the file could be locked and still has its name."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(path.stat(), os.fstat(opened))
    except (BlockingIOError, FileNotFoundError):
        return False


def _check(before: str, body: bytes) -> str:
    """A line's checksum: of the line before it and of its own bytes."""
    return hashlib.sha256(before.encode() + body).hexdigest()[:16]
