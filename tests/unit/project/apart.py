"""A project in two copies that go their own ways."""

from __future__ import annotations

from dataclasses import replace

from annotator.labels.edits import Add, Replace, removal
from annotator.labels.span import mark
from annotator.project.places import store_of
from annotator.project.proving.proof import prove
from annotator.store import history


def tag(label, start, end, **more):
    return lambda session: Add(
        mark(session.article.text, session.fresh_id, label, [(start, end)], **more)
    )


def change(span_id, **more):
    def edit(session):
        span = session.labelling.span(span_id)
        return Replace(span, replace(span, **more))

    return edit


def drop(span_id):
    return lambda session: removal(session.labelling, session.labelling.span(span_id))


def bytes_of(project):
    """Every file of the labels by its path."""
    labels = project.labels
    return {
        str(path.relative_to(labels)): path.read_bytes()
        for path in sorted(labels.rglob("*"))
        if path.is_file()
    }


def newest(project):
    return history.head(store_of(project), "border", "a1")


def spans(project):
    return [(span.id, span.label, span.start) for span in newest(project).labelling.spans]


def proved(project):
    assert prove(project).problems == ()
