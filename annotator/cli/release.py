"""`annotator release`: labels frozen under a name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from annotator.cli.options import (
    complete_annotator,
    json_option,
    project_of,
    project_option,
)
from annotator.cli.releases import release_fields
from annotator.cli.voice import json_value, many, row, say, watched
from annotator.errors import UsageError

if TYPE_CHECKING:
    from annotator.project.places import Project
    from annotator.store.release_file import Release


@click.command("release")
@click.argument("name", metavar="NAME")
@click.option(
    "--from",
    "source",
    metavar="NAME",
    shell_complete=complete_annotator,
    help="Whose newest labels are frozen; otherwise gold.",
)
@click.option("--note", help="What to say of the release, in the release itself.")
@click.option("--drafts", is_flag=True, help="Freeze labels that are not done, too.")
@click.option(
    "--pack",
    type=click.Path(readable=False, path_type=Path),
    metavar="FILE",
    help="Pack the release into one file: places, labels and hashes, none of the texts.",
)
@click.option("--texts", is_flag=True, help="Pack the texts and the whole label files, too.")
@project_option
@json_option
def command(
    name: str,
    source: str | None,
    note: str | None,
    drafts: bool,
    pack: Path | None,
    texts: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Freeze labels under a name, for good.

    The newest labels of gold, or of another annotator, are frozen on every article that they
    labelled. Everything is proved first, and a release that is there is never changed.

    With --pack the release is packed into one file, which is read without the project; one that
    is there already is packed as it is. A FILE that is there is only replaced where it is a pack
    of this very release. Names have 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', and are told apart
    by more than case. A line holds name, moment, articles, spans and note.
    """
    from annotator.project.places import store_of
    from annotator.project.releases.packing import check_place
    from annotator.project.releases.releasing import read_release
    from annotator.store.release_file import encode_release

    opened = project_of(project)
    if texts and pack is None:
        what = "texts are asked for, and nothing is to be packed"
        raise UsageError(what, "--texts", "say --pack FILE as well")
    if pack is not None:
        check_place(opened, name, pack)
    only_packed = pack is not None and source is None and note is None and not drafts
    if only_packed and name in store_of(opened).releases():
        found = read_release(opened, name)
    else:
        found = _released(opened, name, source or "gold", note or "", drafts=drafts)
    if pack is not None:
        _pack(opened, name, pack, texts=texts)
    if as_json:
        json_value(orjson.loads(encode_release(found)))
    else:
        row(*release_fields(found))


def _released(opened: Project, name: str, source: str, note: str, *, drafts: bool) -> Release:
    """The release, made just now."""
    from annotator.project.releases.releasing import is_annotator_too, release

    found = release(
        opened,
        name,
        now=datetime.now(UTC),
        source=source,
        note=note,
        drafts="take" if drafts else "refuse",
        watch=watched,
    )
    say(f"released the labels of {source} on {many(found.counts.articles, 'article')}")
    if is_annotator_too(opened, name):
        say(f"warning: {name} is an annotator too, so that the name alone tells neither")
    return found


def _pack(opened: Project, name: str, target: Path, *, texts: bool) -> None:
    """One file of a release, and a word of what is in it."""
    from annotator.project.outgoing import write_outside
    from annotator.project.releases.packing import pack

    data = pack(opened, name, texts="with" if texts else "without")
    write_outside(opened, target, data, "a pack")
    held = "with the texts of all articles" if texts else "none of the texts is in it"
    say(f"packed {name} into {target}: {held}")
