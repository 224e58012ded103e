"""Names of files as tables and pages tell them, and names of others in sentences of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from annotator.measure.evaluation.figures import Comparison, Evaluation
from annotator.report.signs import visible
from annotator.report.wording import named
from annotator.text.flat import sentence

# What `sentence` begins with, so that a terminal knows where it runs; a page knows that already.
_FROM_LEFT = "\u200e"


def short_names(names: Iterable[str]) -> Mapping[str, str]:
    """Each name, paths as short as tells them apart: the file, after as few folders as will do.

    Who keeps labels is no path, and is never named otherwise.
    """
    ways = {name: _ways(name) for name in names}
    return {
        name: next(
            way
            for way in own
            if way == name or not any(way in ways[other] for other in ways if other != name)
        )
        for name, own in ways.items()
    }


def _ways(name: str) -> tuple[str, ...]:
    """What a name may be shortened to, the shortest first, itself last."""
    if "/" not in name:
        return (name,)
    path = PurePosixPath(name)
    parts = path.relative_to(path.anchor).parts
    return (*("/".join(parts[-many:]) for many in range(1, len(parts) + 1)), name)


def of_evaluation(it: Evaluation) -> Mapping[str, str]:
    """Short names of gold and predictions."""
    return short_names((it.gold, it.predictions))


def of_comparison(it: Comparison) -> Mapping[str, str]:
    """Short names of gold and extractors."""
    return short_names((it.gold, *(one.name for one in it.extractors)))


def short_evaluation(it: Evaluation) -> Evaluation:
    """An evaluation as it is shown, under short names and with warnings that name them so."""
    names = of_evaluation(it)
    excluded = tuple(replace(one, reason=_shortened(one.reason, names)) for one in it.excluded)
    return replace(
        it,
        gold=names[it.gold],
        predictions=names[it.predictions],
        excluded=excluded,
        warnings=tuple(names_apart(one, names) for one in it.warnings),
    )


def short_comparison(it: Comparison) -> Comparison:
    """A comparison as it is shown, under short names and with warnings that name them so."""
    names = of_comparison(it)
    excluded = tuple(replace(one, reason=_shortened(one.reason, names)) for one in it.excluded)
    return replace(
        it,
        gold=names[it.gold],
        extractors=tuple(replace(one, name=names[one.name]) for one in it.extractors),
        duels=tuple(
            replace(duel, extractors=(names[duel.extractors[0]], names[duel.extractors[1]]))
            for duel in it.duels
        ),
        excluded=excluded,
        warnings=tuple(names_apart(one, names) for one in it.warnings),
    )


def names_apart(words: str, names: Mapping[str, str] | None = None) -> str:
    """A sentence of ours that names others, safe to show: no name turns the words around it.

    Args:
        words: the sentence, names in it as they are.
        names: what is to be said for some of them.
    """
    if not names:
        return _apart(words)
    parts = _any_of(names).split(words)
    # A name stands in each second place.
    return "".join(named(names[part]) if at % 2 else _apart(part) for at, part in enumerate(parts))


def _shortened(words: str, names: Mapping[str, str]) -> str:
    return _any_of(names).sub(lambda found: names[found[0]], words)


def _any_of(names: Mapping[str, str]) -> re.Pattern[str]:
    """Where one of the names stands by itself, the longest that does."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w/])({'|'.join(map(re.escape, longest))})(?![\w/])")


def _apart(words: str) -> str:
    return sentence(visible(words)).removeprefix(_FROM_LEFT)
