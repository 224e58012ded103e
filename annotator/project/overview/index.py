"""The index: what was seen of files, kept so that they need not be read again.

It may be missing, locked, foreign or damaged at any moment. Then it is done without, or made anew;
it is never an error, and nothing that proves anything looks into it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Shelf = Literal["articles", "heads"]

# A number that says what rows mean; raised when they come to mean something else.
_MEANING = 1
_SHELVES: tuple[Shelf, ...] = ("articles", "heads")
# Rows that follow the one asked for come with it, since most are asked for in their order.
_AHEAD = 1_000
# Rows that are written at once, so that another process never waits for long.
_AT_ONCE = 5_000
_PATIENCE_SECONDS = 0.25
# What SQLite says of a file that is another's, or damaged: all else may pass by itself.
_HOPELESS = frozenset(
    {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
)


@dataclass(frozen=True, slots=True)
class Row:
    """What was seen of files while they bore a stamp."""

    stamp: str
    seen: bytes


class Index:
    """Rows by shelf and key, in a file that is made when there is enough to write into it.

    Args:
        path: the file, in a folder that may be made.
        least: so many new rows are worth the writing; fewer are sooner seen again.
    """

    def __init__(self, path: Path, least: int) -> None:
        self._path = path
        self._least = least
        self._sound = True
        self._writable = True
        self._pages: dict[Shelf, _Page] = {}
        self._unwritten: dict[Shelf, dict[str, Row]] = {shelf: {} for shelf in _SHELVES}
        self._new = 0

    def get(self, shelf: Shelf, key: str) -> Row | None:
        """The row of a key as it was last written, or None where there is none."""
        page = self._pages.get(shelf)
        if page is None or not page.covers(key):
            page = self._pages[shelf] = self._page(shelf, key)
        return page.rows.get(key)

    def put(self, shelf: Shelf, key: str, row: Row) -> None:
        """Have a row written, in the place of one that is there."""
        self._unwritten[shelf][key] = row
        self._new += 1
        if sum(map(len, self._unwritten.values())) >= _AT_ONCE:
            self.keep()

    def keep(self) -> None:
        """Write what is new, if it is enough; where that cannot be done, it is let go."""
        rows, self._unwritten = self._unwritten, {shelf: {} for shelf in _SHELVES}
        if not self._writable or self._new < self._least or not any(rows.values()):
            return
        try:
            self._write(rows)
        except (sqlite3.Error, OSError):
            self._writable = False

    def _page(self, shelf: Shelf, key: str) -> _Page:
        """The rows from a key on; none where they cannot be had."""
        try:
            with self._opened("ro") as file:
                if _meaning(file) != _MEANING:
                    self._sound = False
                    return _Page(key, None, {})
                what = "SELECT key, stamp, seen, sum FROM {} WHERE key >= ? ORDER BY key LIMIT ?"
                found = file.execute(what.format(shelf), (key, _AHEAD)).fetchall()
            rows = {
                one: Row(stamp, seen)
                for one, stamp, seen, proof in found
                if proof == _sum(one, stamp, seen)
            }
        except (sqlite3.Error, TypeError) as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
            self._sound = code & 0xFF not in _HOPELESS
            return _Page(key, None, {})
        return _Page(key, found[-1][0] if len(found) == _AHEAD else None, rows)

    def _write(self, rows: Mapping[Shelf, Mapping[str, Row]]) -> None:
        """Put rows into the file, all or none; what cannot be an index makes way for one."""
        self._path.parent.mkdir(exist_ok=True)
        if not self._sound:
            self._path.unlink(missing_ok=True)
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            self._sound = True
        with self._opened("rwc") as file, file:
            file.execute("BEGIN IMMEDIATE")
            file.execute(f"PRAGMA user_version = {_MEANING}")
            for shelf, new in rows.items():
                file.execute(
                    f"CREATE TABLE IF NOT EXISTS {shelf} "
                    "(key TEXT PRIMARY KEY, stamp TEXT, seen BLOB, sum INTEGER) WITHOUT ROWID"
                )
                file.executemany(
                    f"REPLACE INTO {shelf} VALUES (?, ?, ?, ?)",  # noqa: S608 - one of two words
                    [
                        (key, row.stamp, row.seen, _sum(key, row.stamp, row.seen))
                        for key, row in new.items()
                    ],
                )

    @contextmanager
    def _opened(self, mode: Literal["ro", "rwc"]) -> Iterator[sqlite3.Connection]:
        """The file for as long as it takes: nobody is kept waiting by one that lies open."""
        where = f"{self._path.as_uri()}?mode={mode}"
        with closing(sqlite3.connect(where, timeout=_PATIENCE_SECONDS, uri=True)) as file:
            yield file


@dataclass(frozen=True, slots=True)
class _Page:
    """All rows of a shelf from one key to another; without a last one, to the end."""

    first: str
    last: str | None
    rows: Mapping[str, Row]

    def covers(self, key: str) -> bool:
        """Whether the row of a key would be here."""
        return self.first <= key and (self.last is None or key <= self.last)


def _meaning(file: sqlite3.Connection) -> object:
    return file.execute("PRAGMA user_version").fetchone()[0]


def _sum(key: str, stamp: str, seen: bytes) -> int:
    """What shows that a row is as it was written.

    Raises:
        TypeError: it never was one of ours.
    """
    return zlib.crc32(seen, zlib.crc32(str.encode(stamp), zlib.crc32(str.encode(key))))
