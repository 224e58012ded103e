"""The newest versions in a folder of labels by their names alone: no file is opened."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.store.folder import is_version
from annotator.store.record import ANNOTATOR


def labelled(root: Path) -> frozenset[str]:
    """The names in the folder of labels: whoever saved anything of an article, it is among them.

    Raises:
        OSError: the folder cannot be looked into.
    """
    try:
        with os.scandir(root) as entries:
            return frozenset(entry.name for entry in entries)
    except FileNotFoundError:
        return frozenset()


def newest(root: Path, article: str) -> dict[str, int]:
    """The number of the newest version of each annotator of an article, sorted by name.

    Args:
        root: the folder of labels.
        article: an ID that can be one.

    Raises:
        OSError: a folder cannot be looked into.
    """
    try:
        with os.scandir(f"{root}/{article}") as entries:
            names = [one.name for one in entries if ANNOTATOR.fullmatch(one.name) and one.is_dir()]
    except FileNotFoundError:
        return {}
    found = {name: _newest(f"{root}/{article}/{name}") for name in sorted(names)}
    return {name: number for name, number in found.items() if number}


def _newest(folder: str) -> int:
    with os.scandir(folder) as entries:
        found = (one.name.removesuffix(".json") for one in entries if is_version(one.name))
        return max(map(int, found), default=0)
