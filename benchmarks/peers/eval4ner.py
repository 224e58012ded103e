"""eval4ner: counts of SemEval-2013, of strings rather than offsets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from eval4ner.muc import evaluate_one

from benchmarks.peers.peer import Answers, serve
from benchmarks.peers.sides import by_article, measures

_COUNTS = ("correct", "incorrect", "partial", "missed", "spurius")
_SCHEMES = ("strict", "exact", "partial", "type")
# Ideographs, each of which is another string.
_FIRST, _MANY = 0x3400, 0x7000


def gold(case: Any) -> Answers:
    """Its own function over several articles means their rates, so counts are added up here."""
    articles = [
        (case["predicted"][name], case["gold"][name], case["text"][name])
        for name in sorted(case["gold"])
    ]
    return {**measures(_added(articles))}


def _added(articles: Any) -> dict[str, list[int]]:
    whole: dict[str, Counter[str]] = {scheme: Counter() for scheme in _SCHEMES}
    for said, true, text in articles:
        found = evaluate_one(
            *([(label, text[a:b]) for label, a, b in one] for one in (said, true)), text
        )
        for scheme in _SCHEMES:
            whole[scheme].update({name: found[scheme][name] for name in _COUNTS})
    return {scheme: [own[name] for name in _COUNTS] for scheme, own in whole.items()}


def evaluate(folder: Path) -> Any:
    sides = by_article(folder)
    articles = []
    for true, said in zip(*sides, strict=True):
        long = max((end for side in (true, said) for _, _, end in side), default=0)
        articles.append((said, true, "".join(chr(_FIRST + at % _MANY) for at in range(long))))
    return lambda: _added(articles)["strict"]


if __name__ == "__main__":
    serve({"gold": gold}, {"evaluate": evaluate})
