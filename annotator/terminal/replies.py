"""What a terminal answers when it is asked who it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Its name (XTVERSION), whether it orders rows itself (DECRQM of BDSM), which kind it is (DA2), and
# what every terminal answers (DA1), which therefore comes last.
QUESTION = b"\x1b[>0q\x1b[8$p\x1b[>c\x1b[c"
_FONT_NAME = b"kitty-query-font_family"
# kitty alone is asked for its font (XTGETTCAP with kitty's own names).
FONT_QUESTION = b"\x1bP+q" + _FONT_NAME.hex().encode() + b"\x1b\\\x1b[c"

# Each control of two characters may come as one, which a letter of many bytes may hold, too.
_ALONE = rb"(?<![\x80-\x9b\x9d-\xff])"
_DCS = rb"(?:\x1bP|\xc2\x90|" + _ALONE + rb"\x90)"
_CSI = rb"(?:\x1b\[|\xc2\x9b|" + _ALONE + rb"\x9b)"
_END = rb"(?:\x1b\\|\x07|\xc2\x9c|\x9c)"

_NAME = re.compile(_DCS + rb">\|([^\x07\x1b\x9c]*?)" + _END)
_MODE = re.compile(_CSI + rb"8;([0-4])\$y")
_KIND = re.compile(_CSI + rb">([0-9;]*)c")
_LAST = re.compile(_CSI + rb"\?[0-9;]*c")
_FONT = re.compile(_DCS + rb"[01]\+r([0-9A-Fa-f=]*)" + _END)
_ALL = (_NAME, _MODE, _KIND, _LAST, _FONT)
# Anything that may still become one of those when more has come.
_UNFINISHED = re.compile(
    rb"(?:"
    + _DCS
    + rb"(?:>(?:\|[^\x07\x1b\x9c]*\x1b?)?|[01](?:\+(?:r[0-9A-Fa-f=]*(?:\x1b|\xc2)?)?)?)?|"
    + _CSI
    + rb"(?:8(?:;[0-4]?\$?)?|[>?][0-9;]*)?|\x1b|\xc2)\Z"
)


@dataclass(frozen=True, slots=True)
class Replies:
    """The answers; "" or None where there was none.

    `name` is name and version as the terminal gives them, `mode` that of BDSM (1 ordering is on,
    2 off, 3 always on, 4 always off, 0 unknown to it), `kind` three numbers, `font` kitty's.
    `rest` is what else came in the meantime: keys that were pressed. `complete` says whether the
    last answer came.
    """

    name: str = ""
    mode: int | None = None
    kind: str = ""
    font: str = ""
    rest: bytes = b""
    complete: bool = False


def is_complete(data: bytes) -> bool:
    """Whether the answer that comes last is there."""
    return _LAST.search(data) is not None


def read_replies(data: bytes, before: Replies = Replies()) -> Replies:
    """Take the answers out of what came from a terminal; those of `before` hold where it is mute.

    `rest` is that of `data` alone.
    """
    mode = _MODE.search(data)
    return Replies(
        name=_text(_NAME, data) or before.name,
        mode=int(mode[1]) if mode else before.mode,
        kind=_text(_KIND, data) or before.kind,
        font=_font(data) or before.font,
        rest=without_replies(data),
        complete=is_complete(data),
    )


def without_replies(data: bytes) -> bytes:
    """What came from a terminal, without any answer that is whole."""
    for pattern in _ALL:
        data = pattern.sub(b"", data)
    return data


def split_unfinished(data: bytes) -> tuple[bytes, bytes]:
    """What is certainly no answer any more, and the beginning of what may become one."""
    found = _UNFINISHED.search(data)
    return (data[: found.start()], data[found.start() :]) if found else (data, b"")


def _text(pattern: re.Pattern[bytes], data: bytes) -> str:
    found = pattern.search(data)
    return found[1].decode("ascii", "replace") if found else ""


def _font(data: bytes) -> str:
    key, _, value = _text(_FONT, data).partition("=")
    if key.lower() != _FONT_NAME.hex():
        return ""
    try:
        return bytes.fromhex(value).decode("utf-8", "replace")
    except ValueError:
        return ""
