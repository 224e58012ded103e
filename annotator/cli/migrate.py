"""`annotator migrate`: labels follow a schema that was changed."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from annotator.cli.voice import json_value, many, row, say, say_all, watched
from annotator.errors import AnnotatorError, UsageError, raise_all

if TYPE_CHECKING:
    from annotator.labels.guessing import Guess
    from annotator.project.following.migrating import Migration
    from annotator.project.places import Project

# In the order of the help: what is typed after each, and what it is for.
_STEPS = {
    "--rename": ("OLD=NEW", "Spans of one label get another."),
    "--split": ("LABEL:ATTR:VALUE=NEW", "Spans of a label with a certain value get another label."),
    "--default": ("LABEL.ATTR=VALUE", "Spans of a label that lack a value get this one."),
    "--rename-attribute": ("LABEL.OLD=NEW", "A value goes by another name."),
    "--rename-value": ("LABEL.ATTR:OLD=NEW", "A choice is called otherwise."),
    "--drop-label": ("LABEL", "Spans of a label are left out."),
    "--drop": ("LABEL.ATTR", "A value is left out."),
}


def _with_steps(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each kind of step."""
    for option, (metavar, told) in reversed(_STEPS.items()):
        command = click.option(option, metavar=metavar, multiple=True, help=told)(command)
    return command


@click.command("migrate")
@articles_argument
@_with_steps
@click.option("--check", is_flag=True, help="Only tell which labels do not fit, and what may help.")
@whose_option
@dry_run_option
@project_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    articles: tuple[str, ...],
    check: bool,
    name: str | None,
    dry_run: bool,
    project: Path | None,
    as_json: bool,
    **typed: Any,
) -> None:
    """Bring labels after a schema that was changed, all of them or none.

    Each step may be given several times. Every newest version that they change gets a new one,
    if all of them then fit schema.toml; the versions before stay. A line holds article,
    annotator, the new version, its spans, and what was done. Without steps a line holds article,
    annotator, version, how often it does not fit, and the first fault.
    """
    from annotator.project.following.selecting import labelled
    from annotator.project.places import read_schema_of

    opened = project_of(project)
    whose = annotator_named(name)
    asked = [(option, one) for option in _STEPS for one in typed[option[2:].replace("-", "_")]]
    chosen = labelled(opened, articles, whose)
    if check and asked:
        what = "steps are taken, or it is told what does not fit"
        raise UsageError(what, "--check", "leave it out, or the steps; --dry-run tries steps")
    if not asked:
        _check(ctx, opened, chosen, whose, as_json=as_json)
        return
    from annotator.labels.step_words import read_step
    from annotator.project.following.migrating import migrate

    schema = read_schema_of(opened)
    steps = tuple(dict.fromkeys(read_step(option, one, schema) for option, one in asked))
    now = datetime.now(UTC)
    done = migrate(opened, chosen, whose, steps, now=now, keep=not dry_run, watch=watched)
    _tell(done, dry_run=dry_run, as_json=as_json)


def _tell(done: Migration, *, dry_run: bool, as_json: bool) -> None:
    """What was done with each of the labels that were changed."""
    say_all(done.notices)
    if as_json:
        json_value(
            [
                {
                    "article": one.article,
                    "annotator": one.annotator,
                    "before": one.before,
                    "version": one.version,
                    "made": not dry_run,
                    "spans": len(one.labelling.spans),
                    "note": one.labelling.note,
                }
                for one in done.done
            ]
        )
    else:
        for one in done.done:
            spans = many(len(one.labelling.spans), "span")
            row(one.article, one.annotator, str(one.version), spans, one.labelling.note)
    would = " would be made" if dry_run else ""
    unchanged = done.seen - len(done.done)
    say(f"{many(len(done.done), 'new version')}{would}, {unchanged} unchanged")


def _check(
    ctx: click.Context,
    project: Project,
    articles: tuple[str, ...],
    annotator: str | None,
    *,
    as_json: bool,
) -> None:
    """Which labels do not fit, and what may help."""
    from annotator.project.following.migrating import check

    found = check(project, articles, annotator, watched)
    steps = tuple(_options(found.guesses))
    if as_json:
        json_value(
            {
                "versions": found.seen,
                "misfits": [
                    {
                        "article": one.article,
                        "annotator": one.annotator,
                        "version": one.version,
                        "problems": one.problems,
                        "first": one.first.what,
                        "where": one.first.where,
                    }
                    for one in found.misfits
                ],
                "steps": steps,
                "unsure": [one.unsure for one in found.guesses if one.unsure],
            }
        )
    else:
        for one in found.misfits:
            fault = f"{one.first.what} ({one.first.where})"
            row(one.article, one.annotator, str(one.version), str(one.problems), fault)
    say(f"newest versions that do not fit the schema: {len(found.misfits)} of {found.seen}")
    say_all([f"to be decided: {one.unsure}" for one in found.guesses if one.unsure])
    if steps:
        say(f"this may help: annotator migrate {' '.join(steps)}")
    raise_all(found.faults)
    if found.misfits:
        ctx.exit(AnnotatorError.exit_code)


def _options(guesses: tuple[Guess, ...]) -> Iterator[str]:
    """The steps that were guessed, as a shell takes them."""
    from annotator.labels.step_words import as_option

    for guess in guesses:
        if guess.step:
            option, _, typed = as_option(guess.step).partition(" ")
            yield f"{option} {shlex.quote(typed)}"
