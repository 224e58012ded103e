"""Short strings on one line: titles, names, IDs, messages. No map back to offsets is kept."""

from __future__ import annotations

import re
from itertools import accumulate

from bidi import get_display

from annotator.text.display import shown
from annotator.text.joining import joined
from annotator.text.layout import lay_out
from annotator.text.unicode import is_mark, mirrored
from annotator.text.width import cells, width_of

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


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
