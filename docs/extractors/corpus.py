"""What an extractor is given and gives back: articles, and guesses at spans in them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

# Short vowels and the stretching sign, which spell nothing; letters that are written either way.
_UNSPOKEN = re.compile("[\u064b-\u0652\u0670\u0640]")
_SAME = str.maketrans("أإآٱ", "اااا")


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the corpus; `event` is what its cluster tells of."""

    id: str
    text: str
    language: str
    published: date
    event: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A span in code points, half-open; `rule` is what found it, `score` how sure that is."""

    start: int
    end: int
    label: str
    rule: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without vowel signs and hamza, so that one spelling finds all; `at` leads back."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text lies in the article, with the signs upon it."""
        return self.at[start], self.at[end]


def fold(text: str) -> Folded:
    """Fold a text; English stays as it is."""
    at = [place for place, letter in enumerate(text) if not _UNSPOKEN.match(letter)]
    plain = "".join(text[place] for place in at).translate(_SAME)
    return Folded(plain, (*at, len(text)))


def read_articles(project: Path) -> list[Article]:
    """The articles of a project, in the order of their IDs."""
    return [_article(path) for path in sorted((project / "seeds").glob("*.txt"))]


def _article(path: Path) -> Article:
    facts = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    text = path.read_bytes().decode()
    published = date.fromisoformat(facts["published"])
    return Article(path.stem, text, facts["language"], published, facts["cluster"])


def read_spans(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The spans of each article in a file that `annotator export jsonl` wrote."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {line["article"]: line["spans"] for line in lines}


def write_guesses(path: Path, guesses: Mapping[str, Iterable[Guess]]) -> None:
    """A file of predictions that `annotator evaluate` reads, an article a line."""
    with path.open("w", encoding="utf-8") as file:
        for article, found in guesses.items():
            line = {"article": article, "spans": [_span(guess) for guess in found]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _span(guess: Guess) -> dict[str, Any]:
    span = {"label": guess.label, "start": guess.start, "end": guess.end}
    score = {} if guess.score is None else {"score": round(guess.score, 3)}
    return {**span, "attributes": dict(guess.attributes), **score}
