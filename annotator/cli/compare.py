"""`annotator compare`: which extractor is better."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import complete_source, project_of
from annotator.cli.scoring import (
    Result,
    Telling,
    Wanted,
    check_gates,
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

if TYPE_CHECKING:
    from annotator.project.places import Project
    from annotator.report.gates import Gate, On

_EXAMPLE = "--fail-under overall.strict_f1.difference=0"


@click.command("compare")
@click.argument(
    "predictions", metavar="A B…", nargs=-1, required=True, shell_complete=complete_predictions
)
@judging_options
@click.option(
    "--human",
    "humans",
    metavar="NAME",
    multiple=True,
    shell_complete=complete_source,
    help="Whose labels tell how well people agree; otherwise those that the gold was made of.",
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
    csv: Path | None,
    junit: Path | None,
    github: bool,
    on: On | None,
    project: Path | None,
    as_json: bool,
    humans: tuple[str, ...],
    gates: tuple[str, ...],
) -> None:
    """Tell whether one extractor is better than another, and how sure that is.

    A and B are files of predictions, or who keeps them as labels in the project. Differences are
    B less A, over the same articles, with the interval of a paired bootstrap and the p of a
    randomization test, corrected for the number of labels. Of more than two each is compared with
    each. Beside them stands how well people agree, where their labels are there.

    A terminal gets tables. Otherwise a line holds scope, name, label, measure, value, low and high
    end of the 95 % interval, the number of articles or clusters, and why any of these is empty;
    --json has everything. FILE may be - for standard output.
    """
    from annotator.project.agreeing.gating import gate

    telling = telling_of(csv, junit, as_json=as_json, github=github, suite="annotator compare")
    check_gates(gates, on)
    held = [gate(one, on or "value", example=_EXAMPLE, least=-1) for one in gates]
    opened = project_of(project)
    wanted = Wanted(gold, format_name, globs, drafts, only_predicted, replicates, seed)
    ctx.exit(_compare(opened, predictions, humans, wanted, telling, held))


def _compare(
    opened: Project,
    typed: tuple[str, ...],
    humans: tuple[str, ...],
    wanted: Wanted,
    telling: Telling,
    gates: list[Gate],
) -> int:
    """Compute it, write and tell all of it; the code to exit with."""
    from annotator.cli.comparison import besides, footnotes, print_tables
    from annotator.project.agreeing.gating import judged_in
    from annotator.project.agreeing.writing import check_files
    from annotator.project.evaluating.evaluating import check_names, compare
    from annotator.report.comparison_csv import table_rows
    from annotator.report.comparison_json import json_bytes

    check_names(typed)
    check_files(opened, telling.written)
    with holding(gates), telling_faults(opened, telling):
        gold = read_gold_of(opened, wanted)
        predictions = read_all(gold, typed, wanted.format_name)
        people = read_all(gold, humans, None)
        with waiting("computing"):
            found = compare(gold, predictions, how_of(wanted), people)
    judgement = judged_in(json_bytes(replace(found, used=(), excluded=())), gates, example=_EXAMPLE)
    result = Result(
        json=lambda: json_bytes(found),
        rows=lambda: table_rows(found),
        print_tables=lambda: print_tables(found),
        footnotes=lambda: footnotes(found),
        besides=tuple(besides(found)),
        warnings=found.warnings,
    )
    return tell(opened, result, judgement, telling)
