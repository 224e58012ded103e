"""The screen that `annotator evaluate --open` opens, where there is no terminal for it."""

import pytest


def test_without_a_terminal_it_is_refused_before_anything_is_computed(run, sample):
    done = run("--project", str(sample), "evaluate", "nobody", "--open", code=2)
    assert "the screen needs a terminal, and this is none" in done.err
    assert "without --open it prints the scores" in done.err


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (("--json",), "--open and --json"),
        (("--csv", "-"), "--open and --csv -"),
        (("--junit", "-"), "--open and --junit -"),
    ],
)
def test_what_would_take_the_terminal_too_is_refused(run, sample, others, told):
    done = run(
        "--project", str(sample), "evaluate", "a2", "--gold", "a1", "--open", *others, code=2
    )
    assert "the screen takes the terminal for itself" in done.err
    assert told in done.err
