"""How many terminal cells a character takes, as Textual counts them."""

from __future__ import annotations

from annotator.text.unicode import category, is_wide

_NO_CELL = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Zl", "Zp"})

# Vowels and final consonants of Hangul written apart, the Hangul filler and the skin
# tones of emoji draw inside the cell before them.
_JOINED_ON = (*range(0x1160, 0x1200), *range(0xD7B0, 0xD800), 0x3164, *range(0x1F3FB, 0x1F400))

# Narrow in Unicode 15, wide since 16. Textual counts by the newest table it has.
_WIDE_SINCE = (
    *range(0x2630, 0x2638),
    *range(0x268A, 0x2690),
    *range(0x4DC0, 0x4E00),
    *range(0x1D300, 0x1D357),
    *range(0x1D360, 0x1D377),
)


class _Widths(dict[int, int]):
    """Cells by code point, worked out once for each that is met."""

    def __missing__(self, point: int) -> int:
        character = chr(point)
        if point in _JOINED_ON or category(character) in _NO_CELL:
            width = 0
        else:
            width = 2 if point in _WIDE_SINCE or is_wide(character) else 1
        self[point] = width
        return width


_WIDTHS = _Widths()


def width_of(character: str) -> int:
    """Cells of one character: 0 (drawn into the cell before it), 1 or 2."""
    return _WIDTHS[ord(character)]


def cells(text: str) -> int:
    """Cells of a string made of what `annotator.text.display` lets through.

    Equal to `rich.cells.cell_len` there. Undefined for control and format characters,
    which are never sent to a terminal.
    """
    return sum(map(_WIDTHS.__getitem__, map(ord, text)))
