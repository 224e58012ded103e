"""The bytes of a kept file: a line a key, a line an item of its list, a digest at the end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import orjson

from annotator.errors import LabelFileError
from annotator.store.difference import RESTORE, difference

_END = re.compile(rb'"digest": "([0-9a-f]{64})"\n\}\n\Z')
_LENGTH_OF_END = len(b'"digest": ""\n}\n') + 64


def sha256(data: bytes) -> str:
    """The sha256 of some bytes, in lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def seal(
    before: Iterable[tuple[str, object]],
    name: str,
    items: Iterable[object],
    after: Iterable[tuple[str, object]] = (),
) -> bytes:
    """A file: the keys before a list, the list with one item a line, the keys after, the digest.

    Raises:
        TypeError: a number or a string in it has no JSON.
    """
    listed = b",\n".join(_compact(item) for item in items)
    body = b"{\n%b%b%b" % (
        b"".join(_line(key, value) for key, value in before),
        b'"%b": [\n%b\n],\n' % (name.encode(), listed) if listed else _line(name, []),
        b"".join(_line(key, value) for key, value in after),
    )
    return b'%b"digest": "%b"\n}\n' % (body, sha256(body).encode())


def unsealed(data: bytes, where: str) -> object:
    """The JSON of a file.

    Raises:
        LabelFileError: the one fault that keeps it from being any.
    """
    if not data:
        raise LabelFileError("the file is empty", where, RESTORE)
    try:
        text = data.decode()
        if text.startswith("\ufeff"):
            raise LabelFileError("the file begins with a byte order mark", where, RESTORE)
        raw: object = orjson.loads(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise LabelFileError(what, f"{where}: line {line}", RESTORE) from error
    except orjson.JSONDecodeError as error:
        place = f"{where}: line {error.lineno}, column {error.colno}"
        what = f"it is not whole JSON: {error.msg}"
        raise LabelFileError(what, place, RESTORE) from error
    return raw


def seal_faults(data: bytes, again: bytes | None, where: str) -> tuple[LabelFileError, ...]:
    """Why a file's bytes are not proved: by their digest, and by `again`, its content re-encoded.

    Without `again`, where the content could not be read, the digest alone is looked at.
    """
    unproved = _digest_faults(data, where)
    # Where the digest is wrong already, that it differs is no second fault.
    cut = _LENGTH_OF_END if unproved else 0
    if again is None or data[: len(data) - cut] == again[: len(again) - cut]:
        return unproved
    return (*unproved, difference(data, again, where))


def _line(key: str, value: object) -> bytes:
    return b'"%b": %b,\n' % (key.encode(), _compact(value))


def _compact(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER)


def _digest_faults(data: bytes, where: str) -> tuple[LabelFileError, ...]:
    """Whether the last lines are a digest, and that of all bytes before them."""
    end = _END.search(data, max(0, len(data) - _LENGTH_OF_END))
    if not end:
        what = "it does not end with its digest: it was cut off, added to, or rewritten"
        return (LabelFileError(what, f"{where}: digest", RESTORE),)
    proved = sha256(data[: end.start()])
    if proved == end[1].decode():
        return ()
    what = f"its bytes have the digest {proved}, not the one it states: it was changed"
    return (LabelFileError(what, f"{where}: digest", RESTORE),)
