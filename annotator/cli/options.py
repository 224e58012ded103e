"""What several commands take: the project, the annotator, JSON; and how a shell completes them."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from annotator.errors import AnnotatorError, UsageError
from annotator.terminal.names import NAMES, Wish

if TYPE_CHECKING:
    from annotator.project.places import Project
    from annotator.store.protocol import Store

_RTL = "annotator.rtl"


def project_of(folder: Path | None) -> Project:
    """The project that `--project` names, else the one around the current folder.

    Raises:
        AnnotatorError, Faults: there is none, or its annotator.toml is at fault.
    """
    from annotator.project.places import find, open_project

    try:
        return find(Path()) if folder is None else open_project(folder)
    except (OSError, ValueError) as error:
        raise UsageError(
            what=f"the folder cannot be looked into: {error}",
            where="--project" if folder else "the current folder",
            fix="name the folder that holds annotator.toml with --project DIR",
        ) from error


def own_name_of(given: str | None) -> str:
    """The name to work under by hand: as given, else this person's own.

    Raises:
        UsageError: it cannot name an annotator, or is gold.
    """
    from annotator.project.naming import own_name

    return own_name(given, os.environ, getpass.getuser)


def annotator_named(given: str | None) -> str | None:
    """The annotator that `--as` names, None for everybody.

    Raises:
        UsageError: it cannot name an annotator.
    """
    from annotator.project.naming import annotator_name

    return None if given is None else annotator_name(given, os.environ, getpass.getuser)


def complete_article(
    ctx: click.Context,
    param: click.Parameter | None,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The IDs of articles that begin so."""
    from annotator.project.places import article_ids

    try:
        ids = article_ids(project_of(ctx.params.get("project")))
    except AnnotatorError:
        return []
    return [CompletionItem(one) for one in ids if one.startswith(incomplete)]


def complete_annotator(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The names of annotators that begin so: of those who saved labels, and of the settings."""
    try:
        names = who(project_of(ctx.params.get("project")))
    except AnnotatorError:
        return []
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


def who(project: Project) -> frozenset[str]:
    """All annotators: those who saved labels, and those of the settings."""
    from annotator.project.places import store_of

    return _who_saved(store_of(project)).union(project.annotators)


def complete_source(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """What begins so among releases and those who saved labels; what is both, in both ways."""
    from annotator.project.places import store_of
    from annotator.project.showing import NEWEST
    from annotator.store.disk import RELEASES

    try:
        store = store_of(project_of(ctx.params.get("project")))
        saved, frozen = _who_saved(store), frozenset(store.releases())
    except AnnotatorError:
        return []
    both = sorted(saved & frozen)
    names = [
        *sorted(saved ^ frozen),
        *(f"{name}@{NEWEST}" for name in both),
        *(f"{RELEASES}/{name}" for name in both),
    ]
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _who_saved(store: Store) -> frozenset[str]:
    """The annotators who saved labels of any article."""
    return frozenset(name for article in store.articles() for name in store.annotators(article))


def complete_format(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The names of formats that begin so."""
    from annotator import plugins

    names = plugins.names("annotator.formats")
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def asked_way() -> Wish | None:
    """The way of showing right to left that `--rtl` names; None without it.

    "auto" is what the terminal needs, whatever was settled or answered before.
    """
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(_RTL)


def _note_way(ctx: click.Context, param: click.Parameter, value: Wish | None) -> None:  # noqa: ARG001
    if value is not None:
        ctx.meta[_RTL] = value


rtl_option = click.Option(
    ["--rtl"],
    type=click.Choice(["auto", *NAMES]),
    metavar="WAY",
    expose_value=False,
    callback=_note_way,
    help="How right to left is shown here; annotator doctor tells the ways.",
)
project_option = click.option(
    "--project",
    type=click.Path(readable=False, path_type=Path),
    metavar="DIR",
    is_eager=True,
    help="The project's folder; otherwise the nearest one upwards with annotator.toml.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON value instead of lines."
)
name_option = click.option(
    "--as",
    "name",
    metavar="NAME",
    shell_complete=complete_annotator,
    help="The annotator; otherwise ANNOTATOR_NAME, the user's config, or the login name.",
)
whose_option = click.option(
    "--as",
    "name",
    metavar="NAME",
    shell_complete=complete_annotator,
    help="Only the labels of one annotator; otherwise everybody's.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Only tell what would be done; nothing is kept."
)
globs_option = click.option(
    "--articles",
    "globs",
    metavar="GLOB",
    multiple=True,
    shell_complete=complete_article,
    help="Only articles whose ID fits the pattern, such as 'border-*'; may be given again.",
)
drafts_option = click.option("--all", "drafts", is_flag=True, help="Count drafts, too.")
replicates_option = click.option(
    "--replicates",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="How many resamples an interval rests on.",
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Equal seeds give equal intervals.",
)
articles_argument = click.argument(
    "articles", metavar="[ARTICLE]…", nargs=-1, shell_complete=complete_article
)
article_argument = click.argument("article", shell_complete=complete_article)
format_argument = click.argument("format_name", metavar="FORMAT", shell_complete=complete_format)
