"""Lines of versions: each file with those it follows, and where two lines of one work meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.errors import LabelFileError
from annotator.labels.conflicts import Choice
from annotator.labels.labelling import Labelling
from annotator.labels.merging import Merged, merge
from annotator.labels.schema import Schema
from annotator.labels.span_merging import renamed
from annotator.store.codec import decode, sha256
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.store.sealed import seal_faults

# No line before it can look like it: what a file holds before it is one line a key.
_PARENT = re.compile(rb'^"parent": (?:null|"([0-9a-f]{64})"),$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """A label file: its bytes, their sha256, and the version that they hold."""

    data: bytes
    sha256: str
    version: Version


PUT_RIGHT = (
    "annotator verify tells what is wrong; annotator verify --repair --from FOLDER puts it right "
    "from a copy"
)

# The files of one annotator on one article from the first on, each following the one before it.
Line = tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two lines made one, and what each span of the other's head is called in it."""

    merged: Merged
    names: Mapping[str, str]


def file_of(data: bytes, where: str, article: str, annotator: str) -> File:
    """A label file of that article by that annotator.

    Raises:
        LabelFileError, SpanError, Faults: the bytes are none, or belong elsewhere.
    """
    version = decode(data, where)
    if (version.article_id, version.annotator) != (article, annotator):
        what = f"it says it is by {version.annotator}, of {version.article_id!r:.130}"
        raise LabelFileError(what, where, "put the file back where it belongs")
    return File(data, sha256(data), version)


def read_line(store: Store, article: str, annotator: str) -> Line:
    """All versions of an annotator on an article, as a line.

    Raises:
        StoreError, LabelFileError, SpanError, Faults: a file is missing, cannot be read, or does
            not follow the one before it.
    """
    line: Line = ()
    for number in store.versions(article, annotator):
        where = store.where(article, annotator, number)
        file = file_of(store.read(article, annotator, number), where, article, annotator)
        check_follows(file, line[-1] if line else None, number, where)
        line = (*line, file)
    return line


def check_follows(file: File, before: File | None, number: int, where: str) -> None:
    """Refuse a file that is not the version after another, None before the first.

    Raises:
        LabelFileError: it is not.
    """
    due = before.version.number + 1 if before else 1
    parent = before.sha256 if before else None
    if (file.version.number, number, file.version.parent) != (due, due, parent):
        what = "it does not follow the version before it"
        raise LabelFileError(what, where, PUT_RIGHT)


def in_line(files: Iterable[tuple[int, bytes]]) -> bool:
    """Whether files are numbered from 1 on, and each says that it follows the one before it.

    That proves the bytes of all but the last, which must have the digest that it states. What
    they say besides is not looked at.
    """
    before, last = None, b""
    for due, (number, data) in enumerate(files, 1):
        parent = _PARENT.search(data)
        if number != due or not parent or (parent[1] and parent[1].decode()) != before:
            return False
        before, last = sha256(data), data
    return not (last and seal_faults(last, None, ""))


def forerunners(version: Version) -> tuple[str, ...]:
    """The sha256 of all files that a version says it follows or took in."""
    return (*((version.parent,) if version.parent else ()), *version.merged)


def heads_apart(
    aside: Mapping[str, Iterable[str]], chain: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    """The files set aside that are in no version of a chain, without those that others follow.

    Files are told by their sha256, each with its `forerunners`. A file is in a version that follows
    it or took it in, and in all that do so with that one.
    """
    known = {**aside, **chain}
    held: set[str] = set()
    due = list(chain)
    while due:
        one = due.pop()
        if one not in held:
            held.add(one)
            due += known.get(one, ())
    apart = {one: before for one, before in aside.items() if one not in held}
    followed = {one for before in apart.values() for one in before}
    return tuple(one for one in apart if one not in followed)


def common(ours: Line, theirs: Line) -> int:
    """How many versions the two share, which are the first of both."""
    pairs = zip(ours, theirs, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one.sha256 != other.sha256),
        min(len(ours), len(theirs)),
    )


def taken_in(ours: Line, theirs: Line) -> tuple[int, int]:
    """The newest of their versions that ours took in, and the version of ours that did so first.

    A version that both share is in both; 0 and 0 where nothing is shared and nothing was taken.
    """
    start = common(ours, theirs)
    numbers = {file.sha256: number for number, file in enumerate(theirs, 1)}
    newest, by = start, start
    for number, file in enumerate(ours[start:], start + 1):
        for one in file.version.merged:
            if numbers.get(one, 0) > newest:
                newest, by = numbers[one], number
    return newest, by


def meet(
    ours: Line,
    theirs: Line,
    start: Labelling,
    *,
    choices: Mapping[str, Choice],
    schema: Schema | None,
) -> Meeting:
    """Merge the heads of two lines from the newest version that is in both, `start` without one.

    One is in the other where they share it, or where the other merged it. What a merge renumbered
    is called by its new id ever since: which one that is comes from doing that merge again.
    """
    base, known = _ground(ours, theirs, start)
    used = [span.id for file in (*ours, *theirs) for span in file.version.labelling.spans]
    free = max((int(one[1:]) for one in used), default=0) + 1
    head = theirs[-1].version.labelling
    names: dict[str, str] = {}
    taken = frozenset(known.values())
    for span in head.spans:
        names[span.id] = known.get(span.id, span.id)
        if known and span.id not in known and span.id in taken:
            names[span.id] = f"s{free}"
            free += 1
    since = ours[common(ours, theirs) :]
    merged = merge(
        base,
        ours[-1].version.labelling,
        _called(head, names),
        next_id=free,
        choices=choices,
        given={span.id for file in since for span in file.version.labelling.spans},
        schema=schema,
    )
    anew = dict(merged.renumbered)
    return Meeting(merged, {was: anew.get(now, now) for was, now in names.items()})


def _ground(ours: Line, theirs: Line, start: Labelling) -> tuple[Labelling, Mapping[str, str]]:
    """What both heads grew from, in our ids, and our ids by theirs where that is known."""
    their_newest, by_ours = taken_in(ours, theirs)
    our_newest, by_theirs = taken_in(theirs, ours)
    shared = common(ours, theirs)
    if their_newest > shared and (our_newest == shared or by_theirs <= their_newest):
        before = ours[: by_ours - 1], theirs[:their_newest]
        names = meet(*before, start, choices={}, schema=None).names
        return _called(theirs[their_newest - 1].version.labelling, names), names
    if our_newest > shared:
        before = theirs[: by_theirs - 1], ours[:our_newest]
        names = meet(*before, start, choices={}, schema=None).names
        known = {theirs_: ours_ for ours_, theirs_ in names.items()}
        return ours[our_newest - 1].version.labelling, known
    return (ours[shared - 1].version.labelling if shared else start), {}


def _called(labelling: Labelling, names: Mapping[str, str]) -> Labelling:
    """The labelling with its spans under other names, each name once."""
    spans = {one.id: one for one in (renamed(span, names) for span in labelling.spans)}
    return replace(labelling, spans=tuple(spans.values()))


def walk_back(head: File, files: Sequence[File], where: str) -> Line:
    """The line that ends with a file, made of those it follows among `files`.

    Raises:
        LabelFileError: one that it follows is not there.
    """
    known = {file.sha256: file for file in files}
    line: Line = (head,)
    while (parent := line[0].version.parent) is not None:
        before = known.get(parent)
        if before is None or before.version.number != line[0].version.number - 1:
            raise LabelFileError(
                what=f"version {line[0].version.number} in it follows a file that is not here, "
                f"with sha256 {parent[:12]}…",
                where=where,
                fix="put that file beside it, from a copy or from version control",
            )
        line = (before, *line)
    return line
