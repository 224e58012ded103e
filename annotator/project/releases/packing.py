"""Releases packed into one file, for those who have the texts and for those who may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from annotator.errors import AnnotatorError, ArticleError, SpanError, UsageError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.schema import Attribute, Schema
from annotator.labels.span import Quote, Span, Value, quoted
from annotator.labels.values import value_fault
from annotator.project.files import is_file
from annotator.project.fit import text_misfits
from annotator.project.outgoing import check_target
from annotator.project.places import (
    Project,
    article_ids,
    kept_text,
    read_article,
    read_schema_of,
    store_of,
)
from annotator.project.releases.releasing import read_release, released, released_text
from annotator.store.codec import sha256
from annotator.store.disk import read_file
from annotator.store.pack_file import (
    AGAIN,
    BareArticle,
    BareSpan,
    BareValue,
    Pack,
    WholeArticle,
    Withheld,
    encode_pack,
)
from annotator.store.pack_shape import decode_pack
from annotator.store.record import Version
from annotator.store.release_file import ReleaseEntry

Texts = Literal["without", "with"]

_MOST_NAMED = 3


def pack(project: Project, name: str, *, texts: Texts = "without") -> bytes:
    """A release as one file that is read without the project; every file is proved first.

    Without texts it holds nothing that the articles say: of spans and quotes the places and the
    sha256 of their words; choices, dates, listed entities, numbers, references and flags as they
    are, and all other values by their sha256; no comments, notes or decisions. A hash hides a
    sentence, but not a name or a number that somebody guesses. The same release gives the same
    bytes as long as the schema knows the same values.

    Raises:
        StoreError: there is no such release, or a file is not the one that was released.
        AnnotatorError, Faults: everything that cannot be read or is not as it was.
    """
    store = store_of(project)
    release = read_release(project, name)
    schema = read_schema_of(project)
    whole: list[WholeArticle] = []
    bare: list[BareArticle] = []
    faults: list[AnnotatorError] = []
    for entry in release.entries:
        try:
            version = released(store, entry)
            text = released_text(project, entry)
            where = store.where(entry.article, entry.annotator, entry.version)
            raise_all(text_misfits(version, text, where))
        except AnnotatorError as error:
            faults.append(error)
            continue
        if texts == "with":
            whole.append(WholeArticle(text, version))
        else:
            bare.append(_bare(version, schema))
    raise_all(faults)
    return encode_pack(Pack(release, tuple(whole) if texts == "with" else tuple(bare)))


def check_place(project: Project, name: str, target: Path) -> None:
    """Refuse a file that a pack must not be written into, the release made already or not.

    Raises:
        UsageError: something else than a pack of this very release is there, or no file can be.
        AnnotatorError, Faults: it cannot be looked at, or the release is at fault.
    """
    check_target(project, target, "a pack")
    if not is_file(target):
        return
    release = read_release(project, name) if name in store_of(project).releases() else None
    try:
        there = read_pack_file(target).release
    except AnnotatorError:
        there = None
    if there is None or there != release:
        what = f"a file is there that is no pack of the release {shown(name)}"
        raise UsageError(what, str(target), "name another file, or move that one away")


def read_pack(data: bytes, where: str) -> Pack:
    """The release that was packed into a file, proved in itself; no project is needed.

    Raises:
        LabelFileError, SpanError, Faults: every fault at once, each with its place in the file.
    """
    found = decode_pack(data, where)
    for at, one in enumerate(found.articles):
        if isinstance(one, WholeArticle):
            raise_all(text_misfits(one.version, one.text, f"{where}: articles[{at}].labels"))
    return found


def read_pack_file(path: Path) -> Pack:
    """The same of a file.

    Raises:
        StoreError: it cannot be read.
        LabelFileError, SpanError, Faults: as `read_pack`.
    """
    where = str(path)
    return read_pack(read_file(path, "pack", where), where)


def check_pack(project: Project, found: Pack, where: str) -> tuple[AnnotatorError, ...]:
    """Where a pack is not proved by the texts of a project.

    Articles that are not there are told together, and so are those that have another text.
    """
    there = frozenset(article_ids(project))
    missing: list[str] = []
    others: list[str] = []
    faults: list[AnnotatorError] = []
    for at, one in enumerate(found.articles):
        entry = found.release.entries[at]
        if entry.article not in there:
            missing.append(entry.article)
            continue
        try:
            text = _text_at_hand(project, entry)
        except AnnotatorError as error:
            faults.append(error)
            continue
        if text is None:
            others.append(entry.article)
        elif isinstance(one, BareArticle):
            faults += _misquotations(one, text, f"{where}: articles[{at}]")
    return (*_absent(missing, others, where), *faults)


def _absent(missing: Sequence[str], others: Sequence[str], where: str) -> Iterator[AnnotatorError]:
    """Articles of a pack that are not there, and those with another text, an error for each."""
    if missing:
        yield ArticleError(
            what=f"these articles are not in this project: {_named(missing)}",
            where=where,
            fix="name the project that has them with --project, or bring them in: annotator add",
        )
    if others:
        yield ArticleError(
            what=f"these articles have other texts here: {_named(others)}",
            where=where,
            fix="bring in the texts that were released: annotator add --replace",
        )


def _named(articles: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = len(articles) - _MOST_NAMED
    return ", ".join(articles[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _text_at_hand(project: Project, entry: ReleaseEntry) -> str | None:
    """The text that was released, as it is now or was kept; None where an article has another.

    Raises:
        AnnotatorError, Faults: the article's file, or that of its facts, is at fault.
    """
    article = read_article(project, entry.article)
    return article.text if article.sha256 == entry.sha256 else kept_text(project, entry.sha256)


def _misquotations(article: BareArticle, text: str, place: str) -> Iterator[AnnotatorError]:
    """Spans and quotes whose words are others than those that were hashed."""
    if article.length != len(text):
        what = f"it says the article has {article.length} characters, not {len(text)}"
        yield SpanError(what, f"{place}.length", AGAIN)
    for at, span in enumerate(article.spans):
        withheld = [value for _, value in span.attributes if isinstance(value, Withheld)]
        stated = [(span.pieces, span.sha256)]
        stated += [((one.place,), one.sha256) for one in withheld if one.place]
        if any(sha256(quoted(text, pieces).encode()) != digest for pieces, digest in stated):
            what = "its words are others than those that were released"
            yield SpanError(what, f"{place}.spans[{at}] ({span.id})", AGAIN)


def _bare(version: Version, schema: Schema) -> BareArticle:
    labelling = version.labelling
    return BareArticle(
        id=version.article_id,
        sha256=version.article_sha256,
        length=version.article_length,
        anchor=labelling.anchor,
        zones=tuple((zone.start, zone.end) for zone in labelling.zones),
        spans=tuple(_bare_span(span, schema) for span in labelling.spans),
    )


def _bare_span(span: Span, schema: Schema) -> BareSpan:
    label = schema.label(span.label)
    attributes = tuple(
        (name, _bare_value(value, label.attribute(name) if label else None, schema))
        for name, value in span.attributes
    )
    digest = sha256(span.text.encode())
    return BareSpan(span.id, span.label, span.pieces, digest, attributes, span.flags, span.origin)


def _bare_value(value: Value, attribute: Attribute | None, schema: Schema) -> BareValue:
    """A value without words: what could repeat the article is told by its sha256."""
    match value:
        case Quote(start, end, text):
            return Withheld(sha256(text.encode()), (start, end))
        case str() if not _is_code(value, attribute, schema):
            return Withheld(sha256(value.encode()))
        case _:
            return value


def _is_code(value: str, attribute: Attribute | None, schema: Schema) -> bool:
    """Whether a string is one of those that the scheme itself has: a choice, date or entity."""
    if attribute is None or value_fault(attribute, value):
        return False
    listed = attribute.type == "entity" and value in schema.entities
    return listed or attribute.type in {"choice", "date"}
