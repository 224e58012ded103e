"""How vectors about spans are put to our measures.

Each adapter takes a vector's input and what it expects, and gives figures by the same names.
"""

from itertools import combinations

from annotator.labels.span import Span
from annotator.measure.counts import counted, pooled
from annotator.measure.joins import characters_shared
from annotator.measure.match import Kind, aligned
from annotator.measure.rates import f1, macro_f1, precision, recall
from annotator.measure.semeval import SCHEMES, outcomes, tally, value_score
from annotator.measure.table import Marked, tables
from tests.oracles.measure_inputs import ORDER, chunks, first_in, pair_in


def read_span(raw, *, past):
    """One span as (article or None, label, pieces); `past` is added to its end."""
    if isinstance(raw, dict):
        pieces = raw.get("pieces") or raw.get("fragments") or [[raw["start"], raw["end"]]]
        article = first_in(raw, ("doc", "article", "document"))
        return article, first_in(raw, ("label", "type", "value")) or "", within(pieces, past)
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
    documents = first_in(given, ("documents", "docs", "articles"))
    if documents and pair_in(given) is None:
        each = enumerate(documents) if isinstance(documents, list) else documents.items()
        by_name = {str(name): one for name, one in each}
        pair = pair_in(next(iter(by_name.values())))
        given = {side: {name: one[side] for name, one in by_name.items()} for side in pair}
    return tuple(read_side(given[name], past=past) for name in pair_in(given))


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
    found |= {"labels": all_rates, "per_label": all_rates, "per_class": found.copy()}
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
    counted_as |= dict(zip(ORDER, list(counted_as.values())[:5], strict=True))
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
    named = first_in(given, ("annotators", "coders"))
    named = named or {name: given[name] for name in "abcde" if name in given}
    if len(named) < 3:
        return of_spans({**given, **dict(zip("ab", named.values(), strict=False))}, expected)
    past = int(given.get("end") == "inclusive")
    every = [read_side(own, past=past) for own in named.values()]
    counts = pooled(counted(alignment_of(one, two)) for one, two in combinations(every, 2))
    sums = counts.evidence("strict").sum(axis=0).tolist()
    each = {
        label: f1(*counts.evidence("strict", label).sum(axis=0)).value for label in counts.labels
    }
    return rates("", sums) | rates("micro_", sums) | {"tp": sums[0]} | each


def of_orders(given, expected):
    """What is the same in every order is given under its name and that with an ending."""
    single = {name.removesuffix("_orders"): [one] for name, one in given.items()}
    orders = single | {
        name.removesuffix("_orders"): one for name, one in given.items() if name.endswith("_orders")
    }
    pair = pair_in(orders)
    all_found = [
        of_spans({"end": given.get("end"), "gold": gold, "pred": pred}, expected)
        for gold in orders[pair[0]]
        for pred in orders[pair[1]]
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
    if not are_tags(given[pair_in(given)[0]]):
        return of_spans(given, expected)
    strict = given.get("mode") == "strict" or "scheme" in given
    past = [given[name] for name in pair_in(given)]
    documents = [[side] if side and isinstance(side[0], str) else side for side in past]
    ours, theirs = (
        {str(at): list(chunks(tags, strict=strict)) for at, tags in enumerate(side)}
        for side in documents
    )
    found = figures(alignment_of(ours, theirs))
    whole = {label for label in found["labels"] if isinstance(expected.get(label), dict)}
    return found | {label: found["labels"][label] for label in whole}


def are_tags(side):
    """Whether a side is tags, of one sentence or of several, rather than spans."""
    flat = [one for part in side for one in (part if isinstance(part, list) else [part])]
    return all(isinstance(one, str) for one in flat)


def of_values(given, _):
    """Spans whose third part is a value rather than a label; or only how many there are of each."""
    if isinstance(given.get("matched"), int):
        return value_figures(**given)
    valued = sides(given)
    bare = [
        {name: [("", pieces) for _, pieces in spans] for name, spans in side.items()}
        for side in valued
    ]
    alignment = alignment_of(*bare)
    pairs = zip(alignment.ours_at.tolist(), alignment.theirs_at.tolist(), strict=True)
    right = sum(
        value_at(alignment.ours, valued[0], one) == value_at(alignment.theirs, valued[1], two)
        for one, two in pairs
    )
    return value_figures(
        gold=len(alignment.ours),
        predicted=len(alignment.theirs),
        exact=len(alignment.of(Kind.CORRECT)[0]),
        matched=len(alignment.ours_at),
        right=right,
    )


def value_figures(*, gold, predicted, exact, matched, right):
    score = value_score(gold=gold, predicted=predicted, exact=exact, matched=matched, right=right)
    counts = (matched, matched, gold, predicted)
    return {
        "strict_f1": score.strict.value,
        "relaxed_f1": score.relaxed.value,
        "relaxed_precision": precision(*counts).value,
        "relaxed_recall": recall(*counts).value,
        "value_accuracy": score.accuracy.value,
        "value_f1": score.value.value,
    }


def value_at(table, side, row):
    """The value of a span, which was read as its label."""
    own = side[table.articles[int(table.article[row])]]
    return own[int(table.spans[row].id[1:]) - 1][0]


ADAPTERS = {
    "ner_exact_f1": of_tags,
    "one_to_one_matching": of_overlap,
    "order_invariance": of_orders,
    "pairwise_span_f1_exact": of_all_pairs,
    "semeval13_muc": of_spans,
    "strict_order_invariance": of_spans,
    "tempeval3_value_f1": of_values,
    "two_preds_one_gold": of_spans,
}
