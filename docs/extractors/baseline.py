"""Patterns and word lists: an extractor that needs nothing, as what others are held against.

    python -m docs.extractors.baseline GOLD.jsonl PREDICTIONS.jsonl

Names are taken from the gold of other events than the one that an article tells of, and a score
is how often the same rule was right on those events, so that no article helps to find itself.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from docs.extractors.casualties import casualties
from docs.extractors.corpus import Article, Guess, fold, read_articles, read_spans, write_guesses
from docs.extractors.dates import dates
from docs.extractors.names import Lexicon, lexicon, names

_PROJECT = Path(__file__).parents[2]

Gold: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]


def extract(article: Article, known: Lexicon) -> list[Guess]:
    """All guesses at one article, one for each place and label, in the order of the text."""
    folded = fold(article.text)
    found = [*names(folded, known), *dates(article, folded), *casualties(folded)]
    kept: list[Guess] = []
    for guess in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(_covers(other, guess) for other in kept):
            kept.append(guess)
    return sorted(kept, key=lambda one: (one.start, one.end, one.label))


def held_out(articles: Sequence[Article], gold: Gold) -> dict[str, list[Guess]]:
    """Guesses at every article, by what is known of the other events alone."""
    guesses: dict[str, list[Guess]] = {}
    for event in dict.fromkeys(article.event for article in articles):
        others = [article for article in articles if article.event != event]
        known, trust = _lexicon(others, gold), _trust(others, gold)
        for article in articles:
            if article.event == event:
                found = extract(article, known)
                guesses[article.id] = [replace(one, score=trust(one.rule)) for one in found]
    return guesses


def _lexicon(articles: Iterable[Article], gold: Gold) -> Lexicon:
    return lexicon(span for article in articles for span in gold.get(article.id, ()))


class _Trust:
    """How often a rule was right, with one right and one wrong guess to begin with."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def __call__(self, rule: str) -> float:
        return (self.right[rule] + 1) / (self.made[rule] + 2)


def _trust(articles: Sequence[Article], gold: Gold) -> _Trust:
    """What rules were worth on these articles, each again held out from the others."""
    trust = _Trust()
    for event in dict.fromkeys(article.event for article in articles):
        known = _lexicon((one for one in articles if one.event != event), gold)
        for article in articles:
            if article.event != event:
                continue
            right = set(map(_place, gold.get(article.id, ())))
            for guess in extract(article, known):
                trust.made[guess.rule] += 1
                trust.right[guess.rule] += (guess.label, guess.start, guess.end) in right
    return trust


def _place(span: Mapping[str, Any]) -> tuple[str, int, int] | None:
    """Where a span of the gold is; None for one in pieces, which no rule finds."""
    return None if "fragments" in span else (span["label"], span["start"], span["end"])


def _covers(longer: Guess, guess: Guess) -> bool:
    """Whether a guess is said already: only a place may lie in a place."""
    if guess.start >= longer.end or longer.start >= guess.end:
        return False
    inside = (guess.start, guess.end) != (longer.start, longer.end)
    return not (longer.label == guess.label == "PLACE" and inside)


def main() -> None:
    """Read gold, write predictions."""
    gold, target = map(Path, sys.argv[1:3])
    write_guesses(target, held_out(read_articles(_PROJECT), read_spans(gold)))


if __name__ == "__main__":
    main()
