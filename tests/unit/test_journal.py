"""Journals: lines that prove themselves, a lock, and nothing lost on a disk that fails."""

from __future__ import annotations

import errno
import os
import shutil

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
