"""A project with gold of three articles, and predictions as lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from annotator.labels.labelling import Labelling
from annotator.labels.span import mark
from annotator.project.places import read_article, read_schema_of, store_of
from annotator.project.sitting.annotate import version_for
from annotator.store import history

ARABIC = "حدود-قرغيزستان"
BORDER = "قال إيغور في باتكين إن عشرين شخصا قتلوا.\n"
PERSON, PLACE, SHORTER = ("PERSON", 4, 9), ("PLACE", 13, 19), ("PLACE", 13, 17)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def keep(project, name, article_id, *spans, status="done"):
    """Keep spans of an article as somebody's next version."""
    article, store = read_article(project, article_id), store_of(project)
    marked = [
        mark(article.text, f"s{number}", label, [(start, end)])
        for number, (label, start, end) in enumerate(spans, start=1)
    ]
    version = version_for(
        article,
        read_schema_of(project),
        Labelling(tuple(marked), status=status),
        annotator=name,
        now=NOW,
        seconds=0,
    )
    return history.append(store, version, history.head(store, article_id, name))


def line(article, *spans, **more):
    """An article of a file of predictions."""
    told = [
        {
            "label": label,
            "start": start,
            "end": end,
            **({"score": score[0]} if score else {}),
        }
        for label, start, end, *score in spans
    ]
    return json.dumps({"article": article, "spans": told, **more}, ensure_ascii=False) + "\n"
