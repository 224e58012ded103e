"""Laws of the alignment: it is the best there is, in any order and from either side."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.measure.assignment import Pairs, chosen
from annotator.measure.counts import AGREED, confusion, counted, pooled
from annotator.measure.full import values_apart
from annotator.measure.match import Kind, aligned
from annotator.measure.table import tables
from tests.laws.annotators import LABELS, corpora, marked, marks


def characters(pieces):
    return {at for start, end in pieces for at in range(start, end)}


def told(alignment):
    """The pairs as what they are rather than as rows."""

    def span(table, row):
        return (
            table.articles[table.article[row]],
            table.labels[table.label[row]],
            table.pieces_of(row),
        )

    return sorted(
        (span(alignment.ours, one), span(alignment.theirs, two))
        for one, two in zip(alignment.ours_at.tolist(), alignment.theirs_at.tolist(), strict=True)
    )


def worth(pairs):
    """How good a choice of pairs is, the first wish first."""
    return (
        sum(one == two for one, two in pairs),
        sum(one[1] == two[1] for one, two in pairs),
        sum(one[0] == two[0] for one, two in pairs),
        sum(len(characters(one[1]) & characters(two[1])) for one, two in pairs),
        -sum(
            abs(one[1][0][0] - two[1][0][0]) + abs(one[1][-1][1] - two[1][-1][1])
            for one, two in pairs
        ),
        len(pairs),
    )


def choices(ours, theirs):
    """Every one-to-one choice of pairs that share a character."""
    if not ours:
        yield []
        return
    first, *rest = ours
    yield from choices(rest, theirs)
    for at, other in enumerate(theirs):
        if characters(first[1]) & characters(other[1]):
            for choice in choices(rest, theirs[:at] + theirs[at + 1 :]):
                yield [(first, other), *choice]


def totals(counts):
    """What does not depend on the names of labels."""
    hits = {one: tuple(int(side.sum()) for side in counts.hits[one]) for one in counts.hits}
    return (
        hits,
        counts.classes.sum(axis=0).tolist(),
        int(counts.ours.sum()),
        int(counts.theirs.sum()),
    )


@given(ours=marks, theirs=marks)
def test_no_choice_of_pairs_is_better(ours, theirs):
    alignment = aligned(*tables([marked("a", ours)], [marked("a", theirs)]))
    pairs = [(one[1:], two[1:]) for one, two in told(alignment)]
    assert worth(pairs) == max(worth(choice) for choice in choices(ours, theirs))
    assert all(characters(one[1]) & characters(two[1]) for one, two in pairs)


@given(both=corpora())
def test_swapping_the_sides_swaps_the_pairs_and_nothing_else(both):
    ours, theirs = tables(*both)
    here, back = aligned(ours, theirs), aligned(theirs, ours)
    assert told(here) == sorted((one, two) for two, one in told(back))
    assert (confusion(here) == confusion(back).T).all()
    for agreed, (one, two) in counted(here).hits.items():
        assert (one == counted(back).hits[agreed][1]).all()
        assert (two == counted(back).hits[agreed][0]).all()


@given(both=corpora(), data=st.data())
def test_the_order_of_spans_and_articles_means_nothing(both, data):
    mixed = [
        [
            marked(
                one.article, data.draw(st.permutations([(x.label, x.pieces) for x in one.spans]))
            )
            for one in data.draw(st.permutations(side))
        ]
        for side in both
    ]
    assert told(aligned(*tables(*both))) == told(aligned(*tables(*mixed)))


@given(both=corpora())
def test_strict_and_boundary_are_intersections_of_multisets(both):
    counts = counted(aligned(*tables(*both)))
    for agreed, part in (("strict", lambda x: x), ("boundary", lambda x: (x[0], x[2]))):
        keys = [
            sorted(part((m.article, x.label, x.pieces)) for m in side for x in m.spans)
            for side in both
        ]
        shared = sum(min(keys[0].count(key), keys[1].count(key)) for key in {*keys[0]})
        assert counts.evidence(agreed).sum(axis=0)[:2].tolist() == [shared, shared]


@given(both=corpora(annotators=1))
def test_a_copy_is_correct_throughout(both):
    alignment = aligned(*tables(both[0], both[0]))
    spans = sum(len(one.spans) for one in both[0])
    assert len(alignment.of(Kind.CORRECT)[0]) == spans
    assert not list(values_apart(alignment))


@given(both=corpora(), names=st.permutations(LABELS))
def test_other_names_for_the_labels_change_no_total(both, names):
    other = dict(zip(LABELS, names, strict=True))
    renamed = [
        [marked(one.article, [(other[x.label], x.pieces) for x in one.spans]) for one in side]
        for side in both
    ]
    assert totals(counted(aligned(*tables(*both)))) == totals(counted(aligned(*tables(*renamed))))


@given(both=corpora(), cut=st.integers(0, 4))
def test_parts_add_up_to_the_whole(both, cut):
    whole = counted(aligned(*tables(*both)))
    parts = [
        counted(
            aligned(
                *tables(
                    *([one for one in side if (one.article < f"a{cut}") == low] for side in both)
                )
            )
        )
        for low in (True, False)
    ]
    pool = pooled(parts)
    assert (pool.articles, pool.labels) == (whole.articles, whole.labels)
    assert (pool.classes == whole.classes).all()
    for agreed in whole.hits:
        assert (pool.evidence(agreed) == whole.evidence(agreed)).all()


@given(both=corpora())
def test_confusion_holds_every_span_once(both):
    alignment = aligned(*tables(*both))
    cells, counts = confusion(alignment), counted(alignment)
    assert cells[:-1].sum(axis=1).tolist() == counts.ours.sum(axis=0).tolist()
    assert cells[:, :-1].sum(axis=0).tolist() == counts.theirs.sum(axis=0).tolist()
    assert cells[-1, -1] == 0
    by_article = [confusion(alignment, [name]) for name in counts.articles]
    assert (sum(by_article) == cells).all()


@given(both=corpora())
def test_what_is_stricter_never_counts_more(both):
    evidence = {
        one: counted(aligned(*tables(*both))).evidence(one)[:, 0]
        for one in AGREED
        if one not in {"clitic", "full"}
    }
    assert (evidence["strict"] <= evidence["boundary"]).all()
    assert (evidence["strict"] <= evidence["overlap"]).all()


@given(
    cells=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1), st.integers(1, 5)),
        min_size=1,
        max_size=8,
        unique_by=lambda cell: cell[:2],
    )
)
def test_the_assignment_is_the_best_of_all(cells):
    ours, theirs, same, shared = (
        np.array(column, dtype=np.int64) for column in zip(*cells, strict=True)
    )
    apart, rank = np.zeros(len(cells), dtype=np.int64), np.arange(len(cells))
    taken = chosen(Pairs(ours, theirs, apart, same, shared, apart, rank)).tolist()

    def sum_of(which):
        return (*(sum(cells[at][part] for at in which) for part in (2, 3)), len(which))

    possible = [
        which
        for size in range(5)
        for which in combinations(range(len(cells)), size)
        if len({cells[at][0] for at in which}) == len({cells[at][1] for at in which}) == size
    ]
    assert taken in [list(which) for which in possible]
    best = max(sum_of(which) for which in possible)
    assert sum_of(taken) == best
    assert taken == min(list(which) for which in possible if sum_of(which) == best)
