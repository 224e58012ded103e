"""How vectors about labels, unitizing, gamma and competence are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

import re

import numpy as np

from annotator.measure.alignment import best_alignment
from annotator.measure.alpha import (
    alpha,
    alpha_by_value,
    coincidences,
    coincidences_of_counts,
    coincidences_of_table,
    distances,
)
from annotator.measure.alpha_u import alpha_u, disagreement
from annotator.measure.dawid_skene import dawid_skene
from annotator.measure.dissimilarity import Dissimilarity, line, positional
from annotator.measure.gamma import gamma
from annotator.measure.gwet import answers, answers_of_table, gwet_ac
from annotator.measure.kappa import (
    bennett_s,
    cohen_kappa,
    cohen_kappa_max,
    fleiss_kappa,
    fleiss_kappa_by_value,
    scheme,
    scott_pi,
)
from annotator.measure.table import columns
from annotator.measure.token_sums import kappas, token_sums
from annotator.measure.tokens import Words
from annotator.measure.unitizing import cu_alpha, ku_alpha, lengths, u_alpha, u_alpha_binary


def values_of(rows):
    known = {value for row in rows for value in row if value is not None}
    return sorted(known, key=lambda value: (isinstance(value, str), value))


def matrix_of(given):
    """Coincidences, and the values in the order of its rows, whatever the data came as."""
    if "reliability_data" in given:
        rows = given["reliability_data"]
        values = given.get("values") or given.get("value_domain") or values_of(rows)
        codes = [[-1 if one is None else values.index(one) for one in row] for row in rows]
        return coincidences(codes, len(values)), values
    if "table" in given:
        matrix = coincidences_of_table(given["table"])
    else:
        matrix = coincidences_of_counts(given.get("counts") or given["value_counts"])
    return matrix, names_of(given, len(matrix))


def names_of(given, size):
    for key in ("values", "value_domain", "labels", "categories"):
        if key in given:
            return given[key]
    return list(range(1, size + 1))


def apart_of(given, matrix, values):
    """Squared distances by level, or from weights where there are any."""
    if given.get("weights") is not None:
        return 1 - credit_of(given["weights"], values)
    return distances(given.get("level", "nominal"), numbers_of(values), matrix.sum(axis=1))


def numbers_of(values):
    """The values themselves where they are numbers, else 1, 2, 3, …."""
    named = any(isinstance(value, str) for value in values)
    return list(range(1, len(values) + 1)) if named else values


def credit_of(weights, values):
    """Partial credit from a scheme's name, a matrix of distances, or words."""
    if weights is None or weights in ("unweighted", "nominal"):
        return np.eye(len(values))
    if not isinstance(weights, str):
        matrix = np.asarray(weights, dtype=float)
        return 1 - matrix if not np.diag(matrix).any() else matrix
    words = re.match(r"0 if equal, ([\d.]+) if either is (\w+), else ([\d.]+)", weights)
    if not words:
        return scheme(weights, numbers_of(values))
    near, name, far = float(words[1]), words[2], float(words[3])
    either = [[name in {one, other} for other in values] for one in values]
    return 1 - np.where(np.eye(len(values)), 0, np.where(either, near, far))


def krippendorff(given, expected):
    matrix, values = matrix_of(given)
    each = [one.value for one in alpha_by_value(matrix)]
    by_name = {str(value): one for value, one in zip(values, each, strict=True)}
    return {
        "alpha": alpha(matrix, apart_of(given, matrix, values)).value,
        "per_category": each if isinstance(expected.get("per_category"), list) else by_name,
    }


def fleiss(given, expected):
    """Fleiss' own figures by category came by hand from rounded shares: .005 is allowed."""
    matrix, values = matrix_of(given)
    found = fleiss_kappa(matrix)
    each = [one.value for one in fleiss_kappa_by_value(matrix)]
    wanted = expected.get("per_category", [])
    if isinstance(wanted, dict):
        named = {str(value): one for value, one in zip(values, each, strict=True)}
        each = {key: near(named.get(key), one, 0.005) for key, one in wanted.items()}
    elif wanted:
        each = [near(one, other, 0.005) for one, other in zip(each, wanted, strict=True)]
    return {
        "kappa": found.value.value,
        "Po": found.observed.value,
        "Pe": found.expected.value,
        "per_category": each,
        "alpha": alpha(matrix).value,
    }


def near(found, wanted, allowed):
    """What was wanted if that is as good as found, else what was found."""
    close = found is not None and wanted is not None and abs(found - wanted) <= allowed
    return wanted if close else found


def two_annotators(given, expected):
    """Everything that is known of two annotators and one table."""
    if "table" in given:
        table = np.asarray(given["table"], dtype=float)
        values = names_of(given, len(table))
        sums = answers_of_table(table)
    elif "reliability_data" in given:
        matrix, values = matrix_of(given)
        table = table_of(given["reliability_data"], values)
        sums = answers(counts_of(given["reliability_data"], values))
    else:
        table, values = matrix_of(given)
        sums = answers(given["counts"])
    weights = given.get("weights")
    matrix = coincidences_of_table(table)
    credit = credit_of(weights, values)
    second = credit_of(given.get("ac2_weights", weights or "quadratic"), values)
    cohen, pi = cohen_kappa(table), scott_pi(table)
    plain, weighted = gwet_ac(sums), gwet_ac(sums, second)
    return {
        "Po": cohen.observed.value,
        "Pe": cohen.expected.value,
        "kappa": cohen.value.value,
        "kappa_max": cohen_kappa_max(table).value,
        "kappa_weighted": cohen_kappa(table, credit).value.value,
        "weighted_kappa": cohen_kappa(table, credit).value.value,
        "pi": pi.value.value,
        "Pe_pi": pi.expected.value,
        "pi_weighted": scott_pi(table, credit).value.value,
        "S": bennett_s(table, given.get("categories_count")).value.value,
        "alpha": alpha(matrix).value,
        "alpha_weighted": alpha(matrix, 1 - credit).value,
        "AC1": plain.value.value,
        "Pe_ac1": plain.expected.value,
        "AC2": weighted.value.value,
        "Pe_ac2": weighted.expected.value,
    }


def table_of(rows, values):
    table = np.zeros((len(values), len(values)))
    for one, other in zip(*rows, strict=True):
        if one is not None and other is not None:
            table[values.index(one), values.index(other)] += 1
    return table


def counts_of(rows, values):
    return [
        [sum(one == value for one in unit) for value in values] for unit in zip(*rows, strict=True)
    ]


def old_unitizing(given, expected):
    units, begin, length = given["units"], given.get("begin", 0), given["length"]
    known = sorted({unit["observer"] for unit in units} | set(range(given.get("observers", 0))))
    found = {}
    for label in sorted({unit["label"] for unit in units}):
        own = [unit for unit in units if unit["label"] == label]
        sides = [[stretch(unit) for unit in own if unit["observer"] == one] for one in known]
        found[label] = disagreement(sides, begin, length)
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
    single = alphas if isinstance(expected.get("alpha"), dict) else whole
    sums = {
        "Do": sum(one["Do"] for one in each.values()),
        "De": sum(one["De"] for one in each.values()),
    }
    return {"overall": whole, **sums, **each, "alpha": single}


def stretch(unit):
    return unit["start"], unit["end"] if "end" in unit else unit["start"] + unit["length"]


def sides_of(given):
    """Each annotator's units as [start, end, label], whichever way the vector has them."""
    raw = given.get("units_start_end_label") or given.get("units")
    names = given.get("annotators", given.get("observers", ()))
    sides = {name: [] for name in (range(names) if isinstance(names, int) else names)}
    if isinstance(raw, dict):
        return {**sides, **raw}
    for unit in raw:
        if isinstance(unit, dict):
            who = unit.get("annotator", unit.get("observer"))
            label = unit.get("label", unit.get("category"))
            sides.setdefault(who, []).append([*stretch(unit), label])
        else:
            sides.setdefault(unit[0], []).append(unit[1:])
    return sides


def unitizing(given, expected):
    sides = sides_of(given)
    labels = sorted({unit[2] for own in sides.values() for unit in own})
    begin = given.get("begin", 0)
    found = lengths(
        [table_of_units(own, labels, begin) for own in sides.values()], [given["length"]]
    )
    each = dict(zip(labels, ku_alpha(found), strict=True))
    return {
        "u_nominal": u_alpha(found).value,
        "u_binary": u_alpha_binary(found).value,
        "cu_nominal": cu_alpha(found).value,
        "ku": {label: one.alpha.value for label, one in each.items()},
        "ku_coverage": {label: one.coverage.value for label, one in each.items()},
    }


def table_of_units(units, labels, begin):
    starts, ends, names = zip(*units, strict=True) if units else ((), (), ())
    return columns(
        ["one"],
        labels,
        article=np.zeros(len(starts)),
        start=np.asarray(starts, dtype=np.int64) - begin,
        end=np.asarray(ends, dtype=np.int64) - begin,
        label=np.asarray([labels.index(name) for name in names], dtype=np.int64),
    )


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
        empty=params.get("deltaEmpty", params.get("delta_empty", 1.0)),
    )
    own = sides_of(given)
    chance = [sides_of({"annotators": list(own), **one}) for one in given.get("sampled", ())]
    labels = sorted(
        {unit[2] for side in (own, *chance) for units in side.values() for unit in units}
    )
    best = best_alignment(lines_of(own, labels), unlike)
    found = gamma(lines_of(own, labels), unlike, seed=given.get("seed", 0), precision=0.02)
    value, with_missing = found.gamma.value.value, found.with_missing.value.value
    return {
        "observed_disorder": best.disorder,
        "sampled_disorders": [
            best_alignment(lines_of(one, labels), unlike).disorder for one in chance
        ],
        "n_unitary_alignments": len(best.parts),
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
    pairs = [[line([start], [end], [0]) for start, end in pair] for pair in given["pairs"]]
    empty = given.get("delta_empty", given.get("deltaEmpty", 1.0))
    return {"d": [float(positional(*pair)[0, 0]) * empty for pair in pairs]}


def competence(given, expected):
    responses = given["responses"]
    each = [[one if isinstance(one, list) else [one] for one in item] for item in responses]
    values = given.get("classes") or values_of([said for item in each for said in item])
    counts = np.zeros((len(each), max(map(len, each)), len(values)))
    for item, answered in enumerate(each):
        for who, said in enumerate(answered):
            for one in filter(lambda value: value is not None, said):
                counts[item, who, values.index(one)] += 1
    found = dawid_skene(counts)
    confusion = np.where(np.isnan(found.confusion), None, found.confusion)
    named = {f"observer{who + 1}_confusion": own.tolist() for who, own in enumerate(confusion)}
    classes = found.classes.tolist()
    return {
        "class_marginals": classes,
        "class_marginals_full": classes,
        "confusion": confusion.tolist(),
        "posterior": found.truth.tolist(),
        "labels": [values[at] for at in found.truth.argmax(axis=1)],
        "log_likelihood": found.log_likelihood,
        **named,
    }


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
    "cohen_kappa": two_annotators,
    "cohen_scott_s": two_annotators,
    "cohen_scott_s_alpha_weighted": two_annotators,
    "dawid_skene": competence,
    "fleiss_kappa": fleiss,
    "gamma": gamma_of,
    "gamma_positional_dissimilarity": gamma_positional,
    "gwet_ac1": two_annotators,
    "gwet_ac1_ac2": two_annotators,
    "krippendorff_alpha": krippendorff,
    "krippendorff_alpha_per_category": krippendorff,
    "token_kappa_prevalence": token_kappa,
    "u_alpha_family_2016": unitizing,
}
