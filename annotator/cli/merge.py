"""`annotator merge`: labels that grew apart come together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, row, say, watched
from annotator.errors import UsageError

if TYPE_CHECKING:
    from annotator.errors import AnnotatorError
    from annotator.labels.conflicts import Conflict, Said
    from annotator.project.merges.choosing import Take
    from annotator.project.merges.merging import MergeReport, Outcome


@click.command("merge")
@click.argument("source", metavar="[SRC]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--take",
    type=click.Choice(["ours", "theirs"]),
    help="The side that stands wherever both say different things.",
)
@click.option(
    "--choose",
    is_flag=True,
    help="Ask, in a terminal, about one thing after another that both say differently.",
)
@project_option
@json_option
def command(
    source: Path | None, take: Take | None, choose: bool, project: Path | None, as_json: bool
) -> None:
    """Bring labels together that grew apart.

    SRC is another project, or a folder of labels. Without it, what git or a program that syncs
    files left among this project's own labels is brought together, and versions that were set
    aside and never merged. Nothing is lost: what theirs
    has and ours has not becomes the next version, and their files are set aside. A line holds
    article, annotator, newest version, and what became of them; of a conflict also its key, what
    it is, and what ours and theirs say.

    With --choose each conflict is shown with what was there before: o takes ours, t theirs, and q
    stops. What was settled until then is merged; labels with conflicts that are left stay as they
    are.
    """
    from annotator.cli.choosing import Asking
    from annotator.errors import raise_all
    from annotator.project.merges.merging import merge_folders
    from annotator.project.watching import unwatched

    if choose and take:
        what = "one side is to stand everywhere, and each conflict is to be chosen"
        raise UsageError(what, "--take and --choose", "say one of them")
    opened = project_of(project)
    asking = Asking() if choose else None
    # A bar would be drawn over the questions.
    watch = unwatched if asking else watched
    report = merge_folders(
        opened, source, take=take, now=datetime.now(UTC), choose=asking, watch=watch
    )
    if as_json:
        json_value([_json(outcome) for outcome in report.outcomes])
    else:
        for outcome in report.outcomes:
            _rows(outcome)
    say(_summary(report))
    raise_all([*report.faults, *_unchosen(report)])


def _rows(outcome: Outcome) -> None:
    from annotator.labels.saying import in_words

    start = (
        outcome.article,
        outcome.annotator,
        "" if outcome.version is None else str(outcome.version),
        outcome.what,
    )
    if not outcome.conflicts:
        row(*start)
    for one in outcome.conflicts:
        sides = f"ours: {in_words(one.kept)}", f"theirs: {in_words(one.incoming)}"
        row(*start, one.key, one.what, *sides)


def _summary(report: MergeReport) -> str:
    """How much became of what, in the order in which it came up first."""
    kinds = [outcome.what for outcome in report.outcomes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    return counts or "nothing is to be merged"


def _unchosen(report: MergeReport) -> Iterable[AnnotatorError]:
    """The error for conflicts, if there are any."""
    from annotator.errors import StoreError

    places = [outcome for outcome in report.outcomes if outcome.conflicts]
    if places:
        count = sum(len(outcome.conflicts) for outcome in places)
        first = f"{places[0].article} by {places[0].annotator}"
        others = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield StoreError(
            what=f"the two sides say different things: {many(count, 'conflict')}, nothing written",
            where=f"{first}{others}",
            fix="choose one after another with --choose, or let one side stand in all of them "
            "with --take ours or --take theirs; what the other says stays in the file that is set "
            "aside",
        )


def _json(outcome: Outcome) -> dict[str, object]:
    return {
        "article": outcome.article,
        "annotator": outcome.annotator,
        "version": outcome.version,
        "what": outcome.what,
        "conflicts": [_conflict_json(one) for one in outcome.conflicts],
    }


def _conflict_json(conflict: Conflict) -> dict[str, object]:
    return {
        "key": conflict.key,
        "what": conflict.what,
        "base": _said_json(conflict.base),
        "ours": _said_json(conflict.kept),
        "theirs": _said_json(conflict.incoming),
    }


def _said_json(said: Said) -> object:
    """What one side says as a label file writes it."""
    from annotator.labels.shape import span_keys
    from annotator.labels.span import Range, Span

    match said:
        case Span():
            return span_keys(said)
        case Range(low, high):
            return [low, high]
        case _:
            return said
