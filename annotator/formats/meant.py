"""Which key was meant by one that lines of the native exchange do not know."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

# What other programs call the same.
_OF_SPANS = {
    "label": ("type", "tag", "entity", "entity_group", "entity_type", "category", "class", "name"),
    "start": ("begin", "from", "start_char", "start_offset", "char_start"),
    "end": ("stop", "to", "end_char", "end_offset", "char_end"),
    "text": ("word", "quote", "mention", "surface", "surface_form"),
    "score": ("confidence", "conf", "prob", "probability", "certainty"),
    "attributes": ("attrs", "features", "properties"),
    "fragments": ("pieces", "offsets", "parts"),
}
_OF_ARTICLES = {
    "article": ("id", "doc", "doc_id", "docid", "document", "document_id", "article_id", "file"),
    "spans": ("entities", "ents", "annotations", "predictions", "mentions", "labels"),
    "sha256": ("hash", "digest", "sha"),
}


def meant_of_span(key: str, known: Collection[str]) -> str:
    """The key of a span that was meant, empty where that cannot be guessed."""
    return _meant(key, _OF_SPANS, known)


def meant_of_article(key: str, known: Collection[str]) -> str:
    """The key of a line that was meant, empty where that cannot be guessed."""
    return _meant(key, _OF_ARTICLES, known)


def _meant(key: str, others: dict[str, tuple[str, ...]], known: Collection[str]) -> str:
    name = key.lower().replace("-", "_")
    for own, called in others.items():
        if name in called:
            return own
    return next(iter(get_close_matches(name, known, 1, 0.75)), "")
