"""The exact bytes of a release: which versions were frozen, and how much they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, Field, ValidationError, model_validator

from annotator.errors import AnnotatorError, LabelFileError, gathered, raise_all
from annotator.labels.complaints import complaints, key_path
from annotator.store.difference import RESTORE
from annotator.store.label_file import SchemaShape, Shape
from annotator.store.record import SchemaRef
from annotator.store.sealed import seal, seal_faults, unsealed
from annotator.store.values import (
    annotator,
    article_id,
    count,
    hexadecimal,
    moment,
    number,
    release,
)

FORMAT = "annotator/release-1"

_Hash = Annotated[str, AfterValidator(hexadecimal)]
_Count = Annotated[int, AfterValidator(count)]


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """One frozen version: `sha256` is that of the article's text, `labels_sha256` of its file."""

    article: str
    sha256: str
    annotator: str
    version: int
    labels_sha256: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a release holds; `labels` are those that occur, by name, with their spans."""

    articles: int
    spans: int
    labels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What was frozen under a name, and the schema of that moment.

    `created` is UTC as YYYY-MM-DDTHH:MM:SSZ. Entries are sorted by article, so that equal
    content is an equal value.
    """

    name: str
    created: str
    schema: SchemaRef
    note: str
    entries: tuple[ReleaseEntry, ...]
    counts: Counts

    def __post_init__(self) -> None:
        """Put the entries in their order."""
        ordered = tuple(sorted(self.entries, key=lambda entry: entry.article))
        object.__setattr__(self, "entries", ordered)

    def entry(self, article: str) -> ReleaseEntry | None:
        """What was frozen of an article, or None where nothing was."""
        return next((entry for entry in self.entries if entry.article == article), None)


def counts_of(articles: int, labels: Mapping[str, int]) -> Counts:
    """How much some articles hold, from how many spans each label has."""
    return Counts(articles, sum(labels.values()), tuple(sorted(labels.items())))


def encode_release(release: Release) -> bytes:
    """The bytes of a release's file; equal releases give equal bytes.

    Raises:
        LabelFileError, Faults: the release says something that `decode_release` would refuse.
    """
    where = f"the release {release.name}"
    try:
        data = _bytes(release)
    except TypeError as error:
        fix = "give whole numbers below 2^53, and text that UTF-8 can write"
        raise LabelFileError(f"it cannot be written as JSON: {error}", where, fix) from error
    _, faults = _parsed(orjson.loads(data), where)
    raise_all(faults)
    return data


def decode_release(data: bytes, where: str) -> Release:
    """The release that a file's bytes hold; only the very bytes of `encode_release` are taken.

    Raises:
        LabelFileError, Faults: every fault at once, each with its place in the file.
    """
    found, wrong = _parsed(unsealed(data, where), where)
    faults = (
        *(LabelFileError(one.what, one.where, RESTORE) for one in wrong),
        *seal_faults(data, _bytes(found) if found else None, where),
    )
    if found is None or faults:
        raise gathered(faults)
    return found


def _bytes(release: Release) -> bytes:
    """The file, with its digest.

    Raises:
        TypeError: a number or a string in it has no JSON.
    """
    entries = (
        {
            "article": entry.article,
            "sha256": entry.sha256,
            "annotator": entry.annotator,
            "version": entry.version,
            "labels_sha256": entry.labels_sha256,
        }
        for entry in release.entries
    )
    return seal(_head(release), "entries", entries, [("counts", _counts(release.counts))])


def _head(release: Release) -> Iterator[tuple[str, object]]:
    """Every key before the entries, in the file's order."""
    schema = release.schema
    yield "format", FORMAT
    yield "name", release.name
    yield "created", release.created
    yield (
        "schema",
        {
            "name": schema.name,
            "version": schema.version,
            "sha256": schema.sha256,
            "pages": schema.pages,
        },
    )
    yield "note", release.note


def _counts(counts: Counts) -> Mapping[str, object]:
    return {"articles": counts.articles, "spans": counts.spans, "labels": dict(counts.labels)}


def _parsed(raw: object, where: str) -> tuple[Release | None, tuple[AnnotatorError, ...]]:
    """The release that JSON says, or None, and what is wrong with it."""
    try:
        return ReleaseFile.model_validate(raw).value(), ()
    except ValidationError as error:
        return None, tuple(
            LabelFileError(one.what, f"{where}: {key_path(one.path) or 'the whole file'}", one.fix)
            for one in complaints(error)
        )


class _Entry(Shape):
    article: Annotated[str, AfterValidator(article_id)]
    sha256: _Hash
    annotator: Annotated[str, AfterValidator(annotator)]
    version: Annotated[int, AfterValidator(number)]
    labels_sha256: _Hash


class _Counts(Shape):
    articles: _Count
    spans: _Count
    labels: dict[str, _Count]

    @model_validator(mode="after")
    def _add_up(self) -> _Counts:
        if sum(self.labels.values()) != self.spans:
            raise ValueError(f"has {self.spans} spans, and other numbers of them by label")
        if list(self.labels) != sorted(self.labels) or not all(self.labels.values()):
            raise ValueError("has labels that are not sorted, or one without spans")
        return self


class ReleaseFile(Shape):
    """A release's keys, its digest among them."""

    format: Literal["annotator/release-1"]
    name: Annotated[str, AfterValidator(release)]
    created: Annotated[str, AfterValidator(moment)]
    schema_: Annotated[SchemaShape, Field(alias="schema")]
    note: str
    entries: list[_Entry]
    counts: _Counts
    digest: _Hash

    @model_validator(mode="after")
    def _holds_each_article_once(self) -> ReleaseFile:
        if not self.entries:
            raise ValueError("holds no entry")
        for entry, following in pairwise(self.entries):
            if entry.article >= following.article:
                raise ValueError(f"has entries that are not sorted, or twice: {following.article}")
        if self.counts.articles != len(self.entries):
            raise ValueError(f"counts {self.counts.articles} articles in {len(self.entries)}")
        return self

    def value(self) -> Release:
        """What the file says, as a value; its digest is proved elsewhere."""
        counts = self.counts
        return Release(
            name=self.name,
            created=self.created,
            schema=self.schema_.value(),
            note=self.note,
            entries=tuple(ReleaseEntry(**entry.model_dump()) for entry in self.entries),
            counts=Counts(counts.articles, counts.spans, tuple(counts.labels.items())),
        )
