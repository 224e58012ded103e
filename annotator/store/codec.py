"""The exact bytes of a label file, written and read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import orjson

from annotator.errors import AnnotatorError, LabelFileError, gathered, raise_all
from annotator.labels.complaints import key_path
from annotator.labels.labelling import Adjudication, Labelling
from annotator.labels.rules import collisions
from annotator.labels.shape import decision_keys, panel_keys, span_keys
from annotator.store.difference import RESTORE
from annotator.store.plainly import plain_version
from annotator.store.record import Version
from annotator.store.sealed import seal, seal_faults, sha256, unsealed

__all__ = ["FORMAT", "decode", "encode", "file_of", "sha256", "torn"]

FORMAT = "annotator/labels-1"

# No line of a label file can begin so: in JSON a line cannot end inside a string.
_TORN = re.compile(rb"^<{7}(?: |\r?$)", re.MULTILINE)


class _Last:
    """The version that bytes were made of last, and those: what is saved is asked for again."""

    of: tuple[Version | None, bytes] = (None, b"")


_LAST = _Last()


def encode(version: Version) -> bytes:
    """The bytes of a version's file; equal versions give equal bytes.

    Raises:
        LabelFileError, SpanError, Faults: the version says something that `decode` would refuse.
    """
    where = f"{version.article_id}/{version.annotator}, version {version.number}"
    try:
        data = file_of(version)
    except TypeError as error:
        fix = "give whole numbers below 2^53, and text that UTF-8 can write"
        raise LabelFileError(f"it cannot be written as JSON: {error}", where, fix) from error
    _, faults = _parsed(orjson.loads(data), where)
    raise_all(faults)
    return data


def decode(data: bytes, where: str) -> Version:
    """The version that a label file's bytes hold; only the very bytes of `encode` are taken.

    Raises:
        LabelFileError, SpanError, Faults: every fault at once, with the file and the span.
    """
    version, found = _parsed(_unsealed(data, where), where)
    faults = (
        *(type(one)(one.what, one.where, RESTORE) for one in found),
        *seal_faults(data, file_of(version) if version else None, where),
    )
    if version is None or faults:
        raise gathered(faults)
    return version


def torn(data: bytes, where: str) -> LabelFileError | None:
    """The fault of a file in which git's conflict markers stand; None where there are none."""
    found = _TORN.search(data)
    if not found:
        return None
    line = data.count(b"\n", 0, found.start()) + 1
    fix = "annotator merge brings them together"
    return LabelFileError("git left two versions in this file", f"{where}: line {line}", fix)


def _unsealed(data: bytes, where: str) -> object:
    """The JSON of a label file.

    Raises:
        LabelFileError: the one fault that keeps it from being any.
    """
    try:
        return unsealed(data, where)
    except LabelFileError as error:
        raise torn(data, where) or error from error


def file_of(version: Version) -> bytes:
    """The bytes of the file that a version was read from or kept as.

    Nothing is proved again, unlike by `encode`: it is for a version that is kept already.

    Raises:
        TypeError: a number or a string in it has no JSON, which no file has.
    """
    known, data = _LAST.of
    if known is not version:
        data = seal(_head(version), "spans", map(span_keys, version.labelling.spans))
        _LAST.of = version, data
    return data


def _head(version: Version) -> Iterator[tuple[str, object]]:
    """Every key before the spans, in the file's order."""
    labelling, schema = version.labelling, version.schema
    yield "format", FORMAT
    yield (
        "article",
        {
            "id": version.article_id,
            "sha256": version.article_sha256,
            "length": version.article_length,
            "anchor": labelling.anchor,
        },
    )
    yield "annotator", version.annotator
    yield "version", version.number
    yield "parent", version.parent
    yield "merged", version.merged
    yield (
        "schema",
        {
            "name": schema.name,
            "version": schema.version,
            "sha256": schema.sha256,
            "pages": schema.pages,
        },
    )
    yield "status", labelling.status
    yield "saved", version.saved
    yield "seconds", version.seconds
    yield "note", labelling.note
    yield from _lists(labelling)


def _lists(labelling: Labelling) -> Iterator[tuple[str, object]]:
    """The keys just before the spans."""
    yield (
        "zones",
        [{"start": one.start, "end": one.end, "why": one.why} for one in labelling.zones],
    )
    yield (
        "rejected",
        [{"label": one.label, "start": one.start, "end": one.end} for one in labelling.rejected],
    )
    yield "adjudication", labelling.adjudication and _adjudication(labelling.adjudication)


def _adjudication(adjudication: Adjudication) -> Mapping[str, object]:
    versions = [source.version for source in adjudication.sources]
    return {
        **panel_keys(adjudication.panel),
        "decisions": [decision_keys(one, versions) for one in adjudication.decisions],
    }


def _parsed(raw: object, where: str) -> tuple[Version | None, tuple[AnnotatorError, ...]]:
    """The version that JSON says, or None, and what is wrong with it."""
    version = plain_version(raw)
    if version is None:
        version, wrong = _judged(raw, where)
        if version is None:
            return None, wrong
    beyond = tuple(
        LabelFileError(
            f"a {span.label} span ends at {span.end} in a text of {version.article_length}",
            f"{where}: spans[{at}] ({span.id})",
            "give offsets inside the article, counted in code points",
        )
        for at, span in enumerate(version.labelling.spans)
        if span.end > version.article_length
    )
    return version, (*collisions(version.labelling, where), *beyond)


def _judged(raw: object, where: str) -> tuple[Version | None, tuple[AnnotatorError, ...]]:
    """The version that JSON says in whatever way it may, or None, and why it says none."""
    from annotator.store import label_file  # noqa: PLC0415 - pydantic is slow

    version, wrong = label_file.read(raw)
    return version, tuple(
        LabelFileError(one.what, f"{where}: {_place(raw, one.path)}", one.fix) for one in wrong
    )


def _place(raw: object, path: tuple[str | int, ...]) -> str:
    """A key path, with the span's id where it leads to one."""
    told = key_path(path) or "the whole file"
    if isinstance(raw, dict) and len(path) > 1 and path[0] == "spans":
        spans, at = raw.get("spans"), path[1]
        if isinstance(spans, list) and isinstance(at, int) and isinstance(spans[at], dict):
            name = spans[at].get("id")
            if isinstance(name, str) and name.isprintable():
                return told.replace(f"spans[{at}]", f"spans[{at}] ({name[:20]})", 1)
    return told
