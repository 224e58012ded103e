"""An article opened to be adjudicated: a sitting of gold, and the labels it is to come of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.labels.labelling import Labelling, Source
from annotator.project.adjudicating.choosing import Chosen, chosen
from annotator.project.adjudicating.earlier import said_earlier
from annotator.project.naming import GOLD, second_gold
from annotator.project.places import Project, store_of
from annotator.project.sitting.annotate import Opened, open_session
from annotator.session.bench import Bench, bench
from annotator.session.listed import glimpse
from annotator.session.state import Session
from annotator.store import history
from annotator.text.article import Article

# Of what all agree on, the share that is asked all the same: both can be wrong.
SHARE = 0.1
# Cells of the words of what only some call no article text.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """Who adjudicates what, and how.

    `names` are annotators, or versions as NAME@V; none for those whom gold came of, else all who
    have done the article. `by` is who decides. `share` of what all agree on is asked all the
    same, drawn by `seed`. `second` is for one who decides without seeing what the first did.
    """

    names: tuple[str, ...] = ()
    by: str = ""
    seed: int = 0
    share: float = SHARE
    second: bool = False

    @property
    def annotator(self) -> str:
        """Under whose name the versions are kept.

        Raises:
            UsageError: a second adjudicator's name is too long for it.
        """
        return second_gold(self.by) if self.second else GOLD


@dataclass(frozen=True, slots=True)
class Hall:
    """An article as it is opened to be adjudicated.

    `opened` is the sitting of `annotator`, as it was saved last: edits that were kept may come
    back to it, after which `laid` lays the bench for what stands then, and
    `session.convening.convened` brings it after the bench, in one edit.
    """

    wish: Wish
    annotator: str
    opened: Opened
    bench: Bench
    notices: tuple[str, ...]


def open_adjudication(  # noqa: PLR0913 - what is adjudicated, by whom, and how
    project: Project,
    article_id: str,
    names: Sequence[str],
    *,
    by: str,
    seed: int = 0,
    share: float = SHARE,
    second: bool = False,
) -> Hall:
    """Open an article to adjudicate it; nothing is written.

    Raises:
        UsageError: the names name no versions that can be adjudicated together.
        StoreError: fewer than two annotators have done the article.
        AnnotatorError, Faults: the article, the schema, gold or one of the versions is at fault.
    """
    return opened_for(project, article_id, Wish(tuple(names), by, seed, share, second))


def opened_for(project: Project, article_id: str, wish: Wish) -> Hall:
    """As `open_adjudication`, where what is wished for is told at once.

    Raises:
        AnnotatorError, Faults: as `open_adjudication`.
    """
    opened = open_session(project, article_id, wish.annotator)
    laid_bench, notices = laid(project, opened.session, wish)
    return Hall(wish, wish.annotator, opened, laid_bench, notices)


def laid(project: Project, session: Session, wish: Wish) -> tuple[Bench, tuple[str, ...]]:
    """The bench for a sitting of gold as it stands, and what a person should know of it.

    Raises:
        AnnotatorError, Faults: as `open_adjudication`.
    """
    article, gold = session.article, session.labelling
    recorded = gold.adjudication.sources if gold.adjudication else ()
    names, fixed = wish.names, recorded
    if wish.second and not recorded and not names:
        # What the first had before them, so that both decide on the same.
        first = history.head(store_of(project), article.id, GOLD)
        adjudication = first.labelling.adjudication if first else None
        fixed = adjudication.sources if adjudication else ()
        names = tuple(f"{one.annotator}@{one.version}" for one in fixed)
    found = chosen(project, article, session.schema, names, recorded)
    made = bench(
        by=wish.by,
        sources=found.sources,
        labellings=found.labellings,
        schema=session.schema,
        article_id=article.id,
        seed=wish.seed,
        share=wish.share,
        earlier=_earlier(project, article, gold, found),
        recorded=recorded,
    )
    settled = gold.status == "done" and recorded == found.sources
    return made, (*found.notices, *(() if settled else _zones_of_some(made, session)))


def _earlier(
    project: Project, article: Article, gold: Labelling, found: Chosen
) -> dict[tuple[int, int], Labelling]:
    """Every other version that something was decided on, by its source's place and number."""
    adjudication = gold.adjudication
    if adjudication is None:
        return {}
    asked = {
        (at, version)
        for versions in (
            [one.version for one in adjudication.sources],
            *(one.versions for one in adjudication.decisions),
        )
        for at, version in enumerate(versions[: len(found.versions)])
        if version and version != found.versions[at].number
    }
    return dict(_read(project, article, found.sources, asked))


def _read(
    project: Project,
    article: Article,
    sources: Sequence[Source],
    asked: Iterable[tuple[int, int]],
) -> Iterator[tuple[tuple[int, int], Labelling]]:
    """What versions said; one that cannot be read is left out.

    What was decided on that is asked again, which loses nothing but time.
    """
    for at, number in sorted(asked):
        with suppress(AnnotatorError):
            yield (at, number), said_earlier(project, article, sources[at].annotator, number)


def _zones_of_some(made: Bench, session: Session) -> Iterator[str]:
    """What only some call no article text, and gold does not: nobody is asked, so it is said."""
    every = {(zone.start, zone.end) for said in made.labellings for zone in said.zones}
    there = {(zone.start, zone.end) for zone in session.labelling.zones}
    for start, end in sorted(every - there):
        who = [
            name
            for name, said in zip(made.names, made.labellings, strict=True)
            if any((zone.start, zone.end) == (start, end) for zone in said.zones)
        ]
        if len(who) < len(made.names):
            words = f"«{glimpse(session.article.text[start:end].strip(), _FEW)}»"
            told = f"{len(who)} of {len(made.names)} marked {words} as no article text"
            yield f"{told}: if it is none, select it in gold and mark it"
