"""A page of Markdown as rows of cells, right to left where its text is.

markdown-it-py says what is what on the page; it is laid out as articles are. Each paragraph,
item and cell of a table runs in the direction of its first strong character outside `code`, and
`code` stands in it as one piece, which what is around it neither parts nor passes by. No
character reaches the terminal but through `annotator.text.layout`. HTML is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from annotator.text.bidi import first_strong
from annotator.tui.typeset import Frame, Look, Prose, Row, extent, prose, typeset

__all__ = ["Look", "rows"]

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_WORDS = frozenset({"text"})
_CODE = frozenset({"code_inline", "code_block", "fence"})
# What would reorder the text around it: none of it is the page's own to say.
_STEERING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
# A piece of UAX #9 with a direction of its own, between marks of the direction around it.
_PIECES = ("\u200e\u2068{}\u2069\u200e", "\u200f\u2068{}\u2069\u200f")
_LINE_SEPARATOR = "\u2028"
_TAB_CELLS = 4
# Cells that a mark beside a block must leave it; where it cannot, it is left out.
_LEAST_BLOCK = 6
# Cells below which no column is pressed, and those of words that no column breaks.
_LEAST_COLUMN = 6
_UNBROKEN = 10
_BAR = " │ "
_CROSSING = "─┼─"


def rows(source: str, width: int, look: Look) -> tuple[Strip, ...]:
    """A page of Markdown wrapped into rows of exactly `width` cells, at least 1.

    No row holds a control or format character. Left out is what cannot be shown: the mark of
    an item that would leave its text fewer than 6 cells, a wide character on a page of one
    cell, and blocks inside more than 20 others.
    """
    # Nobody follows the links here, but markdown-it-py encodes where they lead.
    root = SyntaxTreeNode(_PARSER.parse(_HALF_PAIR.sub("\ufffd", source)))
    frame = Frame(width, _direction(root, 0), look)
    return tuple(Strip(row, width) for row in _blocks(root.children, frame))


def _direction(node: SyntaxTreeNode, otherwise: int) -> int:
    """The direction that the first strong character of a block asks for, in words before code."""
    for kind in (_WORDS, _CODE):
        texts = (part.content for part in node.walk() if part.type in kind)
        asked = (first_strong(text, controls="ignore") for text in texts)
        strong = next((one for one in asked if one is not None), None)
        if strong is not None:
            return strong
    return otherwise


def _blocks(nodes: Sequence[SyntaxTreeNode], frame: Frame) -> list[Row]:
    """Blocks one under another, with an empty row between those that are not close."""
    found: list[Row] = []
    above: SyntaxTreeNode | None = None
    for node in nodes:
        block = _block(node, frame)
        if not block:
            continue
        if above is not None and (node.type == "heading" or not _is_close(above)):
            found.append(frame.blank)
        found.extend(block)
        above = node
    return found


def _is_close(node: SyntaxTreeNode) -> bool:
    """Whether the next block follows without an empty row."""
    return node.type == "heading" or node.hidden


def _block(node: SyntaxTreeNode, frame: Frame) -> list[Row]:
    look = frame.look
    match node.type:
        case "bullet_list" | "ordered_list":
            found = _list(node, frame)
        case "blockquote":
            found = _beside(node, ("│", "│"), 2, frame)
        case "table":
            found = _table(node, frame)
        case "fence" | "code_block":
            code = node.content.removesuffix("\n").expandtabs(_TAB_CELLS)
            found = typeset(prose([(_still(code), look.plain + look.code)], look), frame)
        case "hr":
            found = [(Segment("─" * frame.width, look.plain + look.dim),)]
        case "heading":
            found = typeset(_prose(node, look.heading, frame), frame)
        case _:
            found = typeset(_prose(node, Style.null(), frame), frame)
    return found


def _prose(node: SyntaxTreeNode, style: Style, frame: Frame) -> Prose:
    """The text of a block in a style that is added to the plain one."""
    look = frame.look
    piece = _PIECES[_direction(node, frame.direction)]
    return prose(_parts(node, look.plain + style, look, piece), look)


def _parts(
    node: SyntaxTreeNode, style: Style, look: Look, piece: str
) -> Iterator[tuple[str, Style]]:
    """The text of a block without its markup, cut where its style changes."""
    match node.type:
        case "softbreak":
            yield " ", style
        case "hardbreak":
            yield _LINE_SEPARATOR, style
        case "code_inline":
            yield piece.format(_still(node.content)), style + look.code
        case _ if node.children:
            inner = style + {"strong": look.bold, "em": look.italic}.get(node.type, Style.null())
            for child in node.children:
                yield from _parts(child, inner, look, piece)
        case _:
            yield _still(node.content), style


def _still(text: str) -> str:
    """Text that moves nothing but itself."""
    return text.translate(_STEERING)


def _list(node: SyntaxTreeNode, frame: Frame) -> list[Row]:
    """A list, with an empty row between its items where they are paragraphs."""
    items = node.children
    first = int(node.attrs.get("start", 1))
    numbered = node.type == "ordered_list"
    marks = [f"{first + at}." if numbered else "•" for at in range(len(items))]
    parts = [part for item in items for part in item.children]
    is_loose = any(part.type == "paragraph" and not part.hidden for part in parts)
    found: list[Row] = []
    for mark, item in zip(marks, items, strict=True):
        if found and is_loose:
            found.append(frame.blank)
        found.extend(_beside(item, (mark, ""), max(map(len, marks)) + 1, frame))
    return found


def _beside(node: SyntaxTreeNode, marks: tuple[str, str], room: int, frame: Frame) -> list[Row]:
    """A block with a mark on the side where its reading begins, in `room` cells.

    The first of the marks is for the first row, the other for the rest.
    """
    direction = _direction(node, frame.direction)
    width = frame.width - room
    if width < _LEAST_BLOCK:
        return _blocks(node.children, replace(frame, direction=direction))
    inner = replace(frame, width=width, direction=direction)
    style = frame.look.plain + frame.look.dim
    if direction:
        sides = [Segment(f" {_turned(mark):<{room - 1}}", style) for mark in marks]
    else:
        sides = [Segment(f"{mark:>{room - 1}} ", style) for mark in marks]
    return [
        (*row, sides[at > 0]) if direction else (sides[at > 0], *row)
        for at, row in enumerate(_blocks(node.children, inner) or [inner.blank])
    ]


def _turned(mark: str) -> str:
    """A mark as it stands right to left: the full stop after a number is on its left."""
    return f".{mark[:-1]}" if mark.endswith(".") else mark


def _table(node: SyntaxTreeNode, frame: Frame) -> list[Row]:
    """A table, its first column where reading begins; line by line where it is too wide."""
    frame = replace(frame, direction=_direction(node, frame.direction))
    lines = [line.children for part in node.children for line in part.children]
    styles = [frame.look.bold, *[Style.null()] * (len(lines) - 1)]
    table = [
        [_prose(cell, style, frame) for cell in line]
        for line, style in zip(lines, styles, strict=True)
    ]
    extents = [[extent(cell) for cell in column] for column in zip(*table, strict=True)]
    widths = _columns(
        [max(whole for whole, _ in column) or 1 for column in extents],
        [max(word for _, word in column) for column in extents],
        frame.width - len(_BAR) * (len(extents) - 1),
    )
    return _records(table, frame) if widths is None else _grid(table, widths, frame)


def _columns(needs: Sequence[int], words: Sequence[int], room: int) -> tuple[int, ...] | None:
    """Widths of columns that fill `room` cells at most; None where there is too little room.

    `needs` are the cells that each takes unwrapped, `words` those of its longest word. Every
    column gets the longest word that all can have, then a part of what is left over, in
    proportion to what it still wants (as in CSS 2.1, section 17.5.2.2).
    """
    if sum(needs) <= room:
        return tuple(needs)
    for word in range(max(min(max(words), room), _UNBROKEN), _UNBROKEN - 1, -1):
        least = [
            min(need, max(min(own, word), _LEAST_COLUMN))
            for need, own in zip(needs, words, strict=True)
        ]
        if sum(least) <= room:
            break
    else:
        return None
    wants = [need - has for need, has in zip(needs, least, strict=True)]
    # Parts of a running sum, so that no cell is lost to rounding.
    spare, total = room - sum(least), sum(wants)
    edges = [spare * wanted // total for wanted in accumulate(wants, initial=0)]
    parts = (after - before for before, after in pairwise(edges))
    return tuple(has + part for has, part in zip(least, parts, strict=True))


def _grid(table: Sequence[Sequence[Prose]], widths: Sequence[int], frame: Frame) -> list[Row]:
    """A table in columns, its lines an empty row apart where their first cells are wrapped."""
    frames = [replace(frame, width=width) for width in widths]
    header, *lines = (
        [typeset(cell, own) for cell, own in zip(line, frames, strict=True)] for line in table
    )
    is_open = any(len(line[0]) > 1 for line in lines)
    found = _side_by_side(header, frames, frame, _BAR)
    rule = [(Segment("─" * own.width, frame.look.plain + frame.look.dim),) for own in frames]
    found += _side_by_side([[part] for part in rule], frames, frame, _CROSSING)
    for at, line in enumerate(lines):
        if at and is_open:
            found += _side_by_side([[own.blank] for own in frames], frames, frame, _BAR)
        found += _side_by_side(line, frames, frame, _BAR)
    return found


def _side_by_side(
    line: Sequence[Sequence[Row]], frames: Sequence[Frame], frame: Frame, between: str
) -> list[Row]:
    """Cells of a table beside each other: as many rows as the highest has."""
    bar = Segment(between, frame.look.plain + frame.look.dim)
    used = sum(own.width for own in frames) + len(between) * (len(frames) - 1)
    height = max(map(len, line))
    columns = [
        [*cell, *[own.blank] * (height - len(cell))] for cell, own in zip(line, frames, strict=True)
    ]
    if frame.direction:
        columns.reverse()
    found = []
    for parts in zip(*columns, strict=True):
        row = [segment for part in parts for segment in (bar, *part)]
        found.append(frame.filled(row[1:], used))
    return found


def _records(table: Sequence[Sequence[Prose]], frame: Frame) -> list[Row]:
    """A table as paragraphs: of each line `header: value`, one under another."""
    header, *lines = table
    found: list[Row] = []
    for line in lines or [header]:
        names = header if lines else [prose((), frame.look)] * len(header)
        values = [
            _named(name, value, frame.look)
            for name, value in zip(names, line, strict=True)
            if value.text
        ]
        if found and values:
            found.append(frame.blank)
        found.extend(row for value in values for row in typeset(value, frame))
    return found


def _named(name: Prose, value: Prose, look: Look) -> Prose:
    """A value after the header of its column, where that has one."""
    colon = ": " if name.text else ""
    return prose([*name.pieces(), (colon, look.plain), *value.pieces()], look)
