"""How the bytes of a kept file differ from those that its own content would give."""

from __future__ import annotations

import json
from itertools import zip_longest

from annotator.errors import LabelFileError
from annotator.labels.complaints import shown

RESTORE = "restore the file from a copy or from version control; it is never edited"


def difference(data: bytes, again: bytes, where: str) -> LabelFileError:
    """The fault of a file whose content can be read, but is not written as it must be.

    `again` is what the content should look like; the two are to differ. The first line that
    differs is named, and a cause where one is known.
    """
    cause = _cause(data)
    for number, (line, due) in enumerate(
        zip_longest(data.split(b"\n"), again.split(b"\n")), start=1
    ):
        if line != due:
            what = cause or _told(line, due)
            return LabelFileError(what, f"{where}: line {number}", RESTORE)
    return LabelFileError("it is not written as such a file is", where, RESTORE)


def _cause(data: bytes) -> str | None:
    """Why the whole file differs, where that can be said; None otherwise."""
    if b"\r\n" in data:
        return "its lines end in CRLF instead of LF"
    twice: list[str] = []

    def see(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        twice.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)
        return dict(pairs)

    try:
        json.loads(data, object_pairs_hook=see)
    except (ValueError, RecursionError):
        # Only a value that a later one of the same key replaced can be too long or too deep.
        return "a key is given twice"
    return f"the key {shown(twice[0])} is given twice" if twice else None


def _told(line: bytes | None, due: bytes | None) -> str:
    """One line that differs from the one that is due."""
    if due is None:
        return f"it goes on after its end, with {_line(line)}"
    if line is None:
        return f"it ends before {_line(due)}"
    same = sorted(line) == sorted(due)
    order = "; keys, flags, attributes and spans have one order" if same else ""
    return f"the line is {_line(line, due)}, where {_line(due, line)} is due{order}"


def _line(line: bytes | None, other: bytes = b"") -> str:
    """A line from a little before the first byte that differs from the other."""
    text, beside = (one.decode(errors="replace") for one in (line or b"", other))
    first = next(
        (at for at, pair in enumerate(zip(text, beside, strict=False)) if pair[0] != pair[1]), 0
    )
    start = max(0, first - 10)
    return shown(("…" if start else "") + text[start:])
