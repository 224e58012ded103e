"""Whether kept labels stand on the text and under the schema that they should."""

from __future__ import annotations

from annotator.errors import AnnotatorError, SpanError, StoreError
from annotator.labels.complaints import shown
from annotator.labels.rules import SchemeError, faults, spot
from annotator.labels.schema import Schema
from annotator.labels.span import Quote, quoted
from annotator.project.places import OLD_TEXTS, Project, kept_text
from annotator.store.record import Version
from annotator.text.article import Article


def misfits(
    project: Project, version: Version, article: Article, schema: Schema, where: str
) -> tuple[AnnotatorError, ...]:
    """Why a version cannot stand on today's text and schema; empty where it can."""
    if version.article_sha256 != article.sha256:
        return (_other_text(project, version, article, where),)
    if version.article_length != article.length:
        what = f"it says the article has {version.article_length} characters, not {article.length}"
        return (SpanError(what, f"{where}: article.length", "restore the file from a copy"),)
    return tuple(map(_advised, faults(version.labelling, schema, article.text, where)))


def _advised(fault: AnnotatorError) -> AnnotatorError:
    """A fault of kept labels: what the schema does not know, it may have known once."""
    if not isinstance(fault, SchemeError):
        return fault
    fix = f"{fault.fix}; if the schema was changed, annotator migrate brings the labels after it"
    return SchemeError(fault.what, fault.where, fix)


def _other_text(project: Project, version: Version, article: Article, where: str) -> AnnotatorError:
    """The error for labels that lie on a text which is no longer the article's."""
    sha256 = version.article_sha256
    try:
        kept = kept_text(project, sha256) is not None
    except AnnotatorError:
        kept = False
    old = project.told(project.seeds / OLD_TEXTS / f"{sha256}.txt")
    back = (
        f"or bring that text back with annotator add --replace --id {article.id} {old}"
        if kept
        else "which must go by their words alone, or put the text back that they were made on"
    )
    fix = f"move them to today's text with annotator rebase {article.id}, {back}"
    return StoreError(
        what=f"these labels were made on another text of {article.id}, with sha256 {sha256[:12]}…",
        where=where,
        fix=fix,
    )


def text_misfits(version: Version, text: str, where: str) -> tuple[AnnotatorError, ...]:
    """Where an older version says other words than the text it was made on; no schema is asked."""
    found: list[AnnotatorError] = []
    fix = "restore the file from a copy or from version control"
    if version.article_length != len(text):
        what = f"it says its text has {version.article_length} characters, not {len(text)}"
        found.append(SpanError(what, f"{where}: article.length", fix))
    for at, span in enumerate(version.labelling.spans):
        quotes = [Quote(span.start, span.end, span.text)] if len(span.pieces) == 1 else []
        quotes += [value for _, value in span.attributes if isinstance(value, Quote)]
        wrong = span.end > len(text) or quoted(text, span.pieces) != span.text
        wrong = wrong or any(text[one.start : one.end] != one.text for one in quotes)
        if wrong:
            what = f"it quotes {shown(span.text)}, which its text does not say there"
            found.append(SpanError(what, spot(where, at, span.id), fix))
    return tuple(found)
