"""How vectors about spans, scores and intervals are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

from itertools import combinations

import numpy as np

from annotator.labels.span import Span
from annotator.measure.contests import randomization
from annotator.measure.counts import counted, pooled
from annotator.measure.intervals import bootstrap
from annotator.measure.joins import characters_shared
from annotator.measure.match import Kind, aligned
from annotator.measure.rates import f1, kappa_two_by_two, macro_f1, precision, recall
from annotator.measure.semeval import SCHEMES, Tally, outcomes, tally, value_score
from annotator.measure.table import Marked, tables

ORDER = ("COR", "INC", "PAR", "MIS", "SPU")


def read_span(raw, *, past):
    """One span as (article or None, label, pieces); `past` is added to its end."""
    if isinstance(raw, dict):
        pieces = raw.get("pieces") or raw.get("fragments") or [[raw["start"], raw["end"]]]
        return raw.get("doc", raw.get("article")), raw.get("label", ""), within(pieces, past)
    numbers = [one for one in raw if isinstance(one, int) and not isinstance(one, bool)]
    words = [one for one in raw if isinstance(one, str)]
    pieces = next((one for one in raw if isinstance(one, list)), None)
    if len(numbers) == 3 and isinstance(raw[0], int):
        words, numbers = [str(numbers[0]), *words], numbers[1:]
    article = words[0] if len(words) > 1 else None
    return article, words[-1] if words else "", within(pieces or [numbers], past)


def within(pieces, past):
    return tuple(sorted((start, end + past) for start, end in pieces))


def read_side(raw, *, past=0):
    """The spans of one side by article; a list of lists of spans is a list of articles."""
    if isinstance(raw, dict) and "start" not in raw:
        return {name: [(x[1], x[2]) for x in spans] for name, spans in each_article(raw, past)}
    nested = any(
        isinstance(one, list) and (not one or isinstance(one[0], list | dict)) for one in raw
    )
    if nested and not any(is_broken(one) for one in raw):
        return read_side({str(at): spans for at, spans in enumerate(raw)}, past=past)
    side = {}
    for one in raw:
        article, label, pieces = read_span(one, past=past)
        side.setdefault(article or "", []).append((label, pieces))
    return side


def each_article(raw, past):
    return [(name, [read_span(one, past=past) for one in spans]) for name, spans in raw.items()]


def is_broken(raw):
    """Whether this is a span in pieces rather than an article: its pieces, then its label."""
    return bool(raw) and isinstance(raw[0], list) and any(isinstance(one, str) for one in raw)


def sides(given):
    """Both sides of an input, gold or the first annotator first."""
    past = 1 if given.get("end") == "inclusive" else 0
    names = next(
        pair
        for pair in (("gold", "pred"), ("gold", "predicted"), ("a", "b"), ("first", "second"))
        if pair[0] in given and pair[1] in given
    )
    return tuple(read_side(given[name], past=past) for name in names)


def alignment_of(ours, theirs):
    articles = {*ours, *theirs}
    both = []
    for side in (ours, theirs):
        marked = []
        for name in articles:
            spans = [
                Span(f"s{at}", label, pieces, "x")
                for at, (label, pieces) in enumerate(side.get(name, ()), start=1)
            ]
            marked.append(Marked(name, spans))
        both.append(marked)
    return aligned(*tables(*both))


def figures(alignment):
    """Whatever a vector about two sides of spans may ask for, by its name."""
    counts = counted(alignment)
    known = {}
    for agreed in counts.hits:
        sums = counts.evidence(agreed).sum(axis=0).tolist()
        known |= rates(f"{agreed}_agreement_", sums)
        known[f"{agreed}_f1"] = f1(*sums).value
    strict = counts.evidence("strict").sum(axis=0).tolist()
    known |= rates("", strict) | rates("micro_", strict)
    known |= {"tp": strict[0], "fp": strict[3] - strict[1], "fn": strict[2] - strict[0]}
    known |= {"n_gold": strict[2], "n_pred": strict[3], "macro_f1": macro_f1(counts).value}
    known |= label_figures(counts)
    for kind in Kind:
        known[kind.word] = int(counts.classes[:, kind].sum())
    for scheme in SCHEMES:
        known |= scheme_figures(scheme, tally(outcomes(alignment, scheme).total))
        if scheme == "type":
            known |= scheme_figures("ent_type", tally(outcomes(alignment, scheme).total))
    shared = characters_shared(
        alignment.ours, alignment.theirs, alignment.ours_at, alignment.theirs_at
    )
    known |= {"optimal_total_overlap": int(shared.sum()), "total_overlap": int(shared.sum())}
    return known | {"matched": len(shared), "pairs": len(shared)}


def label_figures(counts):
    """F1 by the label's name; all rates under `labels`; the mean weighted by what gold has."""
    each = {label: counts.evidence("strict", label).sum(axis=0).tolist() for label in counts.labels}
    all_rates = {label: rates("", sums) | {"support": sums[2]} for label, sums in each.items()}
    support = sum(sums[2] for sums in each.values())
    weighted = sum((f1(*sums).value or 0.0) * sums[2] for sums in each.values())
    found = {label: every["f1"] for label, every in all_rates.items()}
    found |= {"labels": all_rates, "per_label": all_rates}
    return found | {"weighted_f1": weighted / support if support else None}


def rates(before, sums):
    each = {"f1": f1(*sums), "precision": precision(*sums), "recall": recall(*sums)}
    each |= {"p": each["precision"], "r": each["recall"]}
    return {before + name: one.value for name, one in each.items()}


def scheme_figures(name, counts):
    counted_as = {
        "correct": counts.correct,
        "incorrect": counts.incorrect,
        "partial": counts.partial,
        "missed": counts.missed,
        "spurious": counts.spurious,
        "possible": counts.possible,
        "actual": counts.actual,
    }
    shares = {"p": counts.precision, "r": counts.recall, "f1": counts.f1}
    shares |= {"precision": counts.precision, "recall": counts.recall}
    return {
        name: list(counted_as.values())[:5],
        **{f"{name}_{key}": many for key, many in counted_as.items()},
        **{f"{name}_{key}": share.value for key, share in shares.items()},
    }


def of_spans(given, expected):
    found = figures(alignment_of(*sides(given)))
    order = expected.get("order", ",".join(ORDER)).split(",")
    for name in (*SCHEMES, "ent_type"):
        counts = dict(zip(ORDER, found[name], strict=True))
        as_list = not isinstance(expected.get(name), dict)
        found[name] = [counts[one] for one in order] if as_list else scheme_parts(name, found)
    return found | {"order": ",".join(order)}


def scheme_parts(name, found):
    """The figures of one scheme without its name before each."""
    before = f"{name}_"
    return {key.removeprefix(before): one for key, one in found.items() if key.startswith(before)}


def of_all_pairs(given, expected):
    """Two annotators, or more that are pooled over their pairs."""
    names = [name for name in given if name in {"a", "b", "c", "d", "e"}]
    if len(names) < 3:
        return of_spans(given, expected)
    every = [read_side(given[name], past=given.get("end") == "inclusive") for name in names]
    counts = pooled(counted(alignment_of(one, two)) for one, two in combinations(every, 2))
    sums = counts.evidence("strict").sum(axis=0).tolist()
    return rates("", sums) | {"tp": sums[0]}


def of_orders(given, expected):
    """What is the same in every order is given under its name and that with an ending."""
    orders = {name: given.get(f"{name}_orders", [given.get(name)]) for name in ("gold", "pred")}
    all_found = [
        of_spans({**given, "gold": gold, "pred": pred}, expected)
        for gold in orders["gold"]
        for pred in orders["pred"]
    ]
    found = {
        name: value
        for name, value in all_found[0].items()
        if all(one[name] == value for one in all_found)
    }
    endings = ("", "_both_orders", "_all_orders", "_any_order")
    return {name + ending: value for name, value in found.items() for ending in endings}


def of_overlap(given, expected):
    """Labels do not count where only the overlap does; pairs are counted, or told by place."""
    ours, theirs = sides(given)
    bare = [
        {name: [("", pieces) for _, pieces in spans] for name, spans in side.items()}
        for side in (ours, theirs)
    ]
    alignment = alignment_of(*bare)
    found = figures(alignment)
    if isinstance(expected.get("pairs"), list):
        sides_at = (alignment.ours.spans, alignment.theirs.spans)
        rows = zip(alignment.ours_at.tolist(), alignment.theirs_at.tolist(), strict=True)
        found["pairs"] = sorted(
            [int(spans[row].id[1:]) - 1 for spans, row in zip(sides_at, pair, strict=True)]
            for pair in rows
        )
    return found


def of_tags(given, expected):
    """Tags of tokens, B-X I-X L-X/E-X S-X/U-X and O; token indices are the offsets."""
    strict = given.get("mode") == "strict" or "scheme" in given
    past = [given[name] for name in (("gold", "pred") if "gold" in given else ("a", "b"))]
    documents = [[side] if side and isinstance(side[0], str) else side for side in past]
    ours, theirs = (
        {str(at): list(chunks(tags, strict=strict)) for at, tags in enumerate(side)}
        for side in documents
    )
    found = figures(alignment_of(ours, theirs))
    whole = {label for label in found["labels"] if isinstance(expected.get(label), dict)}
    return found | {label: found["labels"][label] for label in whole}


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


def of_muc5(given, _):
    counts = Tally(*(given.get(name, 0) for name in ORDER))
    return {
        "POS": counts.possible,
        "ACT": counts.actual,
        "REC": counts.recall.value,
        "PRE": counts.precision.value,
        "UND": counts.undergeneration.value,
        "OVG": counts.overgeneration.value,
        "SUB": counts.substitution.value,
        "ERR": counts.error.value,
        "F": counts.f1.value,
        "F1": counts.f1.value,
        "P&R": counts.f(1).value,
        "2P&R": counts.f(0.5).value,
        "P&2R": counts.f(2).value,
    }


def of_values(given, _):
    """Spans whose third part is a value rather than a label."""
    bare = {name: [one[:2] for one in given[name]] for name in ("gold", "pred")}
    past = {"end": given.get("end")}
    alignment = alignment_of(*sides(bare | past))
    values = [
        {(one[0], one[1] + (past["end"] == "inclusive")): one[-1] for one in given[name]}
        for name in ("gold", "pred")
    ]
    pairs = zip(alignment.ours_at.tolist(), alignment.theirs_at.tolist(), strict=True)
    right = sum(
        values[0][alignment.ours.pieces_of(one)[0]] == values[1][alignment.theirs.pieces_of(two)[0]]
        for one, two in pairs
    )
    score = value_score(
        gold=len(alignment.ours),
        predicted=len(alignment.theirs),
        exact=len(alignment.of(Kind.CORRECT)[0]),
        matched=len(alignment.ours_at),
        right=right,
    )
    return {
        "strict_f1": score.strict.value,
        "relaxed_f1": score.relaxed.value,
        "value_accuracy": score.accuracy.value,
        "value_f1": score.value.value,
    }


def resampled(given):
    """The rows of a ratio of sums: tp, fp and fn; two lists, part and whole; one to average."""
    lists = {name: one for name, one in given.items() if isinstance(one, list)}
    if {"tp", "fp", "fn"} <= lists.keys():
        tp, fp, fn = (np.array(lists[name], dtype=float) for name in ("tp", "fp", "fn"))
        return np.stack([2 * tp, 2 * tp + fp + fn], axis=1)
    part, *rest = [one for name, one in lists.items() if name != "clusters"]
    return np.array([part, rest[0] if rest else [1] * len(part)], dtype=float).T


def of_bootstrap(given, _):
    sums = resampled(given)
    told = {"level": given.get("level", given.get("confidence_level", 0.95)), "seed": 1}
    told["replicates"] = given.get("n_resamples", 10_000)
    units = given.get("clusters") or [f"{at:06}" for at in range(len(sums))]
    bca, percentile = (
        bootstrap(units, sums, lambda one: one[..., 0] / one[..., 1], method=method, **told)
        for method in ("bca", "percentile")
    )
    own = percentile if str(given.get("method", "")).lower() == "percentile" else bca
    return {
        "theta": own.value,
        "ci": [own.low, own.high],
        "ci_bca": [bca.low, bca.high],
        "ci_percentile": [percentile.low, percentile.high],
        "low": own.low,
        "high": own.high,
    }


def of_swaps(given, _):
    """Differences of pairs; the mean of each side is the figure."""
    if "diffs" in given:
        ours, theirs = given["diffs"], [0] * len(given["diffs"])
    else:
        ours, theirs = (one for one in given.values() if isinstance(one, list))
    sums = [np.array([side, [1] * len(side)], dtype=float).T for side in (ours, theirs)]
    units = [f"{at:06}" for at in range(len(ours))]
    test = randomization(units, *sums, lambda one: one[..., 0] / one[..., 1], seed=1)
    return {"p_two_sided": test.p, "p": test.p, "p_floor": test.floor}


def of_two_by_two(given, _):
    """Kappa and F1 of one table, or of several where a cell is a list."""
    cells = [given[name] for name in ("tp", "fp", "fn", "tn")]
    many = max((len(cell) for cell in cells if isinstance(cell, list)), default=0)
    if not many:
        return yes_and_no(*cells)
    rows = [cell if isinstance(cell, list) else [cell] * many for cell in cells]
    found = [yes_and_no(*row) for row in zip(*rows, strict=True)]
    return {name: [one[name] for one in found] for name in found[0]}


def yes_and_no(tp, fp, fn, tn):
    return {
        "f1": f1(tp, tp, tp + fn, tp + fp).value,
        "kappa": kappa_two_by_two(tp, fn, fp, tn).value,
    }


def of_prevalence(given, _):
    entity, outside = given["entity_tokens"], given["O_tokens_both"]
    found = of_two_by_two(
        {"tp": entity["both"], "fp": entity["only_b"], "fn": entity["only_a"], "tn": outside}, {}
    )
    score = yes_and_no(entity["both"], entity["only_b"], entity["only_a"], 0)["f1"]
    return {"entity_f1": score, "kappa": found["kappa"]}


ADAPTERS = {
    "ner_exact_f1": of_tags,
    "semeval13_muc": of_spans,
    "strict_order_invariance": of_spans,
    "order_invariance": of_orders,
    "muc5": of_muc5,
    "tempeval3_value_f1": of_values,
    "bootstrap_bca": of_bootstrap,
    "pairwise_span_f1_exact": of_all_pairs,
    "two_preds_one_gold": of_spans,
    "one_to_one_matching": of_overlap,
    "paired_permutation_exact": of_swaps,
    "kappa_to_f1_limit": of_two_by_two,
    "token_kappa_prevalence": of_prevalence,
}
