"""The sentence around a disagreement, and the line that is drawn of it."""

import pytest

from annotator.report.contexts import context, runs
from annotator.report.signs import visible

ENGLISH = (
    "The U.S. envoy met Gen. Joseph Aoun at 3.30 p.m. on Friday. He left! «Nobody asked?» he "
    "said … and went.\nA new line."
)
ARABIC = "وصل د. سمير إلى بيروت (Beirut). هل يبقى؟ لا أحد يعرف.\r\nسطر آخر بلا نقطة"


def sentence(text, words, most=240):
    """The context of some words as it is read, what is marked in brackets."""
    start = text.index(words)
    piece = (start, start + len(words))
    told = ""
    for run in runs(text, context(text, [piece], most), [piece]):
        told += f"[{run.text}]" if run.marked or run.kind == "sign" else run.text
    return told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Aoun",
            "The U.S. envoy met Gen. Joseph [Aoun] at 3.30 p.m. on Friday.",
        ),
        ("He", "[He] left!"),
        ("Nobody asked?", "«[Nobody asked?]» he said … and went."),
        ("new", "A [new] line."),
        ("U.S.", "The [U.S.] envoy met Gen. Joseph Aoun at 3.30 p.m. on Friday."),
    ],
)
def test_an_english_sentence_ends_where_a_reader_ends_it(words, told):
    assert sentence(ENGLISH, words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("سمير", "وصل د. [سمير] إلى بيروت (Beirut)."),
        ("يبقى", "هل [يبقى]؟"),
        ("آخر", "سطر [آخر] بلا نقطة"),
    ],
)
def test_an_arabic_sentence_ends_where_a_reader_ends_it(words, told):
    assert sentence(ARABIC, words) == told


def test_a_long_sentence_is_cut_at_words_and_says_so():
    text = "كلمة " * 100 + "بيروت" + " كلمة" * 100
    told = sentence(text, "بيروت", 60)
    assert told.startswith("… كلمة ")
    assert told.endswith(" كلمة …")
    assert len(told) < 70


def test_of_a_mark_that_is_too_long_the_edges_are_shown():
    text = f"Here begins {'a very long mark ' * 60}that ends here. Next."
    told = sentence(text, text[text.index("a very") : text.index(" here.")])
    assert told.startswith("Here begins [a very long mark")
    assert told.endswith("that ends] here.")
    assert "… " in told
    assert len(told) < 250


def test_a_word_without_end_is_cut_all_the_same():
    text = "س" * 3_000
    where = context(text, [(1_500, 1_501)])
    assert sum(end - start for start, end in where.stretches) <= 240


def test_each_piece_of_a_mark_is_marked():
    text = "killed 12 men and wounded others."
    pieces = [(7, 9), (26, 32)]
    line = runs(text, context(text, pieces), pieces)
    assert [run.text for run in line if run.marked] == ["12", "others"]


def test_what_cannot_be_seen_is_named_at_the_edge_of_a_mark_and_kept_elsewhere():
    text = "می\u200cخواهم بیروت\u200f."
    found = context(text, [(0, 2)])
    inside = runs(text, found, [(0, 8)])
    assert [run.text for run in inside if run.kind == "sign"] == []
    edge = runs(text, found, [(9, 15)])
    assert [(run.text, run.marked) for run in edge if run.kind == "sign"] == [("RLM", True)]


def test_what_would_act_is_named_instead_of_sent():
    text = "before \u202eevil\u202c \x1b[31m after"
    line = runs(text, context(text, [(0, 6)]), [(0, 6)])
    assert [run.text for run in line if run.kind == "sign"] == ["RLO", "PDF", "U+001B"]
    assert visible("a\u202eb\n") == "a[RLO]b[¶]"


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("NATO قالت إن لبنان آمن.", False),
        ("قالت NATO. U.N. staff left.", True),
        ("One.\nقال ثم. Beirut.", True),
        ("«12»\nقال", True),
    ],
)
def test_a_context_runs_as_its_paragraph_does(text, rtl):
    at = text.index("12") if "12" in text else len(text) - 3
    assert context(text, [(at, at + 1)]).right_to_left is rtl
