"""Which articles count, with whose labels, and why others do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from itertools import combinations
from typing import Literal

from annotator.errors import UsageError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.schema import Schema
from annotator.measure.agreement.compared import Compared
from annotator.measure.agreement.figures import Excluded, Used
from annotator.project.agreeing.answers import Answers, Drafts, Not, Reading
from annotator.project.agreeing.refusals import listed, nothing_left, too_few
from annotator.project.agreeing.sides import Kept, Side, all_sides, named_sides
from annotator.project.places import Project, article_ids, read_schema_of, store_of
from annotator.project.watching import Watch, unwatched
from annotator.store.record import SchemaRef
from annotator.text.article import Article

By = Literal["all", "two"]

_DOING = "reading labels"
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be compared.

    `names` are annotators, versions as NAME@V, or releases; none means all who have labels that
    count, but gold. An article is looked at if one of `globs` fits its ID; none means all. `drafts`
    says whether labels that are not done count, `by` whether an article counts only where all
    have it, or where two have it.
    """

    names: tuple[str, ...] = ()
    globs: tuple[str, ...] = ()
    drafts: Drafts = "leave"
    by: By = "all"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is compared, article by article, and what is not.

    `schemas` are those that the labels were made under, as "name version sha256". `untouched`
    counts articles of which nobody who is compared has any labels, `shared` those that two have
    and that would count if not all had to.
    """

    annotators: tuple[str, ...]
    compared: tuple[Compared, ...]
    schema: Schema
    excluded: tuple[Excluded, ...]
    used: tuple[Used, ...]
    schemas: tuple[str, ...]
    untouched: int
    shared: int
    warnings: tuple[str, ...]


def select(project: Project, wanted: Wanted, watch: Watch[str] = unwatched) -> Selection:
    """Read what is to be compared.

    Args:
        project: where everything lies.
        wanted: whose labels of which articles.
        watch: gives the articles, to one who wants to see how far it is.

    Raises:
        UsageError: fewer than two are named, one twice, or a name or a pattern means nothing.
        StoreError: a named one has no labels.
        TooLittle: nothing is left to compare; the error says what would help.
        AnnotatorError, Faults: the schema, an article or a label file is at fault; all of the
            articles and label files at once.
    """
    schema = read_schema_of(project)
    store = store_of(project)
    there = frozenset(article_ids(project))
    labelled = store.articles()
    articles = matching(sorted(there.union(labelled)), wanted.globs)
    sides = named_sides(project, store, wanted.names, labelled) or all_sides(store, articles)
    reading = Reading(project, store, schema, there, wanted.drafts)
    answers = reading.answers(sides, watch(articles, _DOING))
    if not wanted.names:
        counting = {name for each in answers.values() for name in each.kept}
        if len(counting) < 2:
            raise too_few(counting, sides, answers.values())
        sides = tuple(side for side in sides if side.name in counting)
    least = 2 if wanted.by == "two" else len(sides)
    sorting = _Sorting(sides, least)
    for article_id, each in answers.items():
        sorting.take(article_id, each.among(sides))
    if not sorting.compared:
        raise nothing_left(answers, sorting.excluded, sides, least)
    return sorting.selection(schema)


def matching(articles: Sequence[str], globs: Sequence[str]) -> tuple[str, ...]:
    """The articles that one of the patterns fits.

    Raises:
        UsageError, Faults: each pattern that fits none.
    """
    chosen: set[str] = set()
    wrong: list[UsageError] = []
    for glob in globs:
        fitting = [one for one in articles if fits(one, [glob])]
        chosen.update(fitting)
        if not fitting:
            what = f"no article's ID fits the pattern {shown(glob)}"
            fix = "annotator list names them all; * stands for anything, ? for one character"
            wrong.append(UsageError(what, "--articles", fix))
    raise_all(wrong)
    return tuple(one for one in articles if one in chosen or not globs)


def fits(article_id: str, globs: Sequence[str]) -> bool:
    """Whether one of the patterns fits the ID; where there is none, every ID will do."""
    patterns = (unicodedata.normalize("NFC", glob) for glob in globs)
    return not globs or any(fnmatchcase(article_id, pattern) for pattern in patterns)


@dataclass(slots=True)
class _Sorting:
    """Puts articles among those that are compared, or those that are not."""

    sides: tuple[Side, ...]
    least: int
    compared: list[Compared] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    _used: list[Used] = field(default_factory=list)
    _schemas: set[SchemaRef] = field(default_factory=set)
    _left: dict[str, list[str]] = field(default_factory=dict)
    _untouched: int = 0
    _shared: int = 0

    def take(self, article_id: str, answers: Answers) -> None:
        """Take the next article."""
        if not any(answers.said.values()):
            self._untouched += 1
            return
        kept = answers.kept
        same = _same(kept)
        if same or answers.article is None or len(kept) < self.least:
            whys = filter(None, map(answers.why_not, self.sides))
            reason = same or "; ".join(dict.fromkeys(whys))
            self.excluded.append(Excluded(article_id, reason))
            self._shared += len(kept) >= 2 and not same
            return
        for one in answers.said.values():
            if isinstance(one, Not) and not one.draft:
                self._left.setdefault(one.reason, []).append(article_id)
        for each in kept.values():
            version = each.version
            self._used.append(Used(article_id, version.annotator, version.number, each.sha256))
            self._schemas.add(version.schema)
        self.compared.append(_compared(answers.article, kept))

    def selection(self, schema: Schema) -> Selection:
        """What came of it."""
        return Selection(
            annotators=tuple(side.name for side in self.sides),
            compared=tuple(self.compared),
            schema=schema,
            excluded=tuple(self.excluded),
            used=tuple(self._used),
            schemas=tuple(sorted({f"{x.name} {x.version} {x.sha256}" for x in self._schemas})),
            untouched=self._untouched,
            shared=self._shared,
            warnings=tuple(self._warnings()),
        )

    def _warnings(self) -> Iterator[str]:
        """What the figures cannot say of what they were made from."""
        statuses = [one.status for each in self.compared for one in each.labellings.values()]
        drafts = statuses.count("draft")
        if drafts:
            yield f"drafts count: {drafts} of the {len(statuses)} labellings are not done"
        for reason, articles in self._left.items():
            yield f"left out of {listed(articles)}, which others share: {reason}"
        for one, other in combinations((side.name for side in self.sides), 2):
            if not any({one, other} <= each.labellings.keys() for each in self.compared):
                yield f"{one} and {other} have no article in common that counts"


def _same(kept: Mapping[str, Kept]) -> str:
    """What to say where two sides mean the very same version; empty where none do."""
    for (name, one), (other, two) in combinations(kept.items(), 2):
        if one.place == two.place:
            return f"{name} and {other} are the same version"
    return ""


def _compared(article: Article, kept: Mapping[str, Kept]) -> Compared:
    versions = [one.version for one in kept.values()]
    year, week, _ = datetime.fromisoformat(max(one.saved for one in versions)).isocalendar()
    guidelines = {_guideline(one.schema) for one in versions}
    return Compared(
        article=article,
        unit=unit_of(article),
        labellings={name: one.version.labelling for name, one in kept.items()},
        week=f"{year}-W{week:02d}",
        guideline=guidelines.pop() if len(guidelines) == 1 else "",
    )


def unit_of(article: Article) -> str:
    """What is resampled in place of an article: its cluster, or the article itself."""
    cluster = article.facts.cluster
    # No ID holds a colon, so that no article is taken for a cluster.
    return f"cluster:{cluster}" if cluster else article.id


def _guideline(schema: SchemaRef) -> str:
    return f"{schema.name} {schema.version} (pages {schema.pages[:_SHORT]})"
