"""What is broken or lost comes back from a good copy, from nothing else, and nothing goes."""

from __future__ import annotations

import errno
import os
import random
import shutil
from dataclasses import replace

import pytest

from annotator.errors import UsageError
from annotator.labels.edits import Remove, Restate
from annotator.labels.labelling import Adjudication, Source
from annotator.project.places import store_of
from annotator.project.proving.proof import prove
from annotator.project.proving.repair import repair
from annotator.project.releases.releasing import release
from annotator.project.sitting import annotate
from annotator.project.sitting.diary import Diary, begun
from annotator.project.sitting.journals import folders_of
from annotator.store.codec import decode, encode, sha256

NAMES = ("0001.json", "0002.json", "0003.json")


@pytest.fixture
def chained(tagged, now):
    """Three versions of `border` by a1."""
    session = annotate.open_session(tagged, "border", "a1").session
    for _ in range(2):
        session = session.do(Remove(session.spans[0]))
        session = annotate.save(tagged, session, annotator="a1", now=now, seconds=3).session
    return tagged


@pytest.fixture
def folder(chained):
    return chained.labels / "border" / "a1"


@pytest.fixture
def copy(chained, tmp_path):
    """A copy of the whole project, made while all was well."""
    return shutil.copytree(chained.root, tmp_path / "copy")


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def broken_asides(folder):
    return {path.read_bytes() for path in (folder / "set-aside").glob("*.broken")}


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


def test_where_nothing_is_wrong_nothing_is_done(chained, folder, copy):
    before = bytes_of(folder)
    assert repair(chained, {}, copy).restored == ()
    assert bytes_of(folder) == before
    assert not (folder / "set-aside").exists()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("within", [".", "labels"])
def test_a_broken_version_comes_back_and_what_it_held_is_kept(chained, folder, copy, name, within):
    before = bytes_of(folder)
    for at in (0, 300, len(before[name]) - 10):
        broken = flipped(before[name], at)
        (folder / name).write_bytes(broken)
        (one,) = repair(chained, {}, copy / within).restored
        assert one.file == f"labels/border/a1/{name}"
        assert one.source == str(copy / "labels" / "border" / "a1" / name)
        assert bytes_of(folder) == before
        assert broken in broken_asides(folder)
        proof = prove(chained)
        assert proof.problems == ()
        assert {"replaced by a good copy" in warning.what for warning in proof.warnings} == {True}


def test_all_versions_but_the_newest_come_back_by_the_hashes_of_those_that_follow(
    chained, folder, copy
):
    before = bytes_of(folder)
    (folder / "0001.json").unlink()
    (folder / "0002.json").unlink()
    assert len(repair(chained, {}, copy).restored) == 2
    assert bytes_of(folder) == before
    assert not (folder / "set-aside").exists()


def test_all_broken_at_once_come_back(chained, folder, copy):
    before = bytes_of(folder)
    for name in NAMES:
        (folder / name).write_bytes(flipped(before[name], 200))
    assert len(repair(chained, {}, copy).restored) == 3
    assert bytes_of(folder) == before


def test_copies_that_were_set_aside_are_found(chained, folder):
    before = bytes_of(folder)
    store = store_of(chained)
    for name in NAMES:
        store.set_aside("border", "a1", before[name])
    (folder / "0001.json").unlink()
    (folder / "0002.json").write_bytes(b"")
    (folder / "0003.json").write_bytes(before["0003.json"][:-30])
    assert len(repair(chained, {}).restored) == 3
    assert bytes_of(folder) == before
    assert prove(chained).problems == ()


def test_a_version_comes_back_out_of_a_journal(project, now):
    opened = annotate.open_session(project, "border", "a1")
    folders = folders_of(project, "border", "a1", {})
    diary = Diary(project.root, folders, "a1", lambda: begun(None, opened.session, "a1"))
    session = opened.session.do(Restate("draft", "done"))
    diary.note(opened.session, session, 4.0)
    kept = annotate.save(project, session, annotator="a1", now=now, seconds=4)
    path = project.labels / "border" / "a1" / "0001.json"
    good = path.read_bytes()
    diary.note_save(decode(good, ""))
    assert diary.flush()
    diary.close()
    assert kept.version == 1
    path.write_bytes(b"{")
    (one,) = repair(project, {}).restored
    assert "journal" in one.source
    assert path.read_bytes() == good


def test_another_newest_version_that_was_set_aside_is_not_taken_for_a_broken_one(chained, folder):
    data = (folder / "0003.json").read_bytes()
    other = encode(replace(decode(data, ""), seconds=77))
    store_of(chained).set_aside("border", "a1", other)
    (folder / "0003.json").write_bytes(b"\0" * 50)
    repaired = repair(chained, {})
    assert repaired.restored == ()
    (left,) = repaired.left
    assert f"set-aside/{sha256(other)}.json" in left.what
    assert (folder / "0003.json").read_bytes() == b"\0" * 50


def test_of_copies_that_differ_the_one_whose_digest_is_still_told_is_taken(
    chained, folder, tmp_path
):
    data = (folder / "0003.json").read_bytes()
    copies = tmp_path / "copies" / "border" / "a1"
    copies.mkdir(parents=True)
    (copies / "0003.json").write_bytes(encode(replace(decode(data, ""), seconds=77)))
    store_of(chained).set_aside("border", "a1", data)
    (folder / "0003.json").write_bytes(data.replace(b"\n", b"\r\n"))
    (one,) = repair(chained, {}, tmp_path / "copies").restored
    assert "set-aside" in one.source
    assert (folder / "0003.json").read_bytes() == data


@pytest.mark.parametrize(
    "changes",
    [
        {"parent": "7" * 64},
        {"seconds": 77},
        {"number": 3},
        {"annotator": "b2"},
        {"article_id": "flight"},
    ],
)
def test_a_copy_that_is_not_the_very_file_is_not_taken(chained, folder, copy, changes):
    path = copy / "labels" / "border" / "a1" / "0002.json"
    path.write_bytes(encode(replace(decode(path.read_bytes(), ""), **changes)))
    (folder / "0002.json").unlink()
    repaired = repair(chained, {}, copy)
    assert repaired.restored == ()
    assert [one.where for one in repaired.left] == ["labels/border/a1/0002.json"]
    assert not (folder / "0002.json").exists()


def test_a_copy_of_the_newest_that_follows_another_file_is_not_taken(chained, folder, copy):
    path = copy / "labels" / "border" / "a1" / "0003.json"
    path.write_bytes(encode(replace(decode(path.read_bytes(), ""), parent="7" * 64)))
    (folder / "0003.json").write_bytes(b"")
    assert repair(chained, {}, copy).restored == ()


def test_a_copy_that_is_broken_itself_is_passed_over(chained, folder, copy):
    (folder / "0002.json").unlink()
    path = copy / "labels" / "border" / "a1" / "0002.json"
    path.write_bytes(flipped(path.read_bytes(), 100))
    assert repair(chained, {}, copy).restored == ()


def test_an_older_version_that_was_rewritten_well_is_replaced_by_the_one_it_was(
    chained, folder, copy
):
    before = bytes_of(folder)
    other = encode(replace(decode(before["0001.json"], ""), seconds=13))
    (folder / "0001.json").write_bytes(other)
    assert len(repair(chained, {}, copy).restored) == 1
    assert bytes_of(folder) == before
    assert broken_asides(folder) == set()
    assert store_of(chained).read_aside("border", "a1", sha256(other)) == other


def test_a_version_that_follows_another_than_the_one_released_is_told(chained, folder, copy, now):
    data = (folder / "0003.json").read_bytes()
    (folder / "0003.json").unlink()
    release(chained, "v1", now=now, source="a1", drafts="take")
    other = encode(replace(decode((folder / "0002.json").read_bytes(), ""), seconds=13))
    (copy / "labels" / "border" / "a1" / "0002.json").write_bytes(other)
    (folder / "0003.json").write_bytes(encode(replace(decode(data, ""), parent=sha256(other))))
    before = bytes_of(folder)
    repaired = repair(chained, {}, copy)
    assert repaired.restored == ()
    (left,) = repaired.left
    assert left.where == "labels/border/a1/0003.json"
    assert "annotator merge" in left.fix
    assert bytes_of(folder) == before


def test_a_version_that_follows_one_that_is_nowhere_is_told(chained, folder):
    other = encode(replace(decode((folder / "0002.json").read_bytes(), ""), seconds=13))
    (folder / "0002.json").write_bytes(other)
    repaired = repair(chained, {})
    assert repaired.restored == ()
    assert [one.where for one in repaired.left] == ["labels/border/a1/0003.json"]
    assert "--from" in repaired.left[0].fix
    assert (folder / "0002.json").read_bytes() == other


def test_a_file_in_which_git_left_two_versions_is_left_for_a_merge(chained, folder, copy):
    data = (folder / "0003.json").read_bytes()
    head, seconds, rest = data.partition(b'"seconds"')
    both = b"%b<<<<<<< HEAD\n%b=======\n%b>>>>>>> side\n" % (head, seconds + rest, seconds + rest)
    (folder / "0003.json").write_bytes(both)
    repaired = repair(chained, {}, copy)
    assert repaired.restored == ()
    (left,) = repaired.left
    assert "git left two versions" in left.what
    assert "annotator merge" in left.fix
    assert (folder / "0003.json").read_bytes() == both


def test_newer_versions_elsewhere_are_not_brought_in(chained, folder, copy):
    (folder / "0003.json").unlink()
    assert repair(chained, {}, copy).restored == ()
    assert not (folder / "0003.json").exists()


def test_the_newest_version_comes_back_where_a_release_names_it(chained, folder, copy, now):
    release(chained, "v1", now=now, source="a1", drafts="take")
    shutil.rmtree(chained.labels / "border")
    assert len(repair(chained, {}, copy).restored) == 3
    assert prove(chained).problems == ()


def test_a_version_comes_back_where_an_adjudication_names_it(chained, folder, copy):
    data = (folder / "0003.json").read_bytes()
    version = decode((folder / "0001.json").read_bytes(), "")
    adjudication = Adjudication("lead", (Source("a1", 3, sha256(data)),))
    gold = replace(
        version,
        annotator="gold",
        labelling=replace(version.labelling, adjudication=adjudication),
    )
    store_of(chained).create("border", "gold", 1, encode(gold))
    (folder / "0003.json").unlink()
    assert len(repair(chained, {}, copy).restored) == 1
    assert (folder / "0003.json").read_bytes() == data


def test_what_cannot_be_written_is_told_and_left_as_it_was(chained, folder, copy, monkeypatch):
    broken = flipped((folder / "0002.json").read_bytes(), 100)
    (folder / "0002.json").write_bytes(broken)

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    repaired = repair(chained, {}, copy)
    assert repaired.restored == ()
    assert "the disk is full" in repaired.left[0].what
    assert (folder / "0002.json").read_bytes() == broken
    assert not list(folder.glob(".*"))


def test_what_cannot_be_read_is_not_replaced(chained, folder, copy):
    (folder / "0002.json").unlink()
    (folder / "0002.json").mkdir()
    repaired = repair(chained, {}, copy)
    assert repaired.restored == ()
    assert "a folder" in repaired.left[0].what


def test_a_gap_without_end_is_told_at_once(chained, folder):
    (folder / "0003.json").rename(folder / "999999999999999.json")
    repaired = repair(chained, {})
    assert repaired.restored == ()
    assert repaired.left


def test_a_save_that_was_cut_off_is_left_where_it_is(chained, folder, copy):
    left = folder / ".0004.json.0123456789abcdef.tmp"
    left.write_text("{")
    (folder / "0001.json").unlink()
    assert len(repair(chained, {}, copy).restored) == 1
    assert left.exists()
    assert [one.file for one in prove(chained).warnings] == [f"labels/border/a1/{left.name}"]


def test_a_copy_whose_settings_are_broken_is_still_a_copy(chained, folder, copy):
    (copy / "annotator.toml").write_text("???")
    (folder / "0001.json").unlink()
    assert len(repair(chained, {}, copy).restored) == 1


def test_a_folder_of_copies_that_is_not_there_is_a_matter_of_usage(chained, tmp_path):
    with pytest.raises(UsageError):
        repair(chained, {}, tmp_path / "nowhere")


@pytest.mark.parametrize("seed", range(30))
def test_whatever_happens_to_the_files_they_come_back_and_nothing_is_lost(
    chained, folder, copy, seed
):
    chance = random.Random(seed)  # noqa: S311 - no secret
    before = bytes_of(folder)
    held = set()
    for name in chance.sample(NAMES, chance.randint(1, 3)):
        good = before[name]
        harms = [
            flipped(good, chance.randrange(len(good))),
            good[: chance.randrange(len(good))],
            chance.randbytes(40),
            before[chance.choice([other for other in NAMES if other != name])],
        ]
        # Nothing that is left tells that there was a newest version, where it is gone.
        if name != NAMES[-1] and chance.random() < 0.2:
            (folder / name).unlink()
        else:
            held.add(harm := chance.choice(harms))
            (folder / name).write_bytes(harm)
    repair(chained, {}, copy)
    assert prove(chained).problems == ()
    assert bytes_of(folder) == before
    assert held <= broken_asides(folder)
