"""`annotator compare`: which extractor is better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import complete_source, project_of
from annotator.cli.partitions import (
    Contested,
    Scale,
    check_corpus,
    check_no_scale,
    compared_in_parts,
    is_corpus,
    project_around,
    scale_options,
    use_one_thread,
)
from annotator.cli.scoring import (
    Kind,
    Result,
    Telling,
    Wanted,
    check_gates,
    check_not_read,
    complete_predictions,
    holding,
    how_of,
    judging_options,
    read_all,
    read_gold_of,
    tell,
    telling_faults,
    telling_of,
)
from annotator.cli.waiting import waiting
from annotator.errors import UsageError

if TYPE_CHECKING:
    from annotator.project.places import Project
    from annotator.report.gates import Gate, On

_EXAMPLE = "--fail-under overall.strict_f1.difference=0"


@click.command("compare")
@click.argument(
    "predictions", metavar="A B…", nargs=-1, required=True, shell_complete=complete_predictions
)
@judging_options
@scale_options
@click.option(
    "--human",
    "humans",
    metavar="NAME",
    multiple=True,
    shell_complete=complete_source,
    help="Whose labels tell how well people agree; otherwise those that the gold was made of. One "
    "is enough where the gold is another annotator's own labels.",
)
@click.option(
    "--fail-under",
    "gates",
    metavar="PATH=X",
    multiple=True,
    help="Exit 1 if the figure at PATH in the JSON, such as overall.strict_f1.difference, is "
    "below X, and 4 if it is undefined; may be given again.",
)
@click.pass_context
def command(
    ctx: click.Context,
    predictions: tuple[str, ...],
    gold: str | None,
    format_name: str | None,
    globs: tuple[str, ...],
    drafts: bool,
    only_predicted: bool,
    replicates: int,
    seed: int,
    html: Path | None,
    csv: Path | None,
    md: Path | None,
    junit: Path | None,
    github: bool,
    on: On | None,
    project: Path | None,
    as_json: bool,
    jobs: int | None,
    cluster: str | None,
    spill: Path | None,
    humans: tuple[str, ...],
    gates: tuple[str, ...],
) -> None:
    """Tell whether one extractor is better than another, and how sure that is.

    A and B are files of predictions, or who keeps them as labels in the project. Differences are
    B less A, over the same articles, with the interval of a paired bootstrap and the p of a
    randomization test, corrected for the number of labels. Of more than two each is compared with
    each. Beside them stands how well people agree, where their labels are there. Figures have
    three decimals, as differences are often in the third; annotator evaluate shows two.

    A terminal gets tables. Otherwise a line holds scope, name, label, measure, value, low and high
    end of the 95 % interval, the number of articles or clusters, and why any of these is empty.
    --csv has lines of each article too, --json everything. FILE may be - for standard output.
    """
    from annotator.project.agreeing.gating import gate

    files: dict[Kind, Path | None] = {"html": html, "csv": csv, "md": md, "junit": junit}
    telling = telling_of(files, as_json=as_json, github=github, suite="annotator compare")
    check_not_read(telling, [*predictions, gold])
    check_gates(gates, on)
    held = [gate(one, on or "value", example=_EXAMPLE, least=-1) for one in gates]
    scale = Scale(jobs, cluster, spill)
    wanted = Wanted(gold, format_name, globs, drafts, only_predicted, replicates, seed)
    if is_corpus(gold):
        use_one_thread()
        _check_corpora(predictions, humans, wanted, scale)
        opened = project_around(project)
        contest = partial(compared_in_parts, predictions, wanted, scale)
    else:
        check_no_scale(scale)
        opened = within = project_of(project)
        contest = partial(_contested, within, predictions, humans, wanted)
    # Nobody can be named beside a gold in Parquet, so that nobody is missing.
    named = bool(humans) or is_corpus(gold)
    ctx.exit(_compare(opened, predictions, contest, telling, held, people_named=named))


def _check_corpora(
    predictions: Sequence[str], humans: Sequence[str], wanted: Wanted, scale: Scale
) -> None:
    """Refuse what cannot be asked of a gold in Parquet.

    Raises:
        UsageError: it was.
    """
    for one in predictions:
        check_corpus(one, wanted, scale, on_screen=False)
    for option, given in {"--human": humans, "--only-predicted": wanted.only_predicted}.items():
        if given:
            what = "the gold is Parquet, and extractors are judged by themselves before they meet"
            raise UsageError(what, option, "leave it out, or name a gold of a project")


def _contested(
    opened: Project, typed: Sequence[str], humans: Sequence[str], wanted: Wanted
) -> Contested:
    """Which of several extractors is better on a gold of the project."""
    from annotator.project.evaluating.evaluating import compare

    gold = read_gold_of(opened, wanted)
    predictions = read_all(gold, typed, wanted.format_name)
    people = read_all(gold, humans, None)
    with waiting("computing"):
        found = compare(gold, predictions, how_of(wanted), people)
    return Contested(found, gold.schema, gold.texts)


def _compare(
    opened: Project | None,
    typed: tuple[str, ...],
    contest: Callable[[], Contested],
    telling: Telling,
    gates: list[Gate],
    *,
    people_named: bool,
) -> int:
    """Compute it, write and tell all of it; the code to exit with."""
    from annotator.cli.comparison import besides, footnotes, print_tables
    from annotator.project.agreeing.gating import judged_in
    from annotator.project.agreeing.writing import check_files
    from annotator.project.evaluating.evaluating import check_names
    from annotator.report.comparison_csv import summary_rows, table_rows
    from annotator.report.comparison_json import json_bytes
    from annotator.report.comparison_md import markdown
    from annotator.report.comparison_page import page

    check_names(typed)
    check_files(opened, telling.written)
    with holding(gates), telling_faults(opened, telling):
        it = contest()
    found = it.found

    def told() -> bytes:
        return json_bytes(replace(found, used=(), excluded=()))

    judgement = judged_in(told, gates, example=_EXAMPLE)
    result = Result(
        json=lambda: json_bytes(found),
        rows=lambda: table_rows(found),
        lines=lambda: summary_rows(found),
        html=lambda gates: page(found, it.texts, it.schema, gates),
        md=lambda gates: markdown(found, it.texts, gates),
        print_tables=lambda: print_tables(found),
        footnotes=lambda: footnotes(found),
        besides=tuple(besides(found, people_named=people_named)),
        warnings=found.warnings,
    )
    return tell(opened, result, judgement, telling)
