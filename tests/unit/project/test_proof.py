"""Whatever is not as it was kept is found, all of it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.labels.edits import Remove
from annotator.labels.labelling import Adjudication, Labelling, Source
from annotator.labels.span import mark
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import read_article, store_of
from annotator.project.proving.proof import prove
from annotator.project.releases.releasing import release
from annotator.project.sitting import annotate
from annotator.store.codec import decode, encode, sha256


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


def test_a_bit_that_flips_in_an_older_version_breaks_its_digest_and_the_chain(chained):
    path = chained.labels / "border" / "a1" / "0001.json"
    good = path.read_bytes()
    for bit in range(0, len(good) * 8, 61):
        broken = bytearray(good)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        assert {"labels/border/a1/0001.json", "labels/border/a1/0002.json"} == files(prove(chained))


def test_a_file_that_was_cut_off_or_added_to_is_found(chained):
    path = chained.labels / "border" / "a1" / "0002.json"
    good = path.read_bytes()
    for broken in (*(good[:at] for at in range(0, len(good), 29)), good + b"\n", good + good):
        path.write_bytes(broken)
        assert "labels/border/a1/0002.json" in files(prove(chained)), len(broken)


def test_an_older_version_that_was_rewritten_well_is_found_by_the_one_that_follows(chained):
    path = chained.labels / "border" / "a1" / "0001.json"
    path.write_bytes(encode(replace(decode(path.read_bytes(), ""), seconds=13)))
    (problem,) = prove(chained).problems
    assert (problem.file, problem.span) == ("labels/border/a1/0002.json", "parent")


def kept(project, number=1, **changes):
    """The first version of `border` by a1 with changes, as the newest by b2; gives its bytes."""
    first = project.labels / "border" / "a1" / "0001.json"
    version = replace(decode(first.read_bytes(), ""), annotator="b2", number=number, **changes)
    path = project.labels / "border" / "b2" / f"{number:04}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(encode(version))
    return path.read_bytes()


def test_what_was_merged_in_must_be_here(chained):
    kept(chained, merged=("7" * 64,))
    (warning,) = prove(chained).warnings
    assert (warning.file, warning.span) == ("labels/border/b2/0001.json", "merged[0]")
    other = chained.labels / "border" / "a1" / "0001.json"
    kept(chained, merged=(sha256(other.read_bytes()),))
    assert prove(chained).warnings == ()


def test_what_was_merged_in_may_have_been_set_aside(chained):
    lost = kept(chained, seconds=99)
    store_of(chained).set_aside("border", "b2", lost)
    kept(chained, merged=(sha256(lost),))
    proof = prove(chained)
    assert (proof.problems, proof.warnings) == ((), ())


def test_what_was_adjudicated_must_be_here_as_it_was(chained):
    first = chained.labels / "border" / "a1" / "0001.json"
    labelling = decode(first.read_bytes(), "").labelling
    sources = (
        Source("a1", 1, sha256(first.read_bytes())),
        Source("a1", 2, "8" * 64),
        Source("a9", 1, "9" * 64),
    )
    kept(chained, labelling=replace(labelling, adjudication=Adjudication("lead", sources)))
    proof = prove(chained)
    assert proof.problems == ()
    another, missing = proof.warnings
    assert (another.span, missing.span) == ("adjudication.sources[1]", "adjudication.sources[2]")
    assert "another file" in another.what
    assert "not here" in missing.what


def test_a_clock_that_went_back_is_a_warning(chained):
    first = kept(chained)
    kept(chained, 2, parent=sha256(first), saved="2026-11-22T08:29:59Z")
    proof = prove(chained)
    assert proof.problems == ()
    assert [warning.span for warning in proof.warnings] == ["saved"]


def test_older_versions_are_held_against_the_text_they_were_made_on(chained, tmp_path):
    first = kept(chained)
    (tmp_path / "border.txt").write_text("another text")
    add(chained, [tmp_path / "border.txt"], Asked(), existing="replace")
    article = read_article(chained, "border")
    now = {"article_sha256": article.sha256, "article_length": article.length}
    kept(chained, 2, parent=sha256(first), labelling=Labelling(), **now)
    assert not any("/b2/" in file for file in files(prove(chained)))
    (old,) = (chained.seeds / ".old").iterdir()
    first = kept(chained, labelling=Labelling((mark("ق" * 40, "s1", "PLACE", [(0, 3)]),)))
    kept(chained, 2, parent=sha256(first), labelling=Labelling(), **now)
    (problem,) = (one for one in prove(chained).problems if "/b2/" in one.file)
    assert (problem.file, problem.span) == ("labels/border/b2/0001.json", "spans[0] (s1)")
    old.unlink()
    (warning,) = (one for one in prove(chained).warnings if "/b2/" in one.file)
    assert "not kept" in warning.what


def test_a_version_that_was_set_aside_must_have_been_merged(chained):
    first = kept(chained)
    followed = kept(chained, 2, parent=sha256(first), seconds=98)
    lost = kept(chained, 3, parent=sha256(followed), seconds=99)
    (chained.labels / "border" / "b2" / "0003.json").unlink()
    kept(chained, 2, parent=sha256(first), seconds=97)
    for data in (followed, lost):
        store_of(chained).set_aside("border", "b2", data)
    proof = prove(chained)
    assert proof.problems == ()
    (warning,) = proof.warnings
    assert warning.file == f"labels/border/b2/set-aside/{sha256(lost)}.json"
    assert warning.what == "a version that was set aside was never merged"
    assert "annotator merge" in warning.fix
    kept(chained, 2, parent=sha256(first), seconds=97, merged=(sha256(lost),))
    assert prove(chained).warnings == ()


def test_a_file_that_was_set_aside_must_be_a_version(chained):
    store_of(chained).set_aside("border", "a1", b"{}")
    (file,) = files(prove(chained))
    assert file == f"labels/border/a1/set-aside/{sha256(b'{}')}.json"


def test_a_broken_file_that_was_replaced_is_a_warning_as_long_as_it_is_the_one(chained):
    aside = chained.labels / "border" / "a1" / "set-aside"
    aside.mkdir()
    path = aside / f"{sha256(b'x')}.broken"
    path.write_bytes(b"x")
    proof = prove(chained)
    assert (len(proof.problems), len(proof.warnings)) == (0, 1)
    path.write_bytes(b"y")
    assert files(prove(chained)) == {f"labels/border/a1/set-aside/{path.name}"}


def test_a_release_is_proved_with_what_it_froze(chained, now):
    release(chained, "v1", now=now, source="a1", drafts="take")
    assert prove(chained).problems == ()
    path = chained.labels / "releases" / "v1.json"
    good = path.read_bytes()
    for bit in range(0, len(good) * 8, 97):
        broken = bytearray(good)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        assert files(prove(chained)) == {"labels/releases/v1.json"}, bit
    path.write_bytes(good)
    (chained.labels / "border" / "a1" / "0002.json").unlink()
    assert files(prove(chained)) == {"labels/releases/v1.json"}


def test_every_article_is_watched_while_it_is_proved(chained):
    seen = []

    def watch(articles, _doing):
        for article in articles:
            seen.append(article)
            yield article

    prove(chained, watch)
    assert seen == ["border", "flight"]


def test_a_version_in_the_place_of_another_is_told_where_it_lies(chained):
    folder = chained.labels / "border" / "a1"
    (folder / "0003.json").write_bytes((folder / "0001.json").read_bytes())
    other = chained.labels / "flight" / "a1"
    other.mkdir(parents=True)
    (other / "0001.json").write_bytes((folder / "0001.json").read_bytes())
    proof = prove(chained)
    assert files(proof) == {"labels/border/a1/0003.json", "labels/flight/a1/0001.json"}
    assert proof.warnings == ()
