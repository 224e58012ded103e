"""A small project: two articles under the shipped scheme, and labels made by hand."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from annotator.labels.edits import Add
from annotator.labels.labelling import Labelling
from annotator.labels.span import mark
from annotator.project.merges.merging import merge_folders
from annotator.project.places import open_project, read_article, read_schema_of, store_of
from annotator.project.sitting import annotate
from annotator.project.start import start
from annotator.store import history
from tests.unit.project.apart import newest

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


@pytest.fixture
def keep(project, now):
    """Keeps a version with these spans: label, start, end, and if need be values and comment."""

    def go(article_id, annotator, *marked, status="done", **more):
        article = read_article(project, article_id)
        spans = tuple(
            mark(
                article.text,
                f"s{number}",
                label,
                [(start_, end)],
                attributes=rest[0] if rest else (),
                comment=rest[1] if rest else "",
            )
            for number, (label, start_, end, *rest) in enumerate(marked, start=1)
        )
        store = store_of(project)
        version = annotate.version_for(
            article,
            read_schema_of(project),
            Labelling(spans, status=status, **more),
            annotator=annotator,
            now=now,
            seconds=1,
        )
        return history.append(store, version, history.head(store, article_id, annotator))

    return go


@pytest.fixture
def copy(tagged, tmp_path):
    """A second copy of the project, as it was after version 1."""
    shutil.copytree(tagged.root, tmp_path / "copy")
    return open_project(tmp_path / "copy")


@pytest.fixture
def work(now):
    """Saves one more version of `border` by a1, with one more thing done."""

    def done(project, change):
        session = annotate.open_session(project, "border", "a1").session
        session = session.do(change(session))
        version = annotate.version_for(
            session.article,
            session.schema,
            session.labelling,
            annotator="a1",
            now=now,
            seconds=5,
        )
        history.append(store_of(project), version, newest(project))

    return done


@pytest.fixture
def merging(now):
    def go(project, source=None, take=None):
        report = merge_folders(project, source, take=take, now=now)
        assert not report.faults
        return [(one.article, one.annotator, one.version, one.what) for one in report.outcomes]

    return go
