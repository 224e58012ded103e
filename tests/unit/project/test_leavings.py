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
