"""Answers of a terminal are told from keys, however they come."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.terminal.guard import Guard
from annotator.terminal.replies import read_replies

XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[8;0$y\x1b[>41;379;0c\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"
VTE = b"\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c"
KONSOLE = b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;221203;0c\x1b[?62;1;4c"
KITTY = b"\x1bP>|kitty(0.26.5)\x1b\\\x1b[8;0$y\x1b[>1;4000;26c\x1b[?62;c"

ANSWERS = st.sampled_from(
    [
        b"\x1bP>|XTerm(379)\x1b\\",
        b"\x1b[8;1$y",
        b"\x1b[8;0$y",
        b"\x1b[>65;7006;1c",
        b"\x1b[?62;c",
        b"\x1bP1+r6b697474792d71756572792d666f6e745f66616d696c79=41\x1b\\",
    ]
)
KEYS = st.sampled_from(
    [
        b"p",
        b"\xd9\x82",
        b"\x1b[A",
        b"\x1b[1;5D",
        b"\x1bOP",
        b"\t",
        b"8",
        b"c",
        b"\x1b[3~",
        b"\x1b[<0;12;5M",
        b"\x1b[200~text\x1b[201~",
        b"\x1bq",
    ]
)


def test_every_answer_is_read_and_keys_between_are_handed_on():
    replies = read_replies(b"p" + XTERM[:20] + XTERM[20:] + b"\x1b[A")
    assert (replies.name, replies.mode, replies.kind) == ("XTerm(379)", 0, "41;379;0")
    assert replies.rest == b"p\x1b[A"
    assert replies.complete


def test_a_terminal_without_a_name_still_tells_whether_it_orders_rows():
    replies = read_replies(VTE)
    assert (replies.name, replies.mode, replies.kind) == ("", 1, "65;7006;1")


def test_the_font_of_kitty_is_read_from_its_own_answer():
    name = b"kitty-query-font_family".hex().encode()
    value = b"DejaVu Sans Mono".hex().encode()
    replies = read_replies(
        b"\x1bP1+r" + name + b"=" + value + b"\x1b\\\x1b[?62;c", read_replies(KITTY)
    )
    assert (replies.name, replies.font) == ("kitty(0.26.5)", "DejaVu Sans Mono")


def test_what_never_ends_as_an_answer_is_not_taken_for_one():
    replies = read_replies(b"\x1bP>|XTerm(3")
    assert (replies.name, replies.complete) == ("", False)
    assert replies.rest == b"\x1bP>|XTerm(3"


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1bP>|foo 1\x07\x1b[?6c",
        b"\x1bP>|foo 1\x9c\x1b[?1;2c",
        b"\xc2\x90>|foo 1\xc2\x9c\xc2\x9b8;1$y\xc2\x9b>65;7006;1c\xc2\x9b?6c",
        b"\x90>|foo 1\x9c\x9b8;1$y\x9b>65;7006;1c\x9b?6c",
    ],
)
def test_answers_in_other_forms_are_read_too_wherever_patience_ends(answer):
    replies = read_replies(b"p" + answer)
    assert (replies.name, replies.complete, replies.rest) == ("foo 1", True, b"p")
    for cut in range(len(answer)):
        replies = read_replies(answer[:cut])
        guard = Guard(late=not replies.complete)
        passed = guard.passed(replies.rest) + guard.passed(answer[cut:])
        assert passed + guard.passed(b"") == b""


@pytest.mark.parametrize("typed", ["؛?1c", "ٛ?1c", "«?1c", "٩ؐ>|x\x07", "ڛ8;1$y"])
def test_letters_that_hold_a_control_are_letters(typed):
    assert read_replies(typed.encode()).rest == typed.encode()


def test_a_pause_inside_an_answer_does_not_make_keys_of_it():
    for cut in range(2, len(XTERM)):
        if XTERM[cut - 1 : cut] == b"\x1b":
            continue
        guard = Guard(late=True)
        passed = guard.passed(XTERM[:cut]) + guard.passed(b"") + guard.passed(XTERM[cut:])
        assert passed + guard.passed(b"") == b""


def test_an_answer_that_never_ends_is_given_up_and_is_no_key(monkeypatch):
    guard = Guard(late=True)
    now = time.monotonic()
    assert guard.passed(b"p\x1bP>|XTerm(3") == b"p"
    monkeypatch.setattr(time, "monotonic", lambda: now + 2)
    assert guard.passed(b"") == b""
    assert guard.passed(b"q") == b"q"


def test_esc_alone_is_a_key_after_a_moment():
    guard = Guard(late=True)
    assert guard.passed(b"\x1b") + guard.passed(b"") == b"\x1b"


@given(
    st.lists(st.tuples(st.booleans(), ANSWERS, KEYS), max_size=12),
    st.lists(st.integers(1, 7), min_size=1, max_size=40),
)
def test_late_answers_never_reach_the_screen_and_every_key_does(pieces, cuts):
    came = b"".join(answer if is_answer else key for is_answer, answer, key in pieces)
    pressed = b"".join(key for is_answer, _, key in pieces if not is_answer)
    guard = Guard(late=True)
    passed, at = b"", 0
    for cut in (*cuts, len(came)):
        if at >= len(came):
            break
        passed += guard.passed(came[at : at + cut])
        at += cut
    assert passed + guard.passed(b"") == pressed


@given(st.lists(KEYS, max_size=12))
def test_without_answers_to_come_every_byte_is_a_key_at_once(keys):
    guard = Guard(late=False)
    assert [guard.passed(key) for key in keys] == keys
