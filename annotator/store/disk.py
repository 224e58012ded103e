"""What a folder of labels is asked: what lies in it, what a file holds, a file to be made."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import StoreError, os_trouble
from annotator.store.creation import create_file, make_folders

RELEASES = "releases"
SET_ASIDE = "set-aside"

_LARGEST = 1 << 30
_NO_LOCK = frozenset({errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP})


def entries(folder: Path, root: Path) -> tuple[os.DirEntry[str], ...]:
    """What lies in a folder at or below the root, sorted by name; nothing where there is none.

    Raises:
        StoreError: it cannot be looked into; a fault of a folder around it is told as that one's.
    """
    try:
        with os.scandir(folder) as found:
            return tuple(sorted(found, key=lambda entry: entry.name))
    except FileNotFoundError:
        return ()
    except OSError as error:
        if folder != root:
            # A fault of the folder around it is that folder's, once for all inside it.
            entries(folder.parent, root)
        what = f"{_named(folder, root)} cannot be looked into"
        raise refused(what, error, told(str(folder), root)) from error


def folders(folder: Path, root: Path) -> tuple[str, ...]:
    """The names of the folders in a folder, sorted.

    Raises:
        StoreError: it cannot be looked into.
    """
    return tuple(entry.name for entry in entries(folder, root) if entry.is_dir())


def read_file(path: Path, kind: str, where: str) -> bytes:
    """The bytes of one file, called by its kind in words for people.

    Raises:
        StoreError: no plain file stands there, or it cannot be read.
    """
    try:
        # A pipe in the place of a file would otherwise be waited for without end.
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(opened, "rb") as file:  # noqa: PTH123 - by its descriptor
            found = os.fstat(opened)
            if not stat.S_ISREG(found.st_mode):
                raise _not_a_file(kind, where)
            if found.st_size > _LARGEST:
                fix = f"move it away; no {kind} is as large as that"
                raise StoreError(f"the {kind} holds {found.st_size:,} bytes", where, fix)
            return file.read()
    except IsADirectoryError as error:
        raise _not_a_file(kind, where) from error
    except OSError as error:
        raise refused(f"the {kind} cannot be read", error, where) from error


def keep_file(path: Path, data: bytes, kind: str, where: str) -> None:
    """Create a file whole, or not at all; safe on the disk when this returns.

    Raises:
        FileExistsError: something of that name is there.
        StoreError: the folder cannot be made or written; then nothing is kept.
    """
    try:
        make_folders(path.parent)
        create_file(path.parent, path.name, data)
    except FileExistsError as error:
        # A file in the place of a folder is told apart from one that is there.
        if not path.parent.is_dir():
            raise _unsaved(kind, error, where) from error
        raise
    except OSError as error:
        raise _unsaved(kind, error, where) from error


@contextmanager
def one_at_a_time(folder: Path, kind: str, where: str) -> Iterator[None]:
    """Keep other writers out of a folder, which is made where it is missing.

    A disk that locks no folders lets them all in.

    Raises:
        StoreError: the folder cannot be made or opened.
    """
    try:
        make_folders(folder)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise _unsaved(kind, error, where) from error
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_LOCK:
                raise _unsaved(kind, error, where) from error
        yield
    finally:
        os.close(opened)


def told(path: str, root: Path) -> str:
    """A path from the labels' folder, odd characters escaped."""
    found = os.path.normpath(f"{root.name}/{os.path.relpath(path, root)}")
    return found if found.isprintable() else ascii(found)


def refused(what: str, error: OSError, where: str) -> StoreError:
    """What the file system would not do, in words."""
    why, fix = os_trouble(error)
    return StoreError(f"{what}: {why}", where, fix)


def _named(folder: Path, root: Path) -> str:
    """What a person calls one of the store's folders."""
    inside = folder.relative_to(root).parts
    if not inside:
        return "the folder of labels"
    if inside == (RELEASES,):
        return "the folder of releases"
    article = f"the folder of labels of {inside[0]}"
    by = f"{article} by {inside[1]}" if len(inside) > 1 else article
    return f"{by}, set aside," if len(inside) > 2 else by


def _unsaved(kind: str, error: OSError, where: str) -> StoreError:
    """Why a file cannot be saved; what is in the way of its folder is told as a file there."""
    if isinstance(error, FileExistsError):
        error = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    return refused(f"the {kind} cannot be saved", error, where)


def _not_a_file(kind: str, where: str) -> StoreError:
    return StoreError(
        f"the {kind} cannot be read: a folder or a device stands where a {kind} should be",
        where,
        "move it away, and restore the file from a copy or from version control",
    )
