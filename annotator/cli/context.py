"""A span among the words around it, on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

import click

from annotator.labels.span import Piece
from annotator.text.bidi import first_strong
from annotator.text.display import LINE_ENDS
from annotator.text.flat import plain
from annotator.text.layout import lay_out
from annotator.text.width import cells

# A character as it may be sent, and whether it lies in the span.
Marked = tuple[str, bool]

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_LEFT_OUT = "…"
_LEAST = 12


def logical(text: str, pieces: Sequence[Piece], width: int) -> str:
    """The span in brackets with the words around it, as stored; at most `width` cells.

    Pieces are half-open code points of the text. Nothing in it can act on a terminal.
    """
    return "".join(
        f"[{part}]" if inside else part
        for inside, part in _runs(
            (plain(drawn), inside) for drawn, inside in _cut(text, pieces, width)
        )
    )


def visual(text: str, pieces: Sequence[Piece], width: int, colour: str | None) -> str:
    """As `logical`, in the order in which it is read, on the right where the text runs so.

    What is in brackets is coloured too, unless `colour` is None.
    """
    marked = _cut(text, pieces, width)
    base = _base(text, pieces[0][0])
    first = _RIGHT_TO_LEFT if base else _LEFT_TO_RIGHT
    string = first + "".join(drawn for drawn, _ in marked)
    inside = (False, *(inside for _, inside in marked))
    line = lay_out(string, 4 * len(string) + 1).line(0)
    told, used = "", 0
    for marks, part in _runs(
        (cell.text, any(inside[cell.start : cell.end]))
        for cell in line.cells
        if cell.start < cell.end
    ):
        shown = f"[{part}]" if marks else part
        used += cells(shown)
        told += click.style(shown, fg=colour) if marks and colour else shown
    return " " * (max(width - used, 0) if base else 0) + told


def _base(text: str, start: int) -> int:
    """1 where the paragraph of an offset runs right to left, else 0."""
    paragraph = text[slice(*_line(text, start, start))]
    strong = first_strong(paragraph, controls="ignore")
    return (first_strong(text, controls="ignore") if strong is None else strong) or 0


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """From the line end before `start` to the one after `end`."""
    before = max(text.rfind(one, 0, start) for one in LINE_ENDS) + 1
    after = [at for one in LINE_ENDS if (at := text.find(one, end)) >= 0]
    return before, min(after, default=len(text))


def _runs(marked: Iterator[Marked]) -> Iterator[tuple[bool, str]]:
    """Neighbouring characters that are alike inside or outside of the span."""
    for inside, run in groupby(marked, key=lambda one: one[1]):
        yield inside, "".join(drawn for drawn, _ in run)


def _cut(text: str, pieces: Sequence[Piece], width: int) -> tuple[Marked, ...]:
    """The span and what stands beside it on its line, in the order of storage, cut to a width."""
    start, end = pieces[0][0], pieces[-1][1]
    room = max(width - 2 * len(pieces) - 2 * len(_LEFT_OUT), _LEAST)
    core = _core(text, pieces, 2 * room // 3)
    first, last = _line(text, start, end)
    spare = max(room - sum(_cells(drawn) for drawn, _ in core), 0)
    # What one side does not need is the other's.
    earlier = text[max(first, start - _reach(spare)) : start][::-1]
    later = text[end : min(last, end + _reach(spare))]
    after = _kept(later, max(spare // 2, spare - _cells(earlier)))
    before = _kept(earlier, spare - _cells(after))
    begin, stop = start - len(before), end + len(after)
    return (
        *((_LEFT_OUT, False) for _ in range(begin > first)),
        *_marked(text, begin, start, ()),
        *core,
        *_marked(text, end, stop, ()),
        *((_LEFT_OUT, False) for _ in range(stop < last)),
    )


def _core(text: str, pieces: Sequence[Piece], room: int) -> tuple[Marked, ...]:
    """The span from its first character to its last, its middle left out where it is long."""
    start, end = pieces[0][0], pieces[-1][1]
    if end - start <= _reach(room) and _cells(text[start:end]) <= room:
        return tuple(_marked(text, start, end, pieces))
    half = room // 2
    head = _kept(text[start : min(end, start + _reach(half))], half)
    tail = _kept(text[max(start, end - _reach(half)) : end][::-1], half)
    return (
        *_marked(text, start, start + len(head), pieces),
        (_LEFT_OUT, True),
        *_marked(text, end - len(tail), end, pieces),
    )


def _reach(room: int) -> int:
    """How many characters are looked at to fill so many cells: some, such as marks, take none."""
    return 4 * room + 1


def _kept(text: str, room: int) -> str:
    """The beginning of a text that takes at most so many cells, up to the end of a word."""
    taken = accumulate(map(_cells, text))
    fits = next((at for at, used in enumerate(taken) if used > room), len(text))
    kept = text[:fits]
    if fits == len(text) or text[fits].isspace():
        return kept
    words = max((at for at, character in enumerate(kept) if character.isspace()), default=-1)
    return kept[:words] if words > 0 else kept


def _cells(text: str) -> int:
    return cells(plain(text))


def _marked(text: str, start: int, end: int, pieces: Sequence[Piece]) -> Iterator[Marked]:
    """Each character of a stretch as it may be sent; those that show nothing as they are."""
    for at in range(start, end):
        inside = any(first <= at < last for first, last in pieces)
        yield from ((drawn, inside) for drawn in plain(text[at]) or text[at])
