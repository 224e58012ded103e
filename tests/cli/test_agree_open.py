"""`agree --open` where no screen can be: it is said before anything is computed."""

from __future__ import annotations

import pytest


def test_without_a_terminal_it_says_what_to_do_instead(run, sample):
    done = run("--project", str(sample), "agree", "--open", code=2)
    assert "the screen needs a terminal" in done.err
    assert "without --open it prints the figures" in done.err


@pytest.mark.parametrize(
    ("others", "where"),
    [
        (("--json",), "--open and --json"),
        (("--plan", "0.1"), "--open and --plan"),
        (("--csv", "-"), "--open and --csv -"),
    ],
)
def test_what_else_would_use_the_terminal_is_refused(run, sample, others, where):
    done = run("--project", str(sample), "agree", "--open", *others, code=2)
    assert "the screen takes the terminal for itself" in done.err
    assert where in done.err
