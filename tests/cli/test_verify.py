"""`annotator verify` as a lead runs it: before work is handed on, and after a disk went wrong."""

from __future__ import annotations

import hashlib
import json
import shutil

import pytest

FIRST = "labels/border/a1/0001.json"


@pytest.fixture
def labelled(run, sample):
    """Two versions of `border` by a1, and a copy of all of it."""
    for label in ("PLACE", "PERSON"):
        line = {"article": "border", "spans": [{"label": label, "start": 4, "end": 9}]}
        data = json.dumps(line).encode()
        run("--project", "news", "import", "jsonl", "-", "--as", "a1", "--draft", stdin=data)
    shutil.copytree(sample, sample.parent / "copy")
    return sample


def broken(labelled):
    path = labelled / FIRST
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"seconds": 0', b'"seconds": 1'))
    return data


def test_a_broken_version_comes_back_from_a_copy(run, labelled):
    good = broken(labelled)
    run("--project", "news", "verify", code=3)
    done = run("--project", "news", "verify", "--repair", "--from", "copy")
    source = labelled.parent / "copy" / FIRST
    assert done.out == f"{FIRST}\trestored\t{source}\n"
    assert "a broken file that was replaced" in done.err
    assert "  fix:   nothing needs to be done" in done.err
    assert "1 version restored\n2 label files proved: nothing is wrong\n" in done.err
    assert (labelled / FIRST).read_bytes() == good
    assert "0 versions restored" in run("--project", "news", "verify", "--repair").err


def test_what_cannot_be_repaired_is_told_with_what_to_do(run, labelled):
    broken(labelled)
    done = run("--project", "news", "verify", "--repair", code=3)
    assert f"not restored: no good copy of version 1 was found ({FIRST})" in done.err
    assert "--from FOLDER" in done.err
    assert {line.split("\t")[0] for line in done.out.splitlines()} == {
        FIRST,
        "labels/border/a1/0002.json",
    }


def test_json_tells_the_repair_only_where_one_was_asked_for(run, labelled):
    (labelled / FIRST).unlink()
    told = json.loads(run("--project", "news", "verify", "--json", code=3).out)
    assert list(told) == ["files", "problems"]
    told = json.loads(run("--project", "news", "verify", "--repair", "--json", code=3).out)
    assert [list(one) for one in told["not_restored"]] == [["file", "what", "fix"]]
    asked = ("verify", "--repair", "--from", "copy/labels", "--json")
    told = json.loads(run("--project", "news", *asked).out)
    assert told["restored"] == [
        {"file": FIRST, "from": str(labelled.parent / "copy" / FIRST), "set_aside": None},
    ]
    assert (told["problems"], told["not_restored"]) == ([], [])


@pytest.mark.usefixtures("labelled")
def test_copies_without_a_repair_or_that_are_not_there_are_a_matter_of_usage(run):
    run("--project", "news", "verify", "--from", "copy", code=2)
    run("--project", "news", "verify", "--repair", "--from", "nowhere", code=2)


def test_a_side_that_was_taken_in_git_comes_together_again(run, labelled):
    second = "labels/border/a1/0002.json"
    for name, label in (("news", "PERSON"), ("copy", "DATE"), ("copy", "PLACE")):
        line = {"article": "border", "spans": [{"label": label, "start": 13, "end": 19}]}
        asked = ("--project", name, "import", "jsonl", "-", "--as", "a1", "--draft")
        run(*asked, stdin=json.dumps(line).encode())
    copy = labelled.parent / "copy"
    third, fourth = (second.replace("2.json", f"{number}.json") for number in (3, 4))
    ours = (labelled / third).read_bytes()
    shutil.copy(copy / fourth, labelled / fourth)
    told = run("--project", "news", "log", "border", code=3)
    assert told.out.count("\n") == 4
    assert fourth in told.err
    for asked in (("merge",), ("merge", "copy")):
        done = run("--project", "news", *asked, code=3)
        assert done.out == "border\ta1\t\tfault\n"
        assert "verify --repair" in done.err
    done = run("--project", "news", "verify", "--repair", "--from", "copy")
    aside = f"labels/border/a1/set-aside/{hashlib.sha256(ours).hexdigest()}.json"
    assert (labelled / aside).read_bytes() == ours
    assert f"another version stood in the place of {third} ({aside})" in done.err
    assert "fix:   annotator merge takes it in" in done.err
    warned = run("--project", "news", "verify").err
    assert "set aside was never merged" in warned
    assert aside in warned
    run("--project", "news", "merge", "--take", "theirs")
    told = run("--project", "news", "verify", "--json")
    assert json.loads(told.out) == {"files": 5, "problems": []}


def test_two_versions_that_git_left_in_one_file_are_told_as_that(run, labelled):
    second = labelled / "labels/border/a1/0002.json"
    data = second.read_bytes()
    second.write_bytes(b"<<<<<<< HEAD\n%b=======\n%b>>>>>>> side\n" % (data, data))
    for asked in (("verify",), ("log", "border"), ("show", "border")):
        done = run("--project", "news", *asked, code=3)
        assert "git left two versions in this file" in done.out + done.err
        assert "annotator merge" in done.out + done.err
    run("--project", "news", "merge")
    run("--project", "news", "verify")
    assert second.read_bytes() == data
