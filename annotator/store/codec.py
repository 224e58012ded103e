"""The exact bytes of a label file, written and read back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

import orjson
from pydantic import ValidationError

from annotator.errors import AnnotatorError, LabelFileError, gathered, raise_all
from annotator.labels.complaints import complaints, key_path
from annotator.labels.labelling import Adjudication, Labelling
from annotator.labels.rules import collisions
from annotator.labels.shape import span_keys
from annotator.store.difference import difference
from annotator.store.label_file import LabelFile
from annotator.store.record import Version

FORMAT = "annotator/labels-1"

_END = re.compile(rb'"digest": "([0-9a-f]{64})"\n\}\n\Z')
_LENGTH_OF_END = len(b'"digest": ""\n}\n') + 64
_RESTORE = "restore the file from a copy or from version control; label files are never edited"


def encode(version: Version) -> bytes:
    """The bytes of a version's file; equal versions give equal bytes.

    Raises:
        LabelFileError, SpanError, Faults: the version says something that `decode` would refuse.
    """
    where = f"{version.article_id}/{version.annotator}, version {version.number}"
    try:
        data = _bytes(version)
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
    raw = _json(data, where)
    version, found = _parsed(raw, where)
    unproved = _digest_faults(data, where)
    faults = (*(type(one)(one.what, one.where, _RESTORE) for one in found), *unproved)
    if version is not None:
        again = _bytes(version)
        cut = _LENGTH_OF_END if unproved else 0
        if data[: len(data) - cut] != again[: len(again) - cut]:
            faults = (*faults, difference(data, again, where))
    if version is None or faults:
        raise gathered(faults)
    return version


def sha256(data: bytes) -> str:
    """What the next version calls its parent, in lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _bytes(version: Version) -> bytes:
    """The file, with its digest.

    Raises:
        TypeError: a number or a string in it has no JSON.
    """
    spans = b",\n".join(_compact(span_keys(span)) for span in version.labelling.spans)
    lines = b"".join(
        b'"%b": %b,\n' % (key.encode(), _compact(value)) for key, value in _head(version)
    )
    listed = b'"spans": [\n%b\n],\n' % spans if spans else b'"spans": [],\n'
    body = b"{\n%b%b" % (lines, listed)
    return b'%b"digest": "%b"\n}\n' % (body, sha256(body).encode())


def _compact(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER)


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
    return {
        "by": adjudication.by,
        "sources": [
            {"annotator": one.annotator, "version": one.version, "sha256": one.sha256}
            for one in adjudication.sources
        ],
        "decisions": [
            {
                "start": one.start,
                "end": one.end,
                "sources": one.sources,
                "taken": one.taken,
                "reason": one.reason,
                "note": one.note,
            }
            for one in adjudication.decisions
        ],
    }


def _json(data: bytes, where: str) -> object:
    """The JSON of a file, or the one fault that keeps it from being any."""
    if not data:
        raise LabelFileError("the file is empty", where, _RESTORE)
    try:
        text = data.decode()
        if text.startswith("\ufeff"):
            raise LabelFileError("the file begins with a byte order mark", where, _RESTORE)
        raw: object = orjson.loads(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise LabelFileError(what, f"{where}: line {line}", _RESTORE) from error
    except orjson.JSONDecodeError as error:
        place = f"{where}: line {error.lineno}, column {error.colno}"
        what = f"it is not whole JSON: {error.msg}"
        raise LabelFileError(what, place, _RESTORE) from error
    return raw


def _parsed(raw: object, where: str) -> tuple[Version | None, tuple[AnnotatorError, ...]]:
    """The version that JSON says, or None, and what is wrong with it."""
    try:
        version = LabelFile.model_validate(raw).value()
    except ValidationError as error:
        return None, tuple(
            LabelFileError(one.what, f"{where}: {_place(raw, one.path)}", one.fix)
            for one in complaints(error)
        )
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


def _digest_faults(data: bytes, where: str) -> tuple[LabelFileError, ...]:
    """Whether the last lines are a digest, and that of all bytes before them."""
    end = _END.search(data, max(0, len(data) - _LENGTH_OF_END))
    if not end:
        what = "it does not end with its digest: it was cut off, added to, or rewritten"
        return (LabelFileError(what, f"{where}: digest", _RESTORE),)
    proved = sha256(data[: end.start()])
    if proved == end[1].decode():
        return ()
    what = f"its bytes have the digest {proved}, not the one it states: it was changed"
    return (LabelFileError(what, f"{where}: digest", _RESTORE),)
