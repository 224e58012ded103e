"""How vectors about labels and competence are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

import re

import numpy as np

from annotator.measure.alpha import (
    alpha,
    alpha_by_value,
    coincidences,
    coincidences_of_counts,
    coincidences_of_table,
    distances,
)
from annotator.measure.dawid_skene import dawid_skene
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
from tests.oracles.measure_inputs import (
    codings,
    counted,
    counts_in,
    crossed,
    first_in,
    is_missing,
    level_in,
    near,
    table_in,
    values_in,
)


def matrix_of(given):
    """Coincidences, and the values in the order of its rows, whatever the data came as."""
    table, counts, rows = table_in(given), counts_in(given), codings(given)
    if table is not None:
        matrix = coincidences_of_table(table)
    elif counts is not None:
        matrix = coincidences_of_counts(counts)
    else:
        values = values_in(given, rows)
        codes = [[-1 if one is None else values.index(one) for one in row] for row in rows]
        return coincidences(codes, len(values)), values
    return matrix, values_in(given) or list(range(1, len(matrix) + 1))


def apart_of(given, matrix, values):
    """Squared distances by level, or from weights where there are any."""
    if given.get("weights") is not None:
        return 1 - credit_of(given["weights"], values)
    return distances(level_in(given), numbers_of(values), matrix.sum(axis=1))


def numbers_of(values):
    """The values themselves where they are numbers, else 1, 2, 3, …."""
    named = any(isinstance(value, str) for value in values)
    return list(range(1, len(values) + 1)) if named else values


def credit_of(weights, values):
    """Partial credit from a scheme's name, a matrix of distances or of credit, pairs, or words."""
    if weights is None or weights in ("unweighted", "nominal", "identity"):
        return np.eye(len(values))
    if isinstance(weights, dict):
        weights = distances_of_pairs(weights, values)
    if not isinstance(weights, str):
        matrix = np.asarray(weights, dtype=float)
        return 1 - matrix if not np.diag(matrix).any() else matrix
    words = re.match(r"0 if equal, ([\d.]+) if either is (\w+), else ([\d.]+)", weights)
    if not words:
        return scheme(_SCHEMES.get(weights, weights), numbers_of(values))
    near, name, far = float(words[1]), words[2], float(words[3])
    either = [[name in {one, other} for other in values] for one in values]
    return 1 - np.where(np.eye(len(values)), 0, np.where(either, near, far))


_SCHEMES = {"interval": "quadratic", "squared": "quadratic", "equal": "linear"}


def distances_of_pairs(given, values):
    """A matrix from distances by "one,other", or by one and then by other; equal ones are 0."""
    by_pair = {}
    for one, far in given.items():
        for other, own in far.items() if isinstance(far, dict) else [("", far)]:
            pair = [part.strip() for part in re.split("[,|/-]", one)] if not other else [one, other]
            by_pair[tuple(pair)] = by_pair[tuple(pair[::-1])] = own
    return [[by_pair.get((str(one), str(other)), 0) for other in values] for one in values]


def krippendorff(given, expected):
    matrix, values = matrix_of(given)
    apart = apart_of(given, matrix, values)
    each = [one.value for one in alpha_by_value(matrix)]
    by_name = {str(value): one for value, one in zip(values, each, strict=True)}
    every, often = matrix.sum(), matrix.sum(axis=1)
    chance = (np.outer(often, often) - np.diag(often)) / (every - 1) if every else matrix
    whole = alpha(matrix, apart).value
    return {
        "alpha": whole,
        "alpha_weighted": whole,
        "n": every,
        "Do": float((matrix * apart).sum() / every),
        "De": float((chance * apart).sum() / every),
        "per_category": each if isinstance(expected.get("per_category"), list) else by_name,
    }


def fleiss(given, expected):
    """Fleiss' own figures by category came by hand from rounded shares: .005 is allowed.

    A table of which every row has the same sum is one of units and values, as statsmodels has it.
    """
    table = table_in(given)
    if table is not None and counts_in(given) is None and len(set(table.sum(axis=1))) == 1:
        given = {**given, "counts": table, "table": None}
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
        "pi": found.value.value,
        "multi_pi": found.value.value,
        "Po": found.observed.value,
        "Pe": found.expected.value,
        "per_category": each,
        "alpha": alpha(matrix).value,
    }


def two_annotators(given, expected):
    """Everything that is known of two annotators and one table; AC1 and AC2 of more, too."""
    table, rows = table_in(given), codings(given)
    matrix, values = matrix_of(given)
    if table is not None:
        sums = answers_of_table(table)
    elif rows is not None:
        sums = answers(counted(rows, values))
        table = crossed(rows, values) if len(rows) == 2 else matrix
    else:
        table, sums = matrix, answers(counts_in(given))
    weights = given.get("weights")
    credit = credit_of(weights, values)
    second = credit_of(given.get("ac2_weights", weights or "quadratic"), values)
    named = first_in(given, ("categories_count", "q")) or len(values)
    found = {
        "kappa": cohen_kappa(table),
        "kappa_weighted": cohen_kappa(table, credit),
        "weighted_kappa": cohen_kappa(table, credit),
        "pi": scott_pi(table),
        "pi_weighted": scott_pi(table, credit),
        "S": bennett_s(table, named),
        "AC1": gwet_ac(sums),
        "AC2": gwet_ac(sums, second),
    }
    figures = {name: one.value.value for name, one in found.items()}
    for name, one in found.items():
        figures |= {f"Pe_{name}": one.expected.value, f"Po_{name}": one.observed.value}
    figures |= {
        name: parts(one) for name, one in found.items() if isinstance(expected.get(name), dict)
    }
    if weights is not None and not any("weighted" in name for name in expected):
        # Then the plain names mean what the weights ask for.
        figures |= {name: figures[f"{name}_weighted"] for name in ("kappa", "pi")}
    leading = found["AC1" if "AC1" in expected else "kappa"]
    return {
        **figures,
        **parts(leading),
        "kappa_max": cohen_kappa_max(table).value,
        "alpha": alpha(matrix).value,
        "alpha_weighted": alpha(matrix, 1 - credit).value,
    }


def parts(one):
    """A figure corrected for chance with what it is made of."""
    value, observed, chance = one.value.value, one.observed.value, one.expected.value
    return {
        **dict.fromkeys(("value", "coefficient"), value),
        **dict.fromkeys(("Po", "pa"), observed),
        **dict.fromkeys(("Pe", "pe"), chance),
    }


def competence(given, expected):
    responses = first_in(given, ("responses", "answers", "ratings", "items"))
    if isinstance(responses, dict):
        responses = list(responses.values())
    if isinstance(responses[0], dict):
        who = list(dict.fromkeys(name for item in responses for name in item))
        responses = [[item.get(name) for name in who] for item in responses]
    each = [[one if isinstance(one, list) else [one] for one in item] for item in responses]
    each = [[[None if is_missing(one) else one for one in own] for own in item] for item in each]
    values = values_in(given, [said for item in each for said in item])
    counts = np.zeros((len(each), max(map(len, each)), len(values)))
    for item, answered in enumerate(each):
        for who, said in enumerate(answered):
            for one in filter(lambda value: value is not None, said):
                counts[item, who, values.index(one)] += 1
    found = dawid_skene(counts)
    confusion = np.where(np.isnan(found.confusion), None, found.confusion)
    named = {f"observer{who + 1}_confusion": own.tolist() for who, own in enumerate(confusion)}
    classes = found.classes.tolist()
    by_name = dict(zip(values, classes, strict=True))
    return {
        "class_marginals": by_name
        if isinstance(expected.get("class_marginals"), dict)
        else classes,
        "class_marginals_full": classes,
        "class_marginals_by_name": by_name,
        "confusion": confusion.tolist(),
        "posterior": found.truth.tolist(),
        "labels": [values[at] for at in found.truth.argmax(axis=1)],
        "log_likelihood": found.log_likelihood,
        **named,
    }


ADAPTERS = {
    "bennett_s": two_annotators,
    "cohen_kappa": two_annotators,
    "cohen_kappa_weighted": two_annotators,
    "cohen_scott_s": two_annotators,
    "cohen_scott_s_alpha_weighted": two_annotators,
    "dawid_skene": competence,
    "fleiss_kappa": fleiss,
    "fleiss_kappa_per_category": fleiss,
    "gwet_ac1": two_annotators,
    "gwet_ac1_ac2": two_annotators,
    "gwet_ac2": two_annotators,
    "krippendorff_alpha": krippendorff,
    "krippendorff_alpha_per_category": krippendorff,
    "krippendorff_alpha_weighted": krippendorff,
    "scott_pi": two_annotators,
    "weighted_kappa": two_annotators,
}
