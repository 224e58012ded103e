"""Whoever is asked about conflicts chooses each of them, until none is left or they stop."""

from __future__ import annotations

import shutil

import pytest

from annotator.project.merges.merging import merge_folders
from tests.unit.project.apart import bytes_of, change, newest, proved, tag


@pytest.fixture
def apart(tagged, copy, work):
    """Both sides comment on both spans, and mark one place under one label as new."""
    for project, name in ((tagged, "ours"), (copy, "theirs")):
        work(project, change("s1", comment=name))
        work(project, change("s2", comment=name))
        work(project, tag("DATE", 45, 48))
    return tagged


def answering(*answers):
    """Gives these answers in turn to what is asked first; and what was asked."""
    asked, left = [], list(answers)

    def choose(article, annotator, conflicts):
        asked.append((article, annotator, [one.key for one in conflicts]))
        return {conflicts[0].key: left.pop(0)} if left else {}

    return choose, asked


def comments(project):
    return [span.comment for span in newest(project).labelling.spans[:2]]


def test_each_conflict_is_chosen_by_itself(apart, copy, now):
    choose, asked = answering("theirs", "ours")
    report = merge_folders(apart, copy.root, take=None, now=now, choose=choose)
    assert [one.what for one in report.outcomes] == ["merged"]
    assert asked == [
        ("border", "a1", ["s1:comment", "s2:comment"]),
        ("border", "a1", ["s2:comment"]),
    ]
    assert comments(apart) == ["theirs", "ours"]
    proved(apart)


def test_what_is_not_chosen_stays_as_it_is_and_nothing_is_written(apart, copy, now):
    before = bytes_of(apart)
    choose, asked = answering("theirs")
    (outcome,) = merge_folders(apart, copy.root, take=None, now=now, choose=choose).outcomes
    assert len(asked) == 2
    assert [one.key for one in outcome.conflicts] == ["s2:comment"]
    assert bytes_of(apart) == before


def test_a_side_that_is_to_be_taken_leaves_nothing_to_ask(apart, copy, now):
    choose, asked = answering()
    merge_folders(apart, copy.root, take="theirs", now=now, choose=choose)
    assert (comments(apart), asked) == (["theirs", "theirs"], [])


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_ours_is_ours_also_where_a_copy_took_the_name_of_our_own_version(
    tagged, copy, work, now, side
):
    work(tagged, change("s1", comment="ours"))
    work(tagged, tag("PERSON", 28, 32))
    work(copy, change("s1", comment="theirs"))
    folder = tagged.labels / "border" / "a1"
    (folder / "0002.json").rename(folder / "0002 (1).json")
    shutil.copy(copy.labels / "border" / "a1" / "0002.json", folder / "0002.json")
    told = []

    def choose(_article, _annotator, conflicts):
        told.extend((one.kept, one.incoming) for one in conflicts)
        return {conflicts[0].key: side}

    merge_folders(tagged, None, take=None, now=now, choose=choose)
    assert len(told) == 1
    chosen = told[0][0] if side == "ours" else told[0][1]
    assert comments(tagged)[0] == chosen
    proved(tagged)
