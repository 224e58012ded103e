"""A small project: two articles under the shipped scheme, and labels made by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from annotator.labels.edits import Add
from annotator.labels.span import mark
from annotator.project import annotate
from annotator.project.places import open_project
from annotator.project.start import start

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
BORDER = "قال إيغور في باتكين إن عشرين شخصا قتلوا.\nوصل أمس.\n"


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def project(tmp_path):
    root = start(tmp_path / "news", sample=False)
    (root / "seeds" / "border.txt").write_bytes(BORDER.encode())
    (root / "seeds" / "border.toml").write_bytes(b'published = "2021-04-30"\nlanguage = "ar"\n')
    (root / "seeds" / "flight.txt").write_bytes(b"The president left Bishkek on Thursday.\n")
    return open_project(root)


@pytest.fixture
def tagged(project, now):
    """The project with one saved version of `border` by a1: a person and a place."""
    session = annotate.open_session(project, "border", "a1").session
    for label, start_, end in (("PERSON", 4, 9), ("PLACE", 13, 19)):
        span = mark(session.article.text, session.fresh_id, label, [(start_, end)])
        session = session.do(Add(span))
    annotate.save(project, session, annotator="a1", now=now, seconds=12)
    return project
