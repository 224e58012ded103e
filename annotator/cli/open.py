"""`annotator open`: the screen."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import (
    asked_way,
    complete_article,
    name_option,
    own_name_of,
    project_of,
    project_option,
)
from annotator.cli.screens import at_the_terminal, nothing_collected
from annotator.errors import AnnotatorError, ArticleError, UsageError

_IMPLIED = "annotator.implied"


@click.command("open")
@click.argument("article", required=False, shell_complete=complete_article)
@name_option
@project_option
@click.pass_context
def command(
    ctx: click.Context,
    article: str | None,
    name: str | None,
    project: Path | None,
) -> None:
    """Open the screen, where articles are labelled.

    Without ARTICLE it opens on the first one that is not done.
    """
    with nothing_collected():
        _open(ctx, article, name, project)


def _open(ctx: click.Context, article: str | None, name: str | None, project: Path | None) -> None:
    from annotator.project.places import article_ids, unknown_article

    try:
        opened = project_of(project)
        known = article_ids(opened)
        if article is not None and article not in known:
            raise unknown_article(article, known)
    except (UsageError, ArticleError) as error:
        raise _meant_a_command(ctx, article, error) from error
    if not known:
        raise ArticleError(
            what="the project has no articles yet",
            where=opened.told(opened.seeds),
            fix="bring some in with annotator add FILE",
        )
    annotator = own_name_of(name)
    if article is None:
        from annotator.project.overview.progress import first_not_done

        article = first_not_done(opened, annotator, known) or known[0]
    fix = "run annotator open in a terminal; annotator show ARTICLE prints an article"
    with at_the_terminal(fix) as question:
        from annotator.tui.app import run

        run(opened, article, annotator, known, question=question, rtl=asked_way())


def _meant_a_command(ctx: click.Context, article: str | None, error: AnnotatorError) -> Exception:
    """The error, or that of a word that is neither a command nor an article."""
    if article is None or not ctx.meta.get(_IMPLIED):
        return error
    root = ctx.find_root()
    names = root.command.list_commands(root) if isinstance(root.command, click.Group) else []
    from difflib import get_close_matches

    close = get_close_matches(article, names)
    meant = f" Did you mean {' or '.join(close)}?" if close else ""
    return click.UsageError(f"No command and no article is called {article!r}.{meant}", ctx=root)
