"""Files of a project: read within bounds, written whole, and named so that one finds them."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import AnnotatorError, ArticleError, os_trouble
from annotator.text.article import MOST_BYTES

_FILE = frozenset({stat.S_IFREG})
_SOURCE = frozenset({stat.S_IFREG, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK})


def read_bytes(path: Path, where: str, largest: int = MOST_BYTES) -> bytes:
    """The bytes of a file of the project; its size is looked at before anything is read.

    Raises:
        ArticleError: no plain file stands there, it cannot be read, or it is over `largest` bytes.
    """
    return _read(path, where, largest, _FILE)


def read_source_bytes(path: Path, where: str, largest: int) -> bytes:
    """The bytes of what a person names: a file, or a pipe or device that something comes out of.

    A pipe that nobody writes into is not waited for.

    Raises:
        ArticleError: a folder stands there, it cannot be read, or it gives over `largest` bytes.
    """
    _check_no_folder(path, where)
    return _read(path, where, largest, _SOURCE)


def source_lines(path: Path, where: str, longest: int) -> Iterator[bytes]:
    """The lines of what a person names, with their ends, read one by one.

    One with more than `longest` bytes comes in parts, all but the last of one byte more.

    Raises:
        ArticleError: a folder stands there, or it cannot be read.
    """
    _check_no_folder(path, where)
    with _opened(path, where, _SOURCE) as file:
        while line := file.readline(longest + 1):
            yield line


def _check_no_folder(path: Path, where: str) -> None:
    if is_folder(path):
        what = "the file cannot be read: it is a folder"
        raise ArticleError(what, where, "name the files in it, each by itself")


def _read(path: Path, where: str, largest: int, kinds: frozenset[int]) -> bytes:
    """The bytes of what stands there, if it is of one of these kinds."""
    with _opened(path, where, kinds) as file:
        size = os.fstat(file.fileno()).st_size
        if size > largest:
            raise _too_large(size, where, largest)
        # One byte more than the file has shows whether there is more to come, as there is of
        # what is no plain file, which tells no size; then one more than is allowed.
        data = file.read(size + 1)
        if len(data) > size:
            data += file.read(largest + 1 - len(data))
    if len(data) > largest:
        raise _too_large(len(data), where, largest)
    return data


@contextmanager
def _opened(path: Path, where: str, kinds: frozenset[int]) -> Iterator[BinaryIO]:
    """What stands there, if it is of one of these kinds, to be read."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(opened, "rb") as file:  # noqa: PTH123 - by its descriptor
            mode = os.fstat(opened).st_mode
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if stat.S_IFMT(mode) not in kinds:
                what = "the file cannot be read: a pipe or a device stands where a file should be"
                raise ArticleError(what, where, "move it away")
            os.set_blocking(opened, True)
            yield file
    except OSError as error:
        why, fix = os_trouble(error)
        raise ArticleError(f"the file cannot be read: {why}", where, fix) from error
    except ValueError as error:
        # A name with NUL in it.
        raise ArticleError("no file can have this name", where, "check the name") from error


def read_folder(folder: Path, where: str, ending: str, largest: int) -> list[tuple[str, bytes]]:
    """The files of a folder, also of folders in it, whose names end so, each by its name.

    Those whose names, or whose folders' names, begin with . or _ are passed over.

    Raises:
        ArticleError: there are none, one cannot be read, or all together are over `largest` bytes.
    """
    found: list[tuple[str, bytes]] = []
    room = largest
    for path in sorted(folder.rglob(f"*{ending}")):
        steps = path.relative_to(folder).parts
        if is_file(path) and not any(step.startswith((".", "_")) for step in steps):
            data = read_source_bytes(path, str(path), room)
            found.append((str(path), data))
            room -= len(data)
    if not found:
        what = f"the folder holds no file whose name ends in {ending}"
        raise ArticleError(what, where, "check the name")
    return found


def is_file(path: Path) -> bool:
    """Whether a file is known to be there; where nobody may look, none is."""
    return os.path.isfile(path)  # noqa: PTH113 - pathlib's own raises where nobody may look


def is_folder(path: Path) -> bool:
    """Whether a folder is known to be there; where nobody may look, none is."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib's own raises where nobody may look


def write_out(path: Path, data: bytes) -> None:
    """Put a file with these bytes in place; a pipe or a device is written into as it stands.

    Raises:
        OSError: it cannot be written; then a file that was there is still there.
    """
    if path.exists() and not is_file(path):
        with path.open("wb") as flowing:
            flowing.write(data)
    else:
        replace_file(path.resolve(), data)


def replace_file(path: Path, data: bytes) -> None:
    """Put a file with these bytes in place, whole or not at all, also of one that is there.

    Raises:
        OSError: it cannot be written; then what was there is still there.
    """
    unfinished = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def told(path: Path, root: Path) -> str:
    """What a person calls a file: its path from the project's folder where it lies inside."""
    return str(path).removeprefix(f"{root}/")


def refused(what: str, error: OSError, where: str) -> AnnotatorError:
    """What the file system would not do, in words."""
    why, fix = os_trouble(error)
    return AnnotatorError(f"{what}: {why}", where, fix)


def _too_large(size: int, where: str, largest: int) -> ArticleError:
    mebibytes = largest // (1024 * 1024)
    # What tells no size is read no further than that.
    held = f"{size:,} bytes, " if size > largest + 1 else ""
    return ArticleError(
        what=f"the file holds {held}more than {mebibytes} MiB",
        where=where,
        fix="split it into several files",
    )
