"""Files of a project: read within bounds, written whole, and named so that one finds them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from annotator.errors import AnnotatorError, ArticleError, os_trouble

LARGEST_TEXT = 64 * 1024 * 1024


def read_bytes(path: Path, where: str, largest: int = LARGEST_TEXT) -> bytes:
    """The bytes of a file; its size is looked at before anything is read.

    Raises:
        ArticleError: a folder stands there, it cannot be read, or it is over `largest` bytes.
    """
    try:
        size = path.stat().st_size
        if size > largest:
            raise _too_large(size, where, largest)
        with path.open("rb") as file:
            # What is no plain file tells no size; one byte more than is allowed shows it.
            data = file.read(largest + 1)
    except OSError as error:
        why, fix = os_trouble(error)
        raise ArticleError(f"the file cannot be read: {why}", where, fix) from error
    except ValueError as error:
        # A name with NUL in it.
        raise ArticleError("no file can have this name", where, "check the name") from error
    if len(data) > largest:
        raise _too_large(len(data), where, largest)
    return data


def is_file(path: Path) -> bool:
    """Whether a file is known to be there; where nobody may look, none is."""
    return os.path.isfile(path)  # noqa: PTH113 - pathlib's own raises where nobody may look


def is_folder(path: Path) -> bool:
    """Whether a folder is known to be there; where nobody may look, none is."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib's own raises where nobody may look


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
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def refused(what: str, error: OSError, where: str) -> AnnotatorError:
    """What the file system would not do, in words."""
    why, fix = os_trouble(error)
    return AnnotatorError(f"{what}: {why}", where, fix)


def _too_large(size: int, where: str, largest: int) -> ArticleError:
    mebibytes = largest // (1024 * 1024)
    told = f", {size} bytes" if size > largest + 1 else ""
    return ArticleError(
        what=f"the file holds more than {mebibytes} MiB{told}",
        where=where,
        fix="split it into several files",
    )
