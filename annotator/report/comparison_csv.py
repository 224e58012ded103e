"""A comparison as one tidy table, a figure a row, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.measure.evaluation.figures import Comparison, Contest, Duel
from annotator.measure.intervals import Estimate
from annotator.report.rows import Row, count_row, csv_of, row


def csv_text(comparison: Comparison) -> str:
    """The figures under the names of their columns, as `annotator.report.rows` writes them.

    `scope` is overall or label, of the extractor that `name` names; duel, of two, `A -> B`, where
    figures are of B less A; pull, what an article or a label makes of a difference; ceiling, of
    two annotators; not_predicted, not_in_gold or excluded.
    """
    return csv_of(table_rows(comparison))


def table_rows(it: Comparison) -> Iterator[Row]:
    """The rows below the names of the columns, as they are."""
    yield from summary_rows(it)
    for duel in it.duels:
        name = _name(duel)
        for pull in duel.articles:
            yield "pull", pull.name, "", f"{name}: article", pull.pull, None, None, None, ""
    for one in it.extractors:
        lists = {"not_predicted": one.not_predicted, "not_in_gold": one.not_in_gold}
        for scope, articles in lists.items():
            for article in articles:
                yield scope, article, "", one.name, None, None, None, None, ""
    for left_out in it.excluded:
        yield "excluded", left_out.article, "", "", None, None, None, None, left_out.reason


def summary_rows(it: Comparison) -> Iterator[Row]:
    """The rows that are of no single article."""
    for one in it.extractors:
        yield from _figures("overall", "label", one.name, one.overall, one.labels)
        counts = {"not_predicted": one.not_predicted, "not_in_gold": one.not_in_gold}
        for count, articles in counts.items():
            yield count_row("overall", one.name, "", count, len(articles))
    for duel in it.duels:
        yield from _duel(duel)
    for ceiling in it.ceilings:
        name = "+".join(ceiling.annotators)
        yield count_row("ceiling", name, "", "articles", ceiling.articles)
        yield from _figures("ceiling", "ceiling", name, ceiling.overall, ceiling.labels)


def _figures(
    scope: str,
    of_label: str,
    name: str,
    overall: Mapping[str, Estimate],
    labels: Mapping[str, Mapping[str, Estimate]],
) -> Iterator[Row]:
    for measure, estimate in overall.items():
        yield row(scope, name, "", measure, estimate)
    for label, figures in labels.items():
        for measure, estimate in figures.items():
            yield row(of_label, name, label, measure, estimate)


def _duel(duel: Duel) -> Iterator[Row]:
    name = _name(duel)
    labels: Mapping[str, Mapping[str, Contest]] = {"": duel.overall, **duel.labels}
    for label, contests in labels.items():
        for measure, contest in contests.items():
            yield row("duel", name, label, measure, contest.difference)
            tests = {"p": contest.p, "p_floor": contest.p_floor, "p_holm": contest.p_holm}
            tried = "every swap was tried" if contest.exact else ""
            for key, value in tests.items():
                why = contest.why if value is None else tried
                if value is not None or why:
                    yield "duel", name, label, f"{measure}.{key}", value, None, None, None, why
    for count in ("better", "worse", "equal"):
        yield count_row("duel", name, "", f"articles {count}", getattr(duel, count))
    for pull in duel.of_labels:
        yield "pull", pull.name, pull.name, f"{name}: label", pull.pull, None, None, None, ""


def _name(duel: Duel) -> str:
    return " -> ".join(duel.extractors)
