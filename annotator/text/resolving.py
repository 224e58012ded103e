"""The rules of UAX #9 inside one isolating run sequence: W1 to W7, N0 to N2, I1 and I2.

Classes are one-letter codes (`annotator.text._tables.BIDI_NAMES`), so that each rule is one
pass of a pattern over a string.
"""

from __future__ import annotations

import re

from annotator.text import _tables

# W1; the character before is never missing, since the sequence begins with its sos.
_MARKS = re.compile("([^M])M+")
_AFTER_ARABIC = re.compile("A[^LR]*")
_BETWEEN_NUMBERS = re.compile("(?<=E)[-,](?=E)|(?<=N),(?=N)")
_BESIDE_EUROPEAN = re.compile("(?<=E)%+|(?<!%)%++(?=E)")
_AFTER_LATIN = re.compile("L[^R]*")
_AMID_LEFT = re.compile("(?<=L)O++(?=L)")
_AMID_RIGHT = re.compile("(?<=[REN])O++(?=[REN])")
_STRONG_LIKE = {"L": re.compile("L"), "R": re.compile("[REN]")}
_NEUTRAL = str.maketrans(dict.fromkeys("BSW-%,ijkq", "O"))
_ISOLATES = "ijkq"

_DEEPEST_OPEN = 63
BRACKET = re.compile("[" + re.escape("".join(_tables.BRACKETS)) + "]")
_CANONICAL = str.maketrans(*_tables.EQUIVALENT_BRACKETS)
_CLOSER_OF = dict(zip(_tables.BRACKETS[0], _tables.BRACKETS[1].translate(_CANONICAL), strict=True))


def resolve(codes: str, level: int, edges: tuple[str, str], text: str) -> str:
    """Resolve the levels of one isolating run sequence.

    Args:
        codes: the classes, without what X9 removes.
        level: the embedding level of the sequence.
        edges: its sos and eos, each "L" or "R".
        text: the characters that `codes` were made of; "" when no bracket is among them.

    Returns:
        One character a class, whose code point is the level.
    """
    found = _weak(f"{edges[0]}{codes}{edges[1]}")
    own, other = ("R", "L") if level & 1 else ("L", "R")
    if text:
        found = _bracketed(found, codes, text, own, other)
    if level & 1:
        found = _AMID_LEFT.sub(_all_left, found).replace("O", "R")
    else:
        found = _AMID_RIGHT.sub(_all_right, found).replace("O", "L")
    raised = (1, 0, 1, 1) if level & 1 else (0, 1, 2, 2)
    return found[1:-1].translate(
        {ord(code): chr(level + by) for code, by in zip("LREN", raised, strict=True)}
    )


def _weak(codes: str) -> str:
    """Rules W1 to W7; only L, R, E, N and O (any neutral) are left."""
    if "M" in codes:
        codes = _MARKS.sub(_as_before, codes)
    if "E" in codes and "A" in codes:
        codes = _AFTER_ARABIC.sub(_european_to_arabic, codes)
    codes = codes.replace("A", "R")
    codes = _BETWEEN_NUMBERS.sub(_as_numbers, codes)
    if "E" in codes:
        codes = _BESIDE_EUROPEAN.sub(_all_european, codes).translate(_NEUTRAL)
        return _AFTER_LATIN.sub(_european_to_left, codes)
    return codes.translate(_NEUTRAL)


def _as_before(match: re.Match[str]) -> str:
    before, marks = match[1], len(match[0]) - 1
    return before + ("O" if before in _ISOLATES else before) * marks


def _european_to_arabic(match: re.Match[str]) -> str:
    return match[0].replace("E", "N")


def _european_to_left(match: re.Match[str]) -> str:
    return match[0].replace("E", "L")


def _as_numbers(match: re.Match[str]) -> str:
    return match.string[match.start() - 1]


def _all_european(match: re.Match[str]) -> str:
    return "E" * len(match[0])


def _all_left(match: re.Match[str]) -> str:
    return "L" * len(match[0])


def _all_right(match: re.Match[str]) -> str:
    return "R" * len(match[0])


def _bracketed(found: str, codes: str, text: str, own: str, other: str) -> str:
    """Rule N0. `found` has one code before those of `codes` and `text`, and one after."""
    pairs = _pairs(found, text)
    if not pairs:
        return found
    closers = {closer: opener for opener, closer in pairs.items()}
    taken: dict[int, str] = {}
    before, at = own, 0
    for place in sorted((*pairs, *closers)):
        before = _last_strong(found, at, place) or before
        at = place
        if place not in pairs:
            direction = taken.get(closers[place], "")
        elif _STRONG_LIKE[own].search(found, place, pairs[place]):
            direction = own
        elif _STRONG_LIKE[other].search(found, place, pairs[place]):
            direction = other if before == other else own
        else:
            direction = ""
        if direction:
            taken[place] = before = direction
    changed = bytearray(found, "ascii")
    for place, direction in taken.items():
        end = place
        while end < len(codes) and codes[end] == "M":
            end += 1
        changed[place : end + 1] = direction.encode("ascii") * (end + 1 - place)
    return changed.decode("ascii")


def _pairs(found: str, text: str) -> dict[int, int]:
    """Bracket pairs of BD16: the place in `found` of each opening one, to its closing one."""
    pairs: dict[int, int] = {}
    open_ones: list[tuple[str, int]] = []
    for match in BRACKET.finditer(text):
        place, bracket = match.start() + 1, match[0]
        if found[place] != "O":
            continue
        closer = _CLOSER_OF.get(bracket)
        if closer:
            if len(open_ones) == _DEEPEST_OPEN:
                break
            open_ones.append((closer, place))
            continue
        bracket = bracket.translate(_CANONICAL)
        for depth in range(len(open_ones) - 1, -1, -1):
            if open_ones[depth][0] == bracket:
                pairs[open_ones[depth][1]] = place
                del open_ones[depth:]
                break
    return pairs


def _last_strong(found: str, start: int, end: int) -> str:
    """The direction of the last strong code or number in a stretch; "" when there is none."""
    left = found.rfind("L", start, end)
    right = max(found.rfind(code, start, end) for code in "REN")
    if left == right:
        return ""
    return "L" if left > right else "R"
