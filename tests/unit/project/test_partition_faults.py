"""What is wrong with Parquet is named by file and row, and nothing is counted of it."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotator.errors import AnnotatorError, Faults
from annotator.project.evaluating.partitions.flaws import MOST_FAULTS
from annotator.project.evaluating.partitions.judging import Means, find_corpus, judged
from annotator.project.evaluating.partitions.lots import Choice
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
