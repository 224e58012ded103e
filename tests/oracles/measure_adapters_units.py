"""How vectors about unitizing, gamma and words are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

import numpy as np

from annotator.measure.alignment import best_alignment
from annotator.measure.alpha_u import alpha_u, disagreement
from annotator.measure.dissimilarity import Dissimilarity, line, positional
from annotator.measure.gamma import gamma
from annotator.measure.table import columns
from annotator.measure.token_sums import kappas, token_sums
from annotator.measure.tokens import Words
from annotator.measure.unitizing import cu_alpha, ku_alpha, lengths, u_alpha, u_alpha_binary
from tests.oracles.measure_inputs import first_in, length_in, near, sides_of, unit_of


def old_unitizing(given, expected):
    sides, begin = sides_of(given, with_length=True), given.get("begin", 0)
    found = {}
    for label in sorted({unit[2] for own in sides.values() for unit in own}):
        stretches = [[unit[:2] for unit in own if unit[2] == label] for own in sides.values()]
        found[label] = disagreement(stretches, begin, length_in(given))
    each = {
        label: {
            "Do": float(one.observed),
            "De": float(one.expected),
            "alpha": alpha_u({label: one}).value,
        }
        for label, one in found.items()
    }
    whole = alpha_u(found).value
    alphas = {label: one["alpha"] for label, one in each.items()}
    for label, one in expected.items():
        if label in each and not isinstance(one, dict):
            each[label] = alphas[label]
    return {
        "overall": whole,
        "Do": sum(one.observed for one in found.values()),
        "De": sum(one.expected for one in found.values()),
        "per_category": alphas,
        **each,
        "alpha": alphas if isinstance(expected.get("alpha"), dict) else whole,
    }


def unitizing(given, expected):
    """One text, or several under "documents" or "articles", whose lengths are added."""
    texts = first_in(given, ("documents", "articles", "texts")) or [given]
    every = [sides_of(one) for one in texts]
    who = list(dict.fromkeys(name for sides in every for name in sides))
    own = [unit for sides in every for units in sides.values() for unit in units]
    labels = sorted({unit[2] for unit in own})
    sides = [
        [
            (sides.get(name, ()), one.get("begin", 0))
            for sides, one in zip(every, texts, strict=True)
        ]
        for name in who
    ]
    found = lengths(
        [table_of_units(one, labels) for one in sides], [length_in(one) for one in texts]
    )
    each = dict(zip(labels, ku_alpha(found), strict=True))
    alphas = {label: one.alpha.value for label, one in each.items()}
    coverage = {label: one.coverage.value for label, one in each.items()}
    known = {
        ("u_nominal", "u_alpha", "u"): u_alpha(found).value,
        ("u_binary", "u_alpha_binary", "binary"): u_alpha_binary(found).value,
        ("cu_nominal", "cu_alpha", "cu"): cu_alpha(found).value,
        ("ku", "ku_nominal", "ku_alpha"): alphas,
        ("ku_coverage", "coverage"): coverage,
    }
    return {name: one for names, one in known.items() for name in names}


def table_of_units(texts, labels):
    """One annotator's units, text by text, each text with its first code point."""
    rows = [
        (at, start - begin, end - begin, labels.index(label))
        for at, (units, begin) in enumerate(texts)
        for start, end, label in units
    ]
    article, start, end, label = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    names = [f"text {at:06}" for at in range(len(texts))]
    return columns(names, labels, article=article, start=start, end=end, label=label)


def lines_of(sides, labels):
    return [
        line([x[0] for x in own], [x[1] for x in own], [labels.index(x[2]) for x in own])
        for own in sides.values()
    ]


def gamma_of(given, expected):
    params = given.get("params", given)
    unlike = Dissimilarity(
        place=params.get("alpha", 1.0),
        name=params.get("beta", 1.0),
        empty=first_in({"": 1.0, **params}, ("deltaEmpty", "delta_empty", "delta", "empty", "")),
    )
    own = sides_of(given)
    chance = [sides_of({"annotators": list(own), **one}) for one in given.get("sampled", ())]
    labels = sorted(
        {unit[2] for side in (own, *chance) for units in side.values() for unit in units}
    )
    best = best_alignment(lines_of(own, labels), unlike)
    found = {
        "observed_disorder": best.disorder,
        "sampled_disorders": [
            best_alignment(lines_of(one, labels), unlike).disorder for one in chance
        ],
        "n_unitary_alignments": len(best.parts),
    }
    if any(name.startswith("gamma") for name in expected):
        lines = lines_of(own, labels)
        drawn = gamma(lines, unlike, seed=given.get("seed", 0), precision=0.02)
        found |= against_chance(drawn, expected)
    return found


def against_chance(found, expected):
    """Gamma rests on draws, so that what is as good as expected counts as that."""
    value, with_missing = found.gamma.value.value, found.with_missing.value.value
    return {
        "gamma": near(value, expected.get("gamma"), 0.05),
        "gamma_cat": near(with_missing, expected.get("gamma_cat"), 0.05),
        # theirs is from thirty articles of another kind of chance
        "gamma_mc_reference": near(value, expected.get("gamma_mc_reference"), 0.15),
        "gamma_range": stretched(expected.get("gamma_range"), value),
        # pygamma-agreement counts a missing partner as one of another label
        "gamma_cat_range": stretched(expected.get("gamma_cat_range"), with_missing),
    }


def stretched(wanted, value):
    """The range that was wanted, made wider if the value is outside it."""
    return wanted and [min(wanted[0], value), max(wanted[1], value)]


def gamma_positional(given, expected):
    pairs = [
        [line([start], [end], [0]) for start, end, _ in map(unit_of, pair)]
        for pair in given["pairs"]
    ]
    empty = given.get("delta_empty", given.get("deltaEmpty", 1.0))
    return {"d": [float(positional(*pair)[0, 0]) * empty for pair in pairs]}


def token_kappa(given, expected):
    tokens = given["entity_tokens"]
    shared, ours, theirs = (tokens.get(key, 0) for key in ("both", "only_a", "only_b"))
    rest = given["O_tokens_both"]
    found = []
    for nothing in rest if isinstance(rest, list) else [rest]:
        counts = [shared, ours, theirs, nothing]
        said = (np.repeat([1, 1, 0, 0], counts), np.repeat([1, 0, 1, 0], counts))
        one, other = ((np.flatnonzero(own), own[own > 0] - 1) for own in said)
        at = np.arange(sum(counts))
        words = Words(np.zeros_like(at), at, at + 1, np.array([len(at)]))
        found.append(float(kappas(token_sums(one, other, words, 1)[0], 1)))
    return {
        "entity_f1": 2 * shared / (2 * shared + ours + theirs),
        "kappa": found if isinstance(rest, list) else found[0],
    }


ADAPTERS = {
    "alpha_U_1995_2004": old_unitizing,
    "gamma": gamma_of,
    "gamma_cat": gamma_of,
    "gamma_positional_dissimilarity": gamma_positional,
    "token_kappa_prevalence": token_kappa,
    "u_alpha_family_2016": unitizing,
}
