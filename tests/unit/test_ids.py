"""What an article may be called, by hand and by its file's name."""

import pytest

from annotator.errors import ArticleError
from annotator.text.article import check_id, id_from_file_name


@pytest.mark.parametrize(
    "name", ["border-clash", "a.b_c-1", "الحدود", "كِتاب٢", "né", "_", "-a", "releases-1", "x" * 120]
)
def test_letters_with_their_marks_digits_dots_and_dashes_make_an_id(name):
    assert check_id(name, "--id") == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        ".hidden",
        "a/b",
        "a\\b",
        "../up",
        "a b",
        "a\n",
        "a\0",
        "a\x1b[31m",
        "a\u202eb",
        "می\u200cخ",
        "ne\u0301",
        "\u0301a",
        "1\u064e",
        "½",
        "😀",
        "\ud800",
        "a:b",
        "releases",
        "Releases",
        "x" * 121,
        "ا" * 101,
    ],
)
def test_anything_else_is_refused(name):
    with pytest.raises(ArticleError) as caught:
        check_id(name, "--id")
    assert caught.value.where == "--id"
    assert str(caught.value).isprintable() or "\n" in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("border-clash.txt", ("border-clash", False)),
        ("الحدود.txt", ("الحدود", False)),
        ("ne\u0301.txt", ("né", False)),
        ("a.tar.txt", ("a.tar", False)),
        ("a.md", ("a.md", False)),
        ("a.txt.txt", ("a.txt", False)),
        ("border clash (1).txt", ("border-clash--1-", True)),
        (".hidden.txt", ("-hidden", True)),
        ("..txt", ("-", True)),
        ("a\u200cb.txt", ("a-b", True)),
        ("\udcff.txt", ("-", True)),
        ("a/b.txt", ("a-b", True)),
    ],
)
def test_a_file_name_gives_an_id_and_tells_whether_it_had_to_change(name, expected):
    assert id_from_file_name(name) == expected


@pytest.mark.parametrize("name", [".txt", "releases.txt", "x" * 200 + ".txt"])
def test_a_file_name_that_leaves_no_id_is_refused_by_its_name(name):
    with pytest.raises(ArticleError) as caught:
        id_from_file_name(name)
    assert name in caught.value.where
