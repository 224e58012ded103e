"""Pictures of a screen, and the cells of a terminal in them."""

from __future__ import annotations

import math
import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from operator import mul

_HEADER = struct.Struct(">25I")
_BYTES = 4
# Of a cell with nothing in it the brightness, of 765, differs by less.
_FAINT = 60
# Pixels at the sides of a cell, and at its top and bottom, into which its neighbours may reach.
_SIDE, _EDGE = 3, 3
_SHIFTS = (0, -1, 1)


@dataclass(frozen=True)
class Picture:
    """A screen as it was at a moment: rows of pixels, each blue, green, red and a byte more."""

    width: int
    height: int
    data: bytes

    def rows(self, left, top, width, height):
        """The pixels of a rectangle, row by row."""
        for y in range(top, top + height):
            start = (y * self.width + left) * _BYTES
            yield self.data[start : start + width * _BYTES]

    def crop(self, left, top, width, height):
        """A part of the picture."""
        return Picture(width, height, b"".join(self.rows(left, top, width, height)))

    def box_of(self, colour):
        """The rectangle around all pixels of a colour (red, green, blue): left, top, right, bottom.

        None where there is no such pixel; right and bottom are the first without.
        """
        wanted = bytes(reversed(colour))
        found = []
        for y in range(self.height):
            row = self.data[y * self.width * _BYTES : (y + 1) * self.width * _BYTES]
            at = (
                [x for x in range(self.width) if row[x * _BYTES : x * _BYTES + 3] == wanted]
                if wanted in row
                else []
            )
            if at:
                found.append((y, at[0], at[-1]))
        if not found:
            return None
        lefts, rights = [one[1] for one in found], [one[2] for one in found]
        return min(lefts), found[0][0], max(rights) + 1, found[-1][0] + 1

    def png(self):
        """The picture as the bytes of a PNG file."""
        lines = []
        for row in self.rows(0, 0, self.width, self.height):
            line = bytearray(self.width * 3)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines.append(b"\0" + bytes(line))
        head = struct.pack(">2I5B", self.width, self.height, 8, 2, 0, 0, 0)
        body = zlib.compress(b"".join(lines))
        chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )


def from_frame_buffer(data):
    """The picture in a virtual screen's frame buffer, a file in the format of xwd."""
    header = _HEADER.unpack_from(data)
    width, height, line, colours = header[4], header[5], header[12], header[19]
    start = header[0] + colours * 12
    rows = (data[start + y * line : start + y * line + width * _BYTES] for y in range(height))
    return Picture(width, height, b"".join(rows))


@dataclass(frozen=True)
class Grid:
    """Where the cells of a terminal are in a picture, in pixels; both sizes are those of a cell."""

    left: int
    top: int
    width: float
    height: float
    columns: int
    rows: int

    def box(self, row, column, columns=1, rows=1):
        """The rectangle of cells: left, top, width, height."""
        left, right = (self.left + round(self.width * at) for at in (column, column + columns))
        top, bottom = (self.top + round(self.height * at) for at in (row, row + rows))
        return left, top, right - left, bottom - top

    def cell(self, picture, row, column):
        """The picture of one cell."""
        return picture.crop(*self.box(row, column))

    def row(self, picture, row):
        """The picture of one row."""
        return picture.crop(*self.box(row, 0, self.columns))

    def whole(self, picture):
        """The picture of all the cells."""
        return picture.crop(*self.box(0, 0, self.columns, self.rows))

    def place(self, row, column, part=0.5):
        """A pixel in a cell, `part` of its width from the left: x, y."""
        left, top, width, height = self.box(row, column)
        return left + int(width * part), top + height // 2


def ground(cell):
    """The colour that most pixels of a cell have."""
    return Counter(memoryview(cell.data).cast("I")).most_common(1)[0][0]


def shape(cell, shift=0):
    """The brightness of a cell's pixels, of mean 0 and length 1; None where nothing is drawn.

    `shift` moves it to the right by so many pixels.
    """
    greys = []
    for line in _greys(cell):
        before, after = line[:1] * max(shift, 0), line[-1:] * max(-shift, 0)
        greys += before + line[len(after) : len(line) - len(before)] + after
    mean = sum(greys) / len(greys)
    away = [grey - mean for grey in greys]
    length = math.sqrt(sum(map(mul, away, away)))
    return tuple(one / length for one in away) if length > _FAINT else None


def is_blank(cell):
    """Whether nothing is drawn in a cell, but for what letters around it leave at its edges."""
    inner = [grey for row in _greys(cell)[_EDGE:-_EDGE] for grey in row[_SIDE:-_SIDE]]
    return max(inner) - min(inner) < _FAINT


def _greys(cell):
    """The brightness of each pixel, row by row."""
    return [
        list(map(sum, zip(row[0::4], row[1::4], row[2::4], strict=True)))
        for row in cell.rows(0, 0, cell.width, cell.height)
    ]


class Alphabet:
    """What each character looks like in one terminal, and which one a cell shows."""

    def __init__(self):
        self._shapes = []
        self._known = {}

    def learn(self, text, cell):
        """Know what a character looks like, alone in a cell; an empty one is a blank."""
        for shift in _SHIFTS:
            known = shape(cell, shift)
            if known is not None:
                self._shapes.append((text, known))

    def read(self, cell, expected, close):
        """The character a cell is most like, or the one expected if it is less like by no more."""
        likes = self._likes(cell)
        if not likes or (expected == " " and is_blank(cell)):
            return " "
        best = max(likes, key=likes.__getitem__)
        return expected if likes.get(expected, 0.0) >= likes[best] - close else best

    def _likes(self, cell):
        """How much a cell is like each character, 1 being alike but for colours; {} where empty."""
        key = (cell.width, cell.height, cell.data)
        if key not in self._known:
            likes = self._known[key] = {}
            seen = shape(cell)
            for text, known in self._shapes if seen else ():
                if len(known) == len(seen):
                    # Letters may be brighter than their ground, or darker.
                    like = abs(sum(map(mul, seen, known)))
                    likes[text] = max(like, likes.get(text, 0.0))
        return self._known[key]
