"""People and places: from lists, from the words beside them, and from other events' gold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docs.extractors.corpus import Folded, Guess, fold
from docs.extractors.words import (
    AFTER,
    BEFORE,
    CAPITALS,
    COUNTRIES,
    INSIDE,
    NOMINALS,
    TITLES,
    one_of,
)

_TITLE_WORDS = tuple(word.strip() for word in TITLES.split(","))
_TITLES = one_of(_TITLE_WORDS)
_CAP = rf"(?!(?:The|In|At|On|A|An|He|She|It|They|{_TITLES})\b)[A-Z][\w-]+"
_FULL = rf"{_CAP}(?: (?:[A-Z]\. )?{_CAP})*"
_WORD = r"[\u0621-\u064a]{2,}"
# No name begins with the article, as adjectives behind a title do, or is a word of two letters.
_NAME = r"(?!ال|لل|بال)[\u0621-\u064a]{3,} [\u0621-\u064a]{3,}"

_CLITICS = r"(?<!\w)[وف]?[بلك]?"
_TITLED = re.compile(rf"\b(?:{_TITLES}),? (?P<name>{_FULL})")
_TITLED_AR = re.compile(rf"(?<!\w)[وفل]?(?:{_TITLES})(?: ال\w+[يةقل])* (?P<name>{_NAME})")
_SPOKEN = re.compile(rf"\bsaid (?P<name>{_FULL})|(?P<name_before>{_CAP} {_CAP}), (?:the|a|an|who) ")
_SITUATED = re.compile(rf"\b(?:in|at|from|near) (?P<name>{_FULL})")
_KIND_INSIDE = re.compile(
    rf"{_CLITICS}(?P<name>(?P<kind>{one_of(INSIDE)}) {_WORD}(?: الدولي)?)(?!\w)"
    rf"|\b(?P<name_en>{_CAP}(?: {_CAP})*? (?P<kind_en>{one_of(AFTER)}))\b"
)
_KIND_BEFORE = re.compile(rf"{_CLITICS}(?P<kind>{one_of(BEFORE)}) (?P<name>{_WORD}|{_FULL})(?!\w)")
_SPELT = re.compile(rf" \((?P<name>{_FULL})\)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names and descriptions to look for, each with its label and values; `rule` by spelling."""

    entries: Mapping[str, tuple[str, str, Mapping[str, Any]]]
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        known = re.compile(rf"{_CLITICS}(?P<name>{one_of(self.entries)})(?!\w)")
        object.__setattr__(self, "pattern", known)


def lexicon(spans: Iterable[Mapping[str, Any]]) -> Lexicon:
    """General knowledge, and the names in gold of other events, each as it is labelled most."""
    entries = {**_listed("country", COUNTRIES), **_listed("city", CAPITALS)}
    entries |= {
        word: ("PLACE", "description", _place(kind, "nominal")) for word, kind in NOMINALS.items()
    }
    seen: dict[str, Counter[tuple[str, str]]] = {}
    for span in spans:
        values = span.get("attributes", {})
        if span["label"] in {"PERSON", "PLACE"} and values.get("mention") == "named":
            name = fold(span["text"]).text
            seen.setdefault(name, Counter())[span["label"], values.get("kind", "")] += 1
    for name, labels in seen.items():
        ((label, kind), _) = labels.most_common(1)[0]
        values = _place(kind, "named") if label == "PLACE" else {"mention": "named"}
        entries[name] = (label, "other events", values)
    return Lexicon(entries)


def names(folded: Folded, known: Lexicon) -> list[Guess]:
    """Every name that is listed or stands beside a telling word, and spellings of each again."""
    found = [*_known(folded, known), *_people(folded), *_places(folded)]
    return [*found, *_again(folded, found), *_in_brackets(folded, found)]


def _listed(kind: str, words: str) -> dict[str, tuple[str, str, Mapping[str, Any]]]:
    each = (fold(word.strip()).text for word in words.split(","))
    return {word: ("PLACE", "list", _place(kind, "named")) for word in each}


def _place(kind: str, mention: str) -> dict[str, Any]:
    return {"kind": kind, "sense": "place", "mention": mention}


def _known(folded: Folded, known: Lexicon) -> Iterator[Guess]:
    for match in known.pattern.finditer(folded.text):
        label, rule, values = known.entries[match["name"]]
        yield Guess(*folded.span(*match.span("name")), label, rule, values)


def _people(folded: Folded) -> Iterator[Guess]:
    values = {"mention": "named"}
    for pattern in (_TITLED, _TITLED_AR, _SPOKEN):
        for match in pattern.finditer(folded.text):
            group = match.lastgroup or "name"
            rule = "said" if pattern is _SPOKEN else "title"
            yield Guess(*folded.span(*match.span(group)), "PERSON", rule, values)


def _places(folded: Folded) -> Iterator[Guess]:
    for match in _KIND_INSIDE.finditer(folded.text):
        group = "name" if match["name"] else "name_en"
        kind = INSIDE[match["kind"]] if match["kind"] else AFTER[match["kind_en"]]
        span = folded.span(*match.span(group))
        yield Guess(*span, "PLACE", "kind inside", _place(kind, "named"))
    for match in _KIND_BEFORE.finditer(folded.text):
        values = _place(BEFORE[match["kind"]], "named")
        yield Guess(*folded.span(*match.span("name")), "PLACE", "kind before", values)
    for match in _SITUATED.finditer(folded.text):
        span = folded.span(*match.span("name"))
        yield Guess(*span, "PLACE", "preposition", _place("city", "named"))


def _again(folded: Folded, found: Iterable[Guess]) -> Iterator[Guess]:
    """The last word of a person's name, wherever it stands alone."""
    whole = [(one.start, one.end) for one in found if one.label == "PERSON"]
    lasts = {folded.text[: folded.at.index(end)].rsplit(" ", 1)[-1] for _, end in whole}
    if not lasts:
        return
    for match in re.finditer(rf"{_CLITICS}(?P<name>{one_of(lasts)})(?!\w)", folded.text):
        start, end = folded.span(*match.span("name"))
        if not any(a <= start and end <= b for a, b in whole):
            yield Guess(start, end, "PERSON", "name again", {"mention": "named"})


def _in_brackets(folded: Folded, found: Iterable[Guess]) -> Iterator[Guess]:
    """A second spelling in brackets, right behind a name: of the same label."""
    behind = {one.end: one for one in found}
    for match in _SPELT.finditer(folded.text):
        first = behind.get(folded.at[match.start()])
        if first:
            span = folded.span(*match.span("name"))
            yield Guess(*span, first.label, "second spelling", first.attributes)
