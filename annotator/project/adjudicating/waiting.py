"""Which articles wait for an adjudicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from annotator.errors import AnnotatorError
from annotator.project.adjudicating.opening import Wish, opened_for
from annotator.project.naming import is_gold
from annotator.project.overview.catalogue import Catalogue
from annotator.project.places import Project, store_of
from annotator.project.showing import which
from annotator.session.adjudicating import asked, hearings
from annotator.session.convening import convened
from annotator.store import history


def waiting(project: Project, articles: Iterable[str], wish: Wish) -> Iterator[str]:
    """Those with something to decide, in the order of `articles`, as far as one asks for them.

    An article whose labels are at fault is passed over: whoever opens it is told.
    """
    catalogue = Catalogue(project)
    for article in articles:
        with suppress(AnnotatorError):
            if _waits(project, catalogue, article, wish):
                yield article
    catalogue.keep()


def queue(project: Project, articles: Iterable[str], wish: Wish) -> tuple[str, ...]:
    """Every article that can be adjudicated, or has been; none that is at fault."""
    catalogue = Catalogue(project)
    found = []
    for article in articles:
        with suppress(AnnotatorError):
            gold = wish.annotator in catalogue.annotators(article)
            if gold or ready(catalogue, article, wish):
                found.append(article)
    catalogue.keep()
    return tuple(found)


def ready(catalogue: Catalogue, article: str, wish: Wish) -> bool:
    """Whether all who are named have labels of an article; else whether two have done it.

    Raises:
        AnnotatorError, Faults: a newest version cannot be read.
    """
    there = catalogue.annotators(article)
    if wish.names:
        return all(which(name).annotator in there for name in wish.names)
    done = 0
    for name in there:
        head = None if is_gold(name) else catalogue.head(article, name)
        done += head is not None and head.status == "done"
    return done > 1


def _waits(project: Project, catalogue: Catalogue, article: str, wish: Wish) -> bool:
    """Whether there is anything to decide: gold is not done, or a source changed since it was.

    A gold that is done and was never adjudicated came from elsewhere, and waits for nobody.
    """
    head = catalogue.head(article, wish.annotator)
    if head is None or head.status != "done":
        return ready(catalogue, article, wish)
    gold = history.head(store_of(project), article, wish.annotator)
    adjudication = gold.labelling.adjudication if gold else None
    if adjudication is None:
        return False
    newest = {one.annotator: catalogue.head(article, one.annotator) for one in adjudication.sources}
    versions = {name: one.number for name, one in newest.items() if one}
    if not wish.names and all(
        versions.get(one.annotator) == one.version for one in adjudication.sources
    ):
        return False
    hall = opened_for(project, article, wish)
    session = convened(hall.opened.session, hall.bench).session
    return bool(asked(hearings(hall.bench, session.labelling)))
