"""Laws of what is told of agreement: who is named first, order, copies, parts and seeds."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.measure.agreement.compared import corpus
from annotator.measure.agreement.evidence import Pairings, View, old_stack
from annotator.measure.agreement.figures import Figures
from annotator.measure.agreement.judging import scopes
from annotator.measure.tokens import words_of_texts
from annotator.text.words import words
from tests.laws.agreeing import ANNOTATORS, LABELS, TEXT, article, labellings, renamed, told, works

MEASURES = [one.name for one in fields(Figures)]
F1S = [name for name in MEASURES if name.endswith("_f1")]
few = settings(max_examples=10, deadline=None)


def values(figures, names=MEASURES):
    return {name: getattr(figures, name).value for name in names}


def about(figures, names=MEASURES):
    """The figures and their intervals, within rounding."""
    found = {}
    for name in names:
        one = getattr(figures, name)
        found |= {(name, part): getattr(one, part) for part in ("value", "low", "high")}
    return pytest.approx(found, abs=1e-9, nan_ok=False)


def everything(figures, names=MEASURES):
    return {
        (name, part): getattr(getattr(figures, name), part)
        for name in names
        for part in ("value", "low", "high")
    }


@few
@given(work=works())
def test_naming_the_annotators_in_another_order_changes_no_figure(work):
    here, back = told(work), told(work, ANNOTATORS[1::-1])
    assert everything(here.overall) == about(back.overall)
    for label in LABELS:
        assert everything(here.labels[label]) == about(back.labels[label])
    assert np.array_equal(np.array(here.confusion.counts).T, back.confusion.counts)
    swapped = {"missed": "spurious", "spurious": "missed"}
    assert here.errors == {name: back.errors[swapped.get(name, name)] for name in back.errors}
    sides = {(x.article, x.kind, x.a.span, x.b.span, x.attributes) for x in here.disagreements}
    assert sides == {
        (x.article, swapped.get(x.kind, x.kind), x.b.span, x.a.span, x.attributes)
        for x in back.disagreements
    }


@few
@given(work=works(ANNOTATORS), order=st.permutations(ANNOTATORS))
def test_the_order_of_three_changes_no_figure_either(work, order):
    here, there = told(work, ANNOTATORS), told(work, order)
    assert everything(here.overall) == about(there.overall)
    pairs = {frozenset(one.annotators): one.overall for one in there.pairs}
    for one in here.pairs:
        assert everything(one.overall) == about(pairs[frozenset(one.annotators)])


@few
@given(work=works(ANNOTATORS), data=st.data())
def test_the_order_of_articles_does_not_matter(work, data):
    assert told(data.draw(st.permutations(work)), ANNOTATORS) == told(work, ANNOTATORS)


@few
@given(work=works(ANNOTATORS[:1]))
def test_a_copy_agrees_wholly_or_cannot_but_agree(work):
    copies = [article(x.article.id, dict.fromkeys(ANNOTATORS, x.labellings["a1"])) for x in work]
    found = told(copies, ANNOTATORS)
    for figures in (found.overall, *found.labels.values(), *(x.overall for x in found.pairs)):
        for value in values(figures).values():
            assert value is None or value == pytest.approx(1.0)
    assert found.disagreements == ()
    spans = any(x.labellings["a1"].spans for x in copies)
    if spans and not any(x.labellings["a1"].zones for x in copies):
        assert set(values(found.overall, F1S).values()) == {1.0}


@few
@given(work=works(ANNOTATORS[:1]))
def test_work_on_other_articles_has_no_hit(work):
    """Each annotator marked what the other left: equal offsets in two articles are two places."""
    apart = []
    for one in work:
        said, name = one.labellings["a1"], one.article.id
        nothing = type(said)(status="done")
        apart.append(article(f"{name}x", {"a1": said, "a2": nothing}))
        apart.append(article(f"{name}y", {"a1": nothing, "a2": said}))
    found = told(apart)
    assert set(values(found.overall, F1S).values()) <= {0.0, None}
    for value in values(found.overall).values():
        assert value is None or value < 1.0


@few
@given(work=works(ANNOTATORS, labels=LABELS[:2]), data=st.data())
def test_other_words_for_the_labels_change_no_overall_figure(work, data):
    """Where an annotator's own spans do not overlap: of two equal ones the first label is kept."""
    words = dict(zip(LABELS, data.draw(st.permutations(LABELS)), strict=True))
    alone = [
        article(
            x.article.id,
            {n: type(y)(y.spans[:1], "done") for n, y in x.labellings.items()},
        )
        for x in work
    ]
    here, there = told(alone, ANNOTATORS), told(renamed(alone, words), ANNOTATORS)
    assert everything(here.overall) == about(there.overall)
    for label, other in words.items():
        assert everything(here.labels[label]) == about(there.labels[other])


@few
@given(work=works(ANNOTATORS))
def test_an_article_that_nobody_tagged_changes_no_f1(work):
    nothing = {name: type(work[0].labellings["a2"])(status="done") for name in ANNOTATORS}
    more = [*work, article("untagged", nothing)]
    names = [*F1S, "label_alpha", "label_ac1", "cu_alpha"]
    assert values(told(work, ANNOTATORS).overall, names) == pytest.approx(
        values(told(more, ANNOTATORS).overall, names)
    )


@few
@given(work=works(ANNOTATORS), seed=st.integers(-3, 9))
def test_equal_seeds_give_equal_intervals_and_other_seeds_the_same_values(work, seed):
    found = told(work, ANNOTATORS, seed=seed)
    assert found == told(work, ANNOTATORS, seed=seed)
    assert values(found.overall) == values(told(work, ANNOTATORS, seed=seed + 1).overall)


@few
@given(work=works(ANNOTATORS, articles=4))
def test_what_is_counted_of_parts_adds_up_to_the_whole(work):
    def counted(some):
        whole = corpus(some, ANNOTATORS, LABELS)
        every, *pairs = scopes(whole)
        pairings = Pairings(whole, [()] * len(whole.couples))
        view = View(whole, words_of_texts([TEXT] * len(some), {}))
        rows = []
        for scope in (every, *pairs):
            stacks = [pairings.hits(scope, None), pairings.labels(scope, None), view.tokens(scope)]
            rows += [x.sums.sum(axis=0) for x in stacks]
            rows.append(old_stack(view.old_units(scope)).sums.sum(axis=0))
            if scope in pairs:
                rows.append(view.units(scope).sum(axis=0))
        return np.concatenate(rows)

    parts = sum(counted([one]) for one in work)
    assert parts == pytest.approx(counted(work))


@settings(max_examples=4, deadline=None)
@given(both=st.tuples(labellings(most=2), labellings(most=2)), seed=st.integers(0, 2))
def test_gamma_of_an_article_does_not_depend_on_who_else_is_there(both, seed):
    one = article("n1", dict(zip(ANNOTATORS, both, strict=False)))
    other = article("n2", dict(zip(ANNOTATORS[1::-1], both, strict=False)))
    alone = told([one], seed=seed, with_gamma=True).overall.gamma
    both_told = told([one, other], ANNOTATORS[1::-1], seed=seed, with_gamma=True)
    own = next(x.overall.gamma for x in both_told.by_article if x.article == "n1")
    assert own.value == alone.value


@given(texts=st.lists(st.text("ab وال'’s.,\n\u0301\u200d", max_size=30), max_size=5))
def test_the_words_of_many_texts_are_those_of_each(texts):
    zones = {0: [(2, 4), (7, 9)]} if texts else {}
    found = words_of_texts(texts, zones)
    for at, text in enumerate(texts):
        own = (found.article == at).nonzero()
        told = list(zip(found.start[own].tolist(), found.end[own].tolist(), strict=True))
        assert told == [
            (start, end)
            for start, end in words(text)
            if all(end <= left or start >= right for left, right in zones.get(at, ()))
        ]
    assert found.many.tolist() == [int((found.article == at).sum()) for at in range(len(texts))]
