"""Creating a file whole, exclusively, and safe against a crash at any moment."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
from pathlib import Path

_UNFINISHED = re.compile(r"\.[A-Za-z0-9._-]+\.(?:json|broken|tmp)\.[0-9a-f]{16}\.tmp|\.lock")
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EBADF})


def is_unfinished(name: str) -> bool:
    """Whether a file of that name may be left by a crash in the middle of `create_file`."""
    return _UNFINISHED.fullmatch(name) is not None


def make_folders(folder: Path) -> None:
    """Make a folder and those around it, where they are missing, each safe on the disk.

    Raises:
        FileExistsError, NotADirectoryError: something else stands in the place of one.
        OSError: one cannot be made.
    """
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def create_file(folder: Path, name: str, data: bytes) -> None:
    """Create a file with these bytes: after this it is on the disk, before it is not there.

    Raises:
        FileExistsError: the name is taken; of two writers at once exactly one is not told so.
        OSError: it cannot be written; nothing is left behind.
    """
    unfinished = folder / f".{name}.{secrets.token_hex(8)}.tmp"
    try:
        _write(unfinished, data)
        _name(unfinished, folder / name)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(folder)


def _write(path: Path, data: bytes) -> None:
    """All bytes, down to the disk, in a file that was not there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    opened = os.open(path, flags, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(opened, left) :]
        os.fsync(opened)
    finally:
        os.close(opened)


def _name(unfinished: Path, path: Path) -> None:
    """Give the finished file its name, unless that is taken."""
    try:
        os.link(unfinished, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _name_without_links(unfinished, path)


def _name_without_links(unfinished: Path, path: Path) -> None:
    """The same on a disk that knows no second name for a file.

    One writer at a time looks and moves. The lock goes when its holder does, also in a crash;
    its file stays.
    """
    lock = os.open(path.parent / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        unfinished.rename(path)
    finally:
        os.close(lock)


def sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk, where the disk lets a folder be told so."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(opened)
