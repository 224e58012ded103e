"""Whatever is not as it was kept is found, all of it at once."""

from __future__ import annotations

import pytest

from annotator.labels.edits import Remove
from annotator.project import annotate
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.proof import prove


@pytest.fixture
def chained(tagged, now):
    """Two versions of `border` by a1."""
    session = annotate.open_session(tagged, "border", "a1").session
    session = session.do(Remove(session.spans[0]))
    annotate.save(tagged, session, annotator="a1", now=now, seconds=3)
    return tagged


def files(proof):
    return {problem.file for problem in proof.problems}


def test_a_project_as_it_was_kept_has_no_problems(chained):
    proof = prove(chained)
    assert (proof.files, proof.problems, proof.warnings) == (2, (), ())


def test_any_byte_that_changed_in_a_label_file_is_found(chained):
    path = chained.labels / "border" / "a1" / "0002.json"
    good = path.read_bytes()
    for at in range(0, len(good), 7):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert "labels/border/a1/0002.json" in files(prove(chained)), at


def test_a_version_that_is_missing_is_found(chained):
    (chained.labels / "border" / "a1" / "0001.json").unlink()
    assert files(prove(chained)) == {"labels/border/a1/0002.json"}


def test_a_replaced_text_is_found_and_older_versions_are_held_against_the_kept_one(
    chained, tmp_path
):
    (tmp_path / "border.txt").write_text("another text")
    add(chained, [tmp_path / "border.txt"], Asked(), existing="replace")
    (problem,) = prove(chained).problems
    assert problem.file == "labels/border/a1/0002.json"
    assert "another text" in problem.what


def test_everything_is_told_at_once(chained):
    (chained.seeds / "bad.txt").write_bytes(b"\xff")
    (chained.seeds / "flight.toml").write_text("odd = 1\n")
    (chained.seeds / "notes.md").write_text("x")
    (chained.seeds / ".old").mkdir()
    (chained.seeds / ".old" / "x.txt").write_text("x")
    (chained.labels / "stray.json").write_text("x")
    aside = chained.labels / "border" / "a1" / "set-aside"
    aside.mkdir()
    (aside / f"{'0' * 64}.json").write_text("x")
    (chained.labels / "border" / "a1" / "0002.json").write_text("{}")
    (chained.guidelines / "person.md").unlink()
    (chained.labels / "border").rename(chained.labels / "gone")
    assert files(prove(chained)) >= {
        "seeds/bad.txt",
        "seeds/flight.toml",
        "seeds/notes.md",
        "seeds/.old/x.txt",
        "labels/stray.json",
        f"labels/gone/a1/set-aside/{'0' * 64}.json",
        "labels/gone/a1/0002.json",
        "labels/gone",
        "guidelines/schema.toml",
    }


def test_what_a_crash_or_a_tool_left_behind_is_no_problem(chained):
    (chained.labels / ".gitkeep").write_text("")
    (chained.labels / "border" / "a1" / ".0003.json.0123456789abcdef.tmp").write_text("{")
    proof = prove(chained)
    assert proof.problems == ()
    assert len(proof.warnings) == 2


def test_breaches_of_the_schema_are_warnings(chained, now):
    from annotator.project.exchange import import_labels

    data = b'{"article":"flight","spans":[{"label":"PERSON","start":4,"end":13,'
    data += b'"attributes":{"entity":"nobody-listed"}}]}\n'
    import_labels(chained, "jsonl", data, "f", annotator="a1", status="done", now=now)
    proof = prove(chained)
    assert proof.problems == ()
    unlisted, missing = proof.warnings
    assert (unlisted.file, unlisted.span) == ("labels/flight/a1/0001.json", "spans[0] (s1)")
    assert missing.what == "PERSON.mention has no value"


def test_folders_that_cannot_be_looked_into_are_told(chained):
    for path in chained.seeds.iterdir():
        path.unlink()
    chained.seeds.rmdir()
    chained.seeds.write_text("x")
    assert "seeds" in files(prove(chained))


def test_articles_that_cannot_be_looked_for_are_not_called_missing(chained):
    chained.seeds.rename(chained.root / "elsewhere")
    chained.seeds.write_text("x")
    assert files(prove(chained)) == {"seeds"}


def test_a_file_in_place_of_the_releases_is_no_label_file(chained):
    (chained.labels / "releases").write_text("x")
    assert files(prove(chained)) == {"labels/releases"}
