"""Gold by majority: what more than half of the annotators say is taken, the rest is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from annotator.errors import AnnotatorError, StoreError, UsageError
from annotator.labels.edits import Restate
from annotator.project.adjudicating.counting import Became, Count, Survey, counted
from annotator.project.adjudicating.opening import Wish, opened_for
from annotator.project.adjudicating.waiting import ready
from annotator.project.overview.catalogue import Catalogue
from annotator.project.places import Project
from annotator.project.sitting.annotate import called_done, save
from annotator.project.watching import Watch, unwatched
from annotator.session.convening import convened
from annotator.session.state import Session
from annotator.session.voting import FEWEST, Voted, voted

Keep = Literal["keep", "only tell"]


def take_majority(  # noqa: PLR0913 - what is adjudicated, how, and when
    project: Project,
    known: Sequence[str],
    articles: Sequence[str],
    wish: Wish,
    *,
    now: datetime,
    keep: Keep = "keep",
    watch: Watch[str] = unwatched,
) -> Survey:
    """Decide by majority on the named articles, else on all that enough annotators have done.

    Each becomes a version of gold, done where nothing is left to a person. What a person decided
    stays. An article at fault is left as it is, and the others go on.

    Args:
        project: whose articles are meant.
        known: all of them.
        articles: those that are named.
        wish: between whom it is decided, and in whose name.
        now: when.
        keep: whether versions are made, or only told.
        watch: gives the articles to be decided on.

    Raises:
        UsageError: fewer than three annotators are named.
    """
    if wish.names and len(wish.names) < FEWEST:
        what = f"a majority needs {FEWEST} annotators, and {len(wish.names)} are named"
        raise UsageError(what, "--auto majority", "name one more, or decide in person: no --auto")
    catalogue = Catalogue(project)
    counts: list[Count] = []
    skipped: list[str] = []
    faults: list[AnnotatorError] = []
    for article in watch(articles or known, "adjudicating"):
        try:
            is_ready = article in articles or ready(catalogue, article, wish)
            count = _decided(project, article, wish, now, keep) if is_ready else None
            if count is not None:
                counts.append(count)
            elif article in articles:
                faults.append(_too_few(article))
            else:
                skipped.append(article)
        except AnnotatorError as error:
            faults.append(error)
    return Survey(tuple(counts), tuple(skipped), tuple(faults))


def _decided(project: Project, article: str, wish: Wish, now: datetime, keep: Keep) -> Count | None:
    """One article by majority; None where there are too few sources for one."""
    hall = opened_for(project, article, wish)
    bench, session = hall.bench, hall.opened.session
    if len(bench.sources) < FEWEST:
        return None
    vote = voted(convened(session, bench).session, bench)
    after = _stated(vote)
    version = hall.opened.version
    became: Became = "same"
    if after.unsaved and keep == "keep":
        version = save(project, after, annotator=hall.annotator, now=now, seconds=0).version
        became = "made"
    elif after.unsaved:
        became = "would be made"
    return counted(hall, after, version=version, became=became, taken=vote.taken)


def _stated(vote: Voted) -> Session:
    """Done where nothing is left to a person, else a draft."""
    session = vote.session
    if not vote.left:
        return called_done(session)
    done = session.labelling.status == "done"
    return session.do(Restate("done", "draft")) if done else session


def _too_few(article: str) -> AnnotatorError:
    return StoreError(
        what=f"a majority needs {FEWEST} annotators, and fewer have done {article}",
        where=article,
        fix=f"decide in person: annotator adjudicate {article}",
    )
