"""What is told of how well annotators agree, against figures worked by hand or by the kernel."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from annotator.labels.labelling import Labelling, Zone
from annotator.labels.schema import Attribute, Label, Schema
from annotator.labels.span import mark
from annotator.measure.agreement.agreement import agreement
from annotator.measure.agreement.compared import Compared, corpus
from annotator.measure.agreement.figures import Excluded, Used
from annotator.measure.alpha import alpha, alpha_by_value, coincidences_of_table
from annotator.measure.alpha_u import alpha_u, disagreement
from annotator.measure.counts import confusion
from annotator.measure.dissimilarity import Dissimilarity, line_of
from annotator.measure.gamma import gamma
from annotator.measure.gwet import answers_of_table, gwet_ac
from annotator.measure.intervals import bootstrap
from annotator.measure.kappa import cohen_kappa
from annotator.measure.rates import f1s
from annotator.measure.unitizing import cu_alpha, ku_alpha, lengths, u_alpha, u_alpha_binary
from annotator.text.article import Article
from annotator.text.words import words

TEXT = "قال وزير الخارجية في بغداد إن باريس وواشنطن تدعمان العراق منذ مايو"
LABELS = ("PERSON", "PLACE", "DATE")


def schema(*labels):
    kind, who = Attribute("kind", "choice", ("x", "y")), Attribute("who", "entity")
    of = Attribute("of", "span", label="PLACE")
    return Schema(
        "news",
        "1.0",
        tuple(
            Label(name, name[0], "red", "bold", "", "", nests=True, attributes=(kind, who, of))
            for name in labels or LABELS
        ),
        "0" * 64,
        "1" * 64,
    )


def said(*spans, zones=()):
    """A labelling of (label, start, end, values) or (label, pieces)."""
    made = []
    for at, (label, *rest) in enumerate(spans, start=1):
        pieces = rest[0] if isinstance(rest[0], tuple) else (tuple(rest[:2]),)
        values = rest[2] if len(rest) > 2 else ()
        made.append(mark(TEXT, f"s{at}", label, pieces, attributes=values))
    return Labelling(tuple(made), "done", zones=tuple(zones))


def compared(name, unit="", **labelled):
    return Compared(Article(name, TEXT), unit or f"article {name}", labelled)


def told(work, annotators=("a1", "a2"), labels=LABELS, **more):
    given = {"seed": 3, "replicates": 50, "with_gamma": False, "excluded": (), "used": ()}
    return agreement(
        work,
        annotators,
        schema(*labels),
        **{**given, "program": "annotator 1", "command": "annotator agree", **more},
    )


def many(annotators, articles=8, seed=1):
    """Work that agrees more or less, in which nobody's own spans overlap."""
    dice = np.random.default_rng(seed)
    edges = [(start, end) for start, end in words(TEXT) if end - start > 3]
    work = []
    for at in range(articles):
        truth = [LABELS[kind] for kind in dice.integers(3, size=len(edges))]
        sides = {}
        for name in annotators:
            spans = []
            for label, (start, end) in zip(truth, edges, strict=True):
                luck = dice.random()
                own = LABELS[dice.integers(3)] if luck < 0.2 else label
                if luck < 0.85:
                    spans.append((own, start, end - int(luck > 0.7)))
            sides[name] = said(*spans)
        work.append(compared(f"n{at}", **sides))
    return work


# --- by hand -----------------------------------------------------------------------------------


def test_each_kind_of_f1_counts_its_own_pairs():
    one = said(("PERSON", 0, 3), ("PLACE", 21, 26), ("PLACE", 36, 43), ("DATE", 57, 60))
    other = said(("PERSON", 0, 3), ("DATE", 21, 26), ("PLACE", 37, 43), ("DATE", 58, 66))
    found = told([compared("n", a1=one, a2=other)])
    assert found.overall.strict_f1.value == 2 * 1 / 8
    assert found.overall.boundary_f1.value == 2 * 2 / 8
    assert found.overall.overlap_f1.value == 2 * 3 / 8
    assert found.overall.clitic_f1.value == 2 * 2 / 8
    assert found.labels["PLACE"].strict_f1.value == 0
    assert found.labels["PLACE"].overlap_f1.value == 2 * 1 / 3
    assert found.errors == {
        "correct": 1,
        "label": 1,
        "boundary": 2,
        "label+boundary": 0,
        "missed": 0,
        "spurious": 0,
    }
    assert found.confusion.labels == (*LABELS, "∅")
    assert found.confusion.counts == ((1, 0, 0, 0), (0, 1, 1, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert found.pairs[0].overall == found.overall
    assert (found.pairs[0].spans, found.pairs[0].articles) == ((4, 4), 1)


def test_full_f1_needs_equal_values_but_not_equal_entities_or_ids():
    one = said(
        ("PLACE", 21, 26, (("who", "e1"),)),
        ("PERSON", 0, 3, (("kind", "x"), ("who", "e1"))),
        ("DATE", 57, 66, (("of", ("s1",)),)),
    )
    other = said(
        ("PERSON", 0, 3, (("kind", "y"), ("who", "e2"))),
        ("PLACE", 21, 26, (("who", "e2"),)),
        ("DATE", 57, 66, (("of", ("s2",)),)),
    )
    found = told([compared("n", a1=one, a2=other)])
    assert (found.overall.strict_f1.value, found.overall.full_f1.value) == (1.0, 2 / 3)
    (only,) = found.disagreements
    assert (only.kind, only.attributes, only.label) == ("values", ("kind",), "PERSON")
    assert [span.text for span in (only.a.span, only.b.span)] == ["قال", "قال"]


def test_disagreements_are_told_by_place_with_both_marks():
    one = said(("PERSON", 4, 8), ("PLACE", 21, 26), ("DATE", 57, 66))
    other = said(("PLACE", 4, 8), ("PLACE", 21, 28), ("PERSON", 30, 35))
    found = told([compared("n", a1=one, a2=other), compared("m", a1=one, a2=one)])
    kinds = [(x.article, x.kind, x.start, x.end) for x in found.disagreements]
    assert kinds == [
        ("n", "label", 4, 8),
        ("n", "boundary", 21, 28),
        ("n", "spurious", 30, 35),
        ("n", "missed", 57, 66),
    ]
    assert [x.a.span is None for x in found.disagreements] == [False, False, True, False]
    assert {x.b.annotator for x in found.disagreements} == {"a2"}
    worst, best = found.by_article
    assert (worst.article, worst.differences, best.differences) == ("n", 4, 0)
    assert (worst.spans, best.overall.strict_f1.value) == ({"a1": 3, "a2": 3}, 1.0)
    assert worst.overall.strict_f1.low is None
    assert worst.overall.strict_f1.why == "one article has no interval"


def test_what_any_annotator_took_for_a_zone_counts_for_nobody():
    zone = Zone(57, 66, "furniture")
    one = said(("PERSON", 0, 3), ("DATE", 57, 60), zones=[zone])
    other = said(("PERSON", 0, 3), ("DATE", 57, 66))
    found = told([compared("n", a1=one, a2=other)])
    assert (found.dropped_in_zones, found.overall.strict_f1.value) == (2, 1.0)
    whole = corpus([compared("n", a1=one, a2=other)], ("a1", "a2"))
    assert whole.text.tolist() == [len(TEXT) - 9]
    sides = {"a1": said(("PERSON", 0, 3)), "a2": said(("PERSON", 0, 8))}
    zoned = {**sides, "a1": said(("PERSON", 0, 3), zones=[Zone(10, 60, "ad")])}
    cut, shorter = told([compared("n", **sides)]), told([compared("n", **zoned)])
    for measure in ("u_alpha", "token_kappa", "alpha_u"):
        assert getattr(cut.overall, measure).value != getattr(shorter.overall, measure).value


def test_an_article_counts_for_those_who_labelled_it():
    one, other = said(("PERSON", 0, 3)), said(("PERSON", 4, 8))
    work = [
        compared("n", a1=one, a2=one, a3=one),
        compared("m", a1=one, a2=other),
        compared("o", a2=one, a3=one),
    ]
    found = told(work, ("a1", "a2", "a3"))
    figures = {x.annotators: (x.articles, x.overall.strict_f1.value) for x in found.pairs}
    assert figures == {("a1", "a2"): (2, 0.5), ("a1", "a3"): (1, 1.0), ("a2", "a3"): (2, 1.0)}
    assert found.overall.strict_f1.value == 8 / 10
    assert found.by_article[0].spans == {"a1": 1, "a2": 1}


def test_two_who_share_no_article_are_told_so_by_every_figure():
    one = said(("PERSON", 0, 3))
    work = [compared("n", a1=one, a2=one), compared("m", a1=one, a3=one)]
    pairs = {x.annotators: x for x in told(work, ("a1", "a2", "a3")).pairs}
    apart = pairs["a2", "a3"]
    assert apart.articles == 0
    for figures in (apart.overall, *apart.labels.values()):
        told_of = {getattr(figures, key) for key in figures.__slots__}
        assert {(x.value, x.why) for x in told_of} == {(None, "no article in common")}
    assert pairs["a1", "a2"].overall.strict_f1.value == 1


# --- by the kernel -----------------------------------------------------------------------------


def test_figures_of_two_are_those_of_the_kernel():
    work = many(("a1", "a2"))
    found, whole = told(work), corpus(work, ("a1", "a2"), LABELS)
    own = lengths(whole.tables, whole.text)
    assert found.overall.u_alpha.value == pytest.approx(u_alpha(own).value)
    assert found.overall.u_alpha_binary.value == pytest.approx(u_alpha_binary(own).value)
    assert found.overall.cu_alpha.value == pytest.approx(cu_alpha(own).value)
    table = confusion(whole.couples[0].alignment)[:-1, :-1]
    pairs = coincidences_of_table(table)
    assert found.overall.label_alpha.value == pytest.approx(alpha(pairs).value)
    ac1 = gwet_ac(answers_of_table(table)).value.value
    assert found.overall.label_ac1.value == pytest.approx(ac1)
    names = whole.tables[0].labels
    for label, ku, one in zip(names, ku_alpha(own), alpha_by_value(pairs), strict=True):
        figures = found.labels[label]
        assert figures.ku_alpha.value == pytest.approx(ku.alpha.value)
        assert figures.coverage.value == pytest.approx(ku.coverage.value)
        assert figures.label_alpha.value == pytest.approx(one.value)
        at = names.index(label)
        both = table[at, at]
        mine, other = table[at].sum() - both, table[:, at].sum() - both
        of_one = answers_of_table([[both, mine], [other, table.sum() - both - mine - other]])
        assert figures.label_ac1.value == pytest.approx(gwet_ac(of_one).value.value)


def test_word_kappa_and_the_old_alpha_are_those_of_the_kernel():
    work = many(("a1", "a2"))
    found = told(work)
    table, total = np.zeros((4, 4)), {}
    for one in work:
        sides = [one.labellings[name].spans for name in ("a1", "a2")]
        for start, end in words(TEXT):
            here = [
                next((x.label for x in own if x.start < end and start < x.end), None)
                for own in sides
            ]
            table[tuple(LABELS.index(x) if x else 3 for x in here)] += 1
        for label in LABELS:
            own = [[x.pieces[0] for x in side if x.label == label] for side in sides]
            total[label, one.article.id] = disagreement(own, 0, len(TEXT))
    assert found.overall.token_kappa.value == pytest.approx(cohen_kappa(table).value.value)
    assert found.overall.alpha_u.value == pytest.approx(alpha_u(total).value)
    dates = {key: value for key, value in total.items() if key[0] == "DATE"}
    assert found.labels["DATE"].alpha_u.value == pytest.approx(alpha_u(dates).value)


def test_more_than_two_are_pooled_over_pairs_or_measured_at_once():
    names = ("a1", "a2", "a3")
    work = many(names)
    found, whole = told(work, names), corpus(work, names, LABELS)
    assert found.overall.u_alpha.value == pytest.approx(
        u_alpha(lengths(whole.tables, whole.text)).value
    )
    rows = sum(
        np.array([x.overall.strict_f1.value * sum(x.spans), sum(x.spans)]) for x in found.pairs
    )
    assert found.overall.strict_f1.value == pytest.approx(rows[0] / rows[1])
    assert sum(map(sum, found.confusion.counts)) == sum(found.errors.values())
    assert len(found.disagreements) == sum(found.errors.values()) - found.errors["correct"]
    assert sum(x.differences for x in found.by_article) == len(found.disagreements)
    assert [x.annotator for x in found.competence] == list(names)
    two = told(work, names[:2])
    assert two.overall == told([compared(x.article.id, **x.labellings) for x in work]).overall


def test_intervals_are_the_bootstraps_over_articles_or_clusters():
    work = many(("a1", "a2"), articles=12)
    found = told(work)
    evidence = np.array(
        [
            [round(x.overall.strict_f1.value * sum(x.spans.values())), 0, sum(x.spans.values()), 0]
            for x in sorted(found.by_article, key=lambda x: x.article)
        ]
    )
    units = [f"article {name}" for name in found.articles]
    own = bootstrap(units, evidence, f1s, seed=3, replicates=50)
    assert (own.low, own.high) == (found.overall.strict_f1.low, found.overall.strict_f1.high)
    assert (found.method.unit, found.method.units) == ("article", 12)
    paired = [compared(x.article.id, f"c{at // 2}", **x.labellings) for at, x in enumerate(work)]
    clusters = told(paired)
    assert (clusters.method.unit, clusters.method.units) == ("cluster", 6)
    assert clusters.overall.strict_f1.n == 6
    assert clusters.overall.strict_f1.value == found.overall.strict_f1.value
    assert clusters.overall.strict_f1.low != found.overall.strict_f1.low


# --- gamma -------------------------------------------------------------------------------------


def test_gamma_of_one_article_is_its_own_and_every_executor_gives_the_same():
    work = [
        compared("n", a1=said(("PERSON", 0, 3), ("PLACE", 21, 26)), a2=said(("PERSON", 0, 8))),
        compared("m", a1=said(("DATE", 57, 66)), a2=said(("DATE", 57, 60))),
    ]
    assert told(work).overall.gamma.why == "not asked for: --gamma"
    found = told(work, with_gamma=True)
    whole = corpus(work, ("a1", "a2"), LABELS)
    lines = [line_of(one, 1) for one in whole.tables]
    own = gamma(lines[::-1], Dissimilarity(), seed=0, extent=(0, len(TEXT)))
    figures = {x.article: x.overall for x in found.by_article}
    assert figures["n"].gamma.value == pytest.approx(own.gamma.value.value, abs=0.1)
    assert found.labels["DATE"].gamma.value == figures["m"].gamma.value
    assert found.labels["DATE"].gamma_cat.value is None
    low, high = sorted(x.gamma.value for x in figures.values())
    assert low < found.overall.gamma.value < high
    with ThreadPoolExecutor(2) as executor:
        assert told(work, with_gamma=True, executor=executor) == found


def test_an_article_that_gamma_cannot_align_is_left_out_and_named(monkeypatch):
    one = said(*(("PERSON", at, at + 30) for at in range(9)))
    work = [compared("n", a1=one, a2=one), compared("m", a1=said(("DATE", 0, 3)), a2=said())]
    monkeypatch.setattr("annotator.measure.unitary.MOST", 20)
    found = told(work, with_gamma=True)
    assert "left out of gamma, too many units overlap: n" in found.warnings
    assert {x.article: x.overall.gamma.value is None for x in found.by_article}["n"]
    assert found.overall.gamma.value is not None


# --- what is said beside the figures -----------------------------------------------------------


def test_undefined_figures_say_why():
    found = told([compared("n", a1=said(), a2=said())])
    whys = {
        name: getattr(found.overall, name).why
        for name in ("strict_f1", "u_alpha", "cu_alpha", "token_kappa", "label_alpha", "alpha_u")
    }
    assert all(whys.values())
    assert len(set(whys.values())) == 6
    assert found.overall.strict_f1.why == "neither side marked anything"
    assert found.labels["DATE"].coverage.why == "the label was not given"
    assert found.overall.ku_alpha.why == "told of each label by itself"
    assert found.labels["DATE"].cu_alpha.why.endswith("see ku_alpha")
    one = said(("DATE", 57, 66))
    alone = told([compared("n", a1=one, a2=one)], labels=("DATE",)).overall
    assert (alone.label_alpha.value, alone.label_ac1.value) == (None, None)
    assert alone.label_alpha.why == "only one label was ever given"


def test_warnings_tell_what_the_figures_cannot_be_trusted_for():
    nested = said(("PLACE", 21, 26), ("PERSON", 4, 26))
    found = told([compared("n", a1=nested, a2=nested)], schemas=("news 1.0 0000", "news 1.1 1111"))
    assert found.flattened == 2
    few, flattened, schemas = found.warnings
    assert few == "1 article: too few for intervals, which need 5 or more"
    assert flattened.startswith("2 pieces lost characters")
    assert schemas.endswith("news 1.0 0000; news 1.1 1111")
    rough = told(many(("a1", "a2"), articles=6)).warnings
    assert rough[0] == "6 articles: intervals are rough below 20"


def test_a_figure_that_many_resamples_leave_undefined_is_named():
    date, place = said(("DATE", 0, 3)), said(("PLACE", 21, 26))
    work = [compared(f"n{at}", a1=date, a2=date) for at in range(20)]
    found = told([*work, compared("x", a1=place, a2=place)])
    assert found.overall.label_alpha.undefined > 10
    assert found.warnings[0].startswith("overall: cu_alpha, label_alpha")


def test_labels_are_told_in_the_order_of_the_schema_and_others_after_them():
    one = said(("ZONE", 0, 3), ("AREA", 4, 8), ("DATE", 57, 66))
    found = told([compared("n", a1=one, a2=said())])
    assert tuple(found.labels) == (*LABELS, "AREA", "ZONE")
    assert found.confusion.labels == (*LABELS, "AREA", "ZONE", "∅")
    assert found.confusion.counts[3] == (0, 0, 0, 0, 0, 1)


def test_what_was_given_is_told_again():
    excluded, used = (Excluded("x", "not done by a2"),), (Used("n", "a1", 1, "0" * 64),)
    found = told([compared("n", a1=said(), a2=said())], excluded=excluded, used=used)
    assert (found.excluded, found.used) == (excluded, used)
    assert (found.articles, found.annotators, found.seed, found.replicates) == (
        ("n",),
        ("a1", "a2"),
        3,
        50,
    )
    assert (found.method.program, found.method.command) == ("annotator 1", "annotator agree")
    assert found.method.interval == "BCa bootstrap, whole resamples"


@pytest.mark.parametrize(
    ("work", "annotators", "message"),
    [
        ([], ("a1", "a2"), "nothing to compare"),
        ([compared("n", a1=said(), a2=said())], ("a1",), "two annotators"),
        ([compared("n", a1=said(), a2=said())], ("a1", "a1"), "named once"),
        ([compared("n", a1=said())], ("a1", "a2"), "labellings of two"),
        ([compared("n", a1=said(), a2=said())] * 2, ("a1", "a2"), "twice"),
    ],
)
def test_what_cannot_be_compared_is_refused(work, annotators, message):
    with pytest.raises(ValueError, match=message):
        told(work, annotators)


def test_no_replicates_are_refused():
    with pytest.raises(ValueError, match="0 replicates"):
        told([compared("n", a1=said(), a2=said())], replicates=0)
