"""The gold that extractors are held against: a release, or an annotator's labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from annotator.errors import AnnotatorError, UsageError, raise_all
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.measure.agreement.figures import Excluded, Used
from annotator.project.agreeing.answers import Drafts, Not, Reading
from annotator.project.agreeing.refusals import TooLittle, listed, reasons
from annotator.project.agreeing.selecting import matching
from annotator.project.agreeing.sides import Kept, Side, named_side
from annotator.project.naming import is_gold
from annotator.project.places import Project, article_ids, read_article, read_schema_of, store_of
from annotator.project.releases.releasing import released_text
from annotator.project.watching import Watch, unwatched
from annotator.store.protocol import Store
from annotator.store.record import Version
from annotator.text.article import Article, Facts

OPTION = "--gold"

_DOING = "reading gold"
_GONE = Not("its text is no longer among the articles")


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article of the gold: the text that was labelled, its labels, and who was heard of it.

    `humans` are the labellings that it was adjudicated from, by annotator, as far as they lie on
    this text.
    """

    article: Article
    labelling: Labelling
    humans: Mapping[str, Labelling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Gold:
    """What extractors are held against, by article ID in their order.

    A release is judged on the texts that were released, also where an article was corrected since.
    `excluded` are articles that do not count, and why; `schemas` are those that the labels were
    made under, as "name version sha256". `reading` judges labels by the same rules, `globs` are
    the patterns that articles were chosen by.
    """

    project: Project
    name: str
    schema: Schema
    articles: Mapping[str, GoldArticle]
    excluded: tuple[Excluded, ...]
    used: tuple[Used, ...]
    schemas: tuple[str, ...]
    warnings: tuple[str, ...]
    reading: Reading
    globs: tuple[str, ...] = ()

    @property
    def texts(self) -> Mapping[str, Article]:
        """The articles that are judged, by ID."""
        return {article_id: one.article for article_id, one in self.articles.items()}

    def __repr__(self) -> str:
        spans = sum(len(one.labelling.spans) for one in self.articles.values())
        return f"<Gold {self.name}: {len(self.articles)} articles, {spans} spans>"


def read_gold(
    project: Project,
    name: str | None,
    *,
    globs: tuple[str, ...] = (),
    drafts: Drafts = "leave",
    watch: Watch[str] = unwatched,
) -> Gold:
    """Read the labels that count as right.

    Args:
        project: where everything lies.
        name: a release, an annotator, or a version of theirs as NAME@V.
        globs: an article counts if one of these patterns fits its ID; none means all.
        drafts: whether labels that are not done count.
        watch: gives the articles, to one who wants to see how far it is.

    Raises:
        UsageError: nobody is named, the name means nothing or two things, or a pattern fits
            nothing.
        StoreError: the named one has no labels.
        TooLittle: no article's labels count; the error says what would help.
        AnnotatorError, Faults: the schema, an article or a label file is at fault; all of the
            articles and label files at once.
    """
    schema = read_schema_of(project)
    store = store_of(project)
    labelled = store.articles()
    if name is None:
        raise _unnamed(store, labelled)
    side = named_side(project, store, name, labelled, OPTION)
    there = frozenset(article_ids(project))
    articles = matching(sorted({*labelled, *there, *(side.entries or ())}), globs)
    reading = Reading(project, store, schema, there, drafts)
    sorting = _Sorting(project, side, reading)
    wrong: list[AnnotatorError] = []
    for article_id in watch(articles, _DOING):
        try:
            sorting.take(article_id)
        except AnnotatorError as error:
            wrong.append(error)
    raise_all(wrong)
    if not sorting.found:
        raise _nothing(side, sorting.excluded)
    return sorting.gold(schema, globs)


@dataclass(slots=True)
class _Sorting:
    """Puts articles among those that are gold, or those that do not count."""

    project: Project
    side: Side
    reading: Reading
    found: dict[str, GoldArticle] = field(default_factory=dict)
    excluded: list[Excluded] = field(default_factory=list)
    _used: list[Used] = field(default_factory=list)
    _schemas: set[str] = field(default_factory=set)
    _drafts: int = 0

    def take(self, article_id: str) -> None:
        """Take the next article; one of which the side has nothing is no gold.

        Raises:
            AnnotatorError, Faults: its text or its labels are at fault.
        """
        kept = self.side.kept(self.reading.store, article_id)
        if kept is None:
            return
        article = self._article(kept)
        said = self.reading.judged(self.side.name, kept, article) if article else _GONE
        if isinstance(said, Not):
            self.excluded.append(Excluded(article_id, said.reason))
        elif article:
            self._keep(article, said)

    def _keep(self, article: Article, kept: Kept) -> None:
        version = kept.version
        humans = dict(self._humans(version, article))
        self.found[article.id] = GoldArticle(article, version.labelling, humans)
        self._used.append(Used(article.id, version.annotator, version.number, kept.sha256))
        schema = version.schema
        self._schemas.add(f"{schema.name} {schema.version} {schema.sha256}")
        self._drafts += version.labelling.status == "draft"

    def gold(self, schema: Schema, globs: tuple[str, ...]) -> Gold:
        """What came of it."""
        many = len(self.found)
        drafts = f"drafts count: {self._drafts} of the {many} articles of the gold are not done"
        return Gold(
            project=self.project,
            name=self.side.name,
            schema=schema,
            articles=self.found,
            excluded=tuple(self.excluded),
            used=tuple(self._used),
            schemas=tuple(sorted(self._schemas)),
            warnings=(drafts,) if self._drafts else (),
            reading=self.reading,
            globs=globs,
        )

    def _article(self, kept: Kept) -> Article | None:
        """The article whose labels these are; None where it is no longer there.

        Raises:
            AnnotatorError, Faults: it is at fault, or the text that was released is not kept.
        """
        version = kept.version
        is_there = version.article_id in self.reading.there
        article = read_article(self.project, version.article_id) if is_there else None
        if self.side.entries is None or (article and article.sha256 == version.article_sha256):
            return article
        text = released_text(self.project, self.side.entries[version.article_id])
        return Article(version.article_id, text, article.facts if article else Facts())

    def _humans(self, version: Version, article: Article) -> Iterator[tuple[str, Labelling]]:
        """Those whose labels were adjudicated into this version, with what they had said.

        One whose labels were since lost, or lay on another text, is left out: nothing is judged
        by them, they only tell how well people agree.
        """
        adjudication = version.labelling.adjudication
        for source in adjudication.sources if adjudication else ():
            with suppress(AnnotatorError):
                side = Side(source.annotator, source.annotator, source.version)
                kept = side.kept(self.reading.store, article.id)
                if kept and kept.sha256 == source.sha256:
                    said = self.reading.judged(source.annotator, kept, article)
                    if isinstance(said, Kept):
                        yield source.annotator, said.version.labelling


def _unnamed(store: Store, labelled: Sequence[str]) -> UsageError:
    """The error where no gold is named, with what could be."""
    annotators = {name for article in labelled for name in store.annotators(article)}
    known = [*store.releases(), *sorted(name for name in annotators if is_gold(name))]
    some = known or sorted(annotators)
    fix = f"name one of these: {listed(some)}" if some else "label first, then annotator release"
    return UsageError("it is not said which labels are right", OPTION, fix)


def _nothing(side: Side, excluded: Sequence[Excluded]) -> TooLittle:
    """The error where nothing of the gold counts."""
    drafts = any("(draft)" in one.reason for one in excluded)
    return TooLittle(
        what=f"no article has labels by {side.name} that count",
        where=OPTION,
        fix=f"see what keeps them apart: {reasons(excluded)}{'; --all counts drafts' * drafts}",
    )
