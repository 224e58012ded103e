"""The exact bytes of a packed release: one file that is read without the project.

Without texts it holds offsets, labels and hashes: what spans and quotes say is told by its sha256
alone, and what annotators wrote freely is left out. With texts it holds every article and label
file whole. Equal packs give equal bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from annotator.errors import LabelFileError, raise_all
from annotator.labels.span import Piece, Range
from annotator.store.codec import encode, sha256
from annotator.store.record import Version
from annotator.store.release_file import Release, ReleaseEntry, counts_of, encode_release
from annotator.store.sealed import seal

FORMAT = "annotator/pack-1"

AGAIN = "get the file again, or pack the release again"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value whose words are not told: their sha256, and for a quote the place they stand at."""

    sha256: str
    place: Piece | None = None


BareValue = str | int | Range | Withheld | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BareSpan:
    """A span without its words: `sha256` is that of the UTF-8 of what it says."""

    id: str
    label: str
    pieces: tuple[Piece, ...]
    sha256: str
    attributes: tuple[tuple[str, BareValue], ...]
    flags: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class BareArticle:
    """What was released of an article, without its text; `length` is in code points."""

    id: str
    sha256: str
    length: int
    anchor: str | None
    zones: tuple[Piece, ...]
    spans: tuple[BareSpan, ...]


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """What was released of an article: its text and its label file."""

    text: str
    version: Version


@dataclass(frozen=True, slots=True)
class Pack:
    """A release with what it froze of each article, in the order of its entries."""

    release: Release
    articles: tuple[BareArticle, ...] | tuple[WholeArticle, ...]

    @property
    def with_texts(self) -> bool:
        """Whether the articles' texts are in it."""
        return any(isinstance(one, WholeArticle) for one in self.articles)


def encode_pack(pack: Pack) -> bytes:
    """The bytes of a pack.

    Raises:
        LabelFileError, SpanError, Faults: it says something that no pack may say.
    """
    raise_all(pack_faults(pack, f"the pack of {pack.release.name}"))
    head = [
        ("format", FORMAT),
        ("release", orjson.loads(encode_release(pack.release))),
        ("texts", pack.with_texts),
    ]
    return seal(head, "articles", map(_article, pack.articles))


def pack_faults(pack: Pack, where: str) -> tuple[LabelFileError, ...]:
    """Where what a pack holds is not what its release froze."""
    articles: tuple[BareArticle | WholeArticle, ...] = pack.articles
    entries = pack.release.entries
    if len(articles) != len(entries):
        what = f"it holds {len(articles)} articles, its release {len(entries)}"
        return (LabelFileError(what, f"{where}: articles", AGAIN),)
    found = [
        LabelFileError(
            f"this is not what was released of {entry.article}", f"{where}: articles[{at}]", AGAIN
        )
        for at, (one, entry) in enumerate(zip(articles, entries, strict=True))
        if not _is_what_was_released(one, entry)
    ]
    labels = Counter(label for one in articles for label in _labels(one))
    if counts_of(len(entries), labels) != pack.release.counts:
        what = "its spans are others than its release counts"
        found.append(LabelFileError(what, f"{where}: release.counts", AGAIN))
    return tuple(found)


def _is_what_was_released(one: BareArticle | WholeArticle, entry: ReleaseEntry) -> bool:
    match one:
        case BareArticle():
            return (one.id, one.sha256) == (entry.article, entry.sha256)
        case WholeArticle(text, version):
            return entry == ReleaseEntry(
                version.article_id,
                sha256(text.encode()),
                version.annotator,
                version.number,
                sha256(encode(version)),
            )


def _labels(one: BareArticle | WholeArticle) -> tuple[str, ...]:
    """The label of every span."""
    spans = one.spans if isinstance(one, BareArticle) else one.version.labelling.spans
    return tuple(span.label for span in spans)


def _article(article: BareArticle | WholeArticle) -> Mapping[str, object]:
    match article:
        case WholeArticle(text, version):
            return {"text": text, "labels": orjson.loads(encode(version))}
        case BareArticle():
            return {
                "article": article.id,
                "sha256": article.sha256,
                "length": article.length,
                "anchor": article.anchor,
                "zones": article.zones,
                "spans": [_span(span) for span in article.spans],
            }


def _span(span: BareSpan) -> Mapping[str, object]:
    """A span's keys in the order of a label file, empty ones left out."""
    keys: dict[str, object] = {
        "id": span.id,
        "label": span.label,
        "start": span.pieces[0][0],
        "end": span.pieces[-1][1],
    }
    if len(span.pieces) > 1:
        keys["fragments"] = span.pieces
    keys["sha256"] = span.sha256
    if span.attributes:
        keys["attributes"] = {name: _value(value) for name, value in span.attributes}
    if span.flags:
        keys["flags"] = span.flags
    keys["origin"] = span.origin
    return keys


def _value(value: BareValue) -> object:
    match value:
        case Range(low, high):
            return [low, high]
        case Withheld(digest, None):
            return {"sha256": digest}
        case Withheld(digest, (start, end)):
            return {"start": start, "end": end, "sha256": digest}
        case _:
            return value
