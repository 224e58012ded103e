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
    told = run("--project", "other", "releases", "--check", "pack.json", code=3).err
    assert "these articles are not in this project: border, flight" in told
    assert told.count("fix:") == 1
    run("--project", "other", "add", "border.txt", "flight.txt")
    told = run("--project", "other", "releases", "--check", "pack.json").err
    assert "proved against the texts of 2 articles" in told
    run("--project", "news", "release", "v1.0", "--pack", "whole.json", "--texts")
    assert b"Bishkek" in (tmp_path / "whole.json").read_bytes()


def test_a_pack_never_takes_the_place_of_another_file(run, gold, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    told = run("--project", "news", "release", "v1", "--pack", "thesis.txt", code=2).err
    assert "name another file" in told
    assert not (gold / "labels" / "releases").exists()
    told = run("--project", "news", "release", "v1", "--pack", "/nope/pack.json", code=2).err
    assert "the folder /nope is not there" in told
    run("--project", "news", "release", "v1", "--pack", "v1.json")
    run("--project", "news", "release", "v2", "--pack", "v1.json", code=2)
    assert not (gold / "labels" / "releases" / "v2.json").exists()
    bare = (tmp_path / "v1.json").read_bytes()
    run("--project", "news", "release", "v1", "--pack", "v1.json", "--texts")
    assert (tmp_path / "v1.json").read_bytes() != bare
    run("--project", "news", "release", "v1", "--pack", "thesis.txt", code=2)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("data", [b"", b"words", b"\xff", b"[]", b'{"format": 1}', b"{}"])
@pytest.mark.usefixtures("gold")
def test_what_is_no_pack_is_told_as_that(run, tmp_path, data):
    (tmp_path / "x.json").write_bytes(data)
    for option in ("--pack", "--check"):
        told = run("--project", "news", "releases", option, "x.json", code=3).err
        assert "this is no pack" in told
        assert "restore" not in told


@pytest.mark.usefixtures("gold")
def test_a_pack_that_was_cut_off_is_to_be_got_again(run, tmp_path):
    run("--project", "news", "release", "v1", "--pack", "v1.json")
    (tmp_path / "v1.json").write_bytes((tmp_path / "v1.json").read_bytes()[:-9])
    assert "get the file again" in run("releases", "--pack", "v1.json", code=3).err


@pytest.mark.usefixtures("gold")
def test_a_pack_that_was_changed_is_refused(run, tmp_path):
    run("--project", "news", "release", "v1.0", "--pack", "pack.json")
    path = tmp_path / "pack.json"
    path.write_bytes(path.read_bytes().replace(b"PERSON", b"PERTON"))
    assert "it was changed" in run("releases", "--pack", "pack.json", code=3).err
    run("releases", "--pack", "pack.json", "--check", "pack.json", code=2)


def test_a_release_goes_out_as_it_was_frozen(run, gold):
    run("--project", "news", "release", "v1.0")
    before = run("--project", "news", "export", "jsonl", "-", "--from", "v1.0")
    assert "wrote the release v1.0 on 2 articles" in before.err
    lines = json.dumps(LINES[0] | {"spans": []}).encode()
    run("--project", "news", "import", "jsonl", "-", "--as", "gold", stdin=lines)
    assert run("--project", "news", "export", "jsonl", "-", "--from", "v1.0").out == before.out
    newest = run("--project", "news", "export", "jsonl", "-", "--from", "gold")
    assert newest.out != before.out
    assert "wrote the labels of gold on 2 articles" in newest.err


@pytest.mark.usefixtures("gold")
def test_a_name_that_is_a_release_and_an_annotator_is_refused_with_both_ways(run):
    run("--project", "news", "release", "gold")
    told = run("--project", "news", "export", "jsonl", "-", "--from", "gold", code=2).err
    assert "releases/gold" in told
    assert "gold@newest" in told
    for named in ("releases/gold", "gold@newest"):
        assert run("--project", "news", "export", "jsonl", "-", "--from", named).out
    assert run("--project", "news", "diff", "border", "releases/gold", "gold@newest").out == ""
    assert "releases/NAME" in run("export", "--help").out


def test_a_broken_release_is_told_after_the_others(run, gold):
    run("--project", "news", "release", "v1.0")
    run("--project", "news", "release", "v2.0")
    path = gold / "labels/releases/v1.0.json"
    path.write_bytes(path.read_bytes()[:-4])
    told = run("--project", "news", "releases", code=3)
    assert [row.split("\t")[0] for row in told.out.splitlines()] == ["v2.0"]
    assert "labels/releases/v1.0.json" in told.err
    run("--project", "news", "verify", code=3)
