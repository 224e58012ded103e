"""`annotator list`: the articles."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, row
from annotator.errors import raise_all


@click.command("list")
@project_option
@json_option
def command(project: Path | None, as_json: bool) -> None:
    """List the articles and who labelled them how far.

    A line holds ID, language, length in characters, title, and the newest labels of each
    annotator. What cannot be read is told after the list.
    """
    from annotator.project.listing import listing

    found = listing(project_of(project))
    if as_json:
        json_value(
            [
                {
                    "id": one.article.id,
                    "sha256": one.article.sha256,
                    "length": one.article.length,
                    "language": one.article.facts.language,
                    "title": one.article.facts.title,
                    "labels": {
                        work.annotator: {
                            "version": work.version,
                            "status": work.status,
                            "spans": work.spans,
                        }
                        for work in one.labels
                    },
                }
                for one in found.entries
            ]
        )
    else:
        for one in found.entries:
            facts = one.article.facts
            work = ", ".join(
                f"{work.annotator} {work.version} {work.status} {many(work.spans, 'span')}"
                for work in one.labels
            )
            length = str(one.article.length)
            row(one.article.id, facts.language or "", length, facts.title or "", work)
    raise_all(found.faults)
