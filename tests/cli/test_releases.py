"""Labels are frozen, listed, proved and given away, by commands."""

from __future__ import annotations

import json

import pytest

LINES = [
    {"article": "border", "spans": [{"label": "PERSON", "start": 4, "end": 9}]},
    {"article": "flight", "spans": [{"label": "PLACE", "start": 19, "end": 26}]},
]


@pytest.fixture
def gold(run, sample):
    lines = "\n".join(map(json.dumps, LINES)).encode()
    run("--project", "news", "import", "jsonl", "-", "--as", "gold", stdin=lines)
    return sample


def test_a_release_is_made_listed_and_proved(run, gold):
    made = run("--project", "news", "release", "v1.0", "--note", "first", "--json")
    assert json.loads(made.out) == json.loads((gold / "labels/releases/v1.0.json").read_bytes())
    assert "released the labels of gold on 2 articles" in made.err
    listed = json.loads(run("--project", "news", "releases", "--json").out)
    assert [list(one) for one in listed] == [["name", "created", "articles", "spans", "note"]]
    assert [(one["name"], one["articles"], one["spans"]) for one in listed] == [("v1.0", 2, 2)]
    (row,) = run("--project", "news", "releases").out.splitlines()
    assert row.split("\t")[2:] == ["2", "2", "first"]
    run("--project", "news", "verify")


def test_a_release_is_made_once(run, gold):
    run("--project", "news", "release", "v1.0")
    kept = (gold / "labels/releases/v1.0.json").read_bytes()
    assert "is never changed" in run("--project", "news", "release", "V1.0", code=3).err
    assert (gold / "labels/releases/v1.0.json").read_bytes() == kept


@pytest.mark.usefixtures("gold")
def test_what_cannot_be_released_or_packed_makes_no_release(run):
    for code, arguments in (
        (2, ("../x",)),
        (2, ("v1", "--from", "A1")),
        (3, ("v1", "--from", "nobody")),
        (2, ("v1", "--texts")),
        (2, ("v1", "--pack", "news/seeds/pack.json")),
        (2, ("v1", "--pack", "news")),
    ):
        assert "  fix:   " in run("--project", "news", "release", *arguments, code=code).err
    assert run("--project", "news", "releases").out == ""


def test_drafts_are_refused_by_name_unless_they_are_asked_for(run, sample):
    line = json.dumps(LINES[0]).encode()
    run("--project", str(sample), "import", "jsonl", "-", "--as", "a1", "--draft", stdin=line)
    told = run("--project", "news", "release", "v1", "--from", "a1", code=3).err
    assert "drafts: border" in told
    assert "--drafts" in told
    made = run("--project", "news", "release", "a1", "--from", "a1", "--drafts")
    assert "warning: a1 is an annotator too" in made.err


@pytest.mark.usefixtures("gold")
def test_a_release_is_packed_read_without_the_project_and_proved_by_the_texts(run, tmp_path):
    run("--project", "news", "release", "v1.0", "--pack", "pack.json")
    told = run("--project", "news", "release", "v1.0", "--pack", "again.json").err
    assert "none of the texts is in it" in told
    assert (tmp_path / "pack.json").read_bytes() == (tmp_path / "again.json").read_bytes()
    assert b"Bishkek" not in (tmp_path / "pack.json").read_bytes()
    (read,) = json.loads(run("releases", "--pack", "pack.json", "--json").out)
    assert (read["name"], read["spans"]) == ("v1.0", 2)
    run("init", "other")
    assert "no article" in run("--project", "other", "releases", "--check", "pack.json", code=3).err
    run("--project", "other", "add", "border.txt", "flight.txt")
    told = run("--project", "other", "releases", "--check", "pack.json").err
    assert "proved against the texts of 2 articles" in told
    run("--project", "news", "release", "v1.0", "--pack", "whole.json", "--texts")
    assert b"Bishkek" in (tmp_path / "whole.json").read_bytes()


@pytest.mark.usefixtures("gold")
def test_a_pack_that_was_changed_is_refused(run, tmp_path):
    run("--project", "news", "release", "v1.0", "--pack", "pack.json")
    path = tmp_path / "pack.json"
    path.write_bytes(path.read_bytes().replace(b"PERSON", b"PERTON"))
    assert "it was changed" in run("releases", "--pack", "pack.json", code=3).err
    run("releases", "--pack", "pack.json", "--check", "pack.json", code=2)


def test_a_broken_release_is_told_after_the_others(run, gold):
    run("--project", "news", "release", "v1.0")
    run("--project", "news", "release", "v2.0")
    path = gold / "labels/releases/v1.0.json"
    path.write_bytes(path.read_bytes()[:-4])
    told = run("--project", "news", "releases", code=3)
    assert [row.split("\t")[0] for row in told.out.splitlines()] == ["v2.0"]
    assert "labels/releases/v1.0.json" in told.err
    run("--project", "news", "verify", code=3)
