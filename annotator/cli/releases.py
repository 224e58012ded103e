"""`annotator releases`: what was frozen, here or in a pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, many, row, say
from annotator.errors import UsageError, raise_all

if TYPE_CHECKING:
    from annotator.store.pack_file import Pack
    from annotator.store.release_file import Release


@click.command("releases")
@click.option(
    "--pack",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="The release that is packed in FILE, proved in itself; no project is needed.",
)
@click.option(
    "--check",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="The same, and held against the texts of this project.",
)
@project_option
@json_option
def command(pack: Path | None, check: Path | None, project: Path | None, as_json: bool) -> None:
    """List the releases, or the one in a pack.

    A line holds name, moment, articles, spans and note. What cannot be read is told after the
    list. Who was given a pack without texts and has them brings them in with add, each under its
    ID, and proves the pack against them with --check.
    """
    from annotator.project.releases.packing import check_pack
    from annotator.project.releases.releasing import releases

    if pack is not None and check is not None:
        what = "two packs are asked for at once"
        raise UsageError(what, "--pack and --check", "name one: --check does all that --pack does")
    if pack is not None:
        _tell([_read(pack).release], as_json=as_json)
    elif check is not None:
        opened, found = project_of(project), _read(check)
        faults = check_pack(opened, found, str(check))
        _tell([found.release], as_json=as_json)
        raise_all(faults)
        say(f"proved against the texts of {many(len(found.articles), 'article')}")
    else:
        listed = releases(project_of(project))
        _tell(listed.kept, as_json=as_json)
        raise_all(listed.faults)


def release_fields(release: Release) -> tuple[str, ...]:
    """A release as the fields of one line."""
    counts = release.counts
    numbers = (str(counts.articles), str(counts.spans))
    return (release.name, release.created, *numbers, release.note)


def _read(path: Path) -> Pack:
    """The pack in a file, proved in itself."""
    from annotator.project.releases.packing import read_pack_file

    found = read_pack_file(path)
    held = "the texts and the whole label files" if found.with_texts else "none of the texts"
    say(f"{path} is as it was packed; it holds {held}")
    return found


def _tell(found: Sequence[Release], *, as_json: bool) -> None:
    if as_json:
        json_value(
            [
                {
                    "name": one.name,
                    "created": one.created,
                    "articles": one.counts.articles,
                    "spans": one.counts.spans,
                    "note": one.note,
                }
                for one in found
            ]
        )
        return
    for one in found:
        row(*release_fields(one))
