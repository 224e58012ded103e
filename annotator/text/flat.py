"""Short strings: titles, names, IDs, messages. No map back to offsets is kept."""

from __future__ import annotations

import re
from itertools import accumulate, takewhile

from bidi import get_display

from annotator.text.bidi import first_strong
from annotator.text.display import shown
from annotator.text.joining import joined
from annotator.text.layout import Line, lay_out
from annotator.text.unicode import bidi_codes, is_mark, mirrored
from annotator.text.width import cells, width_of

_LETTERS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RIGHT_TO_LEFT = re.compile(_LETTERS)
# Within a sentence that runs from left to right: what it quotes, or words that run the other way
# with all between them that is no word, and a number that follows. A path is parted at each /.
_QUOTED = re.compile(
    "(?<=«)[^«»]++(?=»)|(?<=“)[^“”]++(?=”)"
    f"|{_LETTERS}+(?:(?:[^\\w/«»“”]|[0-9_])*{_LETTERS}+)*(?:[ ][0-9]+(?![\\w/:.]))*"
)
# A letter that runs from left to right, as `annotator.text._tables.BIDI_NAMES` tells it.
_LEFT_TO_RIGHT = "L"
# Where it runs is said by its first letter, up to where it ends; a sentence by a first mark.
_APART, _ENDS, _FROM_LEFT = "\u2068", "\u2069", "\u200e"
_MARKS = re.compile(f"[{_APART}{_ENDS}{_FROM_LEFT}]")


class _Safe(dict[int, str]):
    """What stands for each code point, worked out once."""

    def __missing__(self, point: int) -> str:
        # Unlike on a page, a line end or a tab in a short string is something to be seen.
        self[point] = safe = chr(0x2400 + point) if point < 0x20 else shown(chr(point))
        return safe


_SAFE = _Safe()


def plain(text: str) -> str:
    """Make a string safe for a terminal, in logical order: nothing in it can act on the screen.

    Control characters become their pictures, direction controls and other invisible
    characters go, line ends become ␊ and the like.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SAFE)


def holds_right_to_left(text: str) -> bool:
    """Whether a letter in it is one of a script that runs right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def visual(text: str) -> str:
    """Make a string safe, join its letters, and put it in the order in which it is read.

    For terminals that draw cells from left to right.
    """
    safe = plain(text)
    if not _RIGHT_TO_LEFT.search(safe):
        return safe
    if any(is_mark(character) or mirrored(character) != character for character in safe):
        # Marks must follow their base and brackets must be turned at odd levels, which
        # python-bidi's display string does not do.
        return _by_layout(safe)
    ordered: str = get_display("".join(joined(safe)))
    return ordered


def apart(text: str) -> str:
    """Make a string safe, to stand in its own order among others in a line: see `wrapped`."""
    return f"{_APART}{plain(text)}{_ENDS}"


def beside(*pieces: str) -> str:
    """Pieces of a line (`apart`, or plain English) that stand one after another from the left."""
    return _FROM_LEFT + "".join(pieces)


def sentence(text: str) -> str:
    """Make a sentence of this program safe, what it quotes standing apart in its own order.

    It runs from left to right whatever it begins with; only without a word of English, as its
    first letter does. The paths and names that it quotes never run into the words around them.
    """
    safe = plain(text)
    if not _RIGHT_TO_LEFT.search(safe) or _LEFT_TO_RIGHT not in bidi_codes(safe):
        return safe
    return beside(_QUOTED.sub(rf"{_APART}\g<0>{_ENDS}", safe))


def phrase(text: str) -> str:
    """Make a string of anybody's safe, that runs as its first letter does: see `wrapped`."""
    return plain(text) if first_strong(plain(text)) else sentence(text)


def unmarked(line: str) -> str:
    """A line without the marks that say what stands together, where nothing runs right to left."""
    return _MARKS.sub("", line)


def wrapped(line: str, width: int) -> tuple[str, ...]:
    """A line as rows of at most so many cells, each in the order in which it is read.

    It is wrapped in logical order. Marks that say what stands together are obeyed: the line is
    made of what `sentence`, `phrase` and `apart` give. Of several rows those that run right to
    left end at the right edge.
    """
    if not _MARKS.search(line) and cells(line) <= width and cells(told := visual(line)) <= width:
        return (told,)
    # A layout keeps a cell for the caret behind the last character of a row; it is laid over the
    # edge, unless a word that is longer than a row would lose a letter there.
    rows = _rows(line, width + 1)
    if any(cells(row) > width for _, row in rows):
        rows = _rows(line, width)
    if len(rows) == 1:
        return (rows[0][1],)
    return tuple(" " * (width - cells(row)) + row if base else row for base, row in rows)


def _rows(line: str, width: int) -> list[tuple[int, str]]:
    """The rows of a line, each after its direction."""
    page = lay_out(f"{line}\na", width, controls="obey")
    rows = takewhile(lambda row: row.start < max(len(line), 1), page.lines)
    return [(row.base, _seen(row, len(line))) for row in rows]


def _seen(row: Line, end: int) -> str:
    """The cells of a row without the blanks at its end."""
    text = "".join(cell.text for cell in row.cells if cell.start < end)
    return text.lstrip(" ") if row.base else text.rstrip(" ")


def shortened(text: str, width: int) -> str:
    """The logical string cut to some cells, with … where something was left out."""
    safe = plain(text)
    if cells(safe) <= width:
        return safe
    used = accumulate(map(width_of, safe))
    kept = next(at for at, taken in enumerate(used) if taken >= width)
    return f"{safe[:kept]}…" if width > 0 else ""


def _by_layout(text: str) -> str:
    line = lay_out(text, 4 * len(text) + 1).line(0)
    return "".join(cell.text for cell in line.cells if cell.end > cell.start)
