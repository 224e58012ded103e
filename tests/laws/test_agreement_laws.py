"""Laws of what is counted of an alignment: F1 of every kind, scores against gold."""

import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from annotator.measure.clitics import clitic_pairs, without_clitics
from annotator.measure.counts import AGREED, counted, pooled
from annotator.measure.full import full_pairs, values_apart
from annotator.measure.match import aligned
from annotator.measure.rates import f1, precision, recall
from annotator.measure.semeval import SCHEMES, outcomes, tally
from annotator.measure.table import tables
from tests.laws.annotators import LABELS, corpora, marked

TEXT = "وبالعراق ولله بها Al's وَفي كتابهما"


def everything(ours, theirs):
    """The counts with every way to agree, every article saying TEXT."""
    alignment = aligned(*tables(ours, theirs))
    texts = {one.article: TEXT for one in ours}
    full = full_pairs(alignment, values_apart(alignment))
    return counted(alignment, clitic=clitic_pairs(alignment, texts), full=full)


def scores(counts):
    return {agreed: f1(*counts.evidence(agreed).sum(axis=0)).value for agreed in AGREED}


def in_text():
    """Labels with one or two pieces of TEXT."""
    places = st.integers(0, len(TEXT))
    piece = st.tuples(places, places).filter(lambda two: two[0] < two[1])
    two = st.sets(places, min_size=4, max_size=4).map(sorted)
    broken = two.filter(lambda at: at[1] < at[2]).map(lambda at: ((at[0], at[1]), (at[2], at[3])))
    return st.tuples(st.sampled_from(LABELS[:2]), st.one_of(piece.map(lambda one: (one,)), broken))


sides_in_text = st.lists(in_text(), max_size=5).map(lambda spans: [marked("a", spans)])


@given(both=corpora())
def test_swapped_annotators_agree_as_well_and_swap_precision_and_recall(both):
    here, back = everything(*both), everything(*reversed(both))
    assert scores(here) == scores(back)
    for agreed in AGREED:
        one, two = here.evidence(agreed).sum(axis=0), back.evidence(agreed).sum(axis=0)
        assert precision(*one).value == recall(*two).value


@given(both=corpora(annotators=1))
def test_a_copy_scores_one_and_nothing_scores_nothing(both):
    found = set(scores(everything(both[0], both[0])).values())
    assert found == ({1.0} if any(one.spans for one in both[0]) else {None})


@given(both=corpora(annotators=1))
def test_disjoint_work_scores_naught(both):
    """The same offsets in other articles, too, are other places."""
    full = [one for one in both[0] if one.spans]
    ours = [*full, *(marked(f"{one.article}x", []) for one in full)]
    theirs = [
        marked(one.article.removesuffix("x"), [])
        if not one.article.endswith("x")
        else marked(one.article, [(x.label, x.pieces) for x in full[at - len(full)].spans])
        for at, one in enumerate(ours)
    ]
    assert set(scores(everything(ours, theirs)).values()) == ({0.0} if full else {None})


@given(both=corpora())
def test_an_article_that_nobody_tagged_changes_nothing(both):
    more = [[*side, marked("untagged", [])] for side in both]
    assert scores(everything(*both)) == scores(everything(*more))


@given(both=corpora())
def test_any_executor_gives_the_same_counts(both):
    names = [one.article for one in both[0]]
    parts = [[[one for one in side if one.article == name] for side in both] for name in names]
    with ThreadPoolExecutor(2) as executor:
        found = pooled(executor.map(lambda part: everything(*part), parts))
    whole = pickle.loads(pickle.dumps(everything(*both)))  # noqa: S301 - just written
    for agreed in AGREED:
        assert (found.evidence(agreed) == whole.evidence(agreed)).all()


@given(ours=sides_in_text, theirs=sides_in_text)
def test_clitic_hits_are_the_intersection_of_what_is_left_without_clitics(ours, theirs):
    keys = [
        Counter((x.label, without_clitics(TEXT, x.pieces)) for x in side[0].spans)
        for side in (ours, theirs)
    ]
    counts = everything(ours, theirs)
    assert counts.hits["clitic"][0].sum() == (keys[0] & keys[1]).total()
    assert (counts.hits["clitic"][0] == counts.hits["clitic"][1]).all()
    assert (counts.hits["clitic"][0] >= counts.hits["strict"][0]).all()
    assert (counts.hits["strict"][0] >= counts.hits["full"][0]).all()


@given(both=corpora())
def test_every_scheme_counts_every_span_once(both):
    alignment = aligned(*tables(*both))
    strict = tally(outcomes(alignment, "strict").total)
    for scheme in SCHEMES:
        found = tally(outcomes(alignment, scheme).total)
        assert (found.possible, found.actual) == (len(alignment.ours), len(alignment.theirs))
        assert (found.missed, found.spurious) == (strict.missed, strict.spurious)
        assert found.credit >= strict.credit
