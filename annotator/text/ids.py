"""What an article may be called."""

from __future__ import annotations

import re
import unicodedata

from annotator.errors import ArticleError
from annotator.text.unicode import category

MOST_CHARACTERS = 120
MOST_BYTES = 200
_RESERVED = "releases"
# What most IDs are, known at a glance: composed, and within both limits.
_PLAIN = re.compile(
    "[0-9A-Za-z_\u0621-\u063a\u0641-\u064a-][0-9A-Za-z._\u0621-\u063a\u0641-\u064a-]{0,98}"
)


def check_id(article_id: str, where: str) -> str:
    """Give an ID back when it may stand as one.

    An ID is in NFC and made of letters with their marks, digits, ".", "_" and "-"; it does
    not begin with a dot, is at most 120 code points and 200 bytes of UTF-8, and is not
    "releases" in any case.

    Raises:
        ArticleError: it is anything else.
    """
    if _PLAIN.fullmatch(article_id) and article_id.casefold() != _RESERVED:
        return article_id
    fault = _fault_of_id(article_id)
    if fault:
        what, fix = fault
        raise ArticleError(what, where, fix)
    return article_id


def id_from_file_name(name: str) -> tuple[str, bool]:
    """The ID that a file's name gives, and whether characters had to be replaced for it.

    Only `.txt` is taken off; every character that an ID may not hold becomes "-".

    Raises:
        ArticleError: what is left is no ID: empty, too long, or reserved.
    """
    stem = unicodedata.normalize("NFC", name.removesuffix(".txt"))
    made = "".join(
        character if fits else "-" for character, fits in zip(stem, _fitting(stem), strict=True)
    )
    if made.startswith("."):
        made = f"-{made[1:]}"
    # A mark that lost its letter was replaced, and may have kept two others from composing.
    made = unicodedata.normalize("NFC", made)
    return check_id(made, f"the file name {name!r}"), made != stem


def _fault_of_id(article_id: str) -> tuple[str, str] | None:
    """What keeps an ID from being one, and how to mend it."""
    if not article_id:
        return "an ID is empty", "give it at least one letter or digit"
    shown = _shown(article_id)
    for character, fits in zip(article_id, _fitting(article_id), strict=True):
        if not fits:
            what = f"the ID {shown} holds {_shown(character)} (U+{ord(character):04X})"
            return f"{what}, which no ID may hold", "use letters, digits, '.', '_' and '-'"
    composed = unicodedata.normalize("NFC", article_id)
    if composed != article_id:
        fix = f"write it composed: {_shown(composed)}"
        return f"the letters of the ID {shown} are not composed (NFC)", fix
    if article_id.startswith("."):
        return f"the ID {shown} begins with a dot", "begin with a letter or a digit"
    if article_id.casefold() == _RESERVED:
        return f"the ID {shown} is kept for the folder of releases", "choose another ID"
    return _fault_of_size(article_id)


def _fault_of_size(article_id: str) -> tuple[str, str] | None:
    size = len(article_id.encode("utf-8"))
    if len(article_id) <= MOST_CHARACTERS and size <= MOST_BYTES:
        return None
    fix = f"choose an ID of at most {MOST_CHARACTERS} characters and {MOST_BYTES} bytes"
    return f"the ID has {len(article_id)} characters in {size} bytes", fix


def _fitting(name: str) -> list[bool]:
    """Whether each character may stand where it does in an ID."""
    found = []
    after_letter = False
    for character in name:
        kind = category(character)
        is_mark = kind[0] == "M"
        after_letter = kind[0] == "L" or (is_mark and after_letter)
        found.append(after_letter or kind == "Nd" or character in "._-")
    return found


def _shown(text: str) -> str:
    """A string in quotes with everything escaped that could disturb a terminal."""
    return repr(text) if text.isprintable() else ascii(text)
