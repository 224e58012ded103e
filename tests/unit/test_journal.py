"""Journals: lines that prove themselves, a lock, and nothing lost on a disk that fails."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from pathlib import Path

import pytest

from annotator.store import journal
from annotator.store.journal import JournalFile, journals_in, read_lines

ONE, TWO, THREE = {"n": 1}, {"n": 2, "text": "قال"}, {"n": 3}


@pytest.fixture
def written(tmp_path):
    file = JournalFile.create(tmp_path / "a" / "b")
    file.append([ONE])
    file.append([TWO, THREE])
    file.close()
    return file.path


def test_what_was_added_is_read_in_its_order(written):
    assert read_lines(written.read_bytes()).records == (ONE, TWO, THREE)


def test_a_last_line_torn_anywhere_is_left_out_and_no_earlier_one(written):
    data = written.read_bytes()
    last = data[:-1].rfind(b"\n") + 1
    for end in range(last, len(data)):
        lines = read_lines(data[:end])
        assert lines.records == (ONE, TWO)
        assert not lines.damaged
        assert lines.length == last


def test_a_flip_of_any_bit_is_seen(written):
    data = bytearray(written.read_bytes())
    whole = read_lines(bytes(data)).records
    for at in range(len(data)):
        for bit in range(8):
            data[at] ^= 1 << bit
            records = read_lines(bytes(data)).records
            assert records == whole[: len(records)]
            assert len(records) < len(whole)
            data[at] ^= 1 << bit


def test_an_earlier_line_that_is_gone_or_broken_is_told_from_a_torn_end(written):
    first, *rest = written.read_bytes().splitlines(keepends=True)
    assert read_lines(b"".join((first, *rest[1:]))).records == (ONE,)
    broken = read_lines(b"".join((first, b"x" + rest[0], rest[1])))
    assert broken.records == (ONE,)
    assert broken.damaged


def test_the_next_session_goes_on_where_the_last_line_was_whole(written):
    written.write_bytes(written.read_bytes()[:-5])
    file = JournalFile.take(written)
    assert file.records == (ONE, TWO)
    file.append([{"n": 4}])
    file.close()
    lines = read_lines(written.read_bytes())
    assert lines.records == (ONE, TWO, {"n": 4})
    assert lines.length == written.stat().st_size


def test_a_journal_in_use_is_nobody_elses(tmp_path):
    file = JournalFile.create(tmp_path)
    assert JournalFile.take(file.path) is None
    file.close()
    assert JournalFile.take(file.path) is not None


def test_a_journal_that_was_retired_is_not_gone_on_with(written):
    JournalFile.take(written).retire()
    folder = written.parent
    assert list(journals_in(folder)) == []
    (closed,) = journals_in(folder, closed=True)
    assert read_lines(closed.read_bytes()).records == (ONE, TWO, THREE)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("step", ["pwrite", "fsync"])
def test_a_line_that_could_not_be_written_is_written_the_next_time(
    tmp_path, monkeypatch, number, step
):
    file = JournalFile.create(tmp_path)
    file.append([ONE])
    before = file.path.read_bytes()

    def refuse(opened, *rest):
        if step == "pwrite":
            os.write(opened, b"")
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as failing:
        failing.setattr(journal.os, step, refuse)
        with pytest.raises(OSError, match=os.strerror(number)):
            file.append([TWO])
    assert read_lines(file.path.read_bytes()).records[:1] == (ONE,)
    assert file.path.read_bytes().startswith(before)
    assert file.records == (ONE,)
    file.append([TWO])
    file.append([THREE])
    assert read_lines(file.path.read_bytes()).records == (ONE, TWO, THREE)


def test_half_a_line_on_a_full_disk_is_written_over(tmp_path, monkeypatch):
    file = JournalFile.create(tmp_path)
    file.append([ONE])
    real, calls = os.pwrite, []

    def half(opened, data, at):
        if calls:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        calls.append(at)
        return real(opened, bytes(data)[:7], at)

    with monkeypatch.context() as failing:
        failing.setattr(journal.os, "pwrite", half)
        with pytest.raises(OSError, match="space"):
            file.append([TWO])
    assert read_lines(file.path.read_bytes()).records == (ONE,)
    file.append([THREE])
    assert read_lines(file.path.read_bytes()).records == (ONE, THREE)


def test_a_folder_that_vanished_is_made_again_with_all_that_was_kept(tmp_path):
    file = JournalFile.create(tmp_path / "gone")
    file.append([ONE])
    shutil.rmtree(tmp_path / "gone")
    file.append([TWO])
    (path,) = journals_in(tmp_path / "gone")
    assert read_lines(path.read_bytes()).records == (ONE, TWO)
    assert JournalFile.take(path) is None


def test_a_journal_that_could_not_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    before = len(list(Path("/dev/fd").iterdir()))
    for step in ("fcntl.flock", "sync_folder"):
        with monkeypatch.context() as failing:
            failing.setattr(f"annotator.store.journal.{step}", refuse)
            with pytest.raises(OSError, match=os.strerror(errno.EIO)):
                JournalFile.create(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_journal_that_is_put_back_in_part_only_is_taken_away_again(tmp_path, monkeypatch):
    file = JournalFile.create(tmp_path)
    file.append([ONE, TWO])
    file.path.unlink()
    real = os.pwrite

    def half(opened, data, at):
        if at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(opened, bytes(data)[: bytes(data).index(b"\n") + 1], at)

    with monkeypatch.context() as failing:
        failing.setattr(journal.os, "pwrite", half)
        for _ in range(3):
            with pytest.raises(OSError, match="space"):
                file.append([THREE])
    assert list(journals_in(tmp_path)) == []
    file.append([THREE])
    (path,) = journals_in(tmp_path)
    assert read_lines(path.read_bytes()).records == (ONE, TWO, THREE)


def test_a_journal_that_cannot_be_looked_for_gets_no_second_one(tmp_path, monkeypatch):
    file = JournalFile.create(tmp_path)
    file.append([ONE])

    def refuse(*_, **__):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as failing:
        failing.setattr(type(file.path), "stat", refuse)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            file.append([TWO])
    file.append([TWO])
    (path,) = journals_in(tmp_path)
    assert read_lines(path.read_bytes()).records == (ONE, TWO)


def test_a_journal_goes_along_with_the_folders_around_it(tmp_path):
    file = JournalFile.create(tmp_path / "here")
    file.append([ONE])
    (tmp_path / "here").rename(tmp_path / "there")
    file.append([TWO], moved=True)
    assert not (tmp_path / "here").exists()
    (path,) = journals_in(tmp_path / "there")
    assert read_lines(path.read_bytes()).records == (ONE, TWO)
    shutil.rmtree(tmp_path / "there")
    with pytest.raises(FileNotFoundError):
        file.append([THREE], moved=True)


def test_a_journal_that_was_taken_away_is_put_back_without_a_new_line(tmp_path):
    file = JournalFile.create(tmp_path)
    file.append([ONE])
    file.path.unlink()
    file.stay()
    (path,) = journals_in(tmp_path)
    assert read_lines(path.read_bytes()).records == (ONE,)
    path.unlink()
    file.close()
    file.stay()
    assert list(journals_in(tmp_path)) == []


def test_a_line_with_a_right_checksum_that_is_no_json_ends_the_journal():
    body = b"{neither"
    line = b'%b,"check":"%b"}\n' % (body, hashlib.sha256(body).hexdigest()[:16].encode())
    assert read_lines(line).records == ()


def test_a_pipe_in_the_place_of_a_journal_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "0.jsonl")
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        JournalFile.take(tmp_path / "0.jsonl")


def test_on_a_disk_without_locks_each_goes_on_in_a_file_of_its_own(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(journal.fcntl, "flock", refuse)
    first = JournalFile.create(tmp_path)
    first.append([ONE])
    second = JournalFile.take(first.path)
    assert second.records == (ONE,)
    second.append([TWO])
    first.append([THREE])
    assert first.path != second.path
    assert read_lines(first.path.read_bytes()).records == (ONE, THREE)
    assert read_lines(second.path.read_bytes()).records == (ONE, TWO)
    assert set(journals_in(tmp_path)) == {first.path, second.path}
    second.close()
    with monkeypatch.context() as failing:
        failing.setattr(journal.os, "pwrite", refuse)
        with pytest.raises(OSError, match=os.strerror(errno.ENOLCK)):
            JournalFile.take(second.path)
    assert set(journals_in(tmp_path)) == {first.path, second.path}
