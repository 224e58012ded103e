"""The Unicode Bidirectional Algorithm (UAX #9 of Unicode 15.0): levels and visual order.

Levels are resolved on a whole paragraph, order is found line by line: resolve once with
`levels` and `bidi_classes`, then give each line's share to `reset_whitespace` and `reorder`,
or to `placed_in_line`; or ask `line_levels` and `visual_order`, which do all of it for one line.

Controls are the embeddings, overrides and isolates (LRE to PDF, LRI to PDI): `"obey"` is the
standard's way, `"ignore"` treats them as characters without direction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final, Literal

from annotator.text import embedding, resolving, unicode

Controls = Literal["ignore", "obey"]

_IGNORED = str.maketrans(dict.fromkeys("efghijkpq", "b"))
_NEEDS_LEVELS = (re.compile("[RANe-kpq]"), re.compile("[LENe-kpq]"))
_PARTS = re.compile("[^B]+|B+")
_SPACE = re.compile("[WSBbe-kpq]+")
_FIRST_BLOCK: Final = 32
_BLOCK: Final = 4096


def levels(
    paragraph: str, base: int | None = None, controls: Controls = "obey"
) -> tuple[int, tuple[int, ...]]:
    """Resolve a paragraph: its base level, and one level a code point, before L1.

    `base` is 0 or 1; None takes it from the first strong character before any paragraph
    separator (P2, P3), 0 where there is none. Characters that X9 removes take the level of
    the character before them, or the base at the start. A paragraph separator has the base
    level and ends all that was open.
    """
    codes = bidi_classes(paragraph, controls)
    if base is None:
        base = embedding.first_strong(codes.partition("B")[0])[0] or 0
    elif base not in (0, 1):
        raise ValueError("the base level is 0, 1 or None")
    if not _NEEDS_LEVELS[base].search(codes):
        return base, (base,) * len(codes)
    if "B" not in codes:
        return base, tuple(_resolved(paragraph, codes, base).encode("ascii"))
    found = []
    for match in _PARTS.finditer(codes):
        part, (start, end) = match[0], match.span()
        separators = part[0] == "B"
        found.append(
            chr(base) * len(part) if separators else _resolved(paragraph[start:end], part, base)
        )
    return base, tuple("".join(found).encode("ascii"))


def line_levels(
    paragraph: str, start: int, end: int, base: int | None = None, controls: Controls = "obey"
) -> tuple[int, ...]:
    """Levels of the line [start, end) of a paragraph, after L1."""
    base, found = levels(paragraph, base, controls)
    return reset_whitespace(bidi_classes(paragraph[start:end], controls), found[start:end], base)


def visual_order(
    paragraph: str, start: int, end: int, base: int | None = None, controls: Controls = "obey"
) -> tuple[int, ...]:
    """Every index of the line [start, end) once, from left to right (L1 and L2)."""
    order = reorder(line_levels(paragraph, start, end, base, controls))
    first = range(len(paragraph))[start:end].start
    return tuple(index + first for index in order)


def bidi_classes(text: str, controls: Controls = "obey") -> str:
    """Classes of all code points, one letter each (`annotator.text._tables.BIDI_NAMES`)."""
    codes = unicode.bidi_codes(text)
    return codes.translate(_IGNORED) if controls == "ignore" else codes


def first_strong(text: str, controls: Controls = "obey") -> int | None:
    """The base level that the first strong character outside isolates asks for.

    0 or 1, None where nothing is strong. The text may hold many paragraphs; only as much of
    it is read as is needed.
    """
    depth = 0
    start, size = 0, _FIRST_BLOCK
    while start < len(text):
        codes = bidi_classes(text[start : start + size], controls)
        found, depth = embedding.first_strong(codes, depth)
        if found is not None:
            return found
        start, size = start + size, _BLOCK
    return None


def reset_whitespace(classes: Sequence[str], line: Sequence[int], base: int) -> tuple[int, ...]:
    """Rule L1 for one line: separators, and white space before them or at the end, get the base.

    `classes` are letters of `bidi_classes`, one for each level in `line`; controls and what
    else X9 removes count as white space here (UAX #9, section 5.2).
    """
    codes = classes if isinstance(classes, str) else "".join(classes)
    found = list(line)
    for match in _SPACE.finditer(codes):
        start, end = match.span()
        if end < len(codes):
            end = max(codes.rfind("S", start, end), codes.rfind("B", start, end)) + 1
        if end > start:
            found[start:end] = [base] * (end - start)
    return tuple(found)


def reorder(line: Sequence[int]) -> tuple[int, ...]:
    """Rule L2: the indices of a line's levels, from left to right."""
    if not line:
        return ()
    runs: list[tuple[int, range]] = []
    at = 0
    for level, same in groupby(line):
        end = at + sum(1 for _ in same)
        runs.append((level, range(at, end)[:: -1 if level & 1 else 1]))
        at = end
    used = sorted({level for level, _ in runs}, reverse=True)
    # Reversing the same stretch twice changes nothing, so unused levels need only be counted.
    lowest_odd = min((level for level in used if level & 1), default=0)
    for level, below in zip(used, [*used[1:], -1], strict=True):
        if lowest_odd and (level - max(below, lowest_odd - 1)) & 1 and level >= lowest_odd:
            runs = _reversed_from(level, runs)
    return tuple(index for _, run in runs for index in run)


def placed_in_line(
    classes: Sequence[str], line: Sequence[int], base: int, places: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Levels after L1 of some places of a line, and their indices from left to right.

    For lines in which only these places are drawn. The others count all the same: a direction
    mark has no cell, but keeps the numbers on its two sides apart.
    """
    final = reset_whitespace(classes, line, base)
    index_of = {place: index for index, place in enumerate(places)}
    order = tuple(index_of[place] for place in reorder(final) if place in index_of)
    return tuple(final[place] for place in places), order


def _reversed_from(level: int, runs: list[tuple[int, range]]) -> list[tuple[int, range]]:
    """Runs with every stretch at or above a level turned round."""
    found: list[tuple[int, range]] = []
    for high, same in groupby(runs, key=lambda run: run[0] >= level):
        stretch = list(same)
        found += stretch[::-1] if high else stretch
    return found


def _resolved(text: str, codes: str, base: int) -> str:
    """Levels of a text without paragraph separators, as characters."""
    brackets = bool(resolving.BRACKET.search(text))
    removed = embedding.REMOVED.search(codes)
    if brackets and removed:
        text = _without_removed(text, codes)
    if not embedding.EXPLICIT.search(codes):
        edge = "LR"[base]
        kept = codes.replace("b", "")
        found = resolving.resolve(kept, base, (edge, edge), text if brackets else "")
    else:
        found = _by_sequences(text if brackets else "", codes, base)
    return _with_removed(found, codes, base) if removed else found


def _by_sequences(text: str, codes: str, base: int) -> str:
    """Levels of what X9 keeps, resolved a sequence at a time; `text` is "" without brackets."""
    kept, sequences = embedding.sequences(codes, base)
    pieces: list[tuple[int, str]] = []
    for level, edges, spans in sequences:
        own = "".join([kept[start:end] for start, end in spans])
        letters = "".join([text[start:end] for start, end in spans])
        found = resolving.resolve(own, level, edges, letters)
        at = 0
        for start, end in spans:
            pieces.append((start, found[at : at + end - start]))
            at += end - start
    return "".join(piece for _, piece in sorted(pieces))


def _without_removed(text: str, codes: str) -> str:
    """Take out of a text what X9 removes."""
    kept = []
    at = 0
    for match in embedding.REMOVED.finditer(codes):
        kept.append(text[at : match.start()])
        at = match.end()
    return "".join((*kept, text[at:]))


def _with_removed(found: str, codes: str, base: int) -> str:
    """Give what X9 removed the level of the character before it."""
    pieces: list[str] = []
    at, removed, level = 0, 0, chr(base)
    for match in embedding.REMOVED.finditer(codes):
        end = match.start() - removed
        level = found[end - 1] if end else level
        pieces += (found[at:end], level * len(match[0]))
        at, removed = end, removed + len(match[0])
    return "".join((*pieces, found[at:]))
