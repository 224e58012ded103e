"""The short form of `make fuzz`: some hundred random files on the screen."""

from __future__ import annotations

from tests.fuzz.fuzz import Report, fuzz


async def test_no_file_brings_the_screen_down_or_reaches_the_terminal(tmp_path):
    report = await fuzz(300, 1, tmp_path, Report())
    assert report.wrong == []
    assert report.files == 300
    assert report.frames > 300
    assert report.refused > 20
