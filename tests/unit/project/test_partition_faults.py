"""What is wrong with Parquet is named by file and row, and nothing is counted of it."""

from __future__ import annotations

import errno
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotator.errors import AnnotatorError, Faults
from annotator.project.evaluating.partitions.flaws import MOST_FAULTS
from annotator.project.evaluating.partitions.judging import Means, find_corpus, judged
from annotator.project.evaluating.partitions.lots import Choice
from annotator.project.evaluating.partitions.sources import find_source
from tests.unit.project.parts import COUNTING, GOLD, NAMES, counted, flat, nested, write

SCHEMA = """
name = "news"
version = "1"
[labels.PLACE]
key = "l"
color = "red"
mark = "bold"
description = "Where."
guideline = "place.md"
[labels.PLACE.attributes.kind]
type = "choice"
choices = ["city"]
[labels.PERSON]
key = "p"
color = "blue"
mark = "italic"
description = "Who."
guideline = "person.md"
"""
GOOD = ("a", 0, 4, "PERSON")
MORE = (*NAMES, "score", "fragments", "attributes", "id", "length", "language")
KNOWN = (None, None, None, None, 9, "ar")


@pytest.fixture
def plain(tmp_path):
    return write(tmp_path / "plain.parquet", flat(GOLD))


def fault(gold, predicted, **means):
    with pytest.raises(AnnotatorError) as raised:
        counted(gold, predicted, means=Means(**means))
    assert not isinstance(raised.value, Faults), raised.value
    return raised.value


ROWS = [
    ((None, 0, 4, "PERSON"), "article is null"),
    (("", 0, 4, "PERSON"), "article is empty"),
    (("a", None, 4, "PERSON"), "start is null"),
    (("a", 7, None, None), "end and label are null"),
    (("a", -1, 4, "PERSON"), "runs from -1 to 4"),
    (("a", 4, 4, "PERSON"), "runs from 4 to 4"),
    (("a", 9, 3, "PERSON"), "runs from 9 to 3"),
    (("a", 1, 2**60, "PERSON"), f"runs from 1 to {2**60}"),
    (("a", 1, 2, ""), "no label ''"),
    (GOOD, "is there already"),
]


@pytest.mark.parametrize(("row", "said"), ROWS, ids=[said for _, said in ROWS])
def test_a_row_that_is_no_span_is_named(tmp_path, plain, row, said):
    path = write(tmp_path / "p.parquet", flat([GOOD, row]))
    for one in (fault(plain, path), fault(path, plain), fault(plain, path, spans=1)):
        assert said in one.what
        assert one.where == f"{path}: row 1"


RICHER = [
    ((*GOOD[:2], 10, *GOOD[3:], *KNOWN), "ends at 10, past the text's 9"),
    ((*GOOD, float("nan"), *KNOWN[1:]), "score is nan"),
    ((*GOOD, float("-inf"), *KNOWN[1:]), "score is -inf"),
    ((*GOOD, None, "[[0,2],[2,4]]", *KNOWN[2:]), "touch"),
    (
        (*GOOD, None, "[[0,1],[2,3]]", *KNOWN[2:]),
        "do not begin at its start 0 and end at its end 4",
    ),
    ((*GOOD, None, "[[0,1", *KNOWN[2:]), "no list of [start, end]"),
    ((*GOOD, None, None, "{", *KNOWN[3:]), "not JSON"),
    ((*GOOD, None, None, "[1]", *KNOWN[3:]), "no JSON object"),
    ((*GOOD, None, None, '{"kind":1.5}', *KNOWN[3:]), "kind is 1.5"),
    ((*GOOD, None, None, '{"of":["s9"]}', *KNOWN[3:]), "'s9', which is not there"),
    ((*GOOD, None, None, '{"of":[[7,8]]}', *KNOWN[3:]), "at 7..8, and there is none"),
    ((*GOOD, None, None, None, "T1", *KNOWN[4:]), "id is 'T1'"),
    ((*GOOD, None, None, None, "s1", 8, "ar"), "length is another than in"),
    ((*GOOD, None, None, None, None, 9, None), "language is another than in"),
]


@pytest.mark.parametrize(("row", "said"), RICHER, ids=[said for _, said in RICHER])
def test_what_a_row_says_beside_is_looked_at_too(tmp_path, plain, row, said):
    first = ("a", 0, 1, "PLACE", None, None, "{}", "s1", 9, "ar")
    one = fault(write(tmp_path / "g.parquet", flat([first, row], MORE)), plain)
    assert said in one.what
    assert one.where == f"{tmp_path / 'g.parquet'}: row 1"


def test_a_schema_in_the_gold_says_which_labels_and_values_there_are(tmp_path):
    rows = [("a", 0, 4, "PLACE", '{"kind":"city"}'), ("b", 0, 4, "PERSON", None)]
    names = (*NAMES, "attributes")
    table = flat(rows, names).replace_schema_metadata({"annotator.schema": SCHEMA})
    gold = write(tmp_path / "g.parquet", table)
    corpus = find_corpus(gold, gold)
    assert corpus.schema
    assert [one.name for one in corpus.schema.labels] == ["PLACE", "PERSON"]
    assert counted(gold, gold)
    assert not list(corpus.notices)
    plain = write(tmp_path / "n.parquet", flat(rows, names))
    assert ["no schema" in one for one in find_corpus(plain, gold).notices] == [True]
    strange = write(tmp_path / "p.parquet", flat([("a", 0, 4, "PLAC", None)], names))
    assert fault(gold, strange).fix == "use one of: PLACE, PERSON"
    value = write(tmp_path / "v.parquet", flat([("a", 0, 4, "PLACE", '{"kind":"town"}')], names))
    assert "kind is 'town', which is none of city" in fault(gold, value).what
    broken = table.replace_schema_metadata({"annotator.schema": "name ="})
    assert "annotator.schema" in fault(write(tmp_path / "b.parquet", broken), gold).where


COLUMNS = [
    (flat([GOOD]).drop_columns("label"), "the column label is missing"),
    (flat([GOOD]).drop_columns(["article", "end"]), "the columns article and end are missing"),
    (flat([("a", "0", 4, "X")], start=pa.string()), "the column start holds string"),
    (flat([("a", 0.0, 4, "X")], start=pa.float64()), "the column start holds double"),
    (flat([("a", 0, 4, 7)], label=pa.int64()), "the column label holds int64"),
    (nested([GOOD]).append_column("text", pa.array([3])), "the column text holds int64"),
    (pa.table({"article": ["a"], "spans": ["x"]}), "the column spans holds string"),
    (flat([GOOD]).append_column("article", pa.array(["b"])), "the column article is there 2 times"),
    (
        nested([("a", 0, 4, "X", 5)], (*NAMES, "start")),
        "the column spans.start is there 2 times",
    ),
    (pa.table({}), "the columns article, start, end and label are missing"),
]


@pytest.mark.parametrize(("table", "said"), COLUMNS, ids=[said for _, said in COLUMNS])
def test_a_column_of_a_wrong_type_is_named(tmp_path, plain, table, said):
    path = write(tmp_path / "p.parquet", table)
    one = fault(path, plain)
    assert said in one.what
    assert one.where == str(path)
    assert one.fix


def test_all_files_of_a_source_have_the_same_columns(tmp_path, plain):
    write(tmp_path / "p/1.parquet", flat([GOOD]))
    write(tmp_path / "p/2.parquet", flat([(*GOOD, 0.5)], (*NAMES, "score")))
    assert "has not the same columns" in fault(plain, tmp_path / "p").what


def test_a_file_that_is_no_parquet_or_a_part_of_one_is_named(tmp_path, plain):
    path = tmp_path / "p.parquet"
    assert "is not there" in fault(plain, path).what
    path.write_bytes(b"article,start\n" * 9)
    assert "not Parquet" in fault(plain, path).what
    path.write_bytes(b"")
    assert "not Parquet" in fault(plain, path).what
    path.write_bytes(plain.read_bytes()[:-20])
    assert "cut off" in fault(plain, path).what
    (tmp_path / "none").mkdir()
    assert "no file whose name ends in .parquet" in fault(plain, tmp_path / "none").what


def test_nothing_of_a_folder_is_passed_over_unseen(tmp_path, plain, monkeypatch):
    folder = tmp_path / "said"
    write(folder / "1.parquet", flat([GOOD]))
    (folder / "again").symlink_to(folder)
    write(tmp_path / "far/2.parquet", flat([("b", 0, 4, "PLACE")]))
    (folder / "more").symlink_to(tmp_path / "far")
    assert [one.rows for one in find_source(folder, gold=False).parts[0].groups] == [1]
    assert find_source(folder, gold=False).rows == 2
    (folder / "3.parquet").symlink_to("gone")
    assert fault(plain, folder).where == str(folder / "3.parquet")
    (folder / "3.parquet").unlink()
    os.mkfifo(folder / "3.parquet")
    assert "from a pipe" in fault(plain, folder).what
    (folder / "3.parquet").unlink()

    def closed(path):
        raise PermissionError(errno.EACCES, "no", str(path))

    monkeypatch.setattr(Path, "iterdir", closed)
    assert "cannot be read: permission is denied" in fault(plain, folder).what


def test_bytes_that_are_no_text_are_named_by_row(tmp_path, plain):
    torn = pa.array([b"a", b"P\xff", b"a\xff"], pa.binary()).view(pa.string())
    good = flat([(name, 0, 4, "X") for name in "abc"])
    for at, name in ((0, "article"), (3, "label")):
        path = write(tmp_path / "p.parquet", good.set_column(at, name, torn))
        for one in (fault(plain, path), fault(plain, path, spans=1)):
            assert (one.what, one.where) == (f"{name} is not UTF-8", f"{path}: row 1")
    path = write(tmp_path / "p.parquet", good.append_column("attributes", torn))
    assert fault(plain, path).what == "attributes is not UTF-8"
    inside = nested([("a", 0, 4, "X"), ("b", 0, 4, "X"), ("b", 5, 6, "X")])
    kind = inside.schema.field("spans").type
    names = [kind.value_type.field(at).name for at in range(3)]
    values = inside.column("spans").combine_chunks()
    parts = [values.values.field(name) for name in names]
    parts[names.index("label")] = torn.slice(1).take(pa.array([0, 0, 1]))
    spans = pa.ListArray.from_arrays(values.offsets, pa.StructArray.from_arrays(parts, names))
    path = write(tmp_path / "n.parquet", inside.set_column(1, "spans", spans))
    assert str(fault(plain, path).where) == f"{path}: row 0"


def test_numbers_of_any_size_are_read(tmp_path, plain):
    said = flat([GOOD, ("b", 0, 4, "X")]).append_column("score", pa.array([2**63 - 1, None]))
    assert counted(plain, write(tmp_path / "p.parquet", said))
    pieces = pa.array([[[0, 1], [2, 2**64 - 1]]], pa.list_(pa.list_(pa.uint64())))
    path = write(tmp_path / "q.parquet", flat([GOOD]).append_column("fragments", pieces))
    assert fault(plain, path).where == f"{path}: row 0"


def test_flags_are_words(tmp_path, plain):
    more = {"flags": pa.array([[None]], pa.list_(pa.string())), "attributes": pa.array(["{}"])}
    table = flat([GOOD])
    for name, column in more.items():
        table = table.append_column(name, column)
    assert fault(plain, write(tmp_path / "p.parquet", table)).what == "a flag is null"


def test_a_footer_whose_row_groups_have_other_rows_than_it_says_is_refused(tmp_path, plain):
    rows = [("a", at, at + 1, "X") for at in range(77)]
    path = write(tmp_path / "p.parquet", flat(rows))
    data = bytearray(path.read_bytes())
    # The rows of the one row group stand before its place in the file.
    length = int.from_bytes(data[-8:-4], "little")
    told = data.rindex(b"\x16\x9a\x01", 0, len(data) - 8)
    assert told > len(data) - 8 - length
    data[told + 1] = 0x98
    path.write_bytes(bytes(data))
    assert "its footer is wrong: it tells of" in fault(plain, path).what


def test_a_corrupt_page_is_named_by_its_row_group(tmp_path, plain):
    path = tmp_path / "p.parquet"
    rows = [("a", at, at + 1, "X") for at in range(500)]
    write(path, flat(rows), row_group_size=250, write_page_checksum=True)
    column = pq.read_metadata(path).row_group(1).column(1)
    data = bytearray(path.read_bytes())
    data[column.data_page_offset + column.total_compressed_size - 9] ^= 0xFF
    path.write_bytes(bytes(data))
    one = fault(plain, path)
    assert one.what.startswith("row group 1 cannot be read")
    assert one.where == str(path)


def test_a_file_that_changes_after_it_was_found_is_not_read(tmp_path, plain):
    path = write(tmp_path / "p.parquet", flat([GOOD]))
    corpus = find_corpus(plain, path)
    for change in (lambda: os.utime(path, ns=(1, 1)), path.unlink):
        change()
        with pytest.raises(AnnotatorError) as raised:
            judged(corpus, Choice(), COUNTING, Means())
        assert raised.value.where == str(path)


def test_an_article_has_one_row_where_rows_are_articles(tmp_path, plain):
    other = nested([("a", 0, 3, "PLACE")])
    path = write(tmp_path / "p.parquet", pa.concat_tables([nested([GOOD]), other]))
    assert "has a row already" in fault(plain, path).what


def test_predictions_of_another_text_are_refused(tmp_path):
    gold = write(tmp_path / "g.parquet", nested([GOOD], text={"a": "some words"}))
    other = write(tmp_path / "p.parquet", nested([GOOD], sha256={"a": "0" * 64}))
    assert "another text than the gold's" in fault(gold, other).what
    past = write(tmp_path / "q.parquet", flat([("a", 0, 11, "PERSON")]))
    assert "ends at 11, past the text's 10" in fault(gold, past).what


def test_of_many_faults_the_first_are_told_by_row(tmp_path, plain):
    rows = [("a", at, at, "X") for at in range(100)]
    path = write(tmp_path / "p.parquet", flat(rows), row_group_size=9)
    for spans in (1000, 20):
        with pytest.raises(Faults) as raised:
            counted(plain, path, means=Means(spans=spans))
        assert len(raised.value.faults) in {MOST_FAULTS, MOST_FAULTS + 1}
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert [str(one) for one in again.faults] == [str(one) for one in raised.value.faults]


def test_a_footer_that_lies_about_its_articles_loses_no_row_unseen(tmp_path):
    rows = [(f"{at:02}", 0, 1, "X") for at in range(40)]
    rows[5] = ("35", 1, 2, "X")
    path = write(tmp_path / "p.parquet", flat(rows), row_group_size=10)
    corpus = find_corpus(path, path)
    (part,) = corpus.gold.parts
    lying = replace(part, groups=(replace(part.groups[0], high="09"), *part.groups[1:]))
    gold = replace(corpus.gold, parts=(lying,))
    with pytest.raises(AnnotatorError, match="its footer is wrong: of 40 rows 39 lie where"):
        judged(replace(corpus, gold=gold), Choice(), COUNTING, Means(spans=10))
