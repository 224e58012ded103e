"""An evaluation in a terminal: what an engineer reads first, in tables, and mistakes in context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from annotator.cli import context
from annotator.cli.agreement_words import footnotes_of
from annotator.cli.figure_tables import (
    NARROWEST_NAME,
    explained,
    named_table,
    table,
    valued,
    values_only,
)
from annotator.cli.lines import columns, put, put_sentence
from annotator.cli.tables import GAP, Column
from annotator.cli.voice import coloured, many, row
from annotator.labels.span import Span
from annotator.measure.evaluation.figures import (
    WAYS,
    Evaluation,
    Mistake,
    Part,
    Scores,
    Scorings,
)
from annotator.measure.intervals import Estimate
from annotator.project.agreeing.refusals import by_reason, listed
from annotator.report.figure_keys import COUNTS, count_of
from annotator.report.short_names import short_evaluation
from annotator.report.unsaid import NO_VALUES, all_equal, has_no_values, never_told
from annotator.report.wording import UNDEFINED, number, percent
from annotator.text.article import Article
from annotator.text.flat import shortened, visual

_MEANINGS = {
    "strict": "same edges, same label",
    "exact": "same edges, any label",
    "partial": "overlapping, any label; overlaps earn half",
    "type": "overlapping, same label",
    "clitic": "strict, but for attached letters",
    "full": "strict, and every value the same",
}
_KINDS = {
    "correct": "the same edges and label",
    "label": "same edges, another label",
    "boundary": "same label, other edges",
    "label+boundary": "overlapping, and neither is the same",
    "missed": "only in the gold",
    "spurious": "only predicted",
    "values": "of the correct ones: values that differ",
}
_WORST = 5


def print_tables(found: Evaluation, articles: Mapping[str, Article], mistakes: int) -> None:
    """What is read first, under short names, then some mistakes; no table is without a row."""
    found = short_evaluation(found)
    put(_headline(found))
    _overall(found)
    _labels(found)
    _macro(found)
    _attributes(found)
    _kinds(found)
    for title, parts in (
        ("language", found.by_language),
        ("length", found.by_length),
        *found.slices.items(),
    ):
        if len(parts) > 1:
            _parts(title, parts)
    _confidence(found)
    _articles(found)
    _print_mistakes(found, articles, mistakes)
    put("")


def besides(found: Evaluation) -> Iterator[str]:
    """What is to be known beside figures and warnings: what does not count, and the mistakes."""
    for why, articles in by_reason(found.excluded).items():
        yield f"left out, {why}: {listed(articles)}"
    gold, predicted = found.dropped_in_zones
    if gold or predicted:
        yield f"in zones that are no article text, left out: {gold} gold, {predicted} predicted"
    values = found.totals.values
    told = many(found.totals.mistakes - values, "mistake")
    beside = f", and {many(values, 'right span')} with other values" if values else ""
    yield f"{told}{beside}" if found.mistakes else "no mistakes"


def footnotes(found: Evaluation) -> tuple[str, ...]:
    """Why figures that are shown lack a value or an interval, or what it is worth, each once."""
    return footnotes_of(_shown(found), found.overall.strict.f1)


def _shown(found: Evaluation) -> Iterator[tuple[str, Estimate]]:
    """The figures of the tables that may have no value or no interval, by their paths."""
    for way in WAYS:
        yield f"overall.{way}.f1", getattr(found.overall, way).f1
    for label, scorings in found.labels.items():
        if _has_any(scorings):
            yield f"labels.{label}.strict.f1", scorings.strict.f1
    for name, one in found.attributes.items():
        if one.matched and one.given:
            yield f"attributes.{name}.accuracy", one.accuracy
    parts = {"by_language": found.by_language, "by_length": found.by_length, **found.slices}
    for scope, slices in parts.items():
        for name, part in slices.items() if len(slices) > 1 else ():
            yield f"{scope}.{name}.strict.f1", part.overall.strict.f1


def _headline(found: Evaluation) -> str:
    units = many(found.method.units, found.method.unit)
    within = f", {units}" if found.method.unit != "article" else ""
    names = f"{visual(found.predictions)} against {visual(found.gold)}"
    line = f"{names}: {many(found.totals.articles, 'article')}{within}"
    return click.style(line, bold=True) if coloured() else line


def _overall(found: Evaluation) -> None:
    scores: list[Scores] = [getattr(found.overall, way) for way in WAYS]
    told = [
        Column("overall", WAYS),
        *_rates(scores),
        *(_counted(count, [count_of(one, count) for one in scores]) for count in COUNTS),
    ]
    short = told[: -len(COUNTS)]
    fits = sum(column.width + len(GAP) for column in told) <= columns()
    explained(told if fits else short, [_MEANINGS[way] for way in WAYS])
    if has_no_values(found):
        put("")
        put_sentence(NO_VALUES)


def _labels(found: Evaluation) -> None:
    there = {name: one for name, one in found.labels.items() if _has_any(one)}
    scores = [one.strict for one in there.values()]
    named_table(
        "label (strict)",
        list(there),
        _counted("gold", [one.possible for one in scores]),
        _counted("predicted", [one.actual for one in scores]),
        *_rates(scores),
        *values_only("partial f1", [one.partial.f1 for one in there.values()]),
    )


def _macro(found: Evaluation) -> None:
    means = {"of labels": found.macro.labels, "of articles": found.macro.articles}
    strict = [one["strict"] for one in means.values()]
    named_table(
        "mean (strict)",
        list(means),
        *values_only("precision", [one.precision for one in strict]),
        *values_only("recall", [one.recall for one in strict]),
        *valued("f1", [one.f1 for one in strict]),
    )


def _attributes(found: Evaluation) -> None:
    """A line for each attribute that is predicted; what only some types have is last."""
    there = {name: one for name, one in found.attributes.items() if one.matched and one.given}
    told = [
        Column("attribute", tuple(map(visual, there))),
        _counted("matched", [one.matched for one in there.values()]),
        *valued("accuracy", [one.accuracy for one in there.values()]),
        *values_only("value_f1", [one.value_f1 for one in there.values()]),
    ]
    also = [
        ", ".join(f"{key} {number(value.value)}" for key, value in one.more.items())
        for one in there.values()
    ]
    room = columns() - sum(column.width + len(GAP) for column in told)
    shorter = tuple(shortened(one, room) for one in also)
    table([*told, Column("also", shorter)] if room > NARROWEST_NAME and any(also) else told)
    never = never_told(found)
    if never and not has_no_values(found):
        put("")
        put_sentence(never)


def _kinds(found: Evaluation) -> None:
    """How many there are of each kind, and what share of all they are."""
    counts = {kind: count for kind, count in found.errors.items() if count}
    total = sum(counts.values())
    values = found.totals.values
    if values:
        counts["values"] = values
    told = [
        Column("kind", tuple(counts)),
        _counted("count", list(counts.values())),
        Column("share", tuple(percent(one / total) for one in counts.values()), numbers=True),
    ]
    explained(told, [_KINDS[kind] for kind in counts])


def _parts(title: str, parts: Mapping[str, Part]) -> None:
    strict = [one.overall.strict for one in parts.values()]
    named_table(
        title,
        [name or "not known" for name in parts],
        _counted("articles", [one.articles for one in parts.values()]),
        *_rates(strict),
    )


def _confidence(found: Evaluation) -> None:
    """What scores of predictions are worth: where to cut, and whether they are chances."""
    if found.confidence is None:
        return
    curve, calibration = found.confidence.curve, found.confidence.calibration
    best = curve.best
    equal = all_equal(found.confidence)
    told = {
        "average precision": number(curve.average_precision),
        "best threshold": f"{best.threshold:g}" if best and not equal else number(None),
        "f1 at it": number(best.f1) if best and not equal else number(None),
        "calibration error": number(calibration.error.value),
    }
    table(
        [
            Column("scores", tuple(told)),
            Column("strict", tuple(told.values()), numbers=True),
        ]
    )
    if equal:
        put("")
        put_sentence(equal)


def _articles(found: Evaluation) -> None:
    """The articles with the lowest scores, as far as anything is wrong in them."""
    worst = [one for one in found.by_article if one.mistakes][:_WORST]
    strict = [one.overall.strict for one in worst]
    named_table(
        "worst articles",
        [one.article for one in worst],
        _counted("mistakes", [one.mistakes for one in worst]),
        *_plain_rates(strict),
    )


def _print_mistakes(found: Evaluation, articles: Mapping[str, Article], most: int) -> None:
    """Mistakes in their articles, those of the worst articles first, mere values last."""
    place = {one.article: at for at, one in enumerate(found.by_article)}
    ordered = sorted(
        found.mistakes,
        key=lambda one: (
            one.at.kind == "values",
            place.get(one.at.article, len(place)),
            one.at.start,
        ),
    )
    for mistake in ordered[:most]:
        put("")
        _print_mistake(mistake, articles.get(mistake.at.article))
    if 0 < most < len(ordered):
        put("")
        more = f"{len(ordered) - most} more: --mistakes N shows more of them"
        put(f"{more}, --open all on the screen, --html FILE a page")


def _print_mistake(mistake: Mistake, article: Article | None) -> None:
    """Kind, article and labels, then what the gold has (-) and what was predicted (+).

    Where the text of the article is not known it is left at the first.
    """
    spans = (mistake.at.a.span, mistake.at.b.span)
    labels = tuple(dict.fromkeys(span.label for span in spans if span))
    score = () if mistake.score is None else (f"score {mistake.score:g}",)
    kind = mistake.at.kind
    told = f"{kind}: {', '.join(mistake.at.attributes)}" if kind == "values" else kind
    row(told, labels, mistake.at.article, f"{mistake.at.start}..{mistake.at.end}", *score)
    if article is None:
        return
    gold, predicted = spans
    if gold and predicted and gold.pieces == predicted.pieces:
        _print_span(article, gold, " ", "cyan")
        return
    _print_span(article, gold, "-", "red")
    _print_span(article, predicted, "+", "green")


def _print_span(article: Article, span: Span | None, sign: str, colour: str) -> None:
    if span:
        width = columns() - len(sign) - 3
        drawn = context.visual(article.text, span.pieces, width, colour if coloured() else None)
        put(f"  {sign} {drawn}")


def _rates(scores: Sequence[Scores]) -> Iterator[Column]:
    yield from values_only("precision", [one.precision for one in scores])
    yield from values_only("recall", [one.recall for one in scores])
    yield from valued("f1", [one.f1 for one in scores])


def _plain_rates(scores: Sequence[Scores]) -> Iterator[Column]:
    for rate in ("precision", "recall", "f1"):
        estimates: list[Estimate] = [getattr(one, rate) for one in scores]
        yield from values_only(rate, estimates)


def _counted(title: str, counts: Sequence[int | None]) -> Column:
    told = (UNDEFINED if count is None else str(count) for count in counts)
    return Column(title, tuple(told), numbers=True)


def _has_any(scorings: Scorings) -> bool:
    """Whether either side has a span of it."""
    return bool(scorings.strict.possible or scorings.strict.actual)
