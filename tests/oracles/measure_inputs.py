"""The forms that the data of a vector may come in, brought to the one that adapters work on.

Names differ from paper to paper and from library to library; what they mean does not.
"""

import math

import numpy as np

# Counts of SemEval and MUC: correct, incorrect, partial, missing, spurious.
ORDER = ("COR", "INC", "PAR", "MIS", "SPU")
# Two sides, the first annotator or gold first.
PAIRS = (
    ("gold", "pred"),
    ("gold", "predicted"),
    ("gold", "predictions"),
    ("gold", "system"),
    ("reference", "system"),
    ("reference", "hypothesis"),
    ("key", "response"),
    ("true", "pred"),
    ("true", "predicted"),
    ("y_true", "y_pred"),
    ("y1", "y2"),
    ("a", "b"),
    ("x", "y"),
    ("first", "second"),
    *(
        tuple(f"{who}{between}{one}" for one in ends)
        for who in ("rater", "coder", "annotator", "observer", "judge", "ann")
        for between in ("", "_")
        for ends in ("12", "ab", "AB")
    ),
)
_VALUES = ("values", "value_domain", "categories", "labels", "classes")
_BY_RATER = ("reliability_data", "raters", "coders", "annotators", "observers", "codings")
_BY_UNIT = ("ratings", "items", "units", "subjects", "data")
_COUNTS = ("counts", "value_counts", "category_counts")
_TABLES = ("table", "contingency", "contingency_table", "confusion", "confusion_matrix", "matrix")
_MISSING = {"", "*", ".", "nan", "na", "n/a", "null", "none"}
# Names of one figure. Those of one group never mean two figures of one measure.
_SAME = (
    ("observed_disorder", "disorder", "best_alignment_disorder"),
    ("sampled_disorders", "disorders"),
    ("n_unitary_alignments", "unitary_alignments"),
    ("per_category", "per_label", "per_class", "by_category", "by_label", "categories"),
    ("overall", "alpha_u", "alpha_U"),
    ("kappa", "cohen_kappa", "fleiss_kappa"),
    ("pi", "scott_pi"),
    ("S", "bennett_s"),
    ("AC1", "gwet_ac1"),
    ("AC2", "gwet_ac2"),
    ("Po", "Ao", "observed", "observed_agreement", "percentage_agreement"),
    ("Pe", "Ae", "expected", "expected_agreement"),
    ("Do", "observed_disagreement"),
    ("De", "expected_disagreement"),
    ("alpha", "krippendorff_alpha"),
    ("matched", "n_matched", "n_pairs"),
    ("optimal_total_overlap", "optimal", "total"),
    ("micro_f1", "f1", "strict_f1"),
    ("posterior", "truth", "item_posteriors"),
    ("confusion", "error_rates"),
    ("class_marginals", "marginals", "prevalence"),
    ("theta", "estimate", "point"),
    ("d", "distances", "dissimilarities"),
)
_UNITS = ("units_start_end_label", "units", "continuum", "annotations", "annotators", "observers")


def figure_named(found, name):
    """What was found under a name or another name of the same figure; KeyError without any."""
    by_text = {str(key): one for key, one in found.items()}
    others = [one for group in _SAME if name in group for one in group]
    for known in (name, *others):
        if known in by_text:
            return by_text[known]
    return {key.lower(): one for key, one in by_text.items()}[str(name).lower().replace("-", "_")]


def pair_in(given):
    """The names of the two sides of an input, None where it has no such pair."""
    return next((pair for pair in PAIRS if pair[0] in given and pair[1] in given), None)


def first_in(given, names):
    """What an input has under the first of some names, None where it has none of them."""
    return next((given[name] for name in names if given.get(name) is not None), None)


def is_missing(value):
    """Whether an answer is none."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and value.strip().lower() in _MISSING)


def codings(given):
    """One list of answers for each annotator, None where there is none; None without any.

    They come an annotator or a unit a row, as two named lists, or as [annotator, unit, answer].
    """
    rows = _by_rater(given)
    if rows is None:
        return None
    if level_in(given) != "nominal":
        rows = [[numbered(one) for one in row] for row in rows]
    long, named = max(map(len, rows), default=0), values_in(given)
    return [
        [None if one not in named and is_missing(one) else one for one in row]
        + [None] * (long - len(row))
        for row in rows
    ]


def level_in(given):
    """How far values can be apart: the level of measurement."""
    named = first_in(given, ("level", "level_of_measurement", "metric", "distance"))
    return named or "nominal"


def numbered(value):
    """The number that a text says, if it says one."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def length_in(given):
    """How long a text is, which may be told by its end."""
    return given["length"] if "length" in given else given["end"] - given.get("begin", 0)


def _by_rater(given):
    pair = pair_in(given)
    raw = first_in(given, _BY_RATER)
    if pair and not isinstance(given[pair[0]], int | float):
        return [list(given[name]) for name in pair]
    if isinstance(raw, dict):
        return [list(row) for row in raw.values()]
    if isinstance(raw, list) and raw and isinstance(raw[0], list | str):
        return [list(row) for row in raw]
    raw = first_in(given, _BY_UNIT)
    return None if raw is None else _turned(raw)


def _turned(units):
    """Rows of annotators from rows of units, or from [annotator, unit, answer]."""
    if isinstance(units, dict):
        units = list(units.values())
    triples = all(isinstance(one, list) and len(one) == 3 for one in units)
    if triples and len({(one[0], str(one[1])) for one in units}) == len(units) > 3:
        answers = {(who, str(unit)): answer for who, unit, answer in units}
        known = [list(dict.fromkeys(key[side] for key in answers)) for side in (0, 1)]
        if len(known[0]) < len(known[1]) and len(known[0]) * len(known[1]) < 2 * len(units):
            return [[answers.get((who, unit)) for unit in known[1]] for who in known[0]]
    if units and isinstance(units[0], dict):
        who = list(dict.fromkeys(name for unit in units for name in unit))
        return [[unit.get(name) for unit in units] for name in who]
    long = max(map(len, units), default=0)
    return [[unit[at] if at < len(unit) else None for unit in units] for at in range(long)]


def values_in(given, rows=()):
    """The values that could be given: those that are named, else those that were."""
    named = first_in(given, _VALUES)
    if isinstance(named, list):
        return named
    known = {value for row in rows for value in row if value is not None}
    return sorted(known, key=lambda value: (isinstance(value, str), value))


def table_in(given):
    """Units by the first one's value and the second one's; None where there is no table."""
    raw = first_in(given, _TABLES)
    return None if raw is None else np.asarray(raw, dtype=float)


def counts_in(given):
    """Units by value: how many gave each value; None where they are not counted."""
    raw = first_in(given, _COUNTS)
    return None if raw is None else np.asarray(raw, dtype=float)


def counted(rows, values):
    """The same from rows of annotators."""
    return [
        [sum(one == value for one in unit) for value in values] for unit in zip(*rows, strict=True)
    ]


def crossed(rows, values):
    """The table of two rows of annotators."""
    table = np.zeros((len(values), len(values)))
    for one, other in zip(*rows, strict=True):
        if one is not None and other is not None:
            table[values.index(one), values.index(other)] += 1
    return table


def sides_of(given, *, with_length=False):
    """Each annotator's units as [start, end, label], whichever way the vector has them.

    A unit may be a mapping, or a list of annotator, start and end (or length, `with_length`) and
    label.
    """
    names = given.get("annotators", given.get("observers", given.get("m", ())))
    names = range(names) if isinstance(names, int) else names
    raw = first_in(given, _UNITS)
    if isinstance(names, list) and names and isinstance(names[0], list):
        raw, names = dict(enumerate(names)), ()
    elif isinstance(names, dict):
        raw, names = names, ()
    sides = {name: [] for name in names}
    if isinstance(raw, dict):
        return sides | {name: [unit_of(one) for one in own] for name, own in raw.items()}
    for unit in raw:
        if isinstance(unit, dict):
            who = first_in(unit, ("annotator", "observer", "rater", "coder"))
            sides.setdefault(who, []).append(unit_of(unit))
        else:
            who, start, end, *label = unit
            stop = start + end if with_length and "units_start_end_label" not in given else end
            sides.setdefault(who, []).append([start, stop, label[0] if label else ""])
    return sides


def unit_of(raw):
    """One unit as [start, end, label]."""
    if not isinstance(raw, dict):
        return [*raw[:2], raw[2] if len(raw) > 2 else ""]
    start = first_in(raw, ("start", "begin", "offset"))
    end = raw["end"] if "end" in raw else start + raw["length"]
    return [start, end, first_in(raw, ("label", "category", "value", "annotation")) or ""]


def chunks(tags, *, strict=False):
    """The labelled stretches of one sentence, read as conlleval reads them.

    Where it is `strict`, only B, S and U begin one.
    """
    start, label = 0, None
    for at, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.partition("-")
        goes_on = prefix in {"I", "L", "E", "M"} and name == label
        if label is not None and not goes_on:
            yield label, ((start, at),)
            label = None
        if prefix in ({"B", "S", "U"} if strict else {*"BILEMSU"}) and label is None:
            start, label = at, name
        if label is not None and prefix in {"L", "E", "S", "U"}:
            yield label, ((start, at + 1),)
            label = None


def near(found, wanted, allowed):
    """What was wanted if that is as good as found, else what was found."""
    close = found is not None and wanted is not None and abs(found - wanted) <= allowed
    return wanted if close else found
