"""The rules of UAX #9 about explicit controls: X1 to X8, and the sequences of X10.

Classes are one-letter codes (`annotator.text._tables.BIDI_NAMES`); places count the codes
that X9 keeps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_DEEPEST = 125
EXPLICIT = re.compile("[e-kpq]")
REMOVED = re.compile("[be-hp]+")
_STRONG_OR_ISOLATE = re.compile("[LRAijkqB]")
_STRONG = re.compile("[LRA]")
_RIGHT_TO_LEFT = frozenset("fhj")
_OVERRIDES = {"g": "L", "h": "R"}


class Sequence(NamedTuple):
    """An isolating run sequence: its level, its sos and eos, its pieces (start, end)."""

    level: int
    edges: tuple[str, str]
    pieces: tuple[tuple[int, int], ...]


class _Status(NamedTuple):
    """An entry of the directional status stack; `override` is "L", "R" or ""."""

    level: int
    override: str
    isolate: bool


@dataclass(slots=True)
class _Reading:
    """Where reading a paragraph has come to: the stack and what was found so far."""

    stack: list[_Status]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0
    length: int = 0
    kept: list[str] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    initiators: set[int] = field(default_factory=set)
    partners: dict[int, int] = field(default_factory=dict)

    def keep(self, codes: str) -> None:
        """Take codes in at the current level, overridden where an override is open."""
        if not codes:
            return
        level, override, _ = self.stack[-1]
        start, self.length = self.length, self.length + len(codes)
        self.kept.append(override * len(codes) if override else codes)
        if self.runs and self.runs[-1][0] == level:
            start = self.runs.pop()[1]
        self.runs.append((level, start, self.length))

    def embed(self, code: str) -> None:
        """Rules X2 to X5."""
        level = _next_level(self.stack[-1].level, rightward=code in _RIGHT_TO_LEFT)
        if level <= _DEEPEST and not self.overflow_isolates and not self.overflow_embeddings:
            self.stack.append(_Status(level, _OVERRIDES.get(code, ""), isolate=False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def isolate(self, code: str) -> None:
        """Rules X5a to X5c; an FSI comes as the LRI or RLI that it stands for."""
        self.waiting.append(self.length)
        self.initiators.add(self.length)
        self.keep(code)
        level = _next_level(self.stack[-1].level, rightward=code in _RIGHT_TO_LEFT)
        if level <= _DEEPEST and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.stack.append(_Status(level, "", isolate=True))
        else:
            self.overflow_isolates += 1

    def end_isolate(self, code: str) -> None:
        """Rule X6a."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1].isolate:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1
        if self.waiting:
            self.partners[self.length] = self.waiting.pop()
        self.keep(code)

    def end_embedding(self) -> None:
        """Rule X7."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.stack[-1].isolate and len(self.stack) > 1:
            self.stack.pop()


def sequences(codes: str, base: int) -> tuple[str, tuple[Sequence, ...]]:
    """Take a paragraph apart: the classes that X9 keeps, and its isolating run sequences.

    `codes` holds no paragraph separator. The classes come back with overrides applied.
    """
    reading = _Reading([_Status(base, "", isolate=False)])
    firsts = _first_strongs(codes) if "k" in codes else {}
    at = 0
    for match in EXPLICIT.finditer(codes):
        reading.keep(codes[at : match.start()].replace("b", ""))
        at = match.end()
        code = match[0]
        if code in "ij":
            reading.isolate(code)
        elif code == "k":
            reading.isolate("j" if firsts.get(match.start()) else "i")
        elif code == "q":
            reading.end_isolate(code)
        elif code == "p":
            reading.end_embedding()
        else:
            reading.embed(code)
    reading.keep(codes[at:].replace("b", ""))
    return "".join(reading.kept), _joined(reading, base)


def first_strong(codes: str, depth: int = 0) -> tuple[int | None, int]:
    """Rules P2 and P3 over any number of paragraphs: 0 or 1, None where nothing is strong.

    `depth` says how many isolates are open at the start; the second value, at the end.
    """
    for match in _STRONG_OR_ISOLATE.finditer(codes):
        code = match[0]
        if code in "ijk":
            depth += 1
        elif code == "q":
            depth = max(depth - 1, 0)
        elif code == "B":
            depth = 0
        elif not depth:
            return int(code != "L"), 0
    return None, depth


def _next_level(level: int, *, rightward: bool) -> int:
    """The least odd (for right to left) or even level above this one."""
    return (level + 1) | 1 if rightward else (level + 2) & ~1


def _first_strongs(codes: str) -> dict[int, bool]:
    """Whether the text that each FSI isolates runs right to left, by the FSI's place."""
    found: dict[int, bool] = {}
    opened: list[int] = []
    at = 0
    for match in re.finditer("[ijkq]", codes):
        _note_strong(codes, at, match.start(), opened, found)
        at = match.end()
        if match[0] != "q":
            opened.append(match.start())
        elif opened:
            opened.pop()
    _note_strong(codes, at, len(codes), opened, found)
    return found


def _note_strong(
    codes: str, start: int, end: int, opened: list[int], found: dict[int, bool]
) -> None:
    if opened and opened[-1] not in found:
        strong = _STRONG.search(codes, start, end)
        if strong:
            found[opened[-1]] = strong[0] != "L"


def _joined(reading: _Reading, base: int) -> tuple[Sequence, ...]:
    """Join level runs over the isolates between them (BD13) and find sos and eos (X10)."""
    chains: list[list[int]] = []
    chain_before: dict[int, list[int]] = {}
    for index, (_, start, end) in enumerate(reading.runs):
        chain = chain_before.pop(reading.partners.get(start, -1), None)
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(index)
        if end - 1 in reading.initiators:
            chain_before[end - 1] = chain
    levels = [base, *(level for level, _, _ in reading.runs), base]
    found = []
    for chain in chains:
        first, last = chain[0], chain[-1]
        level, _, end = reading.runs[last]
        after = base if end - 1 in reading.initiators else levels[last + 2]
        edges = "LR"[max(level, levels[first]) & 1], "LR"[max(level, after) & 1]
        found.append(Sequence(level, edges, tuple(reading.runs[index][1:] for index in chain)))
    return tuple(found)
