"""An article: its text as it was read, what is known about it, and what it may be called."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from annotator.errors import ArticleError, UsageError
from annotator.text.ids import check_id, id_from_file_name
from annotator.text.notices import LINE_END, notices

__all__ = [
    "MOST_BYTES",
    "Article",
    "Facts",
    "check_id",
    "check_text",
    "decode",
    "decoded",
    "id_from_file_name",
    "notices",
]

MOST_BYTES = 64 * 2**20
_KEPT_DIGESTS = 4
_UTF_8 = frozenset({"utf-8", "utf-8-sig"})
_UTF_16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about an article; None where nothing was said."""

    title: str | None = None
    language: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text under its ID. Offsets into it count code points, half-open."""

    id: str
    text: str
    facts: Facts = field(default_factory=Facts)

    @property
    def sha256(self) -> str:
        """The article's identity: the digest of its text's UTF-8, in lower-case hex."""
        return _digest(self.text)

    @property
    def length(self) -> int:
        """How many code points the text has."""
        return len(self.text)


@lru_cache(maxsize=_KEPT_DIGESTS)
def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def decode(data: bytes, where: str, encoding: str = "utf-8") -> str:
    """Read the bytes of an article: a byte order mark is taken off, all else stays as it is.

    Raises:
        UsageError: there is no such encoding.
        ArticleError: the bytes are not in that encoding, or `check_text` refuses the text.
    """
    _check_size(len(data) - len(codecs.BOM_UTF8) * data.startswith(codecs.BOM_UTF8), where)
    text = decoded(data, where, encoding)
    check_text(text, where)
    return text


def decoded(data: bytes, where: str, encoding: str = "utf-8") -> str:
    """Read bytes as text, whatever it says: only a byte order mark is taken off.

    Raises:
        UsageError: there is no such encoding.
        ArticleError: the bytes are not in that encoding; line and byte are told.
    """
    name = _known(encoding)
    try:
        text = data.decode("utf-8" if name in _UTF_8 else name)
    except UnicodeDecodeError as error:
        raise _undecodable(data, where, name, error) from error
    except UnicodeError as error:
        raise ArticleError(
            f"the bytes are not {name}: {error}", where, "name the right one with --encoding"
        ) from error
    return text.removeprefix(_BOM)


def check_text(text: str, where: str) -> None:
    """Refuse what cannot be an article.

    Raises:
        ArticleError: it is empty or white space only, holds NUL or half a surrogate pair, or
            is larger than 64 MiB in UTF-8.
    """
    if not text or text.isspace():
        what = "the text is empty" if not text else "the text holds nothing but white space"
        raise ArticleError(what, where, "give a text that has words in it")
    nul = text.find("\0")
    if nul >= 0:
        raise ArticleError(
            "the text holds the character NUL (U+0000)",
            f"{where}: {_place(text, nul)}",
            "take it out; if there are many, the file is not text or needs --encoding",
        )
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        half = ord(text[error.start])
        raise ArticleError(
            f"the text holds half of a surrogate pair (U+{half:04X}), which is no character",
            f"{where}: {_place(text, error.start)}",
            "write the whole character, or take the half out",
        ) from error
    _check_size(size, where)


def _known(encoding: str) -> str:
    """The name Python gives an encoding of text; those that cannot pass over a fault are none."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name, errors="replace")
    except (LookupError, UnicodeError, ValueError) as error:
        raise UsageError(
            f"there is no text encoding called {encoding!r}",
            "--encoding",
            "name one such as utf-8, utf-16, windows-1256 or iso-8859-6",
        ) from error
    return name


def _check_size(size: int, where: str) -> None:
    if size > MOST_BYTES:
        raise ArticleError(
            f"the text takes {size:,} bytes, and an article at most {MOST_BYTES:,} (64 MiB)",
            where,
            "split it into articles",
        )


def _undecodable(data: bytes, where: str, name: str, error: UnicodeDecodeError) -> ArticleError:
    before = data[: error.start].decode(name, errors="replace")
    ends = list(LINE_END.finditer(before))
    # What is measured is the text before the line: an encoding with a mark at the start of a file
    # would put one before the line itself.
    line = len(before[: ends[-1].end()].encode(name, errors="replace")) if ends else 0
    byte = data[error.start : error.start + 1].hex().upper()
    such = "utf-16" if data.startswith(_UTF_16_BOMS) else "windows-1256"
    return ArticleError(
        f"the bytes are not {name}: {error.reason} (0x{byte})",
        f"{where}: line {len(ends) + 1}, byte {error.start - line + 1} of the line "
        f"(byte {error.start} of the file, counted from 0)",
        f"save the file as UTF-8, or name its encoding with --encoding (such as {such})",
    )


def _place(text: str, offset: int) -> str:
    ends = list(LINE_END.finditer(text, 0, offset))
    start = ends[-1].end() if ends else 0
    return f"line {len(ends) + 1}, character {offset - start + 1} of the line (offset {offset})"
