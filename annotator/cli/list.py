"""`annotator list`: the articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, rows, watched
from annotator.errors import raise_all

if TYPE_CHECKING:
    from annotator.project.overview.listing import Entry


@click.command("list")
@project_option
@json_option
def command(project: Path | None, as_json: bool) -> None:
    """List the articles and who labelled them how far.

    A line holds ID, language, length in characters, title, and the newest labels of each
    annotator. What cannot be read is told after the list.
    """
    from annotator.project.overview.listing import Listing

    found = Listing(project_of(project))
    # Lines that a person sees come by themselves; a bar would run through them.
    unseen = as_json or not sys.stdout.isatty()
    each = watched(found.articles, "reading articles") if unseen else found.articles
    entries = found.entries(each)
    if as_json:
        json_value([_told(one) for one in entries])
    else:
        rows(map(_fields, entries))
    raise_all(found.faults)


def _fields(entry: Entry) -> tuple[str, ...]:
    article = entry.article
    work = ", ".join(
        f"{work.annotator} {work.version} {work.status} {many(work.spans, 'span')}"
        for work in entry.labels
    )
    return article.id, article.language or "", str(article.length), article.title or "", work


def _told(entry: Entry) -> dict[str, object]:
    article = entry.article
    return {
        "id": article.id,
        "sha256": article.sha256,
        "length": article.length,
        "language": article.language,
        "title": article.title,
        "labels": {
            work.annotator: {
                "version": work.version,
                "status": work.status,
                "spans": work.spans,
            }
            for work in entry.labels
        },
    }
