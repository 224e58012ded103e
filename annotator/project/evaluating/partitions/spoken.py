"""What one side says in a task, checked row by row, as columns sorted by article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from annotator.errors import AnnotatorError
from annotator.labels.schema import Schema
from annotator.labels.span import Piece
from annotator.measure.rates import Floats
from annotator.measure.table import Ints
from annotator.project.evaluating.partitions import checks
from annotator.project.evaluating.partitions.columns import ARTICLE, Layout
from annotator.project.evaluating.partitions.flaws import Flaws, Origins
from annotator.project.evaluating.partitions.fragments import pieces_of
from annotator.project.evaluating.partitions.reading import FILE, ROW, Slice
from annotator.project.evaluating.partitions.words import Words
from annotator.project.evaluating.partitions.zones import Zones, zones_of

_OF_ROWS = frozenset({"text", "sha256", "zones"})
_BESIDE = ("attributes", "id", "flags", "comment", "origin")


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """What is told of articles, in the order of their IDs.

    `facts` are words by column, "" where nothing is said; `lengths` are -1 where not known.
    `texts` and `digests` are None where the source has none; `zones` are by place.
    """

    facts: Mapping[str, Sequence[str]]
    lengths: Ints
    texts: pa.Array | None = None
    digests: Sequence[str | None] | None = None
    origins: Origins | None = None
    zones: Zones = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """What a side says in a task; a row is a span, sorted by article.

    `ids` are all articles that it speaks of, sorted; `article` are places there, `label` in
    `labels`. `pieces` holds the rows with more than one piece, `score` is NaN where there is none.
    `beside` are columns that are looked at where spans carry values: `attributes` (JSON), `id`,
    `flags`, `comment` and `origin`, those that are there. `read` counts the rows of the source by
    file.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    article: Ints
    start: Ints
    end: Ints
    label: Ints
    origins: Origins
    about: About
    read: Ints
    pieces: Mapping[int, tuple[Piece, ...]] = field(default_factory=dict)
    score: Floats | None = None
    beside: Mapping[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.article)


def spoken(
    slices: Iterable[Slice], layout: Layout, paths: Sequence[str], schema: Schema | None
) -> tuple[Spoken, list[AnnotatorError]]:
    """What all slices say, and what is wrong with them; rows at fault are left out.

    `paths` are what places in FILE stand for.
    """
    held = [*slices]
    spans = _table([one.spans for one in held], layout)
    flaws = Flaws()
    if layout.nested:
        articles = _table([one.articles for one in held], layout)
        heads = _Sorted.of(articles, paths, flaws)
        checks.articles_once(heads.words.place, heads.origins, heads.words.values, flaws)
        rows = _Sorted.of(spans, paths, flaws, heads.words.values)
    else:
        heads = rows = _Sorted.of(spans, paths, flaws)
    about = _about(heads, layout, flaws)
    return _spoken(rows, heads, about, layout, schema, flaws), flaws.found


@dataclass(frozen=True, slots=True, eq=False)
class _Sorted:
    """A table with its rows sorted by article, those without one left out; `read` by file."""

    table: pa.Table
    words: Words
    origins: Origins
    read: Ints

    @classmethod
    def of(
        cls, table: pa.Table, paths: Sequence[str], flaws: Flaws, ids: tuple[str, ...] | None = None
    ) -> _Sorted:
        """Sort a table; `ids` are all that articles can be, where they are known."""
        words = Words.of(table.column(ARTICLE))
        origins = _origins(table, paths)
        read = np.bincount(origins.file, minlength=len(paths))
        if ids is None:
            checks.articles_named(words, origins, flaws)
        elif ids != words.values:
            places = {value: at for at, value in enumerate(ids)}
            moved = np.array([places[value] for value in words.values] + [-1], np.int64)
            words = Words(ids, moved[words.place])
        order = _order(words.place)
        if order is None:
            return cls(table, words, origins, read)
        sorted_words = Words(words.values, words.place[order])
        return cls(table.take(pa.array(order)), sorted_words, origins.of(order), read)

    def numbers(self, name: str) -> tuple[Ints, np.ndarray | None]:
        """A column of whole numbers, 0 where one is null, and where they are not; None for all."""
        column = self.table.column(name)
        if not column.null_count:
            return column.to_numpy(), None
        return pc.fill_null(column, 0).to_numpy(), pc.is_valid(column).to_numpy()


def _order(articles: Ints) -> Ints | None:
    """The rows that have an article, by article; None where they are so already."""
    if not len(articles) or (articles[0] >= 0 and bool((articles[1:] >= articles[:-1]).all())):
        return None
    order = np.argsort(articles, kind="stable")
    return order[int((articles < 0).sum()) :]


def _origins(table: pa.Table, paths: Sequence[str]) -> Origins:
    return Origins(paths, table.column(FILE).to_numpy(), table.column(ROW).to_numpy())


def _table(batches: Iterable[pa.RecordBatch | None], layout: Layout) -> pa.Table:
    there = [one for one in batches if one is not None]
    return pa.Table.from_batches(there) if there else _nothing(layout)


def _nothing(layout: Layout) -> pa.Table:
    """A table of no rows, with the columns that are asked for."""
    words = pa.dictionary(pa.int32(), pa.string())
    whole = dict.fromkeys((FILE, ROW, "start", "end", "length"), pa.int64())
    others = {"score": pa.float64(), "fragments": pa.string(), "zones": pa.string(), **whole}
    strings = dict.fromkeys((*_BESIDE, "text", "sha256"), pa.string())
    names = (ARTICLE, *layout.of_spans, *layout.of_articles, FILE, ROW)
    kinds = {**others, **strings}
    return pa.schema([(name, kinds.get(name, words)) for name in names]).empty_table()


def _about(heads: _Sorted, layout: Layout, flaws: Flaws) -> About:
    """What is told of articles; where rows repeat it they must all say the same."""
    articles = heads.words.place
    many = len(heads.words.values)
    first = np.searchsorted(articles, np.arange(many))
    facts: dict[str, Sequence[str]] = {}
    lengths = np.full(many, -1, np.int64)
    for name in layout.of_articles:
        if name in _OF_ROWS:
            continue
        if name == "length":
            given, valid = heads.numbers(name)
            place = given if valid is None else np.where(valid, given, -1)
            checks.lengths(given, valid, heads.origins, flaws)
            lengths = place[first]
        else:
            words = Words.of(heads.table.column(name))
            place = words.place
            facts[name] = [(*words.values, "")[at] for at in place[first]]
        checks.one_fact(name, place, articles, heads.origins, flaws)
    texts = _column(heads.table, "text", first) if "text" in layout.of_articles else None
    digests = _column(heads.table, "sha256", first) if "sha256" in layout.of_articles else None
    if texts is not None:
        checks.texts(texts, heads.origins.of(first), flaws)
        lengths = pc.fill_null(pc.utf8_length(texts), 0).to_numpy(zero_copy_only=False)
        lengths = lengths.astype(np.int64)
    told = None if digests is None else digests.to_pylist()
    zones: Zones = {}
    if "zones" in layout.of_articles:
        zones = zones_of(_column(heads.table, "zones", first), lengths, heads.origins, flaws)
    return About(facts, lengths, texts, told, heads.origins.of(first), zones)


def _column(table: pa.Table, name: str, rows: Ints) -> pa.Array:
    return table.column(name).take(pa.array(rows)).combine_chunks()


@dataclass(frozen=True, slots=True, eq=False)
class _Spans:
    """The rows that are spans; `label` has a place for each."""

    table: pa.Table
    origins: Origins
    article: Ints
    start: Ints
    end: Ints
    label: Words


def _spans_of(rows: _Sorted, layout: Layout, flaws: Flaws) -> _Spans:
    """The rows that are spans; those that only name an article are none."""
    (start, has_start), (end, has_end) = rows.numbers("start"), rows.numbers("end")
    label = Words.of(rows.table.column("label"))
    has_label = label.place >= 0 if (label.place < 0).any() else None
    has = (has_start, has_end, has_label)
    chosen = checks.whole_spans(has, rows.origins, flaws, nested=layout.nested)
    if chosen is None:
        return _Spans(rows.table, rows.origins, rows.words.place, start, end, label)
    return _Spans(
        rows.table.filter(pa.array(chosen)),
        rows.origins.of(chosen),
        rows.words.place[chosen],
        start[chosen],
        end[chosen],
        Words(label.values, label.place[chosen]),
    )


def _spoken(  # noqa: PLR0913, PLR0917 - all that a side is made of
    rows: _Sorted,
    heads: _Sorted,
    about: About,
    layout: Layout,
    schema: Schema | None,
    flaws: Flaws,
) -> Spoken:
    it = _spans_of(rows, layout, flaws)
    names, label = it.label.values, it.label.place
    good = checks.bounds(it.start, it.end, it.origins, flaws)
    checks.within(it.start, it.end, about.lengths[it.article], it.origins, flaws)
    checks.labels(names, label, schema, it.origins, flaws)
    score = _scores(it.table, layout, it.origins, flaws)
    pieces: dict[int, tuple[Piece, ...]] = {}
    if "fragments" in layout.of_spans:
        pieces = pieces_of(it.table.column("fragments"), it.start, it.end, it.origins, flaws)
    if good:
        checks.once(it.article, it.start, it.end, label, pieces, names, it.origins, flaws)
    return Spoken(
        heads.words.values,
        names,
        it.article,
        it.start,
        it.end,
        label,
        it.origins,
        about,
        heads.read,
        pieces,
        score,
        {name: _whole(it.table, name) for name in _BESIDE if name in layout.of_spans},
    )


def _whole(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()


def _scores(table: pa.Table, layout: Layout, origins: Origins, flaws: Flaws) -> Floats | None:
    if "score" not in layout.of_spans:
        return None
    column = table.column("score")
    valid = pc.is_valid(column).to_numpy()
    if not valid.any():
        return None
    found: Floats = pc.fill_null(column, float("nan")).to_numpy()
    checks.scores(found, valid, origins, flaws)
    return found
