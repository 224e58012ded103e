"""Two labellings are held against each other by ids or by places, and never on unlike texts."""

from __future__ import annotations

import pytest

from annotator.errors import ArticleError, StoreError, UsageError
from annotator.labels.comparing import OtherChange
from annotator.labels.edits import Add, Remove, Replace, Restate
from annotator.labels.labelling import Labelling
from annotator.labels.span import mark
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import read_article, store_of
from annotator.project.sitting import annotate
from annotator.project.versions.contrast import diff
from annotator.store import history
from annotator.store.codec import sha256
from annotator.store.release_file import Counts, Release, ReleaseEntry, encode_release


@pytest.fixture
def two(tagged, now):
    """a1 tagged a person and a place; b2 a wider person and a date, other ids, and is done."""
    session = annotate.open_session(tagged, "border", "b2").session
    text = session.article.text
    for at, (label, start, end) in enumerate([("DATE", 45, 48), ("PERSON", 0, 9)], start=1):
        session = session.do(Add(mark(text, f"s{at}", label, [(start, end)])))
    session = session.do(Restate("draft", "done"))
    annotate.save(tagged, session, annotator="b2", now=now, seconds=0)
    return tagged


@pytest.fixture
def freeze(two):
    """Makes a release of one version by a1."""

    def go(name, **more):
        store = store_of(two)
        head = history.head(store, "border", "a1")
        digest = sha256(store.read("border", "a1", 1))
        entry = ReleaseEntry("border", head.article_sha256, "a1", 1, more.get("digest", digest))
        counts = Counts(1, 2, (("PERSON", 1), ("PLACE", 1)))
        release = Release(name, head.saved, head.schema, "", (entry,), counts)
        store.create_release(name, encode_release(release))

    return go


def replaced(project, tmp_path, text="قال إيغور اليوم في باتكين إن عشرين شخصا قتلوا.\n"):
    (tmp_path / "border.txt").write_text(text)
    add(project, [tmp_path / "border.txt"], Asked(), existing="replace")


def kinds(found):
    return [
        (one.kind, *(span and span.id for span in (one.before, one.after)))
        for one in found.differences
    ]


def test_two_annotators_are_compared_by_places(two):
    found = diff(two, "border", "a1", "b2")
    assert not found.by_id
    assert kinds(found) == [
        ("moved", "s1", "s2"),
        ("removed", "s2", None),
        ("added", None, "s1"),
    ]
    assert found.others == (OtherChange("status", ("draft", "done")),)
    assert found.notices == ()
    assert (found.a.name, found.b.name) == ("a1@1", "b2@1")


def test_two_versions_of_one_annotator_are_compared_by_ids(two, now):
    session = annotate.open_session(two, "border", "a1").session
    person, place = session.spans
    far = mark(session.article.text, "s1", "DATE", [(45, 48)])
    session = session.do(Replace(person, far)).do(Remove(place))
    annotate.save(two, session, annotator="a1", now=now, seconds=0)
    found = diff(two, "border", "a1@1", "a1")
    assert found.by_id
    assert kinds(found) == [("relabelled", "s1", "s1"), ("removed", "s2", None)]
    assert diff(two, "border", "a1@1", "a1@1").differences == ()


def test_a_release_stands_for_the_version_it_froze(two, freeze):
    freeze("R1")
    found = diff(two, "border", "R1", "b2")
    assert (found.a.name, len(found.differences)) == ("a1@1", 3)
    with pytest.raises(StoreError, match="holds no labels of flight"):
        diff(two, "flight", "R1", "b2")


def test_a_release_is_held_against_the_file_it_froze(two, freeze):
    freeze("R1", digest="0" * 64)
    with pytest.raises(StoreError, match="not the file that was released"):
        diff(two, "border", "R1", "b2")


def test_a_name_of_an_annotator_and_a_release_is_refused(two, freeze):
    freeze("b2")
    with pytest.raises(UsageError, match="is a release, and an annotator"):
        diff(two, "border", "a1", "b2")
    assert diff(two, "border", "a1", "b2@1").b.name == "b2@1"


def test_what_is_not_there_is_named(two):
    with pytest.raises(StoreError, match="those who did: a1, b2"):
        diff(two, "border", "a1", "c3")
    with pytest.raises(StoreError, match="the newest is 1"):
        diff(two, "border", "a1@2", "b2")
    with pytest.raises(UsageError, match="names no version"):
        diff(two, "border", "a1", "R2")
    with pytest.raises(ArticleError, match="there is no article"):
        diff(two, "borders", "a1", "b2")


def test_places_on_unlike_texts_are_not_compared(two, now, tmp_path):
    replaced(two, tmp_path)
    assert diff(two, "border", "a1", "b2").notices == (
        "the labels a1@1 lie on an older text of the article",
        "the labels b2@1 lie on an older text of the article",
    )
    on_today(two, now)
    with pytest.raises(StoreError, match="annotator rebase"):
        diff(two, "border", "a1", "b2")


def on_today(project, now):
    """A second version by b2, on the text of today."""
    article = read_article(project, "border")
    store = store_of(project)
    head = history.head(store, "border", "b2")
    labelling = Labelling((mark(article.text, "s2", "PERSON", [(4, 9)]),))
    moved = annotate.version_for(
        article, annotate.read_schema_of(project), labelling, annotator="b2", now=now, seconds=0
    )
    history.append(store, moved, head)


def test_versions_of_one_annotator_on_unlike_texts_are_compared_by_id_with_a_word(
    two, now, tmp_path
):
    replaced(two, tmp_path)
    on_today(two, now)
    found = diff(two, "border", "b2@1", "b2")
    assert "different texts" in found.notices[0]
    assert kinds(found) == [("moved", "s2", "s2"), ("removed", "s1", None)]
    assert found.a.text != found.b.text
    for path in (two.seeds / ".old").iterdir():
        path.unlink()
    assert diff(two, "border", "b2@1", "b2").a.text is None
