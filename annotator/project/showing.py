"""One labelling of one article, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.errors import StoreError, UsageError, raise_all
from annotator.labels.complaints import shown
from annotator.labels.labelling import Labelling
from annotator.labels.schema import Schema
from annotator.project.fit import misfits, text_misfits
from annotator.project.places import (
    Project,
    kept_text,
    read_article,
    read_schema_of,
    store_of,
)
from annotator.store import history
from annotator.store.protocol import Store
from annotator.store.record import ANNOTATOR, Version
from annotator.text.article import Article

NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Which:
    """An annotator's version: the newest where no number is given."""

    annotator: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An article under a schema with what one annotator said of it.

    Where nobody labelled it, `annotator` and `version` are None and the labelling is empty.
    `text` is the one that the labels were made on.
    """

    article: Article
    schema: Schema
    annotator: str | None
    version: int | None
    labelling: Labelling
    notices: tuple[str, ...] = ()


def which(named: str, option: str = "--as") -> Which:
    """What `NAME`, `NAME@V` or `NAME@newest` means.

    Raises:
        UsageError: it is none of them.
    """
    name, at, number = named.partition("@")
    number = number.removeprefix("v")
    is_number = number.isascii() and number.isdigit() and len(number) < 16 and int(number) > 0
    if not ANNOTATOR.fullmatch(name) or (at and not is_number and number != NEWEST):
        what = f"{shown(named)} names no version"
        fix = "name an annotator, or one of their versions as NAME@V, such as a1@2"
        raise UsageError(what, option, fix)
    return Which(name, int(number) if is_number else None)


def show(project: Project, article_id: str, asked: Which | None, own: str | None) -> Shown:
    """A labelling as it is asked for; else `own`'s newest; else that of the only one who has any.

    Raises:
        AnnotatorError, Faults: the article, the schema or the version is at fault or not there.
        UsageError: nobody is asked for, and several others have labels.
    """
    article = read_article(project, article_id)
    schema = read_schema_of(project)
    store = store_of(project)
    there = store.annotators(article.id)
    told: tuple[str, ...] = ()
    if asked is None:
        if not there:
            return Shown(article, schema, None, None, Labelling(), ("nobody labelled it yet",))
        name = own if own in there else there[0]
        if name != own:
            _check_only(there, own)
            told = (f"these are the labels of {name}, the only ones",)
        asked = Which(name or there[0])
    version = find_version(store, article.id, asked)
    article = _on_its_text(project, article, version, schema)
    if version.article_sha256 != read_article(project, article_id).sha256:
        told = (*told, "these labels lie on an older text, which is shown")
    return Shown(article, schema, asked.annotator, version.number, version.labelling, told)


def find_version(store: Store, article_id: str, asked: Which) -> Version:
    """The version that is asked for.

    Raises:
        StoreError: it is not there; the error names those that are.
        LabelFileError, SpanError, Faults: its file is at fault.
    """
    numbers = numbers_of(store, article_id, asked.annotator)
    where = f"{article_id}/{asked.annotator}"
    if asked.number is not None and asked.number not in numbers:
        fix = f"the newest is {numbers[-1]}: {asked.annotator}@{numbers[-1]}"
        raise StoreError(f"there is no version {asked.number}", where, fix)
    return history.version_of(store, article_id, asked.annotator, asked.number or numbers[-1])


def numbers_of(store: Store, article_id: str, annotator: str) -> tuple[int, ...]:
    """The numbers of the versions that an annotator saved of an article, rising: one or more.

    Raises:
        StoreError: there are none; the error names those who saved some.
    """
    numbers = store.versions(article_id, annotator)
    if not numbers:
        others = ", ".join(store.annotators(article_id))
        fix = f"name one of those who did: {others}" if others else "nobody did yet: label it first"
        what = f"{annotator} saved no labels of {article_id}"
        raise StoreError(what, f"{article_id}/{annotator}", fix)
    return numbers


def _check_only(there: tuple[str, ...], own: str | None) -> None:
    if len(there) > 1:
        whose = (
            f"{own} has no labels of it, and" if own else "it is not said whose labels are meant:"
        )
        raise UsageError(
            what=f"{whose} {' and '.join((', '.join(there[:-1]), there[-1]))} have",
            where="--as",
            fix=f"name one of them, such as --as {there[0]}",
        )


def _on_its_text(project: Project, article: Article, version: Version, schema: Schema) -> Article:
    """The article with the text that the version lies on.

    Raises:
        AnnotatorError, Faults: the version does not fit, or its text is not kept.
    """
    store = store_of(project)
    where = store.where(article.id, version.annotator, version.number)
    old = None
    if version.article_sha256 != article.sha256:
        old = kept_text(project, version.article_sha256)
    if old is not None:
        article = replace(article, text=old)
    is_newest = version.number == store.versions(article.id, version.annotator)[-1]
    if is_newest or version.article_sha256 != article.sha256:
        raise_all(misfits(project, version, article, schema, where))
    else:
        raise_all(text_misfits(version, article.text, where))
    return article
