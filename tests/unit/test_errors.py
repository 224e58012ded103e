"""Errors say what, where and how to fix it, alone and together."""

import errno
import pickle

import pytest

from annotator.errors import (
    AnnotatorError,
    Faults,
    SchemaError,
    SpanError,
    UsageError,
    gathered,
    os_trouble,
    raise_all,
)

ONE = SpanError("a span runs backwards", "file: spans[3]", "turn it round")
OTHER = SchemaError("a key is taken", "schema.toml: line 4", "choose another")


def test_an_error_says_what_where_and_fix_on_three_lines():
    assert str(ONE) == "a span runs backwards\n  where: file: spans[3]\n  fix:   turn it round"


def test_errors_survive_the_way_back_from_a_worker():
    for error in (ONE, Faults((ONE, OTHER))):
        back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert (type(back), str(back)) == (type(error), str(error))


def test_no_fault_is_raised_as_nothing():
    raise_all(())


def test_one_fault_is_raised_as_itself():
    with pytest.raises(SpanError) as caught:
        raise_all([ONE])
    assert caught.value is ONE


def test_several_faults_are_shown_one_after_another_and_taken_apart():
    with pytest.raises(Faults) as caught:
        raise_all([Faults((ONE, OTHER)), ONE])
    assert caught.value.faults == (ONE, OTHER, ONE)
    assert str(caught.value) == f"{ONE}\n{OTHER}\n{ONE}"


def test_usage_exits_with_2_and_bad_data_with_3():
    assert UsageError.exit_code == 2
    assert AnnotatorError.exit_code == gathered([ONE, OTHER]).exit_code == 3
    usage = UsageError("what", "where", "fix")
    assert gathered([usage, usage]).exit_code == 2
    assert gathered([usage, ONE]).exit_code == 3


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EXDEV])
def test_what_the_system_refuses_is_said_in_words(number):
    what, fix = os_trouble(OSError(number, "Some words"))
    assert what
    assert fix
    assert "Errno" not in what
