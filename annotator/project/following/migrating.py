"""Labels that were made under a schema which was changed since: brought after it, all or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.errors import AnnotatorError, StoreError, UsageError, raise_all
from annotator.labels.guessing import Guess, guesses
from annotator.labels.labelling import Labelling
from annotator.labels.migration import Step, contradictions, migrated
from annotator.labels.rules import SchemeError, astray, collisions, faults
from annotator.labels.schema import Schema
from annotator.labels.step_names import made_faults
from annotator.labels.step_words import as_option
from annotator.project.fit import misfits
from annotator.project.following.checking import astray_in_words, check_named
from annotator.project.following.selecting import whose
from annotator.project.places import Project, read_article, read_schema_of, store_of
from annotator.project.sitting.annotate import version_for
from annotator.project.watching import Watch, unwatched
from annotator.store import history
from annotator.store.codec import encode
from annotator.store.protocol import Store, Taken
from annotator.store.record import Version
from annotator.text.article import Article


@dataclass(frozen=True, slots=True)
class Followed:
    """One annotator's labels of one article after the schema; `version` follows `before`."""

    article: str
    annotator: str
    before: int
    version: int
    labelling: Labelling


@dataclass(frozen=True, slots=True)
class Migration:
    """All labels that were changed, how many were looked at, and what a person should know."""

    done: tuple[Followed, ...]
    seen: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A newest version that does not fit today's schema: how often, and the first fault."""

    article: str
    annotator: str
    version: int
    problems: int
    first: AnnotatorError


@dataclass(frozen=True, slots=True)
class Check:
    """Which newest versions do not fit today's schema, and what may help."""

    seen: int
    misfits: tuple[Misfit, ...]
    guesses: tuple[Guess, ...]
    faults: tuple[AnnotatorError, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A version to be kept after another one."""

    version: Version
    head: Version


def migrate(  # noqa: PLR0913 - what a version says of its making, and who watches
    project: Project,
    articles: Sequence[str],
    annotator: str | None,
    steps: Sequence[Step],
    *,
    now: datetime,
    keep: bool = True,
    watch: Watch[str] = unwatched,
) -> Migration:
    """Take steps on everybody's newest versions; what they change gets a new version each.

    Everything is checked before anything is kept. The same steps taken again change nothing.

    Args:
        project: where everything lies.
        articles: the articles to look at; all of them are there.
        annotator: whose labels, None for everybody's.
        steps: what to do.
        now: when the new versions are made.
        keep: False only tells what would be done.
        watch: gives articles and versions, to one who wants to see how far it is.

    Raises:
        UsageError, Faults: steps contradict each other, or name what nothing knows.
        AnnotatorError, Faults: every version that would not fit; then nothing is kept.
        StoreError: the disk failed in the middle; the error names what had been kept.
    """
    raise_all([_contradiction(what) for what in contradictions(steps)])
    schema, store = read_schema_of(project), store_of(project)
    raise_all([*made_faults(steps, schema)])
    planning = _Planning(project, steps, schema, now)
    for found in _heads(project, store, watch(articles, "taking steps"), annotator):
        planning.look_at(found)
    idle = [step for step in steps if not planning.used[step]]
    check_named(store, idle, steps, schema, watch)
    raise_all(planning.wrong)
    _check_encodable(planning.plans)
    if keep:
        _keep(store, planning.plans, watch)
    notices = (*_idle(idle), *astray_in_words(planning.bent))
    return Migration(tuple(map(_followed, planning.plans)), planning.seen, notices)


class _Planning:
    """What the steps would make of the versions that were looked at, and what is wrong."""

    def __init__(
        self, project: Project, steps: Sequence[Step], schema: Schema, now: datetime
    ) -> None:
        self._project = project
        self._steps = steps
        self._schema = schema
        self._now = now
        self.plans: list[_Plan] = []
        self.wrong: list[AnnotatorError] = []
        self.bent: list[AnnotatorError] = []
        self.used: Counter[Step] = Counter()
        self.seen = 0

    def look_at(self, found: tuple[Article, Version] | AnnotatorError) -> None:
        """Take the steps on one version; what they change is planned."""
        if isinstance(found, AnnotatorError):
            self.wrong.append(found)
            return
        (article, head), schema = found, self._schema
        self.seen += 1
        after = migrated(head.labelling, self._steps, schema)
        self.used.update(dict(after.counts))
        where = store_of(self._project).where(article.id, head.annotator, head.number)
        self.wrong += _faults(self._project, head, article, schema, after.labelling, where)
        if after.labelling != head.labelling:
            self.plans.append(_plan(article, schema, after.labelling, head, self._now))
            before = astray(head.labelling, schema, where)
            new = astray(after.labelling, schema, where)
            self.bent += [one for one in new if not _in(one, before)]


def _idle(steps: Sequence[Step]) -> Iterator[str]:
    """What to say of steps that found nothing to do."""
    return (f"nothing to do: {as_option(one)}" for one in steps)


def _in(fault: AnnotatorError, others: Iterable[AnnotatorError]) -> bool:
    """Whether the same was wrong at the same place before."""
    return any((one.what, one.where) == (fault.what, fault.where) for one in others)


def _plan(
    article: Article, schema: Schema, labelling: Labelling, head: Version, now: datetime
) -> _Plan:
    version = version_for(article, schema, labelling, annotator=head.annotator, now=now, seconds=0)
    return _Plan(version, head)


def check(
    project: Project, articles: Sequence[str], annotator: str | None, watch: Watch[str] = unwatched
) -> Check:
    """Hold everybody's newest versions against today's schema, and guess what would help.

    What else is wrong with a version is told as a fault, and keeps no other one back. `watch`
    gives the articles.

    Raises:
        SchemaError, Faults: the schema cannot be read.
    """
    schema = read_schema_of(project)
    store = store_of(project)
    unfit: list[Misfit] = []
    guessed: dict[Guess, None] = {}
    wrong: list[AnnotatorError] = []
    seen = 0
    for found in _heads(project, store, watch(articles, "checking"), annotator):
        if isinstance(found, AnnotatorError):
            wrong.append(found)
            continue
        article, head = found
        seen += 1
        where = store.where(article.id, head.annotator, head.number)
        odd = _scheme_faults(head.labelling, article, schema, where)
        if odd:
            unfit.append(Misfit(article.id, head.annotator, head.number, len(odd), odd[0]))
            guessed |= dict.fromkeys(guesses(head.labelling.spans, schema))
    return Check(seen, tuple(unfit), tuple(guessed), tuple(wrong))


def _heads(
    project: Project, store: Store, articles: Iterable[str], annotator: str | None
) -> Iterator[tuple[Article, Version] | AnnotatorError]:
    """Every newest version with its article, or why there is none to be had."""
    for article_id in articles:
        try:
            article = read_article(project, article_id)
            names = whose(store, article_id, annotator)
        except AnnotatorError as error:
            yield error
            continue
        for name in names:
            try:
                head = history.head(store, article_id, name)
            except AnnotatorError as error:
                yield error
                continue
            if head:
                yield article, head


def _faults(  # noqa: PLR0913, PLR0917 - a version on its text, under its schema, in its place
    project: Project,
    head: Version,
    article: Article,
    schema: Schema,
    after: Labelling,
    where: str,
) -> tuple[AnnotatorError, ...]:
    """What keeps labels from being kept as they are after the steps.

    Those that lie on another text can wait until they are moved, unless the steps change them.
    """
    if head.article_sha256 != article.sha256:
        touched = after != head.labelling or _scheme_faults(after, article, schema, where)
        return misfits(project, head, article, schema, where) if touched else ()
    alike = {fault.where: fault for fault in collisions(after, where)}
    return tuple(
        _collision(fault)
        if fault.where in alike and fault.what == alike[fault.where].what
        else _open(fault)
        for fault in faults(after, schema, article.text, where)
    )


def _scheme_faults(
    labelling: Labelling, article: Article, schema: Schema, where: str
) -> tuple[AnnotatorError, ...]:
    """Only what the schema does not know, whatever the text says."""
    found = faults(labelling, schema, article.text, where)
    return tuple(one for one in found if isinstance(one, SchemeError))


def _collision(fault: AnnotatorError) -> AnnotatorError:
    """Two spans that the steps would make equal."""
    fix = (
        "name the labels in schema.toml as they were, delete one of the two spans on the screen, "
        "and migrate then"
    )
    return type(fault)(f"after these steps {fault.what}", fault.where, fix)


def _open(fault: AnnotatorError) -> AnnotatorError:
    """What the steps leave as it is."""
    if not isinstance(fault, SchemeError):
        return fault
    fix = f"{fault.fix}; annotator migrate without steps tells which ones may be missing"
    return SchemeError(f"after these steps {fault.what}", fault.where, fix)


def _contradiction(what: str) -> UsageError:
    return UsageError(
        what, "annotator migrate", "leave one out; do it by itself where it is needed"
    )


def _check_encodable(plans: Sequence[_Plan]) -> None:
    """Refuse, before anything is kept, what could not be written."""
    wrong: list[AnnotatorError] = []
    for plan in plans:
        try:
            encode(replace(plan.version, number=plan.head.number + 1))
        except AnnotatorError as error:
            wrong.append(error)
    raise_all(wrong)


def _keep(store: Store, plans: Sequence[_Plan], watch: Watch[str]) -> None:
    """Keep every version; where one fails, say which were kept, since none is ever taken back."""
    made: list[str] = []
    articles = [plan.version.article_id for plan in plans]
    for plan, _ in zip(plans, watch(articles, "keeping"), strict=True):
        try:
            kept = history.append(store, plan.version, plan.head)
        except AnnotatorError as error:
            raise _stopped(error, made, len(plans)) from error
        made.append(f"{kept.article_id} version {kept.number} by {kept.annotator}")


def _stopped(error: AnnotatorError, made: Sequence[str], planned: int) -> AnnotatorError:
    fix = error.fix
    if isinstance(error, Taken):
        fix = "see with annotator show what was saved"
    told = (
        f"; {len(made)} of {planned} versions were kept before: {', '.join(made)}" if made else ""
    )
    return StoreError(
        what=f"{error.what}{told}",
        where=error.where,
        fix=f"{fix}; then migrate again with the same steps, which goes on where it stopped",
    )


def _followed(plan: _Plan) -> Followed:
    version, head = plan.version, plan.head
    number = head.number + 1
    return Followed(version.article_id, version.annotator, head.number, number, version.labelling)
