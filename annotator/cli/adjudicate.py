"""`annotator adjudicate`: differences between annotators become gold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from annotator.cli.options import (
    asked_way,
    complete_annotator,
    complete_article,
    dry_run_option,
    json_option,
    name_option,
    own_name_of,
    project_of,
    project_option,
    who,
)
from annotator.cli.screens import at_the_terminal, nothing_collected
from annotator.cli.voice import json_value, many, row, say, watched
from annotator.errors import UsageError, raise_all

if TYPE_CHECKING:
    from annotator.project.adjudicating.counting import Count, Survey
    from annotator.project.adjudicating.majority import Keep
    from annotator.project.adjudicating.opening import Wish
    from annotator.project.places import Project

_SHARE = 0.1


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Articles and annotators."""
    return [*complete_article(ctx, param, incomplete), *complete_annotator(ctx, param, incomplete)]


@click.command("adjudicate")
@click.argument("named", metavar="[ARTICLE] [A B…]", nargs=-1, shell_complete=_complete)
@name_option
@click.option("--names", "shown", is_flag=True, help="Show from the beginning who marked what.")
@click.option(
    "--share",
    type=click.FloatRange(0, 1),
    default=_SHARE,
    show_default=True,
    help="Of what all agree on, the share that is asked all the same: all can be wrong.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="What chance goes by.")
@click.option(
    "--second",
    is_flag=True,
    help="Decide without what was decided before, into gold.NAME; decisions --agreement compares.",
)
@click.option(
    "--auto",
    type=click.Choice(["majority"]),
    help="Take what more than half of three or more say; the rest is left to a person.",
)
@dry_run_option
@project_option
@json_option
def command(
    named: tuple[str, ...],
    name: str | None,
    shown: bool,
    share: float,
    seed: int,
    second: bool,
    auto: str | None,
    dry_run: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Make gold of the differences between annotators.

    It opens the screen on ARTICLE, else on the first article with something to decide, and goes
    from difference to difference; what all agree on is taken at once. A and B are annotators, or
    versions of theirs as NAME@V; without them it is all who have done the article, or those whom
    its gold was made of before. Every decision is kept in gold, so that nothing is asked twice,
    and only what an annotator changed later is asked again.

    With --auto several articles may be named, else it is all that three have done. With it, and
    with --dry-run, a line holds article, annotators, gold's version, what became of it, and how
    many places are agreed on, taken by majority just now, decided before, and left.
    """
    from annotator.project.adjudicating.opening import Wish
    from annotator.project.places import article_ids

    if as_json and not (auto or dry_run):
        what = "the screen has no JSON"
        raise UsageError(what, "--json", "add --dry-run, which tells what is left to decide")
    opened = project_of(project)
    known = article_ids(opened)
    articles, names = _parted(opened, named, known, several=bool(auto or dry_run))
    wish = Wish(names, own_name_of(name), seed, 0.0 if auto else share, second)
    if auto:
        _tell(_by_majority(opened, known, articles, wish, dry_run=dry_run), as_json=as_json)
    elif dry_run:
        from annotator.project.adjudicating.counting import survey

        _tell(survey(opened, known, articles, wish, watched), as_json=as_json)
    else:
        with nothing_collected():
            _open(opened, known, articles, wish, named=shown)


def _parted(
    project: Project, named: Sequence[str], known: Sequence[str], *, several: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Articles, which come first, and annotators.

    Raises:
        ArticleError: what comes first is neither an article nor an annotator.
        UsageError: one annotator is named alone, and no article is called so.
    """
    from annotator.project.places import unknown_article

    at = 0
    while at < len(named) and named[at] in known and (several or at == 0):
        at += 1
    articles, names = tuple(dict.fromkeys(named[:at])), tuple(named[at:])
    if not articles and names and names[0].partition("@")[0] not in who(project):
        raise unknown_article(names[0], tuple(known))
    if len(names) == 1:
        what = f"{names[0]} is no article, and one annotator alone"
        fix = "name an article (annotator list tells them), or two annotators or more"
        raise UsageError(what, "[ARTICLE] [A B…]", fix)
    return articles, names


def _open(
    project: Project, known: Sequence[str], articles: Sequence[str], wish: Wish, *, named: bool
) -> None:
    """Open the screen where there is something to decide."""
    from annotator.project.adjudicating.opening import opened_for
    from annotator.project.adjudicating.waiting import queue, waiting

    if articles:
        article: str | None = articles[0]
    else:
        article = next(waiting(project, known, wish), None)
    everything = queue(project, known, wish)
    if article is None:
        _nothing_to_decide(everything)
        return
    hall = opened_for(project, article, wish)
    fix = "run annotator adjudicate in a terminal; --dry-run tells what is left to decide"
    with at_the_terminal(fix) as question:
        from annotator.tui.adjudicating import run

        there = everything if article in everything else (*everything, article)
        run(project, hall, there, named=named, question=question, rtl=asked_way())


def _nothing_to_decide(articles: Sequence[str]) -> None:
    """Say so; or refuse where there is nothing to be adjudicated at all.

    Raises:
        UsageError: no article is done by two.
    """
    if not articles:
        raise UsageError(
            what="no article is done by two annotators, which gold is made of",
            where="the articles of this project",
            fix="annotator status tells how far they are; name an article and two annotators "
            "to take drafts too",
        )
    say(f"nothing is left to decide: {many(len(articles), 'article')} adjudicated")


def _by_majority(
    project: Project, known: Sequence[str], articles: Sequence[str], wish: Wish, *, dry_run: bool
) -> Survey:
    from annotator.project.adjudicating.majority import take_majority

    keep: Keep = "only tell" if dry_run else "keep"
    now = datetime.now(UTC)
    return take_majority(project, known, articles, wish, now=now, keep=keep, watch=watched)


def _tell(found: Survey, *, as_json: bool) -> None:
    """Each article, and the sums."""
    if as_json:
        json_value([_json(one) for one in found.counts])
    else:
        for one in found.counts:
            row(*_fields(one))
    sums = [sum(getattr(one, name) for one in found.counts) for name in _STATES]
    told = ", ".join(f"{count} {name}" for count, name in zip(sums, _STATES.values(), strict=True))
    say(f"{many(len(found.counts), 'article')}: {told}")
    if found.skipped:
        few = "has" if len(found.skipped) == 1 else "have"
        say(f"{many(len(found.skipped), 'other article')} {few} too few annotators who are done")
    raise_all(found.faults)


_STATES = {
    "agreed": "agreed on",
    "taken": "taken by majority",
    "decided": "decided before",
    "left": "left to a person",
}


def _fields(one: Count) -> tuple[str, ...]:
    counts = (str(getattr(one, name)) for name in _STATES)
    return (one.article, " ".join(one.annotators), str(one.version or ""), one.became, *counts)


def _json(one: Count) -> dict[str, object]:
    return {
        "article": one.article,
        "annotators": one.annotators,
        "version": one.version or None,
        "became": one.became,
        **{name: getattr(one, name) for name in _STATES},
    }
