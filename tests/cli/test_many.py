"""Projects with many articles: what was read once is remembered, whoever else is at work."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def many(sample):
    """Some hundreds of articles that nobody changed for a while."""
    for at in range(300):
        (sample / "seeds" / f"more-{at:03}.txt").write_text(f"article {at}\n")
    time.sleep(2.1)
    return sample


def test_several_at_once_say_the_same_and_so_does_who_comes_later(run, many):
    def listed(_):
        return run("--project", "news", "list").out

    with ThreadPoolExecutor(3) as pool:
        first, *others = pool.map(listed, range(3))
    assert len(first.splitlines()) == 302
    assert others == [first, first]
    assert (many / ".annotator" / "index.sqlite").exists()
    assert listed(None) == first
    (many / "seeds" / "more-007.txt").write_text("another text\n")
    assert listed(None) == first.replace("more-007\t\t10\t", "more-007\t\t13\t")
