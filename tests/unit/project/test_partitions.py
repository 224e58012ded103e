"""Parquet in parts: whatever the layout, files, order or engine, everything is counted once."""

from __future__ import annotations

import datetime as dt
import operator
import tracemalloc
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.project.evaluating.partitions.engines import Pool
from annotator.project.evaluating.partitions.judging import Means, find_corpus, judged
from annotator.project.evaluating.partitions.lots import Choice
from annotator.project.evaluating.partitions.plan import plan
from annotator.project.evaluating.partitions.portion import Counting
from tests.unit.project.parts import (
    GOLD,
    NAMES,
    PREDICTED,
    counted,
    flat,
    nested,
    outcome,
    write,
)

SIZES = Counting(lambda lot: len(lot.gold) + len(lot.predicted), operator.add)
TYPES = {
    "as pandas writes it": {},
    "large strings, small numbers": {
        "article": pa.large_string(),
        "label": pa.large_string(),
        "start": pa.int16(),
        "end": pa.int16(),
    },
    "dictionaries, numbers without a sign": {
        "article": pa.dictionary(pa.int8(), pa.string()),
        "label": pa.dictionary(pa.int8(), pa.large_string()),
        "start": pa.uint8(),
        "end": pa.uint64(),
    },
}


@pytest.fixture
def whole(tmp_path):
    """What the plainest files come to."""
    gold = write(tmp_path / "whole/gold.parquet", flat(GOLD))
    return counted(gold, write(tmp_path / "whole/predicted.parquet", flat(PREDICTED)))


def test_every_row_is_there_once(whole):
    assert whole["gold", "a", 6, 9, "PLACE", ((6, 9),), None, ()] == 1
    assert whole["predicted", "z", 0, 1, "PLACE", ((0, 1),), None, ()] == 1
    assert whole["gold", "c"] == 1
    assert whole["about", "ح", ("ح", "", -1, (), None)] == 1
    assert sum(whole.values()) == len("aabcح") - 1 + 4 + 4 + 4 + 4


@pytest.mark.parametrize("types", TYPES.values(), ids=TYPES)
def test_text_and_numbers_may_be_of_any_type_that_holds_them(tmp_path, whole, types):
    gold = write(tmp_path / "g.parquet", flat(GOLD, **types))
    predicted = write(tmp_path / "p.parquet", flat(PREDICTED, **types))
    assert counted(gold, predicted) == whole


def test_an_article_a_row_says_the_same_as_a_span_a_row(tmp_path, whole):
    gold = write(tmp_path / "g.parquet", nested(GOLD))
    predicted = write(tmp_path / "p.parquet", nested(PREDICTED))
    assert counted(gold, predicted) == whole
    assert counted(gold, write(tmp_path / "f.parquet", flat(PREDICTED))) == whole


def test_a_folder_is_read_with_its_folders_and_without_what_is_hidden(tmp_path, whole):
    write(tmp_path / "g/2020/b.parquet", flat(GOLD[3:]))
    write(tmp_path / "g/2019/a.parquet", flat(GOLD[:3]))
    write(tmp_path / "g/_temporary/0.parquet", flat(GOLD))
    write(tmp_path / "g/.hidden.parquet", flat(GOLD))
    (tmp_path / "g/_SUCCESS").touch()
    predicted = write(tmp_path / "p.parquet", flat(PREDICTED))
    assert counted(tmp_path / "g", predicted) == whole


spans = st.tuples(
    st.sampled_from("abcdefgح"),
    st.integers(0, 9),
    st.integers(10, 19),
    st.sampled_from(["PERSON", "PLACE"]),
)
sides = st.lists(spans, min_size=1, max_size=25, unique=True)


@settings(max_examples=40)
@given(gold=sides, predicted=sides, data=st.data())
def test_no_cut_and_no_order_changes_what_is_counted(tmp_path_factory, gold, predicted, data):
    folder = tmp_path_factory.mktemp("parts")
    paths = []
    for name, rows in (("gold", gold), ("predicted", predicted)):
        write(folder / f"{name}.parquet", flat(sorted(rows)))
        ordered = data.draw(st.one_of(st.just(sorted(rows)), st.permutations(rows)), "order")
        files = data.draw(st.integers(1, 3), "files")
        size = -(-len(ordered) // files)
        groups = data.draw(st.integers(1, 5), "rows of a group")
        shaped = data.draw(st.sampled_from([flat, nested]), "layout") if files == 1 else flat
        statistics = data.draw(st.booleans(), "statistics")
        for at in range(files):
            part = ordered[at * size : (at + 1) * size]
            path = folder / f"{name}/{at}.parquet"
            write(path, shaped(part), row_group_size=groups, write_statistics=statistics)
        paths.append(folder / name)
    means = Means(spans=data.draw(st.integers(1, 30), "spans of a task"))
    plain = counted(folder / "gold.parquet", folder / "predicted.parquet")
    assert counted(*paths, means=means) == plain


def test_sorted_files_are_cut_where_row_groups_begin(tmp_path):
    rows = [(f"{at:03}", 0, 1, "PLACE") for at in range(100)]
    gold = write(tmp_path / "g.parquet", flat(rows), row_group_size=10)
    predicted = write(tmp_path / "p.parquet", flat(rows), row_group_size=7)
    corpus = find_corpus(gold, predicted)
    tasks = plan(corpus.gold, corpus.predicted, 20)
    assert len(tasks) > 3
    assert all(one.chosen.high == two.chosen.low for one, two in pairwise(tasks))
    assert counted(gold, predicted, means=Means(spans=20)) == counted(gold, predicted)


def test_scattered_articles_are_laid_aside_and_nothing_is_left_of_that(tmp_path):
    rows = [(f"{at % 10}", at, at + 1, "PLACE") for at in range(100)]
    gold = write(tmp_path / "g.parquet", flat(rows), row_group_size=10)
    corpus = find_corpus(gold, gold)
    assert plan(corpus.gold, corpus.predicted, 20) is None
    room = tmp_path / "room"
    room.mkdir()
    assert counted(gold, gold, means=Means(spans=20, spill=room)) == counted(gold, gold)
    wrong = write(tmp_path / "w.parquet", flat([*rows, ("5", 9, 3, "PLACE")]), row_group_size=10)
    with pytest.raises(AnnotatorError) as raised:
        counted(gold, wrong, means=Means(spans=20, spill=room))
    assert raised.value.where == f"{wrong}: row 100"
    assert list(room.iterdir()) == []
    with pytest.raises(AnnotatorError, match="cannot be laid aside"):
        counted(gold, gold, means=Means(spans=20, spill=tmp_path / "nowhere"))


def test_facts_of_articles_may_stand_in_every_row_or_once(tmp_path):
    names = (*NAMES, "cluster", "language", "length", "source", "published")
    facts = {"a": ("quake", "ar", 40, "wire", "2021-04-30"), "b": (None, "en", 9, None, None)}
    rows = [(*row, *facts[row[0]]) for row in GOLD if row[0] in facts]
    day = pa.array([dt.date(2021, 4, 30)] * 2 + [None], pa.date32())
    in_rows = flat(rows, names)
    once = nested(
        [row for row in GOLD if row[0] in facts],
        **{
            name: {key: told[at] for key, told in facts.items()}
            for at, name in enumerate(names[4:])
        },
    )
    predicted = write(tmp_path / "p.parquet", flat(PREDICTED[:2]))
    found = counted(write(tmp_path / "g.parquet", in_rows), predicted)
    known = (("source", "wire"), ("year", "2021"))
    assert found["about", "a", ("quake", "ar", 40, known, None)] == 1
    assert found["about", "b", ("b", "en", 9, (("source", ""), ("year", "")), None)] == 1
    assert counted(write(tmp_path / "n.parquet", once), predicted) == found
    dated = in_rows.set_column(8, "published", day)
    assert counted(write(tmp_path / "d.parquet", dated), predicted) == found


def test_only_articles_that_were_chosen_or_predicted_count(tmp_path):
    gold = write(tmp_path / "g.parquet", flat(GOLD))
    predicted = write(tmp_path / "p.parquet", flat(PREDICTED))
    done = outcome(gold, predicted, Choice(only_predicted=True))
    assert done.excluded.first == ("c",)
    assert done.share["gold", "c"] == 0
    assert done.share["gold", "a", 6, 9, "PLACE", ((6, 9),), None, ()] == 1
    chosen = counted(gold, predicted, Choice(globs=("[ab]",)))
    assert {key[1] for key in chosen} == {"a", "b"}
    assert chosen["predicted", "b", 2, 6, "PERSON", ((2, 6),), None, ()] == 1
    with pytest.raises(AnnotatorError, match="no article's ID fits the pattern 'nothing'"):
        counted(gold, predicted, Choice(globs=("nothing", "a")))


def test_scores_pieces_and_values_come_along(tmp_path):
    names = (*NAMES, "score", "fragments", "attributes", "id")
    rows = [
        ("a", 0, 9, "CASUALTY", 0.5, "[[0,4],[6,9]]", '{"count":[3,null],"where":["s2"]}', "s1"),
        ("a", 3, 5, "PLACE", None, None, None, "s2"),
        ("b", 3, 5, "PLACE", None, None, None, None),
    ]
    gold = write(tmp_path / "g.parquet", flat(rows, names))
    found = counted(gold, gold)
    (key,) = [one for one in found if one[:2] == ("gold", "a") and one[4:5] == ("CASUALTY",)]
    assert key[5:7] == (((0, 4), (6, 9)), 0.5)
    assert dict(key[7])["where"] == ("s2",)
    by_bounds = [(*rows[0][:6], '{"count":[3,null],"where":[[3,5]]}', None)]
    by_bounds += [(*row[:7], "s2" if row[0] == "a" else None) for row in rows[1:]]
    by_bounds[0] = (*by_bounds[0][:7], "s1")
    assert counted(write(tmp_path / "n.parquet", nested(by_bounds, names)), gold) == found


def test_texts_tell_lengths_and_edges_inside_a_character(tmp_path):
    text = {"a": "كَتبوا كتابا", "b": "plain words"}
    gold = write(tmp_path / "g.parquet", nested([("a", 0, 4, "X"), ("b", 0, 5, "X")], text=text))
    predicted = write(tmp_path / "p.parquet", flat([("a", 0, 1, "X"), ("b", 1, 3, "X")]))
    done = outcome(gold, predicted)
    assert done.share["about", "b", ("b", "", 11, (), "plain words")] == 1
    (notice,) = done.notices
    assert notice.startswith("1 span begins or ends inside a character")
    assert f"{predicted}: row 0" in notice


def test_spans_in_zones_of_the_gold_are_left_out_on_both_sides(tmp_path):
    rows = [("a", 0, 4, "X"), ("a", 6, 9, "X"), ("b", 0, 4, "X")]
    zones = {"a": "[[8,10],[3,5],[4,6]]"}
    gold = write(tmp_path / "g.parquet", nested([*rows, ("c", 0, 4, "X")], zones=zones))
    said = write(tmp_path / "p.parquet", flat([*rows, ("a", 10, 12, "X"), ("d", 3, 4, "X")]))
    done = outcome(gold, said)
    assert done.dropped == (2, 2)
    assert {key[:4] for key in done.share if key[0] == "predicted" and len(key) > 2} == {
        ("predicted", "a", 10, 12),
        ("predicted", "b", 0, 4),
        ("predicted", "d", 3, 4),
    }
    assert done.share["gold", "a"] == 1
    assert outcome(gold, said, Choice(globs=("[bc]",))).dropped == (0, 0)
    for wrong in ("[[4,4]]", "[4,5]"):
        bad = write(tmp_path / "b.parquet", nested(rows, zones={"b": wrong}))
        with pytest.raises(AnnotatorError, match="zone") as raised:
            outcome(bad, said)
        assert raised.value.where == f"{bad}: row 1"


def test_a_column_that_nobody_reads_is_told_of_once(tmp_path):
    gold = write(tmp_path / "g.parquet", flat(GOLD))
    rows = [(*row, "x", "y") for row in PREDICTED]
    extra = write(tmp_path / "p.parquet", flat(rows, (*NAMES, "model", "note")))
    assert outcome(gold, extra).notices == (f"2 columns are not read of {extra}: model and note",)


def test_two_processes_come_to_the_same(tmp_path):
    rows = [(f"{at:03}", 0, 1, "PLACE") for at in range(100)]
    gold = write(tmp_path / "g.parquet", flat(rows), row_group_size=10)
    means = Means(Pool(2), spans=25)
    assert counted(gold, gold, means=means) == counted(gold, gold)


def test_memory_does_not_grow_with_the_corpus(tmp_path):
    def peak(articles):
        rows = [(f"{at:06}", at % 7, 9, "PLACE") for at in range(articles)]
        path = write(tmp_path / f"{articles}.parquet", flat(rows), row_group_size=1000)
        corpus = find_corpus(path, path)
        tracemalloc.start()
        before = pa.total_allocated_bytes()
        held = []

        def watching(tasks, _):
            for task in tasks:
                yield task
                held.append(pa.total_allocated_bytes() - before)

        done = judged(corpus, Choice(), SIZES, Means(spans=2000), watching)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert done.share == 2 * articles
        assert len(held) >= articles // 2000
        return most, max(held)

    small, large = peak(10_000), peak(40_000)
    assert large[0] < 1.5 * small[0]
    assert large[1] < 1.5 * small[1] + 100_000
