"""`annotator log`: history."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import (
    article_argument,
    json_option,
    name_option,
    project_of,
    project_option,
)
from annotator.cli.voice import json_value, many, row, say
from annotator.errors import raise_all

if TYPE_CHECKING:
    from annotator.project.versions.chronicle import Entry

_MINUTE = 60
_SHORT = 12


@click.command("log")
@article_argument
@name_option
@project_option
@json_option
def command(article: str, name: str | None, project: Path | None, as_json: bool) -> None:
    """List every version of an annotator's labels of an article, the newest first.

    A line holds version, when it was saved, status, how many spans it added, took away and
    changed, time at work, note, and the beginning of the file's sha256. Versions that cannot be
    read, or do not follow the one before them, are told after it.
    """
    from annotator.project.naming import annotator_name
    from annotator.project.versions.chronicle import log

    annotator = annotator_name(name, os.environ, getpass.getuser)
    found = log(project_of(project), article, annotator)
    if as_json:
        json_value([_keys(entry) for entry in found.entries])
    else:
        for entry in found.entries:
            row(*_fields(entry))
    say(f"{many(len(found.entries), 'version')} by {annotator}")
    raise_all(found.faults)


def _keys(entry: Entry) -> dict[str, object]:
    return {
        "article": entry.article,
        "annotator": entry.annotator,
        "version": entry.version,
        "sha256": entry.sha256,
        "saved": entry.saved,
        "status": entry.status,
        "added": entry.added,
        "removed": entry.removed,
        "changed": entry.changed,
        "seconds": entry.seconds,
        "note": entry.note,
    }


def _fields(entry: Entry) -> tuple[str, ...]:
    counts = (("+", entry.added), ("-", entry.removed), ("~", entry.changed))
    return (
        str(entry.version),
        entry.saved,
        entry.status,
        " ".join(f"{sign}{'?' if count is None else count}" for sign, count in counts),
        _time(entry.seconds),
        entry.note,
        entry.sha256[:_SHORT],
    )


def _time(seconds: int) -> str:
    """Time at work in minutes, in seconds below one of them."""
    return f"{round(seconds / _MINUTE)} min" if seconds >= _MINUTE else f"{seconds} s"
