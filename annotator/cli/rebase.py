"""`annotator rebase`: labels follow a text that was corrected."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import (
    annotator_named,
    articles_argument,
    dry_run_option,
    json_option,
    project_of,
    project_option,
    whose_option,
)
from annotator.cli.voice import Field, json_value, row, say, say_all, watched
from annotator.errors import raise_all

if TYPE_CHECKING:
    from annotator.labels.reanchoring import Move
    from annotator.labels.span import Piece
    from annotator.project.following.rebasing import Rebased


@click.command("rebase")
@articles_argument
@whose_option
@dry_run_option
@project_option
@json_option
def command(
    articles: tuple[str, ...],
    name: str | None,
    dry_run: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Move labels to the text of today after an article was corrected.

    Where an article's text was replaced (annotator add --replace), everybody's labels of it get a
    new version on the new text; the old one stays. A line holds article, annotator, what became
    of it (kept, moved, changed, lost), span, label, where it stood, where it stands, its words,
    and why it needs a look. Spans whose words changed are flagged check-text.
    """
    from annotator.project.following.rebasing import rebase
    from annotator.project.following.selecting import labelled

    opened = project_of(project)
    whose = annotator_named(name)
    found = rebase(
        opened,
        labelled(opened, articles, whose),
        whose,
        now=datetime.now(UTC),
        keep=not dry_run,
        watch=watched,
    )
    if as_json:
        json_value([_value(one, made=not dry_run) for one in found.done])
    for one in found.done:
        say_all(one.notices)
        if not as_json:
            for move in one.moves:
                row(one.article, one.annotator, *_fields(move))
        labelling = one.labelling
        kept = "would be" if dry_run else "is"
        say(
            f"{one.article} by {one.annotator}: version {one.version} {kept} {labelling.status}, "
            f"{labelling.note}"
        )
    if not (found.done or found.faults):
        say("all labels lie on the texts of today")
    raise_all(found.faults)


def _fields(move: Move) -> tuple[Field, ...]:
    before, after = _offsets(move.before), _offsets(move.after)
    words = (move.words, move.now) if move.what == "changed" else move.now or move.words
    return (move.what, move.name, move.label, before, after, words, move.why)


def _offsets(pieces: tuple[Piece, ...]) -> str:
    return ",".join(f"{start}..{end}" for start, end in pieces)


def _value(one: Rebased, *, made: bool) -> dict[str, object]:
    """What became of one annotator's labels, for programs."""
    return {
        "article": one.article,
        "annotator": one.annotator,
        "before": one.before,
        "version": one.version,
        "made": made,
        "status": one.labelling.status,
        "note": one.labelling.note,
        "moves": [
            {
                "what": move.what,
                "kind": move.kind,
                "name": move.name,
                "label": move.label,
                "before": move.before,
                "words": move.words,
                "after": move.after,
                "now": move.now,
                "why": move.why,
            }
            for move in one.moves
        ],
    }
