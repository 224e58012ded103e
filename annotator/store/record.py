"""The shape of one kept version."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.errors import StoreError
from annotator.labels.labelling import Labelling

ANNOTATOR = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SchemaRef:
    """The schema a version was made under: `sha256` of schema.toml, `pages` of the guidelines."""

    name: str
    version: str
    sha256: str
    pages: str


@dataclass(frozen=True, slots=True)
class Version:
    """One labelling of one article by one annotator, as it was at one moment.

    `number` counts from 1. `parent` is the sha256 of the whole file before it, None for the
    first; `merged` are the sha256 of other heads that it took in. `article_length` is in code
    points, `saved` is UTC as YYYY-MM-DDTHH:MM:SSZ, `seconds` is time at work in this version.
    """

    article_id: str
    article_sha256: str
    article_length: int
    annotator: str
    number: int
    parent: str | None
    merged: tuple[str, ...]
    schema: SchemaRef
    saved: str
    seconds: int
    labelling: Labelling


def check_annotator(name: str, where: str) -> str:
    """The name itself, when it may name an annotator.

    Raises:
        StoreError: it is anything but 1 to 64 of a-z, 0-9, `.`, `_`, `-`, a letter or digit first.
    """
    if not ANNOTATOR.fullmatch(name):
        raise StoreError(
            what=f"{name!r:.80} cannot name an annotator",
            where=where,
            fix="use 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first (--as NAME)",
        )
    return name


def check_release(name: str, where: str) -> str:
    """The name itself, when it may name a release.

    Raises:
        StoreError: it is anything but 1 to 64 of a-z, A-Z, 0-9, `.`, `_`, `-`, a letter or digit
            first.
    """
    if not RELEASE.fullmatch(name):
        raise StoreError(
            what=f"{name!r:.80} cannot name a release",
            where=where,
            fix="use 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', a letter or digit first",
        )
    return name


def check_digest(digest: str, where: str) -> str:
    """The sha256 itself, when it is one in lower-case hexadecimal digits.

    Raises:
        StoreError: it is not.
    """
    if not _DIGEST.fullmatch(digest):
        fix = "give 64 of 0-9 and a-f"
        raise StoreError(f"{digest!r:.80} is no sha256", where, fix)
    return digest
