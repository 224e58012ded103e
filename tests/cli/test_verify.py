"""`annotator verify` as a lead runs it: before work is handed on, and after a disk went wrong."""

from __future__ import annotations

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
        {"file": FIRST, "from": str(labelled.parent / "copy" / FIRST)},
    ]
    assert (told["problems"], told["not_restored"]) == ([], [])


@pytest.mark.usefixtures("labelled")
def test_copies_without_a_repair_or_that_are_not_there_are_a_matter_of_usage(run):
    run("--project", "news", "verify", "--from", "copy", code=2)
    run("--project", "news", "verify", "--repair", "--from", "nowhere", code=2)
