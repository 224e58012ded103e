"""Good bytes put in the place of a broken file, whose own bytes are kept."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from annotator.store.creation import create_file, make_folders, sync_folder
from annotator.store.disk import SET_ASIDE

_BROKEN = re.compile(r"[0-9a-f]{64}\.broken", re.ASCII)


def is_broken(name: str) -> bool:
    """Whether a file of that name was broken, and replaced by a good copy."""
    return _BROKEN.fullmatch(name) is not None


def mend(path: Path, broken: bytes, good: bytes) -> None:
    """Put good bytes in the place of the broken ones, in one step.

    Those are kept first, beside it, as `set-aside/SHA256.broken`.

    Raises:
        FileExistsError: other bytes than the broken ones stand there by now.
        OSError: one of the two cannot be written; then the file is as it was.
    """
    aside = path.parent / SET_ASIDE
    name = f"{sha256(broken).hexdigest()}.broken"
    make_folders(aside)
    with suppress(FileExistsError):
        create_file(aside, name, broken)
    if (aside / name).read_bytes() != broken:
        raise FileExistsError(f"{aside / name} is another file")
    supersede(path, broken, good)


def supersede(path: Path, kept: bytes, good: bytes) -> None:
    """Put good bytes in the place of others that are kept elsewhere already, in one step.

    Raises:
        FileExistsError: other bytes than those stand there by now.
        OSError: they cannot be written; then the file is as it was.
    """
    if path.read_bytes() != kept:
        raise FileExistsError(f"{path} was changed meanwhile")
    _replace(path, good)


def _replace(path: Path, data: bytes) -> None:
    """Give the file these bytes: all of them, or it is as it was."""
    # Named as a save that was cut off, which it is if the machine stops in between.
    between = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    create_file(path.parent, between.name, data)
    try:
        between.replace(path)
    finally:
        between.unlink(missing_ok=True)
    sync_folder(path.parent)
