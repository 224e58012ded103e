"""The versions of one annotator on one article, as a chain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.errors import AnnotatorError, LabelFileError
from annotator.store.codec import decode, encode, file_of, sha256
from annotator.store.protocol import Store, Taken
from annotator.store.record import Version

_SPAN_LINE = re.compile(rb'^\{"id":"s([1-9][0-9]{0,14})"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chain:
    """All versions that are in their place, rising, and everything that is wrong with the whole.

    `files` are the numbers of all files that are there, rising, each with the sha256 of whatever
    it holds, None where it cannot be read.
    """

    versions: tuple[Version, ...]
    faults: tuple[AnnotatorError, ...]
    files: tuple[tuple[int, str | None], ...]


def head(store: Store, article: str, annotator: str) -> Version | None:
    """The newest version, or None where there is none; no other version is read.

    Raises:
        StoreError, LabelFileError, SpanError, Faults: its file cannot be read, is not as it was
            written, or belongs elsewhere.
    """
    numbers = store.versions(article, annotator)
    return version_of(store, article, annotator, numbers[-1]) if numbers else None


def version_of(store: Store, article: str, annotator: str, number: int) -> Version:
    """One version, proved against its own digest and its place.

    Raises:
        StoreError, LabelFileError, SpanError, Faults: as `head`.
    """
    where = store.where(article, annotator, number)
    version = decode(store.read(article, annotator, number), where)
    _check_place(version, (article, annotator, number), where)
    return version


def chain(store: Store, article: str, annotator: str) -> Chain:
    """Every version with everything that is wrong: what `verify` proves.

    A file that cannot be read, one that belongs elsewhere, a number that is missing, a parent
    that is not the file before. A file after a faulty one is still held against its bytes.
    """
    versions: list[Version] = []
    faults: list[AnnotatorError] = []
    digests: dict[int, str | None] = {0: None}
    before = 0
    numbers = store.versions(article, annotator)
    for number in numbers:
        where = store.where(article, annotator, number)
        if number > before + 1:
            faults.append(_gap(before + 1, number, where))
        before = number
        try:
            data = store.read(article, annotator, number)
            digests[number] = sha256(data)
            version = decode(data, where)
            if version.parent != digests.get(number - 1, version.parent):
                faults.append(estranged(version, where))
            _check_place(version, (article, annotator, number), where)
            versions.append(version)
        except AnnotatorError as error:
            faults.append(error)
    files = tuple((number, digests.get(number)) for number in numbers)
    return Chain(tuple(versions), tuple(faults), files)


def highest_id(store: Store, article: str, annotator: str) -> int:
    """The highest number that any span of any version has, 0 where there was none.

    A deleted span's id is not given again, so all files are read; but only for the beginnings of
    their lines, which is where ids stand and nothing else can look like one, not as JSON.
    """
    return max(
        (
            int(found)
            for number in store.versions(article, annotator)
            for found in _SPAN_LINE.findall(store.read(article, annotator, number))
        ),
        default=0,
    )


def append(store: Store, version: Version, after: Version | None) -> Version:
    """Keep a version as the one that follows `after`, and give it as it was kept.

    Its number and parent are filled in here, whatever they are. Where it says nothing that
    `after` does not say, nothing is kept and `after` itself is given back: the spans and all
    else of the labelling, and the text they lie on, count; time, seconds and schema do not.

    Args:
        store: where versions are kept.
        version: the new content.
        after: the version that the content grew from; None where there was none.

    Raises:
        Taken: there is a version after `after` that the content did not grow from.
        StoreError: the version cannot be kept; then nothing is.
        LabelFileError, SpanError, Faults: it could not be read again, so it is not written.
    """
    if after is not None and _says_the_same(version, after):
        return after
    number = after.number + 1 if after else 1
    following = replace(version, number=number, parent=sha256(file_of(after)) if after else None)
    article, annotator = version.article_id, version.annotator
    data = encode(following)
    newest = max(store.versions(article, annotator), default=0)
    if newest >= number:
        raise Taken(
            what=f"version {newest} was saved by somebody else meanwhile",
            where=store.where(article, annotator, newest),
            fix="open the article again to see it, then make your changes there",
        )
    store.create(article, annotator, number, data)
    return following


def _says_the_same(version: Version, other: Version) -> bool:
    return (
        version.labelling == other.labelling
        and version.article_sha256 == other.article_sha256
        and not version.merged
    )


def _check_place(version: Version, place: tuple[str, str, int], where: str) -> None:
    """Refuse a file that says it is another than its path says."""
    says = (version.article_id, version.annotator, version.number)
    if says != place:
        raise LabelFileError(
            what=f"it says it is version {says[2]} by {says[1]} of {says[0]!r:.130}",
            where=where,
            fix="put the file back where it belongs",
        )


def _gap(first: int, number: int, where: str) -> LabelFileError:
    missing = f"version {first}" if first == number - 1 else f"versions {first} to {number - 1}"
    return LabelFileError(
        what=f"{missing} before it cannot be found",
        where=where,
        fix="restore what is missing from a copy or from version control",
    )


def estranged(version: Version, where: str) -> LabelFileError:
    """The fault of a version that says it follows another file than the one before it."""
    before = "no file" if version.parent is None else f"the file with sha256 {version.parent}"
    return LabelFileError(
        what=f"it follows {before}, not the one before it",
        where=f"{where}: parent",
        fix="annotator verify --repair --from FOLDER puts the file it follows back from a copy",
    )
