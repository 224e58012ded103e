"""`annotator decisions`: what was decided in adjudication, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from annotator.cli.lines import columns, is_terminal, put, put_line
from annotator.cli.options import articles_argument, json_option, project_of, project_option
from annotator.cli.voice import coloured, json_value, many, row, say, watched
from annotator.errors import UsageError, raise_all
from annotator.labels.labelling import Reason
from annotator.text.flat import apart, beside, plain

if TYPE_CHECKING:
    from annotator.measure.intervals import Estimate
    from annotator.project.adjudicating.log import Log
    from annotator.project.adjudicating.second import TwoGolds
    from annotator.project.places import Project
    from annotator.report.decisions import Told

_PIPED_WIDTH = 80


@click.command("decisions")
@articles_argument
@click.option("--label", metavar="LABEL", help="Only where somebody gave this label.")
@click.option("--reason", type=click.Choice(get_args(Reason)), help="Only those of one reason.")
@click.option("--md", "as_page", is_flag=True, help="Print a Markdown page, label by label.")
@click.option(
    "--agreement",
    is_flag=True,
    help="Tell how far second adjudicators decided the same as the first.",
)
@project_option
@json_option
def command(
    articles: tuple[str, ...],
    label: str | None,
    reason: Reason | None,
    as_page: bool,
    agreement: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell what was decided in adjudication, and why.

    It is gathered by label, for the next version of the guideline: first what the guideline does
    not settle, then what is ambiguous, then slips. A line holds label, reason, article, offsets,
    what was taken, and the note; below it the words in their context, and what each annotator
    had. With --agreement a line holds the second's gold, a measure, its value, and its interval.
    """
    from annotator.project.places import article_ids, unknown_article

    if as_page and (as_json or agreement):
        what = "a page is asked for, and something else"
        raise UsageError(what, "--md", "leave out --json and --agreement")
    opened = project_of(project)
    known = article_ids(opened)
    raise_all([unknown_article(one, known) for one in articles if one not in known])
    chosen = tuple(dict.fromkeys(articles)) or known
    if agreement:
        _tell_agreement(opened, chosen, as_json=as_json)
        return
    log, told = _decided(opened, chosen, label, reason)
    if as_page:
        from annotator.report.decisions import markdown

        page = markdown(told, [one.name for one in log.schema.labels], opened.name)
        click.echo(page, nl=False)
    elif as_json:
        json_value([_json(one) for one in told])
    else:
        _tell(log, told)
    say(_summary(told))
    raise_all(log.faults)


def _decided(
    project: Project, articles: Sequence[str], label: str | None, reason: Reason | None
) -> tuple[Log, tuple[Told, ...]]:
    """The decisions that are asked for, and all else that was read.

    Raises:
        UsageError: the schema has no such label.
    """
    from annotator.project.adjudicating.log import decisions_of

    log = decisions_of(project, articles, watch=watched)
    known = [one.name for one in log.schema.labels]
    given = {name for one in log.told for name in one.labels}
    if label is not None and label not in known and label not in given:
        what = f"there is no label {label}"
        raise UsageError(what, "--label", f"the labels are {', '.join(known)}")
    told = tuple(
        one
        for one in log.told
        if label in (None, *one.labels) and reason in (None, one.decision.reason)
    )
    return log, told


def _tell(log: Log, told: Sequence[Told]) -> None:
    """Each decision with its context, and what everyone had."""
    from annotator.report.decisions import by_label

    for ones in by_label(told, [label.name for label in log.schema.labels]).values():
        for one in ones:
            decision = one.decision
            place = f"{decision.start}..{decision.end}"
            row(one.label, decision.reason, one.article, place, one.taken, decision.note)
            _tell_context(one)
            said = (*one.said, one.gold) if decision.taken == "new" else one.said
            for side in said:
                _tell_said(side.who, side.words)


def _tell_context(one: Told) -> None:
    from annotator.cli import context

    width = (columns() if is_terminal() else _PIPED_WIDTH) - 2
    if is_terminal():
        drawn = context.visual(one.text, one.pieces, width, "cyan" if coloured() else None)
        put(f"  {drawn}")
    else:
        click.echo(f"  {context.logical(one.text, one.pieces, width)}")


def _tell_said(who: str, words: str) -> None:
    if is_terminal():
        put_line(beside(apart(words)), f"  {who}: ")
    else:
        click.echo(f"  {who}: {plain(words)}")


def _summary(told: Sequence[Told]) -> str:
    reasons = Counter(one.decision.reason for one in told)
    counts = ", ".join(f"{reasons[one]} {one}" for one in get_args(Reason) if reasons[one])
    return f"{many(len(told), 'decision')}{': ' if counts else ''}{counts}"


def _json(one: Told) -> dict[str, object]:
    from annotator.labels.shape import span_keys

    decision = one.decision
    return {
        "article": one.article,
        "start": decision.start,
        "end": decision.end,
        "label": one.label,
        "reason": decision.reason,
        "taken": one.taken,
        "note": decision.note,
        "by": one.by,
        "sources": [
            {
                "annotator": said.who,
                "version": said.version or None,
                "spans": [span_keys(span) for span in said.spans],
            }
            for said in one.said
        ],
        "gold": [span_keys(span) for span in one.gold.spans],
    }


def _tell_agreement(project: Project, articles: Sequence[str], *, as_json: bool) -> None:
    """How far each second adjudicator agrees with the first.

    Raises:
        UsageError: there is none.
    """
    from annotator.project.adjudicating.second import second_golds, two_golds
    from annotator.project.places import store_of

    names = second_golds(store_of(project), articles)
    if not names:
        raise UsageError(
            what="nobody adjudicated a second time",
            where="--agreement",
            fix="have somebody decide without seeing what the first did: "
            "annotator adjudicate --second --as NAME",
        )
    found = [two_golds(project, articles, name, watched) for name in names]
    if as_json:
        json_value([_agreement_json(one) for one in found])
        return
    for one in found:
        for measure, estimate in _measures(one).items():
            row(one.second, measure, *_figure(estimate))
        say(
            f"{one.second} and {one.first}: {many(one.places, 'place')} decided by both in "
            f"{many(len(one.articles), 'article')}, {one.lone} by one only"
        )
        for (ours, theirs), count in _differing(one):
            say(f"  {count} × {one.first} took {ours}, {one.second} {theirs}")


def _measures(one: TwoGolds) -> dict[str, Estimate]:
    return {"observed": one.observed, "kappa": one.kappa, "strict_f1": one.strict_f1}


def _figure(estimate: Estimate) -> tuple[str, ...]:
    """The value, its interval, over how many articles, and why anything of it is undefined."""
    numbers = (estimate.value, estimate.low, estimate.high)
    told = ["" if number is None else f"{number:.3f}" for number in numbers]
    return (*told, str(estimate.n), estimate.why or estimate.warning)


def _differing(one: TwoGolds) -> list[tuple[tuple[str, str], int]]:
    """What the two took otherwise, the most frequent first."""
    pairs = {
        (ours, theirs): count
        for ours, row_of in zip(one.taken, one.counts, strict=True)
        for theirs, count in zip(one.taken, row_of, strict=True)
        if ours != theirs and count
    }
    return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))


def _agreement_json(one: TwoGolds) -> dict[str, object]:
    return {
        "gold": one.first,
        "second": one.second,
        "articles": one.articles,
        "places": one.places,
        "decided_by_one": one.lone,
        **{name: _m(estimate) for name, estimate in _measures(one).items()},
        "taken": {"values": one.taken, "counts": one.counts},
    }


def _m(estimate: Estimate) -> dict[str, object]:
    """A figure as the contract has it: why only where something of it is undefined."""
    keys: dict[str, object] = {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
    }
    if None in (estimate.value, estimate.low, estimate.high):
        keys["why"] = estimate.why
    return keys
