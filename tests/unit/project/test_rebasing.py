"""Labels follow a corrected text: with their characters, by their words, or not at all."""

from __future__ import annotations

import errno
import json
import os

import pytest

from annotator.errors import AnnotatorError, ArticleError, StoreError
from annotator.labels.labelling import Adjudication, Decision, Labelling, Rejected, Zone
from annotator.labels.reanchoring import reanchored
from annotator.labels.span import CHECK_TEXT, Quote, mark
from annotator.project.exchange import import_labels
from annotator.project.following.rebasing import rebase
from annotator.project.following.selecting import labelled
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import OLD_TEXTS, read_article, store_of
from annotator.project.proving.proof import prove
from annotator.project.sitting.annotate import open_session

OLD = "قال إيغور في باتكين إن عشرين شخصا قتلوا. ووصل إيغور أمس.\n"


def at(text, said, nth=0):
    place = -1
    for _ in range(nth + 1):
        place = text.index(said, place + 1)
    return place, place + len(said)


def tagged(text, *said, **more):
    spans = []
    for number, one in enumerate(said, start=1):
        words, nth = one if isinstance(one, tuple) else (one, 0)
        spans.append(mark(text, f"s{number}", "PERSON", [at(text, words, nth)]))
    return Labelling(tuple(spans), status="done", **more)


def fates(moved):
    return {move.name: (move.what, move.now) for move in moved.moves}


def test_words_go_with_their_characters_and_the_work_stays_done():
    new = OLD.replace("قال", "عاجل. قال")
    moved = reanchored(tagged(OLD, "قال", "إيغور", ("إيغور", 1)), OLD, new)
    assert [span.start for span in moved.labelling.spans] == [6, 10, 52]
    assert (moved.labelling.status, moved.labelling.note) == ("done", "rebased: 3 moved")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("عشرين", "ثلاثين"), ("إيغور", "إيغور بتروف إيغور"), ("باتكين", "باتكن"), ("شخصا", "من")],
)
def test_words_that_were_corrected_are_carried_and_flagged(was, becomes):
    new = OLD.replace(f"{was} ", f"{becomes} ", 1)
    moved = reanchored(tagged(OLD, f"{was}"), OLD, new)
    (span,) = moved.labelling.spans
    assert span.text in {becomes, was}
    assert (span.text == was) or (span.flags == (CHECK_TEXT,))
    assert moved.labelling.status == ("done" if not moved.moves[0].why else "draft")


def test_a_word_put_into_a_span_is_taken_in():
    new = OLD.replace("عشرين شخصا", "عشرين أو ثلاثين شخصا")
    moved = reanchored(tagged(OLD, "عشرين شخصا"), OLD, new)
    (span,) = moved.labelling.spans
    assert (span.text, span.flags) == ("عشرين أو ثلاثين شخصا", (CHECK_TEXT,))


def test_a_sentence_that_was_moved_is_found_by_its_words():
    new = "ووصل إيغور أمس. قال علي في باتكين إن عشرين شخصا قتلوا.\n"
    moved = reanchored(tagged(OLD, ("إيغور", 1)), OLD, new)
    (span,) = moved.labelling.spans
    assert (span.text, span.start) == ("إيغور", 5)
    assert moved.labelling.status in {"draft", "done"}


def test_what_is_gone_is_left_out_and_told_with_what_hung_on_it():
    one = mark(OLD, "s1", "PERSON", [at(OLD, "إيغور", 1)])
    values = (("where", ("s1",)), ("role", Quote(*at(OLD, "ووصل"), "ووصل")))
    two = mark(OLD, "s2", "PLACE", [at(OLD, "باتكين")], attributes=values)
    moved = reanchored(Labelling((one, two), status="done"), OLD, OLD[:41] + "\n")
    (span,) = moved.labelling.spans
    assert (span.id, span.attributes, span.flags) == ("s2", (), (CHECK_TEXT,))
    assert {name for name, (what, _) in fates(moved).items() if what == "lost"} == {
        "s1",
        "s2.role",
        "s2.where",
    }
    assert moved.labelling.note.startswith("rebased: 1 kept, 1 lost")


def test_a_name_that_is_still_there_elsewhere_is_not_taken_for_one_that_is_gone():
    new = OLD.replace("قال إيغور", "قال علي")
    moved = reanchored(tagged(OLD, "إيغور", ("إيغور", 1)), OLD, new)
    assert fates(moved) == {"s1": ("changed", "علي"), "s2": ("moved", "إيغور")}


def test_pieces_zones_refusals_and_decisions_go_along():
    span = mark(OLD, "s1", "PERSON", [at(OLD, "قال"), at(OLD, "باتكين")])
    decision = Decision(*at(OLD, "عشرين"), ((),), "a", "slip")
    labelling = Labelling(
        (span,),
        zones=(Zone(*at(OLD, "ووصل إيغور"), "menu"),),
        rejected=(Rejected("PERSON", *at(OLD, "أمس")),),
        adjudication=Adjudication("lead", (), (decision,)),
    )
    moved = reanchored(labelling, OLD, f"خبر: {OLD}").labelling
    assert moved.spans[0].pieces == ((5, 8), (18, 24))
    assert (moved.zones[0].start, moved.rejected[0].start) == (46, 57)
    assert moved.adjudication.decisions[0].start == 28


def test_two_spans_never_become_one():
    new = OLD.replace("عشرين شخصا", "ثلاثين")
    moved = reanchored(tagged(OLD, "عشرين", "شخصا", "عشرين شخصا"), OLD, new)
    marks = [span.identity for span in moved.labelling.spans]
    assert len(set(marks)) == len(marks)


def test_without_the_old_text_words_are_found_in_their_order():
    new = f"خبر. {OLD}"
    labelling = tagged(OLD, "إيغور", "باتكين", ("إيغور", 1), zones=(Zone(0, 3, "menu"),))
    moved = reanchored(labelling, None, new)
    assert [span.start for span in moved.labelling.spans] == [9, 18, 51]
    assert fates(moved)["zone"][0] == "lost"
    assert moved.labelling.status == "draft"


def test_without_the_old_text_what_cannot_be_told_apart_is_left_out():
    moved = reanchored(tagged("إيغور هنا", "إيغور"), None, "جاء إيغور وذهب إيغور")
    assert moved.labelling.spans == ()
    assert "which is meant" in moved.moves[0].why


@pytest.fixture
def corrected(tagged_project, tmp_path):
    """The project after its article was corrected; its old text is kept."""
    path = tmp_path / "border.txt"
    path.write_text(f"خبر: {read_article(tagged_project, 'border').text}")
    add(tagged_project, [path], Asked(), existing="replace")
    return tagged_project


@pytest.fixture
def tagged_project(tagged):
    return tagged


def test_a_new_version_follows_and_the_old_one_stays(corrected, now):
    with pytest.raises(StoreError, match="annotator rebase border"):
        open_session(corrected, "border", "a1")
    (done,) = rebase(corrected, ["border"], None, now=now).done
    assert (done.before, done.version) == (1, 2)
    assert store_of(corrected).versions("border", "a1") == (1, 2)
    assert [one.start for one in open_session(corrected, "border", "a1").session.spans] == [9, 18]
    assert prove(corrected).problems == ()
    assert rebase(corrected, ["border"], None, now=now).done == ()


def test_a_try_keeps_nothing(corrected, now):
    (done,) = rebase(corrected, ["border"], None, now=now, keep=False).done
    assert done.labelling.note == "rebased: 2 moved"
    assert store_of(corrected).versions("border", "a1") == (1,)


def test_a_chain_at_fault_keeps_no_other_back(corrected, now):
    broken = corrected.labels / "border" / "b2" / "0001.json"
    broken.parent.mkdir()
    broken.write_bytes(b"{}")
    found = rebase(corrected, ["border"], None, now=now)
    assert [one.annotator for one in found.done] == ["a1"]
    assert len(found.faults) == 1


def test_a_lost_old_text_is_told(corrected, now):
    for path in (corrected.seeds / OLD_TEXTS).iterdir():
        path.unlink()
    with pytest.raises(StoreError, match="annotator rebase border, which must go by their words"):
        open_session(corrected, "border", "a1")
    (done,) = rebase(corrected, ["border"], None, now=now).done
    assert [span.start for span in done.labelling.spans] == [9, 18]
    assert "words alone" in done.notices[0]


def test_a_full_disk_keeps_nothing(corrected, now, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    found = rebase(corrected, ["border"], None, now=now)
    assert found.done == ()
    assert "disk is full" in str(found.faults[0])
    assert store_of(corrected).versions("border", "a1") == (1,)


def test_labels_that_the_schema_does_not_know_are_moved_all_the_same(corrected, now):
    path = corrected.guidelines / "schema.toml"
    path.write_text(path.read_text().replace("labels.PERSON", "labels.HUMAN"))
    (done,) = rebase(corrected, ["border"], None, now=now).done
    assert "annotator migrate" in done.notices[0]


def test_whose_labels_of_which_articles(project, now):
    assert labelled(project, [], None) == ()
    with pytest.raises(ArticleError, match="did you mean border"):
        labelled(project, ["borde"], None)
    with pytest.raises(StoreError, match="nobody labelled it yet"):
        labelled(project, ["border"], None)
    line = json.dumps({"article": "border", "spans": []}).encode()
    import_labels(project, "jsonl", line, "in", annotator="m1", status="done", now=now)
    assert labelled(project, [], None) == ("border",)
    with pytest.raises(AnnotatorError, match="b2 saved no labels of border"):
        labelled(project, ["border"], "b2")


def test_a_word_that_happens_to_stand_nearby_is_not_taken_for_a_lost_one():
    old = "Ali met Omar in Rome today.\nAnd so it went on.\n"
    new = "Nobody knows more about it, Ali wrote; or Ali said.\nAnd so it went on.\n"
    moved = reanchored(tagged(old, "Omar"), old, new.replace("Ali", "Omar"))
    assert moved.labelling.spans == ()
