"""`annotator add`: articles come in."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option, project_of, project_option
from annotator.cli.voice import json_value, row, say


@click.command("add")
@click.argument(
    "files",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(readable=False, path_type=Path),
)
@click.option("--encoding", default="utf-8", show_default=True, help="How the files are encoded.")
@click.option("--id", "article_id", metavar="ID", help="The ID of the one article.")
@click.option("--title", help="The title of the one article.")
@click.option("--language", metavar="CODE", help="The language where none is said: ar, en, …")
@click.option("--published", metavar="DAY", help="The day where none is said: YYYY-MM-DD.")
@click.option("--cluster", metavar="NAME", help="The event they tell, where none is said.")
@click.option("--replace", is_flag=True, help="Put a text in the place of another; that is kept.")
@project_option
@json_option
def command(
    files: tuple[Path, ...],
    encoding: str,
    article_id: str | None,
    title: str | None,
    language: str | None,
    published: str | None,
    cluster: str | None,
    replace: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Bring articles in, all of them or none.

    A FILE is one article as text, its name giving the ID, or JSON lines (.jsonl), one article a
    line: id, text, and any of title, language, published, source, url, licence, cluster.
    """
    from annotator.project.incoming import Asked
    from annotator.project.ingest import add
    from annotator.text.article import Facts

    facts = Facts(title=title, language=language, published=published, cluster=cluster)
    added = add(
        project_of(project),
        files,
        Asked(encoding, article_id, facts),
        existing="replace" if replace else "keep",
    )
    for one in added:
        for notice in one.notices:
            say(f"about {one.article.id}: {notice}")
        if not as_json:
            row(one.article.id, one.fate, str(one.article.length))
    if as_json:
        json_value(
            [
                {
                    "id": one.article.id,
                    "sha256": one.article.sha256,
                    "length": one.article.length,
                    "fate": one.fate,
                }
                for one in added
            ]
        )
