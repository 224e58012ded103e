"""How far the adjudication of an article is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.errors import AnnotatorError
from annotator.project.adjudicating.opening import Hall, Wish, opened_for
from annotator.project.adjudicating.waiting import ready
from annotator.project.overview.catalogue import Catalogue
from annotator.project.places import Project, store_of
from annotator.project.watching import Watch, unwatched
from annotator.session.adjudicating import hearings
from annotator.session.convening import convened
from annotator.session.state import Session
from annotator.store import history

Became = Literal["made", "same", "would be made"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many places of an article are in which state.

    `version` is gold's newest, 0 for none, and `became` what was done to it. On `agreed` places
    all annotators say the same; `taken` were decided by majority just now, `decided` before that
    or by a person, and `left` wait for one.
    """

    article: str
    annotators: tuple[str, ...]
    version: int
    became: Became
    agreed: int
    taken: int
    decided: int
    left: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is of each article, those that too few have done, and what is at fault."""

    counts: tuple[Count, ...]
    skipped: tuple[str, ...]
    faults: tuple[AnnotatorError, ...]


def counted(
    hall: Hall, session: Session, *, version: int, became: Became = "same", taken: int = 0
) -> Count:
    """How far a sitting of gold is, after what was done to it."""
    found = hearings(hall.bench, session.labelling)
    states = [one.state for one in found]
    return Count(
        article=session.article.id,
        annotators=hall.bench.names,
        version=version,
        became=became,
        agreed=states.count("agreed"),
        taken=taken,
        decided=states.count("decided") - taken,
        left=sum(one.asked for one in found),
    )


def _begun(project: Project, article: str, wish: Wish) -> bool:
    """Whether gold of an article was adjudicated, whoever has it done by now."""
    gold = history.head(store_of(project), article, wish.annotator)
    return gold is not None and gold.labelling.adjudication is not None


def survey(
    project: Project,
    known: Sequence[str],
    articles: Sequence[str],
    wish: Wish,
    watch: Watch[str] = unwatched,
) -> Survey:
    """How far the adjudication of the named articles is, else of all that can be; writes nothing.

    An article at fault is told of, and the others go on.
    """
    catalogue = Catalogue(project)
    counts: list[Count] = []
    skipped: list[str] = []
    faults: list[AnnotatorError] = []
    for article in watch(articles or known, "looking"):
        try:
            if not (articles or ready(catalogue, article, wish) or _begun(project, article, wish)):
                skipped.append(article)
                continue
            hall = opened_for(project, article, wish)
            session = convened(hall.opened.session, hall.bench).session
            counts.append(counted(hall, session, version=hall.opened.version))
        except AnnotatorError as error:
            faults.append(error)
    catalogue.keep()
    return Survey(tuple(counts), tuple(skipped), tuple(faults))
