"""Whose labels of which articles a command is about."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import StoreError, raise_all
from annotator.project.places import Project, article_ids, store_of, unknown_article
from annotator.store.protocol import Store


def labelled(project: Project, asked: Sequence[str], annotator: str | None) -> tuple[str, ...]:
    """The articles that are named, else all of today's, as far as there are labels of them.

    Raises:
        ArticleError: a named one is not there.
        StoreError: a named one has no labels, or none by that annotator.
    """
    known = article_ids(project)
    store = store_of(project)
    unknown = [unknown_article(one, known) for one in asked if one not in known]
    raise_all(unknown)
    there = frozenset(store.articles())
    chosen = tuple(dict.fromkeys(asked)) or known
    found = tuple(one for one in chosen if one in there and whose(store, one, annotator))
    raise_all([_unlabelled(one, annotator) for one in asked if one not in found])
    return found


def whose(store: Store, article_id: str, annotator: str | None) -> tuple[str, ...]:
    """Who has labels of an article; of one annotator only, where one is named."""
    names = store.annotators(article_id)
    return names if annotator is None else tuple(name for name in names if name == annotator)


def _unlabelled(article_id: str, annotator: str | None) -> StoreError:
    who = annotator or "nobody"
    return StoreError(
        what=f"{who} saved no labels of {article_id}" if annotator else "nobody labelled it yet",
        where=f"{article_id}/{annotator}" if annotator else article_id,
        fix="name an article with labels; annotator list tells whose there are",
    )
