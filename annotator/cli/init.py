"""`annotator init`: a new project."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from annotator.cli.voice import row, say


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(readable=False, path_type=Path))
@click.option("--sample", is_flag=True, help="With the sample articles and their labels.")
def command(folder: Path, sample: bool) -> None:
    """Make a new labelling project.

    DIR is a folder that is new or empty. The project gets the shipped scheme: people, places,
    casualties and dates, with a page of guidelines for each.
    """
    from annotator.project.start import start

    root = start(folder, sample=sample)
    row(str(root))
    there = shlex.quote(str(folder))
    if sample:
        say(f"made a project with sample articles; next: annotator --project {there} open")
    else:
        say(f"made a project; next: annotator --project {there} add FILE…")
