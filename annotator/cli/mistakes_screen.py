"""The mistakes of an extractor on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.cli.options import asked_way
from annotator.cli.screens import at_the_terminal, check_terminal, nothing_collected
from annotator.errors import UsageError

if TYPE_CHECKING:
    from annotator.measure.evaluation.figures import Evaluation
    from annotator.project.evaluating.gold import Gold
    from annotator.project.evaluating.predictions import Predictions
    from annotator.project.places import Project
    from annotator.report.gates import Gate
    from annotator.tui.evaluating import Evaluated

_FIX = "run it in a terminal; without --open it prints the scores, --json has every mistake"


def check_screen(printed: str | None, *, as_json: bool) -> None:
    """Refuse before anything is computed what a screen cannot stand beside.

    Raises:
        UsageError: something else would go to standard output, or there is no terminal.
    """
    others = {"--json": as_json, f"--{printed} -": bool(printed)}
    beside = [option for option, is_there in others.items() if is_there]
    if beside:
        what = "the screen takes the terminal for itself"
        raise UsageError(what, " and ".join(["--open", *beside]), "leave one of them out")
    check_terminal(_FIX)


def open_mistakes(
    project: Project,
    found: Evaluation,
    gold: Gold,
    predictions: Predictions,
    gates: Sequence[Gate],
) -> None:
    """Open the screen on the mistakes of one extractor.

    Raises:
        AnnotatorError, Faults: there is no terminal, or the settings are at fault.
    """
    from annotator.tui.evaluating import run

    matter = matter_of(found, gold, predictions, gates)
    with nothing_collected(), at_the_terminal(_FIX) as question:
        run(project, matter, question=question, rtl=asked_way())


def matter_of(
    found: Evaluation, gold: Gold, predictions: Predictions, gates: Sequence[Gate]
) -> Evaluated:
    """What is read: the mistakes, on the texts that were judged."""
    from annotator.report.verdicts import verdict
    from annotator.tui.evaluating import Evaluated, Sides

    sides = {}
    for name in {*found.articles, *(one.at.article for one in found.mistakes)}:
        judged, said = gold.articles[name], predictions.articles.get(name)
        predicted = said.labelling if said else None
        sides[name] = Sides(judged.article, judged.labelling, predicted)
    return Evaluated(found, sides, gold.schema, tuple(map(verdict, gates)))
