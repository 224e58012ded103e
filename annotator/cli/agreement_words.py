"""Agreement in words, for people: what figures lack, what does not count, what came of gates."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from annotator.cli.voice import many
from annotator.measure.agreement.figures import Agreement
from annotator.measure.intervals import ROUGH, TOO_FEW, Estimate
from annotator.project.agreeing.refusals import by_reason, listed
from annotator.project.agreeing.selecting import Selection

_OVERALL = (
    "strict_f1 boundary_f1 overlap_f1 clitic_f1 full_f1 u_alpha u_alpha_binary cu_alpha "
    "token_kappa label_alpha"
).split()
_OF_A_LABEL = ("strict_f1", "overlap_f1", "u_alpha", "label_alpha")


def footnotes(found: Agreement) -> tuple[str, ...]:
    """Why figures that are shown lack a value or an interval, or what it is not worth, each once.

    What the headline rests on is among the warnings, and not told again.
    """
    return footnotes_of(_shown(found), found.overall.strict_f1)


def footnotes_of(figures: Iterable[tuple[str, Estimate]], headline: Estimate) -> tuple[str, ...]:
    """Why any of the figures, by their paths, lacks something, or what it is not worth, each once.

    That there are few articles is not told where it holds of the headline, too.
    """
    common = {ROUGH} & set(headline.warning.split("; ")) | {TOO_FEW} & {headline.why}
    told: dict[str, list[str]] = {}
    for name, one in figures:
        lacks = one.why and None in {one.value, one.low, one.high}
        for why in (one.why,) if lacks else one.warning.split("; "):
            if why and why not in common:
                told.setdefault(why, []).append(name)
    return tuple(f"{_places(names)}: {why}" for why, names in told.items())


def _shown(found: Agreement) -> Iterator[tuple[str, Estimate]]:
    """Every figure of the tables that may have no value or no interval, by its path."""
    for key in _OVERALL:
        yield f"overall.{key}", getattr(found.overall, key)
    for label, figures in found.labels.items():
        for key in _OF_A_LABEL:
            yield f"labels.{label}.{key}", getattr(figures, key)
    for name, one in found.attributes.items():
        if one.matched:
            yield f"attributes.{name}.agreement", one.agreement
            yield f"attributes.{name}.alpha", one.alpha
    for competence in found.competence:
        yield f"competence.{competence.annotator}.right", competence.right


def _places(names: Sequence[str]) -> str:
    first = names[0]
    return first if len(names) == 1 else f"{first} and {many(len(names) - 1, 'more', 'more')}"


def besides(found: Agreement, selection: Selection) -> tuple[str, ...]:
    """What is to be known of the figures: warnings, what does not count, where they differ."""
    return tuple(_besides(found, selection))


def _besides(found: Agreement, selection: Selection) -> Iterator[str]:
    for warning in found.warnings:
        yield f"warning: {warning}"
    for why, articles in by_reason(found.excluded).items():
        yield f"left out, {why}: {listed(articles)}"
    if selection.shared:
        some = many(selection.shared, "of these is", "of these are")
        yield f"{some} shared by two: name fewer annotators, or count them with --any"
    if selection.untouched:
        yield f"none of them labelled {many(selection.untouched, 'article')} more"
    yield _where_they_differ(found)


def _where_they_differ(found: Agreement) -> str:
    """How many disagreements there are, and what shows them."""
    if not found.disagreements:
        return "no disagreements"
    told = many(len(found.disagreements), "disagreement")
    worst = next(one.article for one in found.by_article if one.differences)
    mark = next(one for one in found.disagreements if one.article == worst)
    first = shlex.join(["annotator", "diff", worst, mark.a.annotator, mark.b.annotator])
    all_of_them = "--open all on the screen, --html FILE all on a page"
    return f"{told}; {first} shows those of one article, {all_of_them}"
