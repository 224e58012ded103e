"""The labels that are meant are found, or it is said who has some."""

from __future__ import annotations

import pytest

from annotator.errors import AnnotatorError, StoreError, UsageError
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.overview.listing import Listing
from annotator.project.showing import Which, show, which
from annotator.project.sitting import annotate


@pytest.fixture
def second(tagged, now):
    """A version by another annotator beside that of a1."""
    session = annotate.called_done(annotate.open_session(tagged, "border", "b2").session)
    annotate.save(tagged, session, annotator="b2", now=now, seconds=0)
    return tagged


def test_a_name_may_come_with_a_version():
    assert which("a1") == Which("a1")
    assert which("a1@12") == which("a1@v12") == Which("a1", 12)


@pytest.mark.parametrize("named", ["", "A", "a1@", "a1@x", "a1@0", "a1@-1", "a1@2@3", "a1@٢"])
def test_what_names_no_version_is_refused(named):
    with pytest.raises(UsageError, match="--as"):
        which(named)


def test_an_article_without_labels_is_shown_bare(project):
    shown = show(project, "flight", None, "a1")
    assert (shown.annotator, shown.version, shown.labelling.spans) == (None, None, ())


def test_the_only_one_with_labels_is_named(tagged):
    assert show(tagged, "border", None, "a1").notices == ()
    shown = show(tagged, "border", None, "me")
    assert (shown.annotator, shown.version) == ("a1", 1)
    assert "a1" in shown.notices[0]


def test_one_s_own_labels_come_before_those_of_others(second):
    assert show(second, "border", None, "b2").annotator == "b2"


def test_of_several_others_one_must_be_named(second):
    with pytest.raises(UsageError, match="a1 and b2"):
        show(second, "border", None, "me")
    with pytest.raises(UsageError, match="a1 and b2"):
        show(second, "border", None, None)


def test_a_version_that_is_not_there_names_those_that_are(tagged):
    with pytest.raises(StoreError, match="a1@1"):
        show(tagged, "border", Which("a1", 2), None)
    with pytest.raises(StoreError, match="name one of those who did: a1"):
        show(tagged, "border", Which("b2"), None)


def test_labels_of_a_text_that_was_replaced_are_shown_on_that_text(tagged, tmp_path):
    (tmp_path / "border.txt").write_text("another text")
    add(tagged, [tmp_path / "border.txt"], Asked(), existing="replace")
    shown = show(tagged, "border", Which("a1"), None)
    assert shown.article.text.startswith("قال")
    assert "older text" in shown.notices[0]
    for path in (tagged.seeds / ".old").iterdir():
        path.unlink()
    with pytest.raises(AnnotatorError, match="another text"):
        show(tagged, "border", Which("a1"), None)


def test_the_list_shows_what_can_be_read_and_tells_the_rest(second):
    (second.seeds / "bad.txt").write_bytes(b"\xff")
    (second.labels / "border" / "b2" / "0001.json").write_text("{}")
    found = Listing(second)
    entries = list(found.entries())
    assert [entry.article.id for entry in entries] == ["border", "flight"]
    (work,) = entries[0].labels
    assert (work.annotator, work.version, work.status, work.spans) == ("a1", 1, "draft", 2)
    told = {fault.where.partition(":")[0] for fault in found.faults}
    assert told == {"seeds/bad.txt", "labels/border/b2/0001.json"}
