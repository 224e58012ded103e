"""Labels that grew apart come together, from another folder or on the screen; nothing is lost."""

from __future__ import annotations

import shutil

import pytest

from annotator.errors import StoreError, UsageError
from annotator.labels.edits import Remove
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.merges.merging import merge_folders, overtaken
from annotator.project.places import open_project
from annotator.project.sitting import annotate
from annotator.store.codec import sha256
from tests.unit.project.apart import bytes_of, change, drop, newest, proved, spans, tag


def test_the_same_labels_change_nothing(tagged, copy, merging):
    before = bytes_of(tagged)
    assert merging(tagged, copy.root) == [("border", "a1", 1, "same")]
    assert bytes_of(tagged) == before


def test_versions_that_follow_ours_are_taken_over_byte_for_byte(tagged, copy, work, merging):
    work(copy, tag("PERSON", 28, 32))
    work(copy, drop("s1"))
    assert merging(tagged, copy.root) == [("border", "a1", 3, "taken over")]
    assert bytes_of(tagged) == bytes_of(copy)
    assert merging(copy, tagged.root) == [("border", "a1", 3, "same")]


def test_labels_of_another_annotator_are_taken_over_whole(project, copy, merging):
    shutil.rmtree(project.labels, ignore_errors=True)
    assert merging(project, copy.labels) == [("border", "a1", 1, "taken over")]
    assert bytes_of(project) == bytes_of(copy)


def test_ours_that_went_on_alone_stays(tagged, copy, work, merging):
    work(tagged, tag("PERSON", 28, 32))
    before = bytes_of(tagged)
    assert merging(tagged, copy.root) == [("border", "a1", 2, "same")]
    assert bytes_of(tagged) == before


def test_what_grew_apart_becomes_the_next_version_and_theirs_is_set_aside(
    tagged, copy, work, merging
):
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    work(copy, change("s1", comment="who?"))
    before, theirs = bytes_of(tagged), bytes_of(copy)
    assert merging(tagged, copy.root) == [("border", "a1", 3, "merged")]
    after = bytes_of(tagged)
    assert before.items() <= after.items()
    lost = [theirs["border/a1/0002.json"], theirs["border/a1/0003.json"]]
    for data in lost:
        assert after[f"border/a1/set-aside/{sha256(data)}.json"] == data
    assert newest(tagged).merged == (sha256(lost[1]),)
    assert newest(tagged).seconds == 0
    assert spans(tagged) == [
        ("s1", "PERSON", 4),
        ("s2", "PLACE", 13),
        ("s3", "PERSON", 28),
        ("s4", "DATE", 45),
    ]
    assert newest(tagged).labelling.span("s1").comment == "who?"
    proved(tagged)
    assert merging(tagged, copy.root) == [("border", "a1", 3, "same")]
    assert bytes_of(tagged) == after


def test_two_copies_that_merge_each_other_again_and_again_come_to_rest(tagged, copy, work, merging):
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    merging(tagged, copy.root)
    merging(copy, tagged.root)
    for one, other in ((tagged, copy), (copy, tagged), (tagged, copy)):
        before = bytes_of(one)
        assert [what for *_, what in merging(one, other.root)] == ["same"]
        assert bytes_of(one) == before
    assert {(label, start) for _, label, start in spans(tagged)} == {
        (label, start) for _, label, start in spans(copy)
    }
    proved(tagged)
    proved(copy)


def test_work_after_a_merge_still_knows_which_span_is_which(tagged, copy, work, merging):
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    merging(tagged, copy.root)
    # The copy calls the date s3, which is a person here; here it is s4.
    work(copy, change("s3", comment="which day?"))
    work(tagged, change("s3", comment="who?"))
    assert merging(tagged, copy.root) == [("border", "a1", 5, "merged")]
    assert spans(tagged)[-2:] == [("s3", "PERSON", 28), ("s4", "DATE", 45)]
    assert newest(tagged).labelling.span("s4").comment == "which day?"
    assert newest(tagged).labelling.span("s3").comment == "who?"
    merging(copy, tagged.root)
    work(tagged, change("s4", comment="that day"))
    work(tagged, drop("s3"))
    merging(copy, tagged.root)
    assert [(label, start) for _, label, start in spans(copy)] == [
        ("PERSON", 4),
        ("PLACE", 13),
        ("DATE", 45),
    ]
    assert newest(copy).labelling.spans[-1].comment == "that day"
    proved(tagged)
    proved(copy)


def test_a_conflict_is_told_and_nothing_is_written_until_a_side_is_taken(
    tagged, copy, work, now, merging
):
    work(tagged, change("s1", comment="ours"))
    work(copy, change("s1", comment="theirs"))
    work(copy, tag("DATE", 45, 48))
    before = bytes_of(tagged)
    (outcome,) = merge_folders(tagged, copy.root, take=None, now=now).outcomes
    (conflict,) = outcome.conflicts
    assert (outcome.what, outcome.version, conflict.key) == ("conflict", 2, "s1:comment")
    assert (conflict.base, conflict.kept, conflict.incoming) == ("", "ours", "theirs")
    assert bytes_of(tagged) == before
    merging(tagged, copy.root, "theirs")
    assert newest(tagged).labelling.span("s1").comment == "theirs"
    assert len(newest(tagged).labelling.spans) == 3


def test_what_one_side_removed_and_the_other_changed_is_a_conflict(tagged, copy, work, now):
    work(tagged, drop("s2"))
    work(copy, change("s2", flags=("unsure",)))
    (outcome,) = merge_folders(tagged, copy.root, take=None, now=now).outcomes
    assert [one.key for one in outcome.conflicts] == ["s2"]
    assert outcome.conflicts[0].kept is None
    merge_folders(tagged, copy.root, take="ours", now=now)
    assert spans(tagged) == [("s1", "PERSON", 4)]


def test_labels_that_share_no_version_are_merged_from_nothing(project, tmp_path, work, merging):
    shutil.copytree(project.root, tmp_path / "copy")
    copy = open_project(tmp_path / "copy")
    work(project, tag("PERSON", 4, 9))
    work(copy, tag("PLACE", 13, 19))
    work(copy, tag("PERSON", 4, 9))
    assert merging(project, copy.root) == [("border", "a1", 2, "merged")]
    assert spans(project) == [("s1", "PERSON", 4), ("s3", "PLACE", 13)]
    proved(project)


def test_sides_on_different_texts_are_refused(tagged, copy, work, now, tmp_path):
    work(tagged, tag("PERSON", 28, 32))
    (tmp_path / "border.txt").write_bytes("قال إيغور في باتكين.\n".encode())
    add(copy, [tmp_path / "border.txt"], Asked(), existing="replace")
    (copy.labels / "border" / "a1" / "0001.json").unlink()
    work(copy, tag("PERSON", 4, 9))
    before = bytes_of(tagged)
    report = merge_folders(tagged, copy.root, take="ours", now=now)
    assert "annotator rebase" in report.faults[0].fix
    assert [one.what for one in report.outcomes] == ["fault"]
    assert bytes_of(tagged) == before


def test_one_pair_at_fault_does_not_stop_the_others(tagged, copy, work, now):
    work(copy, tag("PERSON", 28, 32))
    broken = copy.labels / "border" / "b2" / "0001.json"
    broken.parent.mkdir()
    broken.write_bytes(b"{}")
    report = merge_folders(tagged, copy.root, take=None, now=now)
    assert [one.what for one in report.outcomes] == ["taken over", "fault"]
    assert len(report.faults) >= 1
    assert not (tagged.labels / "border" / "b2").exists()


def test_a_folder_without_labels_is_no_source(tagged, tmp_path, now):
    for source in (tmp_path / "missing", tmp_path):
        with pytest.raises(UsageError):
            merge_folders(tagged, source, take=None, now=now)


def test_a_session_that_was_overtaken_takes_its_edits_along(tagged, work):
    opened = annotate.open_session(tagged, "border", "a1").session
    work(tagged, tag("PERSON", 28, 32))
    work(tagged, drop("s3"))
    mine = opened.do(tag("DATE", 45, 48)(opened))
    found = overtaken(
        tagged,
        opened.labelling,
        mine.labelling,
        "border",
        "a1",
        next_id=mine.next_id,
        choices={},
    )
    assert found.head.number == 3
    # s3 was given to a span that is gone.
    assert [span.id for span in found.merged.labelling.spans] == ["s1", "s2", "s4"]
    assert found.merged.renumbered == (("s3", "s4"),)
    assert found.merged.next_id == 5


def test_a_session_whose_versions_vanished_says_so(tagged):
    opened = annotate.open_session(tagged, "border", "a1").session
    shutil.rmtree(tagged.labels)
    with pytest.raises(StoreError, match="no longer there"):
        overtaken(
            tagged,
            opened.labelling,
            opened.do(Remove(opened.spans[0])).labelling,
            "border",
            "a1",
            next_id=opened.next_id,
            choices={},
        )
