"""Articles: what is read, what is refused, what is told about a text."""

import hashlib

import pytest

from annotator.errors import ArticleError, UsageError
from annotator.text import article
from annotator.text.article import Article, check_text, decode, notices


def test_the_text_is_kept_as_it_is_but_for_a_byte_order_mark():
    text = " قال\r\n\ufeffاn\u0301\t\n"
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == text
    assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-16", "utf-16-le", "windows-1256"])
def test_other_encodings_are_read_when_they_are_named(encoding):
    assert decode("قال الوزير".encode(encoding), "a.txt", encoding) == "قال الوزير"


def test_a_byte_order_mark_of_another_encoding_is_taken_off_too():
    assert decode("\ufeffقال".encode("utf-16-be"), "a.txt", "utf-16-be") == "قال"


@pytest.mark.parametrize("encoding", ["nonsense", "base64", "hex", "undefined", "idna", "", "a\0b"])
def test_an_encoding_that_is_none_is_refused(encoding):
    with pytest.raises(UsageError) as caught:
        decode(b"abc", "a.txt", encoding)
    assert "windows-1256" in caught.value.fix


@pytest.mark.parametrize(
    ("data", "encoding", "line", "byte", "offset"),
    [
        (b"ab\nc\xe9d", "utf-8", 2, 2, 4),
        (b"\xef\xbb\xbfab\r\ncd\r\xff", "utf-8", 3, 1, 10),
        ("قال\n".encode() + b"\xd9", "utf-8", 2, 1, 7),
        ("قال".encode() + b"\xffx", "utf-8", 1, 7, 6),
        ("ا\nب".encode("utf-16-le") + b"\x06", "utf-16-le", 2, 3, 6),
        ("ا\nب".encode("utf-16") + b"\x06", "utf-16", 2, 3, 8),
        ("اب".encode("utf-16") + b"\x06", "utf-16", 1, 7, 6),
    ],
)
def test_undecodable_bytes_are_refused_with_their_line_and_byte(data, encoding, line, byte, offset):
    with pytest.raises(ArticleError) as caught:
        decode(data, "a.txt", encoding)
    assert f"a.txt: line {line}, byte {byte} of the line" in caught.value.where
    assert f"byte {offset} of the file" in caught.value.where
    assert "--encoding" in caught.value.fix


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", "\u2003\xa0\u2029".encode()])
def test_an_empty_text_is_refused(data):
    with pytest.raises(ArticleError, match=r"empty|white space"):
        decode(data, "a.txt")


def test_nul_is_refused_with_its_place():
    with pytest.raises(ArticleError) as caught:
        decode(b"ab\nc\0d", "a.txt")
    assert caught.value.where == "a.txt: line 2, character 2 of the line (offset 4)"


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(ArticleError) as caught:
        check_text("ab\ud83d", "line 3 of x.jsonl")
    assert "U+D83D" in caught.value.what


def test_a_text_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(article, "MOST_BYTES", 10)
    assert decode(b"\xef\xbb\xbf" + b"a" * 10, "a.txt") == "a" * 10
    with pytest.raises(ArticleError, match="11 bytes"):
        decode(b"a" * 11, "a.txt")
    with pytest.raises(ArticleError, match="12 bytes"):
        check_text("ا" * 6, "a.txt")


def test_an_article_is_identified_by_its_text():
    one = Article("border", "قال")
    assert one.sha256 == hashlib.sha256("قال".encode()).hexdigest()
    assert one.length == 3
    assert one.facts.title is None


def test_a_plain_text_has_no_notices():
    assert notices("قال الوزير:\n\t«كِتَاب» 5%\n") == ()


def test_a_notice_tells_what_is_there_how_often_and_where_first():
    (control,) = notices("a\nb\x1b[0m\x1b\x07")
    assert "3 control characters (U+001B ×2, U+0007 ×1), the first on line 2" in control
    (direction,) = notices("\u202eab")
    assert "1 character that steers direction (U+202E RIGHT-TO-LEFT OVERRIDE ×1)" in direction
    (invisible,) = notices("می\u200cخواهم کتاب\u200cها")
    assert "2 invisible characters (U+200C ZERO WIDTH NON-JOINER ×2)" in invisible


def test_a_notice_names_the_most_frequent_kinds_only():
    (notice,) = notices("\x01\x02\x03\x04\x05\x05")
    assert notice.count("U+") == 3
    assert "2 other kinds" in notice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", ()),
        ("a\r\nb\r\n", ("Every line ends in CRLF, not in LF.",)),
        ("a\nb\r\nc\nd\r", ("Lines end in different ways: 1 CR, 1 CRLF, 2 LF.",)),
        ("a\x85b\u2028c", ("Lines end in different ways: 1 NEL, 1 U+2028.",)),
    ],
)
def test_line_ends_other_than_lf_are_told(text, expected):
    assert notices(text) == expected


@pytest.mark.parametrize("character", "\x7f\x80\x9b\u200b\u200f\u2066\ufe0f\U000e0001\ufff9")
def test_no_character_that_is_invisible_goes_untold(character):
    assert notices(f"a{character}b")


def test_a_file_that_says_it_is_utf_16_is_told_that_name():
    with pytest.raises(ArticleError) as caught:
        decode("قال".encode("utf-16"), "a.txt")
    assert "such as utf-16" in caught.value.fix


def test_one_other_kind_of_character_is_told_as_one():
    (notice,) = notices("a\x01\x02\x03\x04")
    assert "1 other kind)" in notice
