"""What is compared of a row: its units, each by the character that it shows."""

from __future__ import annotations

from pathlib import Path

from annotator.text import bidi
from annotator.text.display import shown

PINNED = Path(__file__).parent / "pinned.jsonl"
PINNED_TEXTS = 2_000
# Own sentences in many scripts: what each is, its text, and its row from left to right.
SENTENCES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "scripts.tsv").read_text(encoding="utf-8").splitlines()
]
REMOVED = "befghp"  # the classes of what X9 removes, which has no order of its own


def kept_of(paragraph):
    """The places of what X9 keeps; the rest has no order of its own, and each its own guess."""
    codes = bidi.bidi_classes(paragraph)
    return {at for at, code in enumerate(codes) if code not in REMOVED}


def anchor(text, start, end):
    """The character that a unit shows."""
    return next((at for at in range(start, end) if shown(text[at])), start)


def end_of(text, line, paragraph_end):
    """Where a row ends: marks behind the blank at which it is cut belong to the next."""
    if line.end == paragraph_end:
        return line.end
    last = line.cells[line.index_of(line.end - 1)]
    tail = anchor(text, last.start, last.end) + 1
    return line.end if any(map(shown, text[tail : line.end])) else tail


def flat(levels, base):
    """Levels, or the base of each where all run one way: not every library tells those apart."""
    one_way = all(level & 1 == base for level in levels)
    return [base] * len(levels) if one_way else levels


def coded(numbers):
    """Small numbers as characters from U+0030 on."""
    return "".join(chr(0x30 + number) for number in numbers)
