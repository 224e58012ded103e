"""What a journal's entries lead to: the session as it was last kept, and every version saved."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.session.state import Session
from annotator.session.steps import walk
from annotator.store.codec import decode, encode, sha256
from annotator.store.journal_entry import Begun, Entry, Saved, Stepped
from annotator.store.record import Version
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Replayed:
    """A session as its journal left it; the version that it last saved or grew from.

    `sha256` is that version's, None before the first; `steps` and `seconds` count what was done
    since then.
    """

    session: Session
    version: int = 0
    sha256: str | None = None
    steps: int = 0
    seconds: float = 0.0


def replayed(entries: Sequence[Entry], article: Article, schema: Schema, where: str) -> Replayed:
    """Do again what the journal says was done since it last began anew.

    Raises:
        StoreError: it was done on another text of the article.
        AnnotatorError, Faults: the journal does not say how to go on.
    """
    part = deque(_parts(entries), maxlen=1)
    last = deque(_moments(part[0] if part else (), article, schema, where), maxlen=1)
    if not last:
        raise _headless(where)
    return last[0][1]


def copies(
    entries: Sequence[Entry], article: Article, schema: Schema, where: str
) -> Iterator[bytes]:
    """The bytes of every version that the journal can give back, as far as they prove themselves.

    What was done on another text of the article, or cannot be done again, is passed over.
    """
    for part in _parts(entries):
        with suppress(AnnotatorError):
            yield from _copies(part, article, schema, where)


def _parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The entries from each beginning up to the next; none of them needs what is before it."""
    starts = [at for at, entry in enumerate(entries) if at == 0 or isinstance(entry, Begun)]
    yield from (entries[at:end] for at, end in zip(starts, [*starts[1:], None], strict=False))


def _copies(
    entries: Sequence[Entry], article: Article, schema: Schema, where: str
) -> Iterator[bytes]:
    before: Replayed | None = None
    for entry, found in _moments(entries, article, schema, where):
        match entry:
            case Begun(file=bytes() as file):
                yield file
            case Saved() if before:
                data = encode(_version(before, entry, found.session))
                if sha256(data) == entry.sha256:
                    yield data
            case _:
                pass
        before = found


def _moments(
    entries: Sequence[Entry], article: Article, schema: Schema, where: str
) -> Iterator[tuple[Entry, Replayed]]:
    """Each entry with what stood after it."""
    found: Replayed | None = None
    for entry in entries:
        match entry:
            case Begun(laid_over=laid_over):
                found = _begun(entry, article, schema, where)
                found = _stepped(found, laid_over) if laid_over else found
            case Stepped() if found:
                found = _stepped(found, entry)
            case Saved() if found:
                found = Replayed(found.session.kept(), entry.version, entry.sha256)
            case _:
                raise _headless(where)
        yield entry, found


def _stepped(found: Replayed, taken: Stepped) -> Replayed:
    session = walk(found.session, (taken.step,))
    return replace(found, session=session, steps=found.steps + 1, seconds=taken.seconds)


def _begun(entry: Begun, article: Article, schema: Schema, where: str) -> Replayed:
    if entry.article_sha256 != article.sha256:
        raise StoreError(
            what="edits that were kept here were made on another text of the article",
            where=where,
            fix=f"put the text with the sha256 {entry.article_sha256} back, and open it again",
        )
    if entry.file is None:
        labelling = Labelling(anchor=entry.anchor)
        return Replayed(Session(article, schema, labelling, labelling, entry.next_id))
    head = decode(entry.file, where)
    labelling = head.labelling.onward()
    session = Session(article, schema, labelling, labelling, entry.next_id)
    return Replayed(session, head.number, sha256(entry.file))


def _version(before: Replayed, entry: Saved, session: Session) -> Version:
    """The version that was saved then."""
    return Version(
        article_id=session.article.id,
        article_sha256=session.article.sha256,
        article_length=session.article.length,
        annotator=entry.annotator,
        number=entry.version,
        parent=before.sha256,
        merged=entry.merged,
        schema=entry.schema,
        saved=entry.saved,
        seconds=entry.seconds,
        labelling=replace(before.session.labelling, note=entry.note),
    )


def _headless(where: str) -> StoreError:
    return StoreError(
        what="the journal does not say what its session began with",
        where=where,
        fix="move the file away; what was saved is in the label files",
    )
