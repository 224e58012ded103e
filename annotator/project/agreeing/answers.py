"""What each side has of an article: labels that count, or why they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.errors import AnnotatorError, raise_all
from annotator.labels.rules import SchemeError, faults
from annotator.labels.schema import Schema
from annotator.project.agreeing.sides import Kept, Side
from annotator.project.places import Project, read_article
from annotator.store.protocol import Store
from annotator.text.article import Article

Drafts = Literal["leave", "take"]


@dataclass(frozen=True, slots=True)
class Not:
    """Why labels do not count; those that are only not done yet are drafts."""

    reason: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What each side has of an article; None where it has nothing of it.

    The article is None where it is no longer there, or nobody has anything of it.
    """

    article: Article | None
    said: Mapping[str, Kept | Not | None]

    @property
    def kept(self) -> dict[str, Kept]:
        """The labels that count, by side."""
        return {name: one for name, one in self.said.items() if isinstance(one, Kept)}

    def among(self, sides: Sequence[Side]) -> Answers:
        """Those of some sides alone."""
        return Answers(self.article, {side.name: self.said[side.name] for side in sides})

    def why_not(self, side: Side) -> str:
        """Why nothing of a side counts; empty where it does."""
        said = self.said[side.name]
        if isinstance(said, Kept):
            return ""
        return said.reason if said else side.lacks


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads what sides have of articles; `there` are the articles of today."""

    project: Project
    store: Store
    schema: Schema
    there: frozenset[str]
    drafts: Drafts

    def answers(self, sides: Sequence[Side], articles: Iterable[str]) -> dict[str, Answers]:
        """What each side has of each article.

        Raises:
            AnnotatorError, Faults: every article and every label file that is at fault.
        """
        found: dict[str, Answers] = {}
        wrong: list[AnnotatorError] = []
        for article_id in articles:
            try:
                found[article_id] = self._answer(sides, article_id)
            except AnnotatorError as error:
                wrong.append(error)
        raise_all(wrong)
        return found

    def _answer(self, sides: Sequence[Side], article_id: str) -> Answers:
        kept = {side.name: side.kept(self.store, article_id) for side in sides}
        if not any(kept.values()):
            return Answers(None, kept)
        if article_id not in self.there:
            gone = Not("its text is no longer among the articles")
            return Answers(None, {name: one and gone for name, one in kept.items()})
        article = read_article(self.project, article_id)
        said = {name: one and self.judged(name, one, article) for name, one in kept.items()}
        return Answers(article, said)

    def judged(self, name: str, kept: Kept, article: Article) -> Kept | Not:
        """The labels that a side has of an article, or why they do not count.

        Raises:
            AnnotatorError, Faults: they lie on this text and say what it does not.
        """
        version = kept.version
        if self.drafts == "leave" and version.labelling.status == "draft":
            return Not(f"not done by {name} (draft)", draft=True)
        if version.article_sha256 != article.sha256:
            return Not(f"the labels of {name} lie on an older text: annotator rebase moves them")
        wrong = faults(version.labelling, self.schema, article.text, kept.where)
        raise_all([one for one in wrong if not isinstance(one, SchemeError)])
        if wrong:
            return Not(f"the labels of {name} do not fit the schema: annotator migrate mends them")
        return kept
