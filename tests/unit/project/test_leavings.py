"""What git or a program that syncs files left in a folder of versions comes together."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from annotator.errors import LabelFileError
from annotator.project.merges.leavings import sides
from annotator.project.merges.merging import merge_folders
from annotator.project.places import store_of
from annotator.project.proving.proof import prove
from annotator.project.proving.repair import repair
from annotator.store.codec import sha256
from tests.unit.project.apart import bytes_of, change, drop, newest, proved, spans, tag

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.defpath}
WHO = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]


def test_nothing_left_behind_is_nothing_to_do(tagged, merging):
    assert merging(tagged) == []


@pytest.mark.parametrize(
    "name",
    ["0002 (1).json", "0002 2.json", "0002.sync-conflict-20261122-083000.json", "0002.json.orig"],
)
def test_a_copy_beside_the_versions_is_merged_and_set_aside(tagged, copy, work, merging, name):
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    stray = tagged.labels / "border" / "a1" / name
    shutil.copy(copy.labels / "border" / "a1" / "0002.json", stray)
    data = stray.read_bytes()
    assert merging(tagged) == [("border", "a1", 3, "merged")]
    assert not stray.exists()
    assert store_of(tagged).read_aside("border", "a1", sha256(data)) == data
    assert [start for *_, start in spans(tagged)] == [4, 13, 28, 45]
    proved(tagged)
    assert merging(tagged) == []


def test_a_copy_of_a_version_is_only_put_away(tagged, merging):
    folder = tagged.labels / "border" / "a1"
    shutil.copy(folder / "0001.json", folder / "0001 copy.json")
    assert merging(tagged) == [("border", "a1", 1, "tidied up")]
    proved(tagged)


def test_versions_that_swapped_names_are_put_back_in_their_line(tagged, copy, work, merging):
    work(tagged, tag("PERSON", 28, 32))
    work(tagged, drop("s2"))
    work(copy, tag("DATE", 45, 48))
    folder = tagged.labels / "border" / "a1"
    (folder / "0002.json").rename(folder / "0002 (1).json")
    shutil.copy(copy.labels / "border" / "a1" / "0002.json", folder / "0002.json")
    assert merging(tagged) == [("border", "a1", 4, "merged")]
    assert [start for *_, start in spans(tagged)] == [4, 28, 45]
    proved(tagged)


def test_a_file_that_is_no_version_is_left_alone(tagged, merging):
    other = tagged.labels / "border" / "a1" / "notes.txt"
    other.write_bytes(b"mine")
    assert merging(tagged) == []
    assert other.read_bytes() == b"mine"


def test_a_copy_whose_forerunner_is_missing_is_refused(tagged, copy, work, now):
    work(copy, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    stray = tagged.labels / "border" / "a1" / "0003 (1).json"
    shutil.copy(copy.labels / "border" / "a1" / "0003.json", stray)
    before = bytes_of(tagged)
    report = merge_folders(tagged, None, take="theirs", now=now)
    assert "follows a file that is not here" in report.faults[0].what
    assert bytes_of(tagged) == before


def test_what_a_later_copy_follows_may_have_been_set_aside(tagged, copy, work, merging):
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    merging(tagged, copy.root)
    work(copy, change("s3", comment="which day?"))
    shutil.copy(
        copy.labels / "border" / "a1" / "0003.json",
        tagged.labels / "border" / "a1" / "0003 (1).json",
    )
    assert merging(tagged) == [("border", "a1", 4, "merged")]
    assert newest(tagged).labelling.spans[-1].comment == "which day?"
    proved(tagged)


@pytest.fixture
def set_aside(tagged, copy, work):
    """A version of the copy that was set aside here, with another in its place."""

    def go(theirs, ours):
        work(tagged, ours)
        work(copy, theirs)
        data = (copy.labels / "border" / "a1" / "0002.json").read_bytes()
        store_of(tagged).set_aside("border", "a1", data)
        return data

    return go


def test_a_version_that_was_set_aside_and_never_merged_is_taken_in(tagged, set_aside, merging):
    data = set_aside(tag("DATE", 45, 48), tag("PERSON", 28, 32))
    assert merging(tagged) == [("border", "a1", 3, "merged")]
    assert [start for *_, start in spans(tagged)] == [4, 13, 28, 45]
    assert newest(tagged).merged == (sha256(data),)
    assert prove(tagged).warnings == ()
    assert merging(tagged) == []


def test_a_version_that_was_set_aside_and_says_the_same_is_known_as_merged(
    tagged, set_aside, merging
):
    set_aside(tag("DATE", 45, 48), tag("DATE", 45, 48))
    for _ in range(3):
        merging(tagged)
    assert prove(tagged).warnings == ()
    assert merging(tagged) == []


def test_one_that_was_set_aside_and_holds_ours_is_known_as_merged(tagged, copy, work, merging):
    work(tagged, tag("DATE", 45, 48))
    work(copy, change("s1", comment="which?"))
    merging(copy, tagged.root, "ours")
    work(copy, change("s1", comment=""))
    for data in bytes_of(copy).values():
        store_of(tagged).set_aside("border", "a1", data)
    assert merging(tagged) == [("border", "a1", 3, "merged")]
    assert prove(tagged).warnings == ()
    assert merging(tagged) == []


def test_what_was_set_aside_and_contradicts_ours_is_a_conflict(tagged, set_aside, now, merging):
    set_aside(change("s1", comment="theirs"), change("s1", comment="ours"))
    before = bytes_of(tagged)
    (outcome,) = merge_folders(tagged, None, take=None, now=now).outcomes
    assert outcome.what == "conflict"
    assert bytes_of(tagged) == before
    merging(tagged, take="ours")
    assert newest(tagged).labelling.span("s1").comment == "ours"
    assert prove(tagged).warnings == ()


@pytest.fixture
def taken_apart(tagged, copy, work):
    """Our own version 2, and theirs 3 after it, as one leaves them who takes one side in git."""
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    work(copy, change("s1", comment="who?"))
    name = "border/a1/0003.json"
    shutil.copy(copy.labels / name, tagged.labels / name)
    return (tagged.labels / "border" / "a1" / "0002.json").read_bytes()


@pytest.mark.parametrize("elsewhere", [True, False])
def test_versions_that_do_not_follow_each_other_are_a_fault(
    tagged, copy, taken_apart, now, elsewhere
):
    before = bytes_of(tagged)
    report = merge_folders(tagged, copy.root if elsewhere else None, take="ours", now=now)
    assert [one.what for one in report.outcomes] == ["fault"]
    assert "verify --repair" in report.faults[0].fix
    assert bytes_of(tagged) == before
    assert taken_apart in before.values()


def test_a_copy_that_does_not_follow_itself_is_a_fault(tagged, copy, taken_apart, now):
    shutil.copytree(tagged.labels, copy.labels, dirs_exist_ok=True)
    assert bytes_of(copy) == bytes_of(tagged)
    report = merge_folders(tagged, copy.root, take=None, now=now)
    assert [one.what for one in report.outcomes] == ["fault"]
    assert taken_apart in bytes_of(copy).values()


def test_what_was_taken_apart_is_repaired_and_merged(tagged, copy, taken_apart, merging):
    (put,) = repair(tagged, {}, copy.root).restored
    assert put.aside == f"labels/border/a1/set-aside/{sha256(taken_apart)}.json"
    proof = prove(tagged)
    assert proof.problems == ()
    assert [one.file for one in proof.warnings] == [put.aside]
    assert merging(tagged) == [("border", "a1", 4, "merged")]
    assert [start for *_, start in spans(tagged)] == [4, 13, 28, 45]
    assert newest(tagged).labelling.span("s1").comment == "who?"
    assert prove(tagged).warnings == ()
    assert merging(tagged, copy.root) == [("border", "a1", 4, "same")]


def git(folder, *words, code=0):
    command = [shutil.which("git"), *WHO, *words]
    done = subprocess.run(command, cwd=folder, env=GIT, capture_output=True, check=False)
    assert code is None or done.returncode == code, done.stderr
    return done


@pytest.mark.parametrize(
    "case",
    [("merge", 1, 1), ("diff3", 2, 2), ("zdiff3", 1, 2), ("merge", 2, 1), ("merge", 2, 2)],
)
def test_both_sides_of_a_merge_by_git_are_brought_together(tagged, work, merging, case):
    style, ours, theirs = case
    root = tagged.root
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    git(root, "checkout", "-qb", "side")
    for start in (28, 33)[:theirs]:
        work(tagged, tag("DATE", start, start + 2))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "theirs")
    lost = {path: data for path, data in bytes_of(tagged).items() if "0001" not in path}
    git(root, "checkout", "-q", "main")
    for start in (40, 45)[:ours]:
        work(tagged, tag("PERSON", start, start + 2))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "ours")
    git(root, "-c", f"merge.conflictstyle={style}", "merge", "-q", "side", code=None)
    assert prove(tagged).problems
    assert [what for *_, what in merging(tagged)] == ["merged"]
    starts = [4, 13, *(28, 33)[:theirs], *(40, 45)[:ours]]
    assert [start for *_, start in spans(tagged)] == starts
    kept = set(bytes_of(tagged).values())
    assert set(lost.values()) <= kept
    proved(tagged)
    assert merging(tagged) == []


def test_ours_is_gits_own_side_also_where_theirs_goes_on(tagged, work, merging):
    root = tagged.root
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    git(root, "checkout", "-qb", "side")
    work(tagged, change("s1", comment="theirs"))
    work(tagged, tag("DATE", 45, 48))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "theirs")
    git(root, "checkout", "-q", "main")
    work(tagged, change("s1", comment="ours"))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "ours")
    git(root, "merge", "-q", "side", code=1)
    merging(tagged, take="ours")
    assert newest(tagged).labelling.span("s1").comment == "ours"
    proved(tagged)


def test_a_merge_that_was_cut_off_goes_on_where_it_was(tagged, copy, work, merging, monkeypatch):
    work(tagged, tag("PERSON", 28, 32))
    work(copy, tag("DATE", 45, 48))
    stray = tagged.labels / "border" / "a1" / "0002 (1).json"
    shutil.copy(copy.labels / "border" / "a1" / "0002.json", stray)
    with monkeypatch.context() as broken:
        broken.setattr("pathlib.Path.unlink", _cut_off(stray))
        with pytest.raises(KeyboardInterrupt):
            merging(tagged)
    assert stray.exists()
    assert merging(tagged) == [("border", "a1", 3, "tidied up")]
    assert len(spans(tagged)) == 4
    proved(tagged)


def _cut_off(stray):
    unlink = type(stray).unlink

    def cut_off(path, **more):
        if path == stray:
            raise KeyboardInterrupt
        unlink(path, **more)

    return cut_off


def test_markers_that_are_not_whole_are_refused():
    for torn in (b"<<<<<<< a\nx\n", b"<<<<<<< a\nx\n=======\ny\n", b"<<<<<<< a\nx\n>>>>>>> b\n"):
        with pytest.raises(LabelFileError):
            sides(torn, "0002.json")
    assert sides(b"a\n<<<<<<< a\nx\n||||||| b\no\n=======\ny\n>>>>>>> b\nz\n", "") == (
        b"a\nx\nz\n",
        b"a\ny\nz\n",
    )
